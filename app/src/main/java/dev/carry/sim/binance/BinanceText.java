package dev.carry.sim.binance;

import dev.carry.sim.wire.BookDiff;
import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Quoter;
import dev.carry.sim.world.Spec;
import dev.carry.sim.world.Tape;
import java.util.List;

/// Binance's words for what happens: one method a message of the sockets.
final class BinanceText {
  private BinanceText() {}

  static boolean hasFunding(Listing listing) {
    return listing.spec().perpetual() && listing.trading();
  }

  /// Dated and settling contracts carry rate 0 and next settlement 0.
  static String rate(Listing listing) {
    return hasFunding(listing) ? fixed(listing.fundingRate()) : "0.00000000";
  }

  static long nextFunding(Listing listing, VenueTime time) {
    return hasFunding(listing) ? listing.nextSettlement(time.marketNow()) : 0;
  }

  static String fixed(double value) {
    return Decimals.fixed(value, 8);
  }

  static double settlePrice(Listing listing) {
    return listing.trading() ? listing.index() * 0.9995 : 0;
  }

  static String markPrice(Listing listing, VenueTime time) {
    // A dated contract's rate is an empty text here, a zero on REST.
    return new JsonOut()
        .open()
        .text("e", "markPriceUpdate")
        .whole("E", time.marketNow())
        .text("s", listing.symbol())
        .decimal("p", listing.mark(), 8)
        .decimal("ap", listing.mark() * 0.99999, 8)
        .decimal("P", settlePrice(listing), 8)
        .decimal("i", listing.index(), 8)
        .text("r", listing.spec().perpetual() ? rate(listing) : "")
        .whole("T", nextFunding(listing, time))
        .whole("st", 1)
        .text("ps", pair(listing.spec()))
        .close()
        .toString();
  }

  /// A row of the coin-margined family, which the all-market array carries too.
  static String coinMarginedMark(Listing like, VenueTime time) {
    return new JsonOut()
        .open()
        .text("e", "markPriceUpdate")
        .whole("E", time.marketNow())
        .text("s", like.spec().base() + "USD_PERP")
        .decimal("p", like.mark() * 0.9994, 8)
        .decimal("ap", like.mark() * 0.9994, 8)
        .decimal("P", like.index() * 0.9994, 8)
        .decimal("i", like.index() * 0.9994, 8)
        .text("r", "0.00010000")
        .whole("T", like.nextSettlement(time.marketNow()))
        .whole("st", 2)
        .text("ps", like.spec().base() + "USD")
        .close()
        .toString();
  }

  static String pair(Spec spec) {
    int at = spec.symbol().indexOf('_');
    return at < 0 ? spec.symbol() : spec.symbol().substring(0, at);
  }

  static String bookTicker(Listing listing, VenueTime time) {
    Spec spec = listing.spec();
    long stamp = time.stamp(listing.quoteTime());
    return new JsonOut()
        .open()
        .text("e", "bookTicker")
        .whole("u", listing.sequence())
        .text("s", listing.symbol())
        .decimal("b", listing.bid(), spec.priceScale())
        .decimal("B", listing.bidSize(), spec.sizeScale())
        .decimal("a", listing.ask(), spec.priceScale())
        .decimal("A", listing.askSize(), spec.sizeScale())
        .whole("T", stamp)
        .whole("E", stamp + 4)
        .close()
        .toString();
  }

  static String aggTrade(Tape.Trade trade, VenueTime time) {
    JsonOut out =
        new JsonOut()
            .open()
            .text("e", "aggTrade")
            .whole("E", time.stamp(trade.time()) + 60)
            .text("s", trade.listing().symbol());
    return aggTrade(out, trade, time).close().toString();
  }

  /// What an aggregated trade says on the socket as over REST.
  static JsonOut aggTrade(JsonOut out, Tape.Trade trade, VenueTime time) {
    Spec spec = trade.listing().spec();
    return out.whole("a", trade.id() / 2)
        .decimal("p", trade.price(), spec.priceScale())
        .decimal("q", trade.size(), spec.sizeScale())
        .whole("f", trade.id())
        .whole("l", trade.id())
        .whole("T", time.stamp(trade.time()))
        .flag("m", !trade.buy());
  }

  static String trade(Tape.Trade trade, VenueTime time) {
    Spec spec = trade.listing().spec();
    long stamp = time.stamp(trade.time());
    return new JsonOut()
        .open()
        .text("e", "trade")
        .whole("E", stamp + 3)
        .whole("T", stamp)
        .text("s", spec.symbol())
        .whole("t", trade.id())
        .decimal("p", trade.price(), spec.priceScale())
        .decimal("q", trade.size(), spec.sizeScale())
        .text("X", "MARKET")
        .flag("m", !trade.buy())
        .close()
        .toString();
  }

