package dev.carry.detect;

import dev.carry.engine.InstrumentState;
import dev.carry.model.Side;
import dev.carry.model.TradeSizes;
import dev.carry.valuation.CapacityCurve;
import dev.carry.valuation.Depth;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What filling a trade costs beyond the touch, from the touch itself and the books that are
/// followed.
final class Fills {
  /// A followed book changes by the second; one this old is no longer followed.
  private static final long BOOK_LIFE_MILLIS = 60_000;

  private static final long DAY_MILLIS = 86_400_000;

  /// From a quarter of the notional up, each twice the one before: 64 times the notional.
  private static final int MOST_SIZES = 9;

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

  /// How large a trade may be; null where nothing is known of a side.
  @Nullable TradeSizes sizes(PairPricing pricing) {
    List<Depth> books = books(pricing.trade(), pricing.atMillis());
    if (books.isEmpty()) {
      return null;
    }
    Double slippage = pricing.costs().slippage();
    double net = pricing.value().net() + (slippage == null ? 0 : slippage);
    double days = pricing.value().horizonMillis() / (double) DAY_MILLIS;
    CapacityCurve curve = new CapacityCurve(net, days, books);
    double reach = books.stream().mapToDouble(Depth::reach).min().orElse(0);
    List<TradeSizes.Size> sizes = new ArrayList<>();
    for (double size = notional / 4; size < reach && sizes.size() < MOST_SIZES; size *= 2) {
      sizes.add(size(curve, size));
    }
    if (sizes.size() < MOST_SIZES) {
      sizes.add(size(curve, reach));
    }
    return new TradeSizes(orNull(curve.best()), orNull(curve.largest()), sizes);
  }

  private static TradeSizes.Size size(CapacityCurve curve, double notional) {
    return new TradeSizes.Size(notional, curve.net() - curve.netAt(notional));
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }

  /// Every side that is filled, at entry and at exit; none where one of them is not known.
  private List<Depth> books(Trade trade, long nowMillis) {
    List<@Nullable Depth> sides = new ArrayList<>();
    sides.add(book(trade.longLeg(), Side.BUY, nowMillis));
    sides.add(book(trade.shortLeg(), Side.SELL, nowMillis));
    if (!kind.delivers(trade.longLeg())) {
      sides.add(book(trade.longLeg(), Side.SELL, nowMillis));
    }
    if (!kind.delivers(trade.shortLeg())) {
      sides.add(book(trade.shortLeg(), Side.BUY, nowMillis));
    }
    InstrumentState between = trade.between();
    if (between != null) {
      sides.add(book(between, Side.BUY, nowMillis));
      sides.add(book(between, Side.SELL, nowMillis));
    }
    List<Depth> books = new ArrayList<>();
    for (Depth side : sides) {
      if (side == null) {
        return List.of();
      }
      books.add(side);
    }
    return books;
  }

  /// A book that is followed, else the touch alone; null: not even that.
  private static @Nullable Depth book(InstrumentState leg, Side taker, long nowMillis) {
    Depth book = leg.depth(taker, nowMillis - BOOK_LIFE_MILLIS);
    double touch = touch(leg, taker);
    return book != null || !(touch > 0)
        ? book
        : Depth.of(new double[] {taker == Side.BUY ? leg.ask() : leg.bid()}, new double[] {touch});
  }

  /// What fills at the touch on entry, in quote; NaN: not known.
  static double atTouch(Trade trade) {
    return Math.min(touch(trade.longLeg(), Side.BUY), touch(trade.shortLeg(), Side.SELL));
  }

  private static double touch(InstrumentState leg, Side taker) {
    return taker == Side.BUY ? leg.askNotional() : leg.bidNotional();
  }
}
