package dev.carry.alert;

/// What a rule can watch.
public enum Condition {
  /// Net APR of an opportunity (fraction).
  NET_APR(Unit.RATE, true),
  /// Hours until an opportunity has earned its costs.
  BREAK_EVEN(Unit.HOURS, false),
  /// What the funding of an opportunity's legs is apart, before costs (fraction per year).
  SPREAD(Unit.RATE, true),
  /// Standard deviations of a funding rate from its mean, without sign.
  Z_SCORE(Unit.NUMBER, true),
  /// Mark away from index, without sign (fraction).
  PREMIUM(Unit.RATE, true),
  /// Liquidations of an asset in a burst of them (quote).
  LIQUIDATIONS(Unit.QUOTE, true),
  /// A feed of a venue that is silent, has a hole, or is closed.
  FEED(Unit.STATE, true),
  /// A fact that is held back.
  QUARANTINE(Unit.STATE, true),
  /// Share of the analyst's budget that is spent or put aside (fraction).
  BUDGET(Unit.RATE, true),
  /// How far the account that trades on paper is below its best (fraction of that).
  DRAWDOWN(Unit.RATE, true),
  /// The kill switch was pulled.
  KILL(Unit.STATE, true),
  /// A channel that takes no alerts.
  CHANNEL(Unit.STATE, true);

  /// What a reading is in.
  public enum Unit {
    RATE,
    HOURS,
    NUMBER,
    QUOTE,
    /// It is, or it is not.
    STATE
  }

  private final Unit unit;
  private final boolean above;

  Condition(Unit unit, boolean above) {
    this.unit = unit;
    this.above = above;
  }

  public Unit unit() {
    return unit;
  }

  /// Whether it is the high readings that are told; else the low ones.
  public boolean above() {
    return above;
  }

  /// Whether a reading is at a threshold or beyond it.
  boolean reaches(double value, double threshold) {
    return above ? value >= threshold : value <= threshold;
  }
}
