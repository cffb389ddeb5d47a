package dev.carry.venue.okx;

import dev.carry.model.Candle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a channel's or an endpoint's rows are.
///
/// @param name the channel as OKX calls it, the same as the endpoint's last path segment
/// @param kind how its rows are read
/// @param ignored why its rows are of no use here; only with [Kind#IGNORED]
/// @param of whose candles; only with [Kind#CANDLE]
/// @param bar how long a candle lasts; absent where the name does not say
record OkxChannel(
    String name, Kind kind, String ignored, Candle.@Nullable Of of, @Nullable Duration bar) {

  enum Kind {
    INSTRUMENT,
    FUNDING,
    HISTORY,
    PREMIUM,
    MARK,
    INDEX,
    TICKER,
    /// One level a side, as arrays.
    TOP,
    /// Whole books each time.
    BOOK_SNAPSHOT,
    /// A snapshot, then changes; `action` says which.
    BOOK,
    TRADE,
    LIQUIDATION,
    /// Liquidations as a recorder polled them: rows without their symbol, which `arg` names.
    LIQUIDATION_FLAT,
    OPEN_INTEREST,
    /// Past open interest, as arrays.
    INTEREST_HISTORY,
    CANDLE,
    /// Volatilities and greeks of a family's options.
    OPTION_SUMMARY,
    STATUS,
    IGNORED
  }

  static OkxChannel of(String name) {
    return switch (name) {
      case "instruments" -> of(name, Kind.INSTRUMENT);
      case "funding-rate" -> of(name, Kind.FUNDING);
      case "funding-rate-history" -> of(name, Kind.HISTORY);
      case "premium-history" -> of(name, Kind.PREMIUM);
      case "mark-price" -> of(name, Kind.MARK);
      case "index-tickers" -> of(name, Kind.INDEX);
      case "tickers", "ticker" -> of(name, Kind.TICKER);
      case "bbo-tbt" -> of(name, Kind.TOP);
      case "books5" -> of(name, Kind.BOOK_SNAPSHOT);
      case "books", "books-l2-tbt", "books50-l2-tbt" -> of(name, Kind.BOOK);
      case "trades", "trades-all", "history-trades" -> of(name, Kind.TRADE);
      case "liquidation-orders" -> of(name, Kind.LIQUIDATION);
      case "liquidations" -> of(name, Kind.LIQUIDATION_FLAT);
      case "open-interest" -> of(name, Kind.OPEN_INTEREST);
      case "open-interest-history" -> of(name, Kind.INTEREST_HISTORY);
      case "status" -> of(name, Kind.STATUS);
      case "opt-summary" -> of(name, Kind.OPTION_SUMMARY);
      case "option-trades" -> ignored(name, "trades of all options at once are not read");
      case "price-limit" -> ignored(name, "price limits are no fact here");
      case "estimated-price" -> ignored(name, "delivery prices are no fact here");
      case "sprd-bbo-tbt", "sprd-books5", "sprd-books-l2-tbt", "sprd-public-trades" ->
          ignored(name, "spreads are not read");
      case "sprd-tickers" -> ignored(name, "spreads are not read");
      default -> candles(name);
    };
  }

  /// `candle1m`, `mark-price-candle1H`, `index-candle1Dutc`; endpoints say `mark-price-candles`.
  private static OkxChannel candles(String name) {
    int at = name.indexOf("candle");
    if (at < 0) {
      return ignored(name, "an OKX channel or answer without a fact we read");
    }
    Candle.Of of =
        switch (name.substring(0, at)) {
          case "", "history-" -> Candle.Of.TRADE;
          case "mark-price-", "history-mark-price-" -> Candle.Of.MARK;
          case "index-", "history-index-" -> Candle.Of.INDEX;
          default -> null;
        };
    if (of == null) {
      return ignored(name, "spreads are not read");
    }
    return new OkxChannel(name, Kind.CANDLE, "", of, bar(name.substring(at + "candle".length())));
  }

  /// `1m`, `4H`, `1D`, `1Wutc`; absent for months, which have no fixed length, and for `s`, the
  /// plural of an endpoint's name.
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
          case 's' -> Duration.ofSeconds(count);
          case 'm' -> Duration.ofMinutes(count);
          case 'H' -> Duration.ofHours(count);
          case 'D' -> Duration.ofDays(count);
          case 'W' -> Duration.ofDays(7L * count);
          default -> Duration.ZERO;
        };
    return bars.isPositive() ? bars : null;
  }

  /// Whether its rows are of an index, which is called like a spot pair.
  boolean ofIndex() {
    return kind == Kind.INDEX || of == Candle.Of.INDEX;
  }

  /// Whether its rows say nothing of spot.
  boolean ofContracts() {
    return switch (kind) {
      case FUNDING,
          HISTORY,
          PREMIUM,
          MARK,
          INDEX,
          LIQUIDATION,
          LIQUIDATION_FLAT,
          OPEN_INTEREST,
          INTEREST_HISTORY,
          OPTION_SUMMARY ->
          true;
      case CANDLE -> of != Candle.Of.TRADE;
      case INSTRUMENT, TICKER, TOP, BOOK_SNAPSHOT, BOOK, TRADE, STATUS, IGNORED -> false;
    };
  }

  /// Whether each of its rows covers a stretch of time as long as the call's name says.
  boolean ofBars() {
    return kind == Kind.CANDLE || kind == Kind.INTEREST_HISTORY;
  }

  private static OkxChannel of(String name, Kind kind) {
    return new OkxChannel(name, kind, "", null, null);
  }

  private static OkxChannel ignored(String name, String why) {
    return new OkxChannel(name, Kind.IGNORED, why, null, null);
  }
}
