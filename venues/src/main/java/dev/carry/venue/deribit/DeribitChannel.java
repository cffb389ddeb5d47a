package dev.carry.venue.deribit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a subscription's data are, told by its name: `ticker.BTC-PERPETUAL.100ms`.
///
/// @param kind how its data are read
/// @param symbol whose they are; absent where the channel is of many instruments or of none
/// @param ignored why its data are of no use here; only with [Kind#IGNORED]
/// @param bar how long a candle lasts
record DeribitChannel(
    Kind kind, @Nullable DeribitSymbol symbol, String ignored, @Nullable Duration bar) {

  enum Kind {
    TICKER,
    PERPETUAL,
    QUOTE,
    /// Snapshot, then changes, levels with an action.
    BOOK,
    /// The whole top of the book each time.
    BOOK_SNAPSHOT,
    TRADES,
    INDEX,
    /// Marks and volatilities of all options on one index.
    OPTION_MARKS,
    STATE,
    CHART,
    PLATFORM,
    IGNORED
  }

  static DeribitChannel of(String name) {
    String[] parts = name.split("\\.", -1);
    String second = parts.length > 1 ? parts[1] : "";
    return switch (parts[0]) {
      case "ticker" -> of(Kind.TICKER, second);
      case "perpetual" -> of(Kind.PERPETUAL, second);
      case "quote" -> of(Kind.QUOTE, second);
      case "book" -> of(parts.length > 3 ? Kind.BOOK_SNAPSHOT : Kind.BOOK, second);
      case "trades" ->
          parts.length > 3
              ? new DeribitChannel(Kind.TRADES, null, "", null)
              : of(Kind.TRADES, second);
      case "deribit_price_index" -> new DeribitChannel(Kind.INDEX, null, "", null);
      case "instrument" -> new DeribitChannel(Kind.STATE, null, "", null);
      case "platform_state" -> new DeribitChannel(Kind.PLATFORM, null, "", null);
      case "chart" ->
          new DeribitChannel(
              Kind.CHART,
              parts.length > 2 ? DeribitSymbol.of(parts[2]) : null,
              "",
              parts.length > 3 ? bar(parts[3]) : null);
      case "markprice" -> new DeribitChannel(Kind.OPTION_MARKS, null, "", null);
      case "deribit_volatility_index" -> ignored("volatility indexes are no fact here");
      case "deribit_price_ranking", "deribit_price_statistics" ->
          ignored("what an index is made of is no fact here");
      case "estimated_expiration_price" -> ignored("delivery prices are no fact here");
      case "incremental_ticker" -> ignored("tickers in parts are not read; ticker.* is whole");
      default -> ignored("a Deribit channel without a fact we read");
    };
  }

  /// Resolutions are minutes, or `1D`.
  static @Nullable Duration bar(String resolution) {
    return switch (resolution) {
      case "1", "3", "5", "10", "15", "30", "60", "120", "180", "360", "720" ->
          Duration.ofMinutes(Long.parseLong(resolution));
      case "1D" -> Duration.ofDays(1);
      default -> null;
    };
  }

  private static DeribitChannel of(Kind kind, String symbol) {
    DeribitSymbol whose = DeribitSymbol.of(symbol);
    String why = whose.ignored();
    return why == null ? new DeribitChannel(kind, whose, "", null) : ignored(why);
  }

  private static DeribitChannel ignored(String why) {
    return new DeribitChannel(Kind.IGNORED, null, why, null);
  }
}
