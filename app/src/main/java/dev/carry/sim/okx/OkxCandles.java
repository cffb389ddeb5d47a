package dev.carry.sim.okx;

import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.GrowingCandles.Series;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Candles;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Market;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Candles as OKX writes them, for REST and socket alike.
final class OkxCandles {
  private static final String WORD = "candle";

  private final Candles candles;
  private final Board board;
  private final Market market;

  OkxCandles(Market market, Board board) {
    this.candles = new Candles(market);
    this.board = board;
    this.market = market;
  }

  static boolean isChannel(String channel) {
    return channel.contains(WORD);
  }

  /// What a channel like `mark-price-candle1m` is of; null: there is no such channel for this id.
  @Nullable Series series(String channel, String id) {
    int at = channel.indexOf(WORD);
    long millis = at < 0 ? 0 : barMillis(channel.substring(at + WORD.length()));
    Candles.Of of =
        switch (at < 0 ? "none" : channel.substring(0, at)) {
          case "" -> Candles.Of.TRADE;
          case "mark-price-" -> Candles.Of.MARK;
          case "index-" -> Candles.Of.INDEX;
          default -> null;
        };
    Listing listing = of == Candles.Of.INDEX ? OkxRest.byIndex(board, id) : board.find(id);
    if (of == null || listing == null || millis == 0) {
      return null;
    }
    boolean markOfSpot = of == Candles.Of.MARK && listing.spec().spot();
    return markOfSpot ? null : new Series(listing, of, millis);
  }

  /// 0: no such bar.
  static long barMillis(String bar) {
    return switch (bar.toLowerCase(Locale.ROOT)) {
      case "1m" -> 60_000;
      case "3m" -> 180_000;
      case "5m" -> 300_000;
      case "15m" -> 900_000;
      case "30m" -> 1_800_000;
      case "1h" -> 3_600_000;
      case "2h" -> 7_200_000;
      case "4h" -> 14_400_000;
      case "6h", "6hutc" -> 21_600_000;
      case "12h", "12hutc" -> 43_200_000;
      case "1d", "1dutc" -> 86_400_000;
      default -> 0;
    };
  }

  /// Open interest of one period, in contracts, coins and dollars.
  void interest(JsonOut out, Listing listing, long begins, long millis) {
    long at = Math.min(begins + millis, market.time());
    double size = candles.openInterest(listing, at);
    double price = candles.candle(listing, Candles.Of.MARK, begins, millis).close();
    double dollars = listing.spec().notional(size, price);
    out.openArray()
        .text(Long.toString(begins))
        .text(OkxText.size(listing, size))
        .text(Decimals.trimmed(dollars / price, 8))
        .text(Decimals.trimmed(dollars, 8))
        .closeArray();
  }

  long oldest() {
    return candles.oldest();
  }

  void row(JsonOut out, Series series, long opens) {
    Listing listing = series.listing();
    long millis = series.millis();
    Candles.Candle candle = candles.candle(listing, series.of(), opens, millis);
    out.openArray()
        .text(Long.toString(opens))
        .text(OkxText.price(listing, candle.open()))
        .text(OkxText.price(listing, candle.high()))
        .text(OkxText.price(listing, candle.low()))
        .text(OkxText.price(listing, candle.close()));
    if (series.of() == Candles.Of.TRADE) {
      double volume = listing.volume() * millis / 86_400_000;
      double coins = volume * listing.spec().contractValue();
      String quote = Decimals.trimmed(coins * candle.close(), 4);
      out.text(OkxText.size(listing, volume))
          .text(listing.spec().spot() ? quote : Decimals.trimmed(coins, 4))
          .text(quote);
    }
    out.text(opens + millis <= market.time() ? "1" : "0").closeArray();
  }
}
