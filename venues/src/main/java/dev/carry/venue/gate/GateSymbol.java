package dev.carry.venue.gate;

import dev.carry.model.InstrumentId;

/// What the name of a Gate contract alone tells: `BTC_USDT`, `BTC_USD`, and `BTC_USDT_20261225` of
/// the dated ones.
///
/// @param id venue and symbol
/// @param base what the price is of, as Gate lists it
/// @param quote the currency of the price
/// @param dated whether it expires
record GateSymbol(InstrumentId id, String base, String quote, boolean dated) {
  private static final int DIGITS_OF_A_DAY = 8;

  static GateSymbol of(String symbol) {
    InstrumentId id = InstrumentId.of(Gate.ID, symbol);
    int end = symbol.lastIndexOf('_');
    boolean dated = end > 0 && isDay(symbol, end + 1);
    String pair = dated ? symbol.substring(0, end) : symbol;
    int mark = pair.lastIndexOf('_');
    return mark <= 0
        ? new GateSymbol(id, pair, "", dated)
        : new GateSymbol(id, pair.substring(0, mark), pair.substring(mark + 1), dated);
  }

  private static boolean isDay(String symbol, int from) {
    return symbol.length() - from == DIGITS_OF_A_DAY
        && symbol.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
  }

  /// Whether sizes may be of an inverse contract, whose volume in coins Gate counts as 0.
  boolean inUsd() {
    return quote.equals("USD");
  }
}
