package dev.carry.detect;

import dev.carry.engine.InstrumentState;
import dev.carry.model.Side;
import dev.carry.valuation.Depth;

/// What filling a trade costs beyond the touch, from the touch itself and the books that are
/// followed.
final class Fills {
  /// A followed book changes by the second; one this old is no longer followed.
  private static final long BOOK_LIFE_MILLIS = 60_000;

  private final PairKind kind;
  private final double notional;
  private final double maxSlippage;

  Fills(PairKind kind) {
    this.kind = kind;
    this.notional = kind.settings().notional();
    this.maxSlippage = kind.settings().maxSlippage();
  }

  /// Of all fills, at entry and at exit (fraction of notional); NaN where the touch holds less than
  /// the notional on a side and no book of it is known that does.
  double slippage(Trade trade, long nowMillis) {
    InstrumentState longLeg = trade.longLeg();
    InstrumentState shortLeg = trade.shortLeg();
    InstrumentState between = trade.between();
    double slippage = fill(longLeg, Side.BUY, nowMillis) + fill(shortLeg, Side.SELL, nowMillis);
    if (!kind.delivers(longLeg)) {
      slippage += fill(longLeg, Side.SELL, nowMillis);
    }
    if (!kind.delivers(shortLeg)) {
      slippage += fill(shortLeg, Side.BUY, nowMillis);
    }
    return between == null
        ? slippage
        : slippage + fill(between, Side.BUY, nowMillis) + fill(between, Side.SELL, nowMillis);
  }

  private double fill(InstrumentState leg, Side taker, long nowMillis) {
    if (touch(leg, taker) >= notional) {
      return 0;
    }
    Depth book = leg.depth(taker, nowMillis - BOOK_LIFE_MILLIS);
    return book == null ? Double.NaN : book.slippage(notional);
  }

  /// What fills on entry within the largest slippage of a fill, in quote; of a leg without a book
  /// what its touch holds; NaN: not known.
  double capacity(Trade trade, long nowMillis) {
    return Math.min(
        capacity(trade.longLeg(), Side.BUY, nowMillis),
        capacity(trade.shortLeg(), Side.SELL, nowMillis));
  }

  private double capacity(InstrumentState leg, Side taker, long nowMillis) {
    Depth book = leg.depth(taker, nowMillis - BOOK_LIFE_MILLIS);
    return book == null ? touch(leg, taker) : book.fills(maxSlippage);
  }

  /// What fills at the touch on entry, in quote; NaN: not known.
  static double atTouch(Trade trade) {
    return Math.min(touch(trade.longLeg(), Side.BUY), touch(trade.shortLeg(), Side.SELL));
  }

  private static double touch(InstrumentState leg, Side taker) {
    return taker == Side.BUY ? leg.askNotional() : leg.bidNotional();
  }
}
