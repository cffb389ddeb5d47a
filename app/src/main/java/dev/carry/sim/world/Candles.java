package dev.carry.sim.world;

/// Candles of the past and of the time since the start, made on demand and always the same.
public final class Candles {
  /// What a candle is of.
  public enum Of {
    TRADE,
    MARK,
    INDEX,
    PREMIUM
  }

  /// A candle; for [Of#PREMIUM] the values are fractions.
  public record Candle(long opens, double open, double high, double low, double close) {}

  private static final int POINTS = 12;

  private final Market market;

  public Candles(Market market) {
    this.market = market;
  }

  /// The oldest instant there are candles for, epoch milliseconds.
  public long oldest() {
    return market.gridStart();
  }

  /// The candle that opens at `opens` and lasts `millis`; the last one closes at the present.
  public Candle candle(Listing listing, Of of, long opens, long millis) {
    long closes = Math.min(opens + millis, market.time());
    double open = value(listing, of, opens);
    double close = value(listing, of, closes);
    double high = Math.max(open, close);
    double low = Math.min(open, close);
    for (int i = 1; i < POINTS; i++) {
      double value = value(listing, of, opens + (closes - opens) * i / POINTS);
      high = Math.max(high, value);
      low = Math.min(low, value);
    }
    return new Candle(opens, open, high, low, close);
  }

  /// Open interest at an instant, in units of quantity: before the start a slow wave about what it
  /// then was, since the start the line from there to the present.
  public double openInterest(Listing listing, long time) {
    double first = listing.firstInterest();
    long start = market.start();
    if (time > start && market.time() > start) {
      double share = Math.min(1, (time - start) / (double) (market.time() - start));
      return first + (listing.openInterest() - first) * share;
    }
    double days = (start - time) / 86_400_000.0;
    return first * (1 + 0.05 * Math.sin(days * 2 + listing.order()) * Math.min(1, days));
  }

  private double value(Listing listing, Of of, long time) {
    double index = market.indexAt(listing, time);
    double premium = market.premiumAt(listing, time);
    return switch (of) {
      case INDEX -> index;
      case PREMIUM -> premium;
      case MARK, TRADE -> index * (1 + premium);
    };
  }
}
