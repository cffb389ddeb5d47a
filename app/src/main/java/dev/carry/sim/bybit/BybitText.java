package dev.carry.sim.bybit;

import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Candles;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Quoter;
import dev.carry.sim.world.Spec;
import dev.carry.sim.world.Tape;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Bybit's words for what happens.
final class BybitText {
  private BybitText() {}

  static String category(Listing listing) {
    return listing.spec().spot() ? "spot" : listing.spec().inverse() ? "inverse" : "linear";
  }

  static String price(Listing listing, double price) {
    return Decimals.fixed(price, listing.spec().priceScale());
  }

  static String size(Listing listing, double size) {
    return Decimals.fixed(size, listing.spec().sizeScale());
  }

  static String rate(Listing listing) {
    return funded(listing) ? Decimals.trimmed(listing.fundingRate(), 8) : "";
  }

  static String nextFunding(Listing listing, VenueTime time) {
    return funded(listing) ? Long.toString(listing.nextSettlement(time.marketNow())) : "";
  }

  static boolean funded(Listing listing) {
    return listing.spec().perpetual() && listing.trading();
  }

  static String change(Listing listing) {
    return Decimals.fixed(listing.last() / listing.open() - 1, 6);
  }

  private static String openInterestValue(Listing listing) {
    double notional = listing.spec().notional(listing.openInterest(), listing.mark());
    double value = listing.spec().inverse() ? notional / listing.mark() : notional;
    return Decimals.fixed(value, 2);
  }

