package dev.carry.valuation;

/// One side of an order book in numbers: what it costs to fill a notional there, against its touch.
public final class Depth {
  private final double[] prices;

  /// Up to and including each level: quote and base units.
  private final double[] quotes;

  private final double[] bases;

  private Depth(double[] prices, double[] quotes, double[] bases) {
    this.prices = prices;
    this.quotes = quotes;
    this.bases = bases;
  }

  /// @param prices quote per base, the touch first, at least one
  /// @param notionals what stands at each price, in quote, > 0
  public static Depth of(double[] prices, double[] notionals) {
    if (prices.length == 0 || prices.length != notionals.length) {
      throw new IllegalArgumentException(
          prices.length + " prices and " + notionals.length + " notionals");
    }
    double[] quotes = new double[prices.length];
    double[] bases = new double[prices.length];
    double quote = 0;
    double base = 0;
    for (int i = 0; i < prices.length; i++) {
      if (!(prices[i] > 0) || !(notionals[i] > 0)) {
        throw new IllegalArgumentException(
            "level " + i + ": " + notionals[i] + " at " + prices[i] + ": more than 0 is allowed");
      }
      quote += notionals[i];
      base += notionals[i] / prices[i];
      quotes[i] = quote;
      bases[i] = base;
    }
    return new Depth(prices.clone(), quotes, bases);
  }

  /// How much stands in all levels that are known, in quote.
  public double reach() {
    return quotes[quotes.length - 1];
  }

  public int levels() {
    return prices.length;
  }

  /// How much stands down to a level, it included, in quote.
  public double upTo(int level) {
    return quotes[level];
  }

  /// The volume-weighted fill price of a notional against the touch, as a fraction ≥ 0; NaN where
  /// the levels that are known do not hold it.
  ///
  /// @param notional in quote, ≥ 0
  public double slippage(double notional) {
    if (notional <= quotes[0]) {
      return 0;
    }
    for (int i = 1; i < prices.length; i++) {
      if (notional <= quotes[i]) {
        double base = bases[i - 1] + (notional - quotes[i - 1]) / prices[i];
        return Math.abs(notional / base / prices[0] - 1);
      }
    }
    return Double.NaN;
  }

  /// The most that fills with a slippage of at most `limit`, in quote; no more than is known to
  /// stand there, for what lies behind may be nothing.
  ///
  /// @param limit fraction, ≥ 0
  public double fills(double limit) {
    for (int i = 1; i < prices.length; i++) {
      if (slippage(quotes[i]) > limit) {
        boolean rising = prices[i] > prices[0];
        double price = prices[0] * (rising ? 1 + limit : 1 - limit); // the worst average allowed
        double more = (price * bases[i - 1] - quotes[i - 1]) / (1 - price / prices[i]);
        return quotes[i - 1] + more;
      }
    }
    return reach();
  }
}
