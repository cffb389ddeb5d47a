package dev.carry.sim.okx;

import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Quoter;
import dev.carry.sim.world.Settlement;
import dev.carry.sim.world.Spec;
import dev.carry.sim.world.Tape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/// OKX's words for what happens: one object each, for REST and socket alike.
final class OkxText {
  private static final int RATE_SCALE = 16;
  private static final int CHECKSUM_LEVELS = 25;

  private OkxText() {}

  static String type(Listing listing) {
    return switch (listing.spec().kind()) {
      case PERPETUAL -> "SWAP";
      case DATED_FUTURE -> "FUTURES";
      case SPOT -> "SPOT";
    };
  }

  /// `BTC-USDT` of `BTC-USDT-SWAP`, and of the pair of that name.
  static String underlying(Listing listing) {
    return listing.spec().base() + "-" + listing.spec().quote();
  }

  static String price(Listing listing, double price) {
    return Decimals.trimmed(price, listing.spec().priceScale());
  }

  /// Mark and index have one decimal more than the tick.
  static String fine(Listing listing, double price) {
    return Decimals.trimmed(price, listing.spec().priceScale() + 1);
  }

  static String size(Listing listing, double size) {
    return Decimals.trimmed(size, listing.spec().sizeScale());
  }

  static void funding(JsonOut out, Listing listing, VenueTime time) {
    Spec spec = listing.spec();
    long next = listing.nextSettlement(time.marketNow());
    List<Settlement> settled = listing.settlements();
    double last = settled.isEmpty() ? 0 : settled.getLast().rate();
    out.open()
        .text("formulaType", spec.interest() == 0 ? "noRate" : "withRate")
        .decimal("fundingRate", listing.fundingRate(), RATE_SCALE)
        .wholeText("fundingTime", next)
        .text("impactValue", "10000.0000000000000000")
        .text("instId", listing.symbol())
        .text("instType", "SWAP")
        .decimal("interestRate", spec.interest(), RATE_SCALE)
        .text("maxFundingRate", Decimals.trimmed(spec.cap(), 8))
        .text("method", "current_period")
        .text("minFundingRate", Decimals.trimmed(-spec.cap(), 8))
        .text("nextFundingRate", "")
        .wholeText("nextFundingTime", next + listing.intervalMillis())
        .decimal("premium", listing.premiumIndex(), RATE_SCALE)
        .wholeText("prevFundingTime", next - listing.intervalMillis())
        .decimal("settFundingRate", last, RATE_SCALE)
        .text("settState", "settled")
        .wholeText("ts", time.marketNow())
        .close();
  }

  static void mark(JsonOut out, Listing listing, VenueTime time) {
    out.open()
        .text("instId", listing.symbol())
        .text("instType", type(listing))
        .text("markPx", fine(listing, listing.mark()))
        .wholeText("ts", time.marketNow())
        .close();
  }

  static void index(JsonOut out, Listing listing, VenueTime time) {
    String open = fine(listing, listing.open());
    out.open()
        .text("instId", underlying(listing))
        .text("idxPx", fine(listing, listing.index()))
        .text("high24h", fine(listing, listing.high()))
        .text("sodUtc0", open)
        .text("open24h", open)
        .text("low24h", fine(listing, listing.low()))
        .text("sodUtc8", open)
        .wholeText("ts", time.marketNow())
        .close();
  }

  static void ticker(JsonOut out, Listing listing, VenueTime time) {
    Spec spec = listing.spec();
    String open = price(listing, listing.open());
    double coins =
        spec.inverse()
            ? listing.volume() * spec.contractValue() / listing.last()
            : listing.volume() * spec.contractValue();
    out.open()
        .text("instType", type(listing))
        .text("instId", listing.symbol())
        .text("last", price(listing, listing.last()))
        .text("lastSz", size(listing, spec.sizeStep()))
        .text("askPx", price(listing, listing.ask()))
        .text("askSz", size(listing, listing.askSize()))
        .text("bidPx", price(listing, listing.bid()))
        .text("bidSz", size(listing, listing.bidSize()))
        .text("open24h", open)
        .text("high24h", price(listing, listing.high()))
        .text("low24h", price(listing, listing.low()))
        .text("sodUtc0", open)
        .text("sodUtc8", open)
        .text("volCcy24h", Decimals.trimmed(spec.spot() ? listing.turnover() : coins, 4))
        .text("vol24h", size(listing, listing.volume()))
        .wholeText("ts", time.stamp(listing.quoteTime()))
        .close();
  }

  static void openInterest(JsonOut out, Listing listing, VenueTime time) {
    Spec spec = listing.spec();
    double usd = spec.notional(listing.openInterest(), listing.mark());
    out.open()
        .text("instId", listing.symbol())
        .text("instType", type(listing))
        .text("oi", size(listing, listing.openInterest()))
        .text("oiCcy", Decimals.trimmed(usd / listing.mark(), 8))
        .text("oiUsd", Decimals.trimmed(usd, 8))
        .wholeText("ts", time.marketNow())
        .close();
  }

  static void trade(JsonOut out, Tape.Trade trade, VenueTime time) {
    openTrade(out, trade, time)
        .text("count", "1")
        .whole("seqId", trade.listing().sequence())
        .close();
  }