  static String forceOrder(Tape.Liquidation forced, VenueTime time) {
    Spec spec = forced.listing().spec();
    long stamp = time.stamp(forced.time());
    return new JsonOut()
        .open()
        .text("e", "forceOrder")
        .whole("E", stamp + 5)
        .open("o")
        .text("s", spec.symbol())
        .text("S", forced.longSide() ? "SELL" : "BUY")
        .text("o", "LIMIT")
        .text("f", "IOC")
        .decimal("q", forced.size(), spec.sizeScale())
        .decimal("p", forced.bankruptcy(), spec.priceScale())
        .decimal("ap", forced.price(), spec.priceScale())
        .text("X", "FILLED")
        .decimal("l", forced.size(), spec.sizeScale())
        .decimal("z", forced.size(), spec.sizeScale())
        .whole("T", stamp)
        .close()
        .close()
        .toString();
  }

  static String ticker(Listing listing, VenueTime time) {
    Spec spec = listing.spec();
    int scale = spec.priceScale();
    long now = time.marketNow();
    return new JsonOut()
        .open()
        .text("e", "24hrTicker")
        .whole("E", now)
        .text("s", listing.symbol())
        .decimal("p", listing.last() - listing.open(), scale)
        .decimal("P", (listing.last() / listing.open() - 1) * 100, 3)
        .decimal("w", listing.turnover() / listing.volume(), scale)
        .decimal("c", listing.last(), scale)
        .decimal("Q", spec.sizeStep(), spec.sizeScale())
        .decimal("o", listing.open(), scale)
        .decimal("h", listing.high(), scale)
        .decimal("l", listing.low(), scale)
        .decimal("v", listing.volume(), spec.sizeScale())
        .decimal("q", listing.turnover(), 2)
        .whole("O", now - 86_400_000)
        .whole("C", now)
        .whole("F", listing.tradeId() - listing.tradeCount())
        .whole("L", listing.tradeId())
        .whole("n", listing.tradeCount())
        .close()
        .toString();
  }

  static String miniTicker(Listing listing, VenueTime time) {
    Spec spec = listing.spec();
    int scale = spec.priceScale();
    return new JsonOut()
        .open()
        .text("e", "24hrMiniTicker")
        .whole("E", time.marketNow())
        .text("s", listing.symbol())
        .decimal("c", listing.last(), scale)
        .decimal("o", listing.open(), scale)
        .decimal("h", listing.high(), scale)
        .decimal("l", listing.low(), scale)
        .decimal("v", listing.volume(), spec.sizeScale())
        .decimal("q", listing.turnover(), 2)
        .close()
        .toString();
  }

  /// The best levels, whole.
  static String partialDepth(Listing listing, int depth, VenueTime time) {
    JsonOut out = depthHead(listing, listing.sequence(), listing.sequence() - 1, time);
    levels(out.openArray("b"), listing, Quoter.book(listing, true, depth));
    levels(out.openArray("a"), listing, Quoter.book(listing, false, depth));
    return out.close().toString();
  }

  /// What changed since the last such message.
  static String diffDepth(Listing listing, BookDiff told, VenueTime time) {
    JsonOut out = depthHead(listing, told.sequence() + 1, told.sequence(), time);
    changes(out.openArray("b"), listing, told.changes(listing, true));
    changes(out.openArray("a"), listing, told.changes(listing, false));
    return out.close().toString();
  }

  private static JsonOut depthHead(Listing listing, long first, long previous, VenueTime time) {
    long stamp = time.stamp(listing.quoteTime());
    return new JsonOut()
        .open()
        .text("e", "depthUpdate")
        .whole("E", stamp + 5)
        .whole("T", stamp)
        .text("s", listing.symbol())
        .whole("U", first)
        .whole("u", listing.sequence())
        .whole("pu", previous);
  }

  static void levels(JsonOut out, Listing listing, List<Quoter.Level> levels) {
    for (Quoter.Level level : levels) {
      level(out, listing, level.price(), level.size());
    }
    out.closeArray();
  }

  private static void changes(JsonOut out, Listing listing, List<BookDiff.Change> changes) {
    for (BookDiff.Change change : changes) {
      level(out, listing, change.price(), change.size());
    }
    out.closeArray();
  }

  private static void level(JsonOut out, Listing listing, double price, double size) {
    Spec spec = listing.spec();
    out.openArray().decimal(price, spec.priceScale()).decimal(size, spec.sizeScale()).closeArray();
  }
}
