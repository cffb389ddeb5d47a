package dev.carry.valuation.option;

import dev.carry.model.Instrument.OptionType;
import dev.carry.testkit.SharedCsv.Row;
import java.util.Locale;

/// Options as tables of reference values write them.
final class Options {
  private Options() {}

  static OptionType type(String word) {
    return OptionType.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /// A row of the high-precision grid.
  static Black76 ofGrid(Row row) {
    return new Black76(
        type(row.text("option_type")),
        row.number("F"),
        row.number("K"),
        row.number("t_years"),
        row.number("sigma"),
        0);
  }

  /// A row of a Deribit chain, at one of its volatilities in percent.
  static Black76 ofDeribit(Row row, String percent) {
    double millis = row.number("expiry_ms") - row.number("timestamp_ms");
    return new Black76(
        type(row.text("type")),
        row.number("underlying_price"),
        row.number("strike"),
        millis / 86_400_000 / 365,
        row.number(percent) / 100,
        0);
  }

  static boolean isOutOfTheMoney(Black76 option) {
    return option.intrinsic() == 0;
  }

  static double implied(Black76 option, double price) {
    return ImpliedVolatility.perYear(
        option.type(), price, option.forward(), option.strike(), option.years(), option.rate());
  }

  static Black76 at(Black76 option, double volatility) {
    return new Black76(
        option.type(),
        option.forward(),
        option.strike(),
        option.years(),
        volatility,
        option.rate());
  }

  /// Change of the price per 1 of volatility.
  static double vega(Black76 option) {
    return option.greeks().vega() * 100;
  }
}