  /// The fields of a socket ticker, in order.
  static Map<String, String> ticker(Listing listing, VenueTime time) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("symbol", listing.symbol());
    fields.put("tickDirection", listing.lastUp() ? "PlusTick" : "MinusTick");
    fields.put("price24hPcnt", change(listing));
    fields.put("lastPrice", price(listing, listing.last()));
    fields.put("prevPrice24h", price(listing, listing.open()));
    fields.put("highPrice24h", price(listing, listing.high()));
    fields.put("lowPrice24h", price(listing, listing.low()));
    fields.put("prevPrice1h", price(listing, listing.hourAgo()));
    fields.put("markPrice", price(listing, listing.mark()));
    fields.put("indexPrice", price(listing, listing.index()));
    fields.put("openInterest", size(listing, listing.openInterest()));
    fields.put("openInterestValue", openInterestValue(listing));
    fields.put("turnover24h", Decimals.fixed(listing.turnover(), 4));
    fields.put("volume24h", size(listing, listing.volume()));
    if (listing.spec().perpetual()) {
      fields.put("fundingIntervalHour", Integer.toString(listing.hours()));
      fields.put("fundingCap", Decimals.trimmed(listing.spec().cap(), 8));
    } else {
      fields.put("deliveryTime", Instant.ofEpochMilli(listing.spec().expiry()).toString());
      fields.put("basisRate", Decimals.fixed(listing.premium(), 8));
      fields.put("deliveryFeeRate", "0.0005");
      fields.put("predictedDeliveryPrice", "0.00");
      fields.put("basis", Decimals.fixed(listing.mark() - listing.index(), 2));
    }
    fields.put("nextFundingTime", nextFunding(listing, time));
    fields.put("fundingRate", rate(listing));
    fields.put("bid1Price", price(listing, listing.bid()));
    fields.put("bid1Size", size(listing, listing.bidSize()));
    fields.put("ask1Price", price(listing, listing.ask()));
    fields.put("ask1Size", size(listing, listing.askSize()));
    fields.put("preOpenPrice", "");
    fields.put("preQty", "");
    fields.put("curPreListingPhase", "");
    return fields;
  }

  static String tickerMessage(
      Listing listing, boolean snapshot, Map<String, String> fields, VenueTime time) {
    JsonOut out =
        new JsonOut(600)
            .open()
            .text("topic", "tickers." + listing.symbol())
            .text("type", snapshot ? "snapshot" : "delta")
            .open("data");
    fields.forEach(out::text);
    return out.close()
        .whole("cs", listing.sequence())
        .whole("ts", time.marketNow())
        .close()
        .toString();
  }

  static void restTicker(JsonOut out, Listing listing, VenueTime time) {
    Spec spec = listing.spec();
    boolean dated = !spec.perpetual();
    out.open()
        .text("symbol", listing.symbol())
        .text("lastPrice", price(listing, listing.last()))
        .text("indexPrice", price(listing, listing.index()))
        .text("markPrice", price(listing, listing.mark()))
        .text("prevPrice24h", price(listing, listing.open()))
        .text("price24hPcnt", change(listing))
        .text("highPrice24h", price(listing, listing.high()))
        .text("lowPrice24h", price(listing, listing.low()))
        .text("prevPrice1h", price(listing, listing.hourAgo()))
        .text("openInterest", size(listing, listing.openInterest()))
        .text("openInterestValue", openInterestValue(listing))
        .text("turnover24h", Decimals.fixed(listing.turnover(), 4))
        .text("volume24h", size(listing, listing.volume()))
        .text("fundingRate", rate(listing))
        .text("nextFundingTime", dated ? "0" : nextFunding(listing, time))
        .text("predictedDeliveryPrice", "")
        .text("basisRate", dated ? Decimals.fixed(listing.premium(), 8) : "")
        .text("deliveryFeeRate", dated ? "0.0005" : "")
        .text("deliveryTime", Long.toString(spec.expiry()))
        .text("ask1Size", size(listing, listing.askSize()))
        .text("bid1Price", price(listing, listing.bid()))
        .text("ask1Price", price(listing, listing.ask()))
        .text("bid1Size", size(listing, listing.bidSize()))
        .text("basis", dated ? Decimals.fixed(listing.mark() - listing.index(), 2) : "")
        .text("preOpenPrice", "")
        .text("preQty", "")
        .text("curPreListingPhase", "")
        .text("fundingIntervalHour", dated ? "" : Integer.toString(listing.hours()))
        .text("fundingCap", dated ? "" : Decimals.trimmed(spec.cap(), 8))
        .close();
  }

  static String trade(Tape.Trade trade, VenueTime time) {
    Listing listing = trade.listing();
    long stamp = time.stamp(trade.time());
    return new JsonOut()
        .open()
        .text("topic", "publicTrade." + listing.symbol())
        .text("type", "snapshot")
        .whole("ts", stamp + 2)
        .openArray("data")
        .open()
        .whole("T", stamp)
        .text("s", listing.symbol())
        .text("S", trade.buy() ? "Buy" : "Sell")
        .text("v", size(listing, trade.size()))
        .text("p", price(listing, trade.price()))
        .text("L", listing.lastUp() ? "PlusTick" : "MinusTick")
        .text("i", new UUID(listing.sequence(), trade.id()).toString())
        .flag("BT", false)
        .close()
        .closeArray()
        .close()
        .toString();
  }

  /// Forced closes of one symbol in half a second. `S` is the side of the position, `p` its
  /// bankruptcy price.
  static String liquidations(Listing listing, List<Tape.Liquidation> forced, VenueTime time) {
    JsonOut out =
        new JsonOut()
            .open()
            .text("topic", "allLiquidation." + listing.symbol())
            .text("type", "snapshot")
            .whole("ts", time.marketNow())
            .openArray("data");
    for (Tape.Liquidation one : forced) {
      out.open()
          .whole("T", time.stamp(one.time()))
          .text("s", listing.symbol())
          .text("S", one.longSide() ? "Buy" : "Sell")
          .text("v", size(listing, one.size()))
          .text("p", price(listing, one.bankruptcy()))
          .close();
    }
    return out.closeArray().close().toString();
  }

  /// A candle of trades; `end` is its last millisecond.
  static String candle(
      String topic, Listing listing, Candles.Candle candle, long millis, VenueTime time) {
    double share = millis / 86_400_000.0;
    return new JsonOut(300)
        .open()
        .text("topic", topic)
        .openArray("data")
        .open()
        .whole("start", candle.opens())
        .whole("end", candle.opens() + millis - 1)
        .text("interval", Long.toString(millis / 60_000))
        .text("open", price(listing, candle.open()))
        .text("close", price(listing, candle.close()))
        .text("high", price(listing, candle.high()))
        .text("low", price(listing, candle.low()))
        .text("volume", size(listing, listing.volume() * share))
        .text("turnover", Decimals.fixed(listing.turnover() * share, 4))
        .flag("confirm", candle.opens() + millis <= time.marketNow())
        .whole("timestamp", time.marketNow())
        .close()
        .closeArray()
        .whole("ts", time.marketNow())
        .text("type", "snapshot")
        .close()
        .toString();
  }

  static void level(JsonOut out, Listing listing, double price, double size) {
    out.openArray().text(price(listing, price));
    out.text(size == 0 ? "0" : size(listing, size)).closeArray();
  }

  static void levels(JsonOut out, Listing listing, List<Quoter.Level> levels) {
    for (Quoter.Level level : levels) {
      level(out, listing, level.price(), level.size());
    }
    out.closeArray();
  }
}
