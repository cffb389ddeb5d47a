package dev.carry.venue.gate;

/// What a pushed channel's rows are.
///
/// @param name the channel as Gate calls it
/// @param kind how its rows are read
/// @param ignored why they are of no use here; only with [Kind#IGNORED]
record GateChannel(String name, Kind kind, String ignored) {

  enum Kind {
    TICKERS,
    BOOK_TICKER,
    /// The whole book, then changes linked by number, on one stream.
    OBU,
    /// Changes linked by number; the book itself comes by REST.
    BOOK_UPDATE,
    /// The whole book each time; until 2021 also changes without a side.
    BOOK,
    TRADES,
    LIQUIDATIONS,
    STATS,
    CANDLES,
    SYSTEM,
    IGNORED
  }

  static GateChannel of(String name) {
    return switch (name) {
      case "futures.tickers" -> of(name, Kind.TICKERS);
      case "futures.book_ticker" -> of(name, Kind.BOOK_TICKER);
      case "futures.obu" -> of(name, Kind.OBU);
      case "futures.order_book_update" -> of(name, Kind.BOOK_UPDATE);
      case "futures.order_book" -> of(name, Kind.BOOK);
      case "futures.trades" -> of(name, Kind.TRADES);
      case "futures.public_liquidates" -> of(name, Kind.LIQUIDATIONS);
      case "futures.contract_stats" -> of(name, Kind.STATS);
      case "futures.candlesticks" -> of(name, Kind.CANDLES);
      case "futures.system" -> of(name, Kind.SYSTEM);
      default -> new GateChannel(name, Kind.IGNORED, "a Gate channel that we do not read");
    };
  }

  private static GateChannel of(String name, Kind kind) {
    return new GateChannel(name, kind, "");
  }
}
