package dev.carry.sim.gate;

import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.GrowingCandles.Series;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Candles;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Market;
import org.jspecify.annotations.Nullable;

/// Candles as Gate writes them. A contract's name with `mark_` or `index_` before it asks for those
/// of its mark or index.
final class GateCandles {
  private static final int PREMIUM_SCALE = 6;

  private final Candles candles;
  private final Board board;
  private final Market market;

  GateCandles(Market market, Board board) {
    this.candles = new Candles(market);
    this.board = board;
    this.market = market;
  }

  /// Null: there is no such contract or bar.
  @Nullable Series series(String bar, String contract) {
    Candles.Of of = Candles.Of.TRADE;
    String symbol = contract;
    if (contract.startsWith("mark_")) {
      of = Candles.Of.MARK;
      symbol = contract.substring("mark_".length());
    } else if (contract.startsWith("index_")) {
      of = Candles.Of.INDEX;
      symbol = contract.substring("index_".length());
    }
    Listing listing = board.find(symbol);
    long millis = barMillis(bar);
    return listing == null || millis == 0 ? null : new Series(listing, of, millis);
  }

  /// 0: no such bar.
  static long barMillis(String bar) {
    return switch (bar) {
      case "10s" -> 10_000;
      case "1m" -> 60_000;
      case "5m" -> 300_000;
      case "15m" -> 900_000;
      case "30m" -> 1_800_000;
      case "1h" -> 3_600_000;
      case "4h" -> 14_400_000;
      case "8h" -> 28_800_000;
      case "1d" -> 86_400_000;
      case "7d" -> 604_800_000;
      default -> 0;
    };
  }

  long oldest() {
    return candles.oldest();
  }

  /// @param name as pushed candles have it, `1m_mark_BTC_USDT`; empty by REST
  void row(JsonOut out, Series series, long opens, String name) {
    Listing listing = series.listing();
    Candles.Candle candle = candles.candle(listing, series.of(), opens, series.millis());
    out.open().whole("t", opens / 1000);
    if (series.of() == Candles.Of.TRADE) {
      out.whole("v", GateText.whole(listing.volume() * series.millis() / 86_400_000));
    }
    out.text("c", text(series, candle.close()))
        .text("h", text(series, candle.high()))
        .text("l", text(series, candle.low()))
        .text("o", text(series, candle.open()));
    if (!name.isEmpty()) {
      out.text("n", name).flag("w", opens + series.millis() <= market.time());
    }
    out.close();
  }

  private static String text(Series series, double value) {
    return switch (series.of()) {
      case PREMIUM -> Decimals.trimmed(value, PREMIUM_SCALE);
      case TRADE -> GateText.price(series.listing(), value);
      case MARK, INDEX -> GateText.fine(series.listing(), value);
    };
  }
}
