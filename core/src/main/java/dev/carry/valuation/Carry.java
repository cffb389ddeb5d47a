package dev.carry.valuation;

/// Two legs of one asset held over a horizon: what they pay each other, less what it costs.
///
/// @param grossPerHour income per hour before costs (fraction of notional)
/// @param income expected over the horizon from each leg's own settlements (fraction)
/// @param net income less cost (fraction over the horizon)
/// @param horizonMillis how long it is held
public record Carry(double grossPerHour, double income, double net, long horizonMillis) {

  /// @param cost of the round trip, fraction of notional
  public static Carry hold(
      ExpectedFunding longLeg,
      ExpectedFunding shortLeg,
      double cost,
      long fromMillis,
      long horizonMillis) {
    return hold(longLeg, shortLeg, 0, cost, fromMillis, horizonMillis);
  }

  /// @param once earned besides, at the exit (fraction of notional)
  /// @param cost of the round trip, fraction of notional
  public static Carry hold(
      ExpectedFunding longLeg,
      ExpectedFunding shortLeg,
      double once,
      double cost,
      long fromMillis,
      long horizonMillis) {
    if (horizonMillis <= 0) {
      throw new IllegalArgumentException("horizon of " + horizonMillis + " ms");
    }
    long until = fromMillis + horizonMillis;
    double income =
        shortLeg.paidOver(fromMillis, until) - longLeg.paidOver(fromMillis, until) + once;
    double perHour =
        shortLeg.terms().hourly()
            - longLeg.terms().hourly()
            + once * Funding.MILLIS_PER_HOUR / horizonMillis;
    return new Carry(perHour, income, income - cost, horizonMillis);
  }

  /// Simple annual fraction before costs.
  public double grossApr() {
    return grossPerHour * Funding.HOURS_PER_YEAR;
  }

  /// Simple annual fraction after costs, if such trades followed each other all year.
  public double netApr() {
    return net * periodsPerYear();
  }

  /// The same against the capital bound.
  ///
  /// @param capital fraction of notional: see [Capital]
  public double returnOnCapital(double capital) {
    return netApr() / capital;
  }

  private double periodsPerYear() {
    return Funding.MILLIS_PER_YEAR / horizonMillis;
  }
}
