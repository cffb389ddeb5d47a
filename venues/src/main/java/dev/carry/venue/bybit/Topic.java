package dev.carry.venue.bybit;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A topic of the public sockets, taken apart once: `orderbook.50.BTCUSDT`.
///
/// @param market the last part as a symbol; absent where the topic carries no facts
/// @param depth levels of an `orderbook` topic, else 0
record Topic(Kind kind, String family, @Nullable Market market, int depth) {

  enum Kind {
    TICKER,
    BOOK,
    TRADES,
    LIQUIDATIONS,
    /// The v5 `liquidation` topic, one a second and symbol, retired on 2025-02-26.
    LIQUIDATION_SAMPLE,
    CANDLES,
    /// Formats of the API before v5.
    BEFORE_V5,
    OTHER
  }

  /// Longer family names are cut: they are counted by cause, and causes are bounded.
  private static final int LONGEST_FAMILY = 32;

  static Topic of(String text, Function<String, Market> markets) {
    int first = text.indexOf('.');
    int last = text.lastIndexOf('.');
    String family = first < 0 ? text : text.substring(0, first);
    String symbol = first < 0 ? "" : text.substring(last + 1);
    Kind kind = kind(family, first == last);
    int depth = kind == Kind.BOOK && last > first ? depth(text.substring(first + 1, last)) : 0;
    if (kind == Kind.BOOK && depth == 0) {
      kind = Kind.OTHER;
    }
    boolean facts = kind != Kind.OTHER && kind != Kind.BEFORE_V5;
    if (facts && symbol.isEmpty()) {
      return new Topic(Kind.OTHER, cut(family), null, 0);
    }
    return new Topic(kind, cut(family), facts ? markets.apply(symbol) : null, depth);
  }

  private static Kind kind(String family, boolean short_) {
    return switch (family) {
      case "tickers" -> Kind.TICKER;
      case "orderbook" -> Kind.BOOK;
      case "publicTrade" -> Kind.TRADES;
      case "allLiquidation" -> Kind.LIQUIDATIONS;
      case "liquidation" -> Kind.LIQUIDATION_SAMPLE;
      case "kline" -> short_ ? Kind.OTHER : Kind.CANDLES;
      case "trade",
          "orderBookL2_25",
          "orderBook_200",
          "instrument_info",
          "klineV2",
          "candle",
          "depth",
          "bookTicker" ->
          Kind.BEFORE_V5;
      default -> Kind.OTHER;
    };
  }

  private static int depth(String text) {
    return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
  }

  private static String cut(String family) {
    return family.length() <= LONGEST_FAMILY ? family : family.substring(0, LONGEST_FAMILY);
  }
}
