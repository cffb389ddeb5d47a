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
    double slippage = 0;
    for (Fill fill : fills(trade)) {
      slippage += slippage(fill, nowMillis);
    }
    return slippage;
  }

  private double slippage(Fill fill, long nowMillis) {
    if (touch(fill.leg(), fill.taker()) >= notional) {
      return 0;
    }
    Depth book = fill.leg().depth(fill.taker(), nowMillis - BOOK_LIFE_MILLIS);
    return book == null ? Double.NaN : book.slippage(notional);
  }

  /// One who takes from a leg.
  private record Fill(InstrumentState leg, Side taker) {}

  /// At entry, at exit where a leg does not deliver, and between two deliveries.
  private List<Fill> fills(Trade trade) {
    List<Fill> fills = new ArrayList<>(6);
    fills.add(new Fill(trade.longLeg(), Side.BUY));
    fills.add(new Fill(trade.shortLeg(), Side.SELL));
    if (!kind.delivers(trade.longLeg())) {
      fills.add(new Fill(trade.longLeg(), Side.SELL));
    }
    if (!kind.delivers(trade.shortLeg())) {
      fills.add(new Fill(trade.shortLeg(), Side.BUY));
    }
    InstrumentState between = trade.between();
    if (between != null) {
      fills.add(new Fill(between, Side.BUY));
      fills.add(new Fill(between, Side.SELL));
    }
    return fills;
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
    double reach = curve.reach();
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

  /// Of every fill; none where one of them is not known.
  private List<Depth> books(Trade trade, long nowMillis) {
    List<Depth> books = new ArrayList<>();
    for (Fill fill : fills(trade)) {
      Depth book = book(fill.leg(), fill.taker(), nowMillis);
      if (book == null) {
        return List.of();
      }
      books.add(book);
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