  /// What a trade says on the socket as over REST; not closed yet.
  static JsonOut openTrade(JsonOut out, Tape.Trade trade, VenueTime time) {
    Listing listing = trade.listing();
    return out.open()
        .text("instId", listing.symbol())
        .wholeText("tradeId", trade.id())
        .text("px", price(listing, trade.price()))
        .text("sz", size(listing, trade.size()))
        .text("side", trade.buy() ? "buy" : "sell")
        .wholeText("ts", time.stamp(trade.time()))
        .text("source", "0");
  }

  static void liquidation(JsonOut out, Tape.Liquidation forced, VenueTime time) {
    Listing listing = forced.listing();
    out.open()
        .openArray("details")
        .open()
        .text("bkLoss", "0")
        .text("bkPx", price(listing, forced.bankruptcy()))
        .text("ccy", "")
        .text("posSide", forced.longSide() ? "long" : "short")
        .text("side", forced.longSide() ? "sell" : "buy")
        .text("sz", size(listing, forced.size()))
        .wholeText("ts", time.stamp(forced.time()))
        .close()
        .closeArray()
        .text("instFamily", underlying(listing))
        .text("instId", listing.symbol())
        .text("instType", type(listing))
        .text("uly", underlying(listing))
        .close();
  }

  /// Most fields of contracts are empty for a pair, and the other way round.
  static void instrument(JsonOut out, Listing listing) {
    Spec spec = listing.spec();
    boolean spot = spec.spot();
    String most = "100000000.0000000000000000";
    out.open()
        .text("alias", spec.kind() == Spec.Kind.DATED_FUTURE ? "quarter" : "")
        .text("auctionEndTime", "")
        .text("baseCcy", spot ? spec.base() : "")
        .text("category", "1")
        .text("contTdSwTime", "")
        .text("ctMult", spot ? "" : "1")
        .text("ctType", spot ? "" : spec.inverse() ? "inverse" : "linear")
        .text("ctVal", spot ? "" : Decimals.trimmed(spec.contractValue(), 8))
        .text("ctValCcy", spot ? "" : spec.inverse() ? "USD" : spec.base())
        .text("expTime", spec.expiry() == 0 ? "" : Long.toString(spec.expiry()))
        .flag("futureSettlement", false)
        .text("instFamily", spot ? "" : underlying(listing))
        .text("instId", listing.symbol())
        .whole("instIdCode", 10_000L + listing.order())
        .text("instType", type(listing))
        .text("lever", listing.asset().tier() == 1 ? "100" : "50")
        .wholeText("listTime", 1_535_424_203_000L + listing.order() * 86_400_000L)
        .text("lotSz", Decimals.trimmed(spec.sizeStep(), 8))
        .text("maxIcebergSz", most)
        .text("maxLmtAmt", "20000000")
        .text("maxLmtSz", "100000000")
        .text("maxMktAmt", "")
        .text("maxMktSz", "30000")
        .text("maxStopSz", "30000")
        .text("maxTriggerSz", most)
        .text("maxTwapSz", most)
        .text("minSz", Decimals.trimmed(spec.sizeStep(), 8))
        .text("openType", "")
        .text("optType", "")
        .text("preMktSwTime", "")
        .text("quoteCcy", spot ? spec.quote() : "")
        .text("ruleType", "normal")
        .text("settleCcy", spot ? "" : spec.settle())
        .text("state", listing.trading() ? "live" : "suspend")
        .text("stk", "")
        .text("tickSz", Decimals.trimmed(spec.tick(), 14))
        .text("uly", spot ? "" : underlying(listing))
        .close();
  }

  static void touch(JsonOut out, Listing listing, VenueTime time) {
    out.open().openArray("asks");
    level(out, listing, listing.ask(), listing.askSize());
    out.closeArray().openArray("bids");
    level(out, listing, listing.bid(), listing.bidSize());
    out.closeArray()
        .wholeText("ts", time.stamp(listing.quoteTime()))
        .whole("seqId", listing.sequence())
        .close();
  }

  static void level(JsonOut out, Listing listing, double price, double size) {
    out.openArray()
        .text(price(listing, price))
        .text(size(listing, size))
        .text("0")
        .text(size == 0 ? "0" : Long.toString(1 + Math.round(size) % 30))
        .closeArray();
  }

  static void levels(JsonOut out, Listing listing, List<Quoter.Level> levels) {
    for (Quoter.Level level : levels) {
      level(out, listing, level.price(), level.size());
    }
    out.closeArray();
  }

  /// The checksum over the best levels that comes with a book.
  static int checksum(Listing listing) {
    List<Quoter.Level> bids = Quoter.book(listing, true, CHECKSUM_LEVELS);
    List<Quoter.Level> asks = Quoter.book(listing, false, CHECKSUM_LEVELS);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < CHECKSUM_LEVELS; i++) {
      if (i < bids.size()) {
        add(text, listing, bids.get(i));
      }
      if (i < asks.size()) {
        add(text, listing, asks.get(i));
      }
    }
    CRC32 crc = new CRC32();
    crc.update(text.toString().getBytes(StandardCharsets.UTF_8));
    return (int) crc.getValue();
  }

  private static void add(StringBuilder text, Listing listing, Quoter.Level level) {
    text.append(text.isEmpty() ? "" : ":")
        .append(price(listing, level.price()))
        .append(':')
        .append(size(listing, level.size()));
  }
}
