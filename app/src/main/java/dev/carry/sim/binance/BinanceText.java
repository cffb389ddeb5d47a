package dev.carry.sim.binance;

import dev.carry.sim.wire.BookDiff;
import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Quoter;
import dev.carry.sim.world.Spec;
import dev.carry.sim.world.Tape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Binance's words for what happens: one method a message of the sockets.
final class BinanceText {
  private BinanceText() {}

  /// Decimals of a price as text: eight on spot, whatever the tick.
  static int priceScale(Spec spec) {
    return spec.spot() ? 8 : spec.priceScale();
  }

  /// Decimals of a quantity as text: eight on spot, whatever the step.
  static int sizeScale(Spec spec) {
    return spec.spot() ? 8 : spec.sizeScale();
  }

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
        .whole("st", family(listing.spec()))
        .text("ps", pair(listing.spec()))
        .close()
        .toString();
  }

  /// A row of the other family, which all-market arrays carry too.
  static String foreignMark(Listing like, VenueTime time) {
    boolean linear = like.spec().inverse();
    String pair = like.spec().base() + (linear ? "USDT" : "USD");
    double times = linear ? 1 / 0.9994 : 0.9994;
    return new JsonOut()
        .open()
        .text("e", "markPriceUpdate")
        .whole("E", time.marketNow())
        .text("s", linear ? pair : pair + "_PERP")
        .decimal("p", like.mark() * times, 8)
        .decimal("ap", like.mark() * times, 8)
        .decimal("P", like.index() * times, 8)
        .decimal("i", like.index() * times, 8)
        .text("r", "0.00010000")
        .whole("T", like.nextSettlement(time.marketNow()))
        .whole("st", linear ? 1 : 2)
        .text("ps", pair)
        .close()
        .toString();
  }

  /// The index of the pair a coin-margined contract is of.
  static String indexPrice(Listing listing, VenueTime time) {
    return new JsonOut()
        .open()
        .text("e", "indexPriceUpdate")
        .whole("E", time.marketNow())
        .text("i", pair(listing.spec()))
        .decimal("p", listing.index(), 8)
        .close()
        .toString();
  }

  /// 1 for linear contracts, 2 for coin-margined ones.
  private static int family(Spec spec) {
    return spec.inverse() ? 2 : 1;
  }

  /// Coin-margined messages name the pair beside the symbol.
  private static JsonOut named(JsonOut out, Spec spec) {
    out.text("s", spec.symbol());
    return spec.inverse() ? out.text("ps", pair(spec)) : out;
  }

  /// Coin-margined answers name the pair beside the symbol.
  static JsonOut answerOf(JsonOut out, Spec spec) {
    out.text("symbol", spec.symbol());
    return spec.inverse() ? out.text("pair", pair(spec)) : out;
  }

  /// The price at which the day's volume changed hands on average.
  static double average(Listing listing) {
    Spec spec = listing.spec();
    return spec.inverse()
        ? listing.volume() * spec.contractValue() / listing.turnover()
        : listing.turnover() / listing.volume();
  }

  /// The day's turnover: money, or coins to the last satoshi.
  static JsonOut turnover(JsonOut out, String name, Listing listing) {
    return out.decimal(name, listing.turnover(), listing.spec().inverse() ? 8 : 2);
  }

  /// `PERPETUAL`, or which of its pair's quarters a dated contract is of.
  static String contractType(Board board, Listing listing) {
    Spec spec = listing.spec();
    if (spec.perpetual()) {
      return "PERPETUAL";
    }
    boolean earlier =
        board.listed().stream()
            .map(Listing::spec)
            .filter(other -> !other.perpetual() && pair(other).equals(pair(spec)))
            .anyMatch(other -> other.expiry() < spec.expiry());
    return earlier ? "NEXT_QUARTER" : "CURRENT_QUARTER";
  }

  /// A contract of a pair, the perpetual first: all of them follow its index.
  static @Nullable Listing ofPair(Board board, String pair) {
    return board.listed().stream()
        .filter(listing -> pair(listing.spec()).equals(pair))
        .findFirst()
        .orElse(null);
  }

  static String pair(Spec spec) {
    int at = spec.symbol().indexOf('_');
    return at < 0 ? spec.symbol() : spec.symbol().substring(0, at);
  }

  static String bookTicker(Listing listing, VenueTime time) {
    Spec spec = listing.spec();
    long stamp = time.stamp(listing.quoteTime());
    JsonOut out = new JsonOut().open();
    if (!spec.spot()) {
      out.text("e", "bookTicker");
    }
    named(out.whole("u", listing.sequence()), spec)
        .decimal("b", listing.bid(), priceScale(spec))
        .decimal("B", listing.bidSize(), sizeScale(spec))
        .decimal("a", listing.ask(), priceScale(spec))
        .decimal("A", listing.askSize(), sizeScale(spec));
    // a quote of spot says neither what it is nor when it was
    return spec.spot()
        ? out.close().toString()
        : out.whole("T", stamp).whole("E", stamp + 4).close().toString();
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
        .decimal("p", trade.price(), priceScale(spec))
        .decimal("q", trade.size(), sizeScale(spec))
        .whole("f", trade.id())
        .whole("l", trade.id())
        .whole("T", time.stamp(trade.time()))
        .flag("m", !trade.buy());
  }

  static String trade(Tape.Trade trade, VenueTime time) {
    Spec spec = trade.listing().spec();
    long stamp = time.stamp(trade.time());
    JsonOut out = new JsonOut();
    out.open()
        .text("e", "trade")
        .whole("E", stamp + 3)
        .whole("T", stamp)
        .text("s", spec.symbol())
        .whole("t", trade.id())
        .decimal("p", trade.price(), priceScale(spec))
        .decimal("q", trade.size(), sizeScale(spec))
        .flag("m", !trade.buy());
    return (spec.spot() ? out.flag("M", true) : out.text("X", "MARKET")).close().toString();
  }

  static String forceOrder(Tape.Liquidation forced, VenueTime time) {
    long stamp = time.stamp(forced.time());
    return new JsonOut()
        .open()
        .text("e", "forceOrder")
        .whole("E", stamp + 5)
        .raw("o", order(forced, stamp))
        .close()
        .toString();
  }

  private static String order(Tape.Liquidation forced, long stamp) {
    Spec spec = forced.listing().spec();
    return named(new JsonOut().open(), spec)
        .text("S", forced.longSide() ? "SELL" : "BUY")
        .text("o", "LIMIT")
        .text("f", "IOC")
        .decimal("q", forced.size(), sizeScale(spec))
        .decimal("p", forced.bankruptcy(), priceScale(spec))
        .decimal("ap", forced.price(), priceScale(spec))
        .text("X", "FILLED")
        .decimal("l", forced.size(), sizeScale(spec))
        .decimal("z", forced.size(), sizeScale(spec))
        .whole("T", stamp)
        .close()
        .toString();
  }

  static String ticker(Listing listing, VenueTime time) {
    Spec spec = listing.spec();
    int scale = priceScale(spec);
    long now = time.marketNow();
    JsonOut out = new JsonOut().open().text("e", "24hrTicker").whole("E", now);
    named(out, spec)
        .decimal("p", listing.last() - listing.open(), scale)
        .decimal("P", (listing.last() / listing.open() - 1) * 100, 3)
        .decimal("w", average(listing), scale)
        .decimal("c", listing.last(), scale)
        .decimal("Q", spec.sizeStep(), sizeScale(spec))
        .decimal("o", listing.open(), scale)
        .decimal("h", listing.high(), scale)
        .decimal("l", listing.low(), scale)
        .decimal("v", listing.volume(), sizeScale(spec));
    return turnover(out, "q", listing)
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
    int scale = priceScale(spec);
    JsonOut out = new JsonOut().open().text("e", "24hrMiniTicker").whole("E", time.marketNow());
    named(out, spec)
        .decimal("c", listing.last(), scale)
        .decimal("o", listing.open(), scale)
        .decimal("h", listing.high(), scale)
        .decimal("l", listing.low(), scale)
        .decimal("v", listing.volume(), sizeScale(spec));
    return turnover(out, "q", listing).close().toString();
  }

  /// The best levels, whole; on spot in the form of an answer.
  static String partialDepth(Listing listing, int depth, VenueTime time) {
    boolean spot = listing.spec().spot();
    JsonOut out =
        spot
            ? new JsonOut().open().whole("lastUpdateId", listing.sequence())
            : depthHead(listing, listing.sequence(), listing.sequence() - 1, time);
    levels(out.openArray(spot ? "bids" : "b"), listing, Quoter.book(listing, true, depth));
    levels(out.openArray(spot ? "asks" : "a"), listing, Quoter.book(listing, false, depth));
    return out.close().toString();
  }

  /// What changed since the last such message.
  static String diffDepth(Listing listing, BookDiff.Changes changes, VenueTime time) {
    JsonOut out = depthHead(listing, changes.after() + 1, changes.after(), time);
    changes(out.openArray("b"), listing, changes.bids());
    changes(out.openArray("a"), listing, changes.asks());
    return out.close().toString();
  }

  /// Spot tells no time of the engine, and not which number came before.
  private static JsonOut depthHead(Listing listing, long first, long previous, VenueTime time) {
    long stamp = time.stamp(listing.quoteTime());
    boolean spot = listing.spec().spot();
    JsonOut out = new JsonOut().open().text("e", "depthUpdate").whole("E", stamp + 5);
    if (!spot) {
      out.whole("T", stamp);
    }
    named(out, listing.spec()).whole("U", first).whole("u", listing.sequence());
    return spot ? out : out.whole("pu", previous);
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
    out.openArray().decimal(price, priceScale(spec)).decimal(size, sizeScale(spec)).closeArray();
  }
}
