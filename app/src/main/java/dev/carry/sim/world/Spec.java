package dev.carry.sim.world;

/// What does not change about a listing.
///
/// @param kind what its owner owns
/// @param symbol the venue's own, case-sensitive
/// @param base the venue's name of what one price unit buys, `1000PEPE`
/// @param quote `USDT`, `USDC` or `USD`: prices are in it, and its index is used
/// @param settle coin of margin and profit; of spot the quote currency
/// @param multiplier coins in one price unit, 1000 for `1000PEPE`
/// @param tick price step
/// @param priceScale decimals of a price as text
/// @param contractValue size of one unit of quantity: in price units (linear) or quote (inverse)
/// @param sizeStep step of a quantity
/// @param sizeScale decimals of a quantity as text
/// @param cap highest funding rate per interval, a fraction; the floor is its negative; 0 for what
///     pays no funding
/// @param interest interest per 8 h in the funding formula, a fraction
/// @param expiry end of a dated future in epoch milliseconds, 0 for all else
public record Spec(
    SimVenue venue,
    Kind kind,
    String symbol,
    String base,
    String quote,
    String settle,
    boolean inverse,
    double multiplier,
    double tick,
    int priceScale,
    double contractValue,
    double sizeStep,
    int sizeScale,
    double cap,
    double interest,
    long expiry) {

  /// What a listing is.
  public enum Kind {
    PERPETUAL,
    DATED_FUTURE,
    SPOT
  }

  public boolean perpetual() {
    return kind == Kind.PERPETUAL;
  }

  public boolean spot() {
    return kind == Kind.SPOT;
  }

  /// Value in the quote currency of one unit of quantity at a price.
  public double notional(double size, double price) {
    return inverse ? size * contractValue : size * contractValue * price;
  }

  double sizeFor(double notional, double price) {
    double raw = inverse ? notional / contractValue : notional / (contractValue * price);
    return Math.max(sizeStep, Math.rint(raw / sizeStep) * sizeStep);
  }

  double onTick(double price) {
    return Math.max(tick, Math.rint(price / tick) * tick);
  }
}
