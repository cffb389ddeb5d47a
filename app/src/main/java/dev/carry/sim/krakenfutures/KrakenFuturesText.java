package dev.carry.sim.krakenfutures;

import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Settlement;
import dev.carry.sim.world.Spec;
import dev.carry.sim.world.Tape;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Kraken Futures' words for what happens: one object each.
final class KrakenFuturesText {
  private static final int RATE_SCALE = 15;
  private static final int MONEY_SCALE = 18;
  private static final int FINE_SCALE = 11;

  private KrakenFuturesText() {}

  static String iso(long millis) {
    String text =
        DateTimeFormatter.ISO_INSTANT.format(
            Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.MILLIS));
    return text.contains(".") ? text : text.replace("Z", ".000Z");
  }

  static String price(Listing listing, double price) {
    return Decimals.number(price, listing.spec().priceScale());
  }

  static String size(Listing listing, double size) {
    return Decimals.number(size, listing.spec().sizeScale());
  }

  /// Marks and indexes are not on the tick.
  static String fine(double price) {
    return Decimals.number(price, FINE_SCALE);
  }

  static String rate(double relative) {
    return Decimals.number(relative, RATE_SCALE);
  }

  /// A rate as money per contract and hour: dollars for a coin, or coins for a dollar.
  static String money(Listing listing, double relative, double index) {
    double money = listing.spec().inverse() ? relative / index : relative * index;
    return Decimals.number(money, MONEY_SCALE);
  }

  /// The rate of the running hour, which was fixed when the hour began.
  static Settlement running(Listing listing) {
    List<Settlement> settled = listing.settlements();
    return settled.isEmpty()
        ? new Settlement(0, 0, listing.mark(), listing.index(), 0)
        : settled.getLast();
  }

  private static String pair(Listing listing) {
    return listing.spec().base() + ":" + listing.spec().quote();
  }

  private static String tag(Listing listing) {
    return listing.spec().perpetual() ? "perpetual" : "quarter";
  }

  /// In dollars for every contract of a dollar.
  private static double quoteVolume(Listing listing) {
    return listing.spec().inverse() ? listing.volume() : listing.turnover();
  }

  static String ticker(Listing listing, VenueTime time) {
    Spec spec = listing.spec();
    JsonOut out =
        new JsonOut(1_024)
            .open()
            .whole("time", time.marketNow())
            .text("product_id", listing.symbol());
    if (spec.perpetual()) {
      Settlement running = running(listing);
      double next = listing.fundingRate();
      out.raw("funding_rate", money(listing, running.rate(), running.index()))
          .raw("funding_rate_prediction", money(listing, next, listing.index()))
          .raw("relative_funding_rate", rate(running.rate()))
          .raw("relative_funding_rate_prediction", rate(next))
          .whole("next_funding_rate_time", listing.nextSettlement(time.marketNow()));
    }
    return out.text("feed", "ticker")
        .raw("bid", price(listing, listing.bid()))
        .raw("ask", price(listing, listing.ask()))
        .raw("bid_size", size(listing, listing.bidSize()))
        .raw("ask_size", size(listing, listing.askSize()))
        .raw("volume", size(listing, listing.volume()))
        .whole("dtm", spec.perpetual() ? 0 : (spec.expiry() - time.marketNow()) / 86_400_000)
        .text("leverage", "50x")
        .raw("index", fine(listing.index()))
        .raw("premium", Decimals.number(100 * listing.premium(), 1))
        .raw("last", price(listing, listing.last()))
        .raw("change", Decimals.number(100 * (listing.last() / listing.open() - 1), 2))
        .flag("suspended", !listing.trading())
        .text("tag", tag(listing))
        .text("pair", pair(listing))
        .raw("openInterest", size(listing, listing.openInterest()))
        .raw("markPrice", fine(listing.mark()))
        .whole("maturityTime", spec.expiry())
        .flag("post_only", false)
        .raw("volumeQuote", Decimals.number(quoteVolume(listing), 4))
        .close()
        .toString();
  }

  static void restTicker(JsonOut out, Listing listing, VenueTime time) {
    out.open()
        .text("symbol", listing.symbol())
        .raw("last", price(listing, listing.last()))
        .text("lastTime", iso(time.marketNow()))
        .text("tag", tag(listing))
        .text("pair", pair(listing))
        .raw("markPrice", fine(listing.mark()))
        .raw("bid", price(listing, listing.bid()))
        .raw("bidSize", size(listing, listing.bidSize()))
        .raw("ask", price(listing, listing.ask()))
        .raw("askSize", size(listing, listing.askSize()))
        .raw("vol24h", size(listing, listing.volume()))
        .raw("volumeQuote", Decimals.number(quoteVolume(listing), 4))
        .raw("openInterest", size(listing, listing.openInterest()))
        .raw("open24h", price(listing, listing.open()))
        .raw("high24h", price(listing, listing.high()))
        .raw("low24h", price(listing, listing.low()));
    if (listing.spec().perpetual()) {
      Settlement running = running(listing);
      out.raw("fundingRate", money(listing, running.rate(), running.index()))
          .raw("fundingRatePrediction", money(listing, listing.fundingRate(), listing.index()));
    }
    out.flag("suspended", !listing.trading())
        .raw("indexPrice", fine(listing.index()))
        .flag("postOnly", false)
        .close();
  }

  static void instrument(JsonOut out, Listing listing) {
    Spec spec = listing.spec();
    out.open()
        .text("symbol", listing.symbol())
        .text("type", spec.inverse() ? "futures_inverse" : "flexible_futures");
    if (!spec.perpetual()) {
      out.text("lastTradingTime", iso(spec.expiry()));
    }
    out.raw("tickSize", Decimals.number(spec.tick(), 14))
        .whole("contractSize", 1)
        .flag("tradeable", listing.trading())
        .text("openingDate", "2022-03-22T13:18:45Z")
        .openArray("marginLevels")
        .closeArray();
    if (spec.perpetual()) {
      out.whole("fundingRateCoefficient", 24)
          .raw("maxRelativeFundingRate", Decimals.number(spec.cap(), 6));
    }
    out.whole("contractValueTradePrecision", Math.round(-Math.log10(spec.sizeStep())))
        .flag("postOnly", false)
        .text("base", spec.base())
        .text("quote", spec.quote())
        .text("pair", pair(listing))
        .close();
  }

  /// A trade of the feed; the id is always the same for the same trade.
  static String trade(Tape.Trade trade, boolean forced, VenueTime time) {
    Listing listing = trade.listing();
    UUID uid = new UUID(listing.symbol().hashCode(), trade.id());
    return new JsonOut()
        .open()
        .text("feed", "trade")
        .text("product_id", listing.symbol())
        .text("uid", uid.toString().toLowerCase(Locale.ROOT))
        .text("side", trade.buy() ? "buy" : "sell")
        .text("type", forced ? "liquidation" : "fill")
        .whole("seq", trade.id())
        .whole("time", time.stamp(trade.time()))
        .raw("qty", size(listing, trade.size()))
        .raw("price", price(listing, trade.price()))
        .close()
        .toString();
  }
}
