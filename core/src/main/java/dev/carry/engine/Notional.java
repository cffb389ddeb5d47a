package dev.carry.engine;

import dev.carry.model.Instrument;

/// What a size on the wire is worth in quote.
final class Notional {
  private Notional() {}

  /// @param size as sent
  /// @param sizeIn what one unit of the size counts
  /// @param price quote per base as sent, or NaN
  /// @return NaN where it cannot be told: an option is priced by its premium, and a quanto's worth
  ///     depends on a third coin's price
  static double of(Instrument listed, double size, Instrument.SizeIn sizeIn, double price) {
    if (listed.kind() == Instrument.Kind.OPTION || Double.isNaN(price)) {
      return Double.NaN;
    }
    return switch (sizeIn) {
      case BASE -> size * price;
      case QUOTE -> size;
      case CONTRACTS -> size * perContract(listed, price);
    };
  }

  private static double perContract(Instrument listed, double price) {
    double value = listed.contractValue().doubleValue();
    return switch (listed.payoff()) {
      case LINEAR -> value * price;
      case INVERSE -> value;
      case QUANTO -> Double.NaN;
    };
  }
}
