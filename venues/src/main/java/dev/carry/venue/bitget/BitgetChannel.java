package dev.carry.venue.bitget;

import dev.carry.model.Candle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What the rows of a channel, or of the answer to a call, are.
///
/// @param name as Bitget calls it
/// @param kind how they are read
/// @param ignored why they are of no use here; only with [Kind#IGNORED]
/// @param of whose candles; only with [Kind#CANDLE]
/// @param bar how long a candle lasts; absent where the name does not say
record BitgetChannel(String name, Kind kind, String ignored, Candle.Of of, @Nullable Duration bar) {

  enum Kind {
    CONTRACTS,
    FUNDING,
    HISTORY,
    TICKER,
    /// One level a side.
    TOP,
    /// The whole book each time.
    BOOK,
    /// The whole book once, then changes linked by number.
    BOOK_CHANGES,
    TRADE,
    LIQUIDATION,
    CANDLE,
    IGNORED
  }

  static BitgetChannel of(String name) {
    return switch (name) {
      case "contracts" -> of(name, Kind.CONTRACTS);
      case "current-fund-rate" -> of(name, Kind.FUNDING);
      case "history-fund-rate" -> of(name, Kind.HISTORY);
      case "ticker", "tickers" -> of(name, Kind.TICKER);
      case "books1" -> of(name, Kind.TOP);
      case "books5", "books15", "books50", "merge-depth" -> of(name, Kind.BOOK);
      case "books" -> of(name, Kind.BOOK_CHANGES);
      case "trade", "publicTrade" -> of(name, Kind.TRADE);
      case "liquidation" -> of(name, Kind.LIQUIDATION);
      case "history-mark-candles" -> candles(name, Candle.Of.MARK, null);
      case "history-index-candles" -> candles(name, Candle.Of.INDEX, null);
      case "history-candles" -> candles(name, Candle.Of.TRADE, null);
      default ->
          name.startsWith("candle")
              ? candles(name, Candle.Of.TRADE, bar(name.substring("candle".length())))
              : ignored(name, "a Bitget channel or answer that we do not read");
    };
  }

  private static BitgetChannel of(String name, Kind kind) {
    return new BitgetChannel(name, kind, "", Candle.Of.TRADE, null);
  }

  private static BitgetChannel candles(String name, Candle.Of of, @Nullable Duration bar) {
    return new BitgetChannel(name, Kind.CANDLE, "", of, bar);
  }

  static BitgetChannel ignored(String name, String why) {
    return new BitgetChannel(name, Kind.IGNORED, why, Candle.Of.TRADE, null);
  }

  BitgetChannel withBar(String text) {
    return new BitgetChannel(name, kind, ignored, of, bar(text));
  }

  /// `1m`, `4H`, `1D`, `1Dutc`; absent for months, which have no fixed length.
  static @Nullable Duration bar(String text) {
    String bar = text.endsWith("utc") ? text.substring(0, text.length() - 3) : text;
    if (bar.length() < 2 || bar.length() > 3) {
      return null;
    }
    int count = 0;
    for (int i = 0; i < bar.length() - 1; i++) {
      int digit = bar.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      count = count * 10 + digit;
    }
    Duration bars =
        switch (bar.charAt(bar.length() - 1)) {
          case 'm' -> Duration.ofMinutes(count);
          case 'H' -> Duration.ofHours(count);
          case 'D' -> Duration.ofDays(count);
          case 'W' -> Duration.ofDays(7L * count);
          default -> Duration.ZERO;
        };
    return bars.isPositive() ? bars : null;
  }
}
