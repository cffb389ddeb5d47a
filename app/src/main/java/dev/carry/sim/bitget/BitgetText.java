package dev.carry.sim.bitget;

import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Quoter;
import dev.carry.sim.world.Settlement;
import dev.carry.sim.world.Spec;
import dev.carry.sim.world.Tape;
import java.util.List;

/// Bitget's words for what happens.
final class BitgetText {
  private static final int RATE_SCALE = 6;

  /// So long a ticker has the rate that was charged, where the funding call has the next one.
  private static final long TICKER_LAGS_MILLIS = 1_500;

  private BitgetText() {}

  static String family(Listing listing) {
    return switch (listing.spec().quote()) {
      case "USDT" -> "USDT-FUTURES";
      case "USDC" -> "USDC-FUTURES";
      default -> "COIN-FUTURES";
    };
  }

  static String price(Listing listing, double price) {
    return Decimals.trimmed(price, listing.spec().priceScale());
  }

  static String size(Listing listing, double size) {
    return Decimals.trimmed(size, listing.spec().sizeScale());
  }

  static String rate(double rate) {
    return Decimals.trimmed(rate, RATE_SCALE);
  }

  private static String tickerRate(Listing listing, long now) {
    List<Settlement> settled = listing.settlements();
    boolean lags = now - listing.previousSettlement(now) < TICKER_LAGS_MILLIS;
    return rate(lags && !settled.isEmpty() ? settled.getLast().rate() : listing.fundingRate());
  }

  static void contract(JsonOut out, Listing listing) {
    Spec spec = listing.spec();
    int places = spec.priceScale();
    out.open()
        .text("symbol", listing.symbol())
        .text("baseCoin", spec.base())
        .text("quoteCoin", spec.quote())
        .text("buyLimitPriceRatio", "0.05")
        .text("sellLimitPriceRatio", "0.05")
        .text("feeRateUpRatio", "0.005")
        .text("makerFeeRate", "0.0002")
        .text("takerFeeRate", "0.0006")
        .text("openCostUpRatio", "0.01")
        .openArray("supportMarginCoins")
        .text(spec.settle())
        .closeArray()
        .text("minTradeNum", Decimals.trimmed(spec.sizeStep(), 8))
        .text("priceEndStep", Decimals.trimmed(spec.tick() * Math.pow(10, places), 4))
        .wholeText("volumePlace", spec.sizeScale())
        .wholeText("pricePlace", places)
        .text("sizeMultiplier", Decimals.trimmed(spec.sizeStep(), 8))
        .text("symbolType", "perpetual")
        .text("minTradeUSDT", "5")
        .text("maxPositionNum", "150")
        .text("symbolStatus", listing.trading() ? "normal" : "limit_open")
        .text("offTime", "-1")
        .text("limitOpenTime", "-1")
        .text("deliveryTime", "")
        .text("deliveryStartTime", "")
        .text("deliveryPeriod", "")
        .text("launchTime", "")
        .wholeText("fundInterval", listing.hours())
        .text("minLever", "1")
        .text("maxLever", "125")
        .text("maintainTime", "")
        .text("isRwa", "NO")
        .close();
  }

  static void funding(JsonOut out, Listing listing, VenueTime time) {
    String cap = Decimals.trimmed(listing.spec().cap(), 6);
    out.open()
        .text("symbol", listing.symbol())
        .text("fundingRate", rate(listing.fundingRate()))
        .wholeText("fundingRateInterval", listing.hours())
        .wholeText("nextUpdate", listing.nextSettlement(time.marketNow()))
        .text("minFundingRate", "-" + cap)
        .text("maxFundingRate", cap)
        .close();
  }

  /// A contract that is not listed and yet has a funding row, as the venue's tests have.
  static void testFunding(JsonOut out) {
    out.open()
        .text("symbol", "RWATESTMEUSDT")
        .text("fundingRate", "0")
        .text("fundingRateInterval", "8")
        .text("nextUpdate", "0")
        .raw("minFundingRate", "null")
        .raw("maxFundingRate", "null")
        .close();
  }

  private static JsonOut prices(JsonOut out, Listing listing, VenueTime time) {
    String change = Decimals.trimmed(listing.last() / listing.open() - 1, 5);
    return out.text("lastPr", price(listing, listing.last()))
        .text("bidPr", price(listing, listing.bid()))
        .text("askPr", price(listing, listing.ask()))
        .text("bidSz", size(listing, listing.bidSize()))
        .text("askSz", size(listing, listing.askSize()))
        .text("open24h", price(listing, listing.open()))
        .text("high24h", price(listing, listing.high()))
        .text("low24h", price(listing, listing.low()))
        .text("change24h", change)
        .text("markPrice", price(listing, listing.mark()))
        .text("indexPrice", Decimals.trimmed(listing.index(), listing.spec().priceScale() + 4))
        .text("holdingAmount", size(listing, listing.openInterest()))
        .text("baseVolume", size(listing, listing.volume()))
        .text("quoteVolume", Decimals.trimmed(listing.volume() * listing.last(), 4))
        .text("openUtc", price(listing, listing.open()))
        .text("fundingRate", tickerRate(listing, time.marketNow()));
  }

  /// By REST it names no settlement.
  static void ticker(JsonOut out, Listing listing, VenueTime time) {
    prices(out.open().text("symbol", listing.symbol()), listing, time)
        .wholeText("ts", time.marketNow())
        .raw("deliveryStartTime", "null")
        .raw("deliveryTime", "null")
        .text("deliveryStatus", "")
        .close();
  }

  static void pushedTicker(JsonOut out, Listing listing, VenueTime time) {
    long now = time.marketNow();
    prices(out.open().text("instId", listing.symbol()), listing, time)
        .wholeText("nextFundingTime", listing.nextSettlement(now))
        .text("symbolType", "1")
        .text("symbol", listing.symbol())
        .text("deliveryPrice", "0")
        .wholeText("ts", now)
        .close();
  }

  static void trade(JsonOut out, Tape.Trade trade, VenueTime time) {
    Listing listing = trade.listing();
    out.open()
        .wholeText("ts", time.stamp(trade.time()))
        .text("price", price(listing, trade.price()))
        .text("size", size(listing, trade.size()))
        .text("side", trade.buy() ? "buy" : "sell")
        .wholeText("tradeId", trade.id())
        .close();
  }

  /// The position's side, the price at which it was worth nothing, and money.
  static void liquidation(JsonOut out, Tape.Liquidation forced, VenueTime time) {
    Listing listing = forced.listing();
    out.open()
        .text("symbol", listing.symbol())
        .text("side", forced.longSide() ? "buy" : "sell")
        .text("price", price(listing, forced.bankruptcy()))
        .text("amount", Decimals.trimmed(forced.size() * forced.bankruptcy(), 12))
        .wholeText("ts", time.stamp(forced.time()))
        .close();
  }

  static void levels(JsonOut out, Listing listing, List<Quoter.Level> levels) {
    levels.forEach(level -> level(out, listing, level.price(), level.size()));
    out.closeArray();
  }

  static void level(JsonOut out, Listing listing, double price, double size) {
    out.openArray().text(price(listing, price)).text(size(listing, size)).closeArray();
  }

  /// By REST levels are numbers.
  static void numbers(JsonOut out, Listing listing, List<Quoter.Level> levels) {
    for (Quoter.Level level : levels) {
      out.openArray()
          .raw(price(listing, level.price()))
          .raw(size(listing, level.size()))
          .closeArray();
    }
    out.closeArray();
  }
}
