package dev.carry.sim.bybit;

import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Spec;

/// Bybit's words for pairs where they differ from those for contracts.
final class BybitSpotText {
  private BybitSpotText() {}

  static void instrument(JsonOut out, Listing listing) {
    Spec spec = listing.spec();
    String step = Decimals.fixed(spec.sizeStep(), spec.sizeScale());
    out.open()
        .text("symbol", spec.symbol())
        .text("baseCoin", spec.base())
        .text("quoteCoin", spec.quote())
        .text("innovation", listing.asset().tier() == 4 ? "1" : "0")
        .text("status", listing.trading() ? "Trading" : "Settling")
        .text("marginTrading", listing.asset().tier() == 1 ? "both" : "none")
        .text("stTag", "0");
    out.open("lotSizeFilter")
        .text("basePrecision", step)
        .text("quotePrecision", "0.00000001")
        .text("minOrderQty", step)
        .text("maxOrderQty", Decimals.fixed(spec.sizeStep() * 1_000_000, spec.sizeScale()))
        .text("minOrderAmt", "5")
        .text("maxOrderAmt", "4000000")
        .close();
    out.open("priceFilter").text("tickSize", Decimals.trimmed(spec.tick(), 14)).close();
    out.open("riskParameters")
        .text("priceLimitRatioX", "0.01")
        .text("priceLimitRatioY", "0.02")
        .close()
        .close();
  }

  static void restTicker(JsonOut out, Listing listing) {
    out.open()
        .text("symbol", listing.symbol())
        .text("bid1Price", BybitText.price(listing, listing.bid()))
        .text("bid1Size", BybitText.size(listing, listing.bidSize()))
        .text("ask1Price", BybitText.price(listing, listing.ask()))
        .text("ask1Size", BybitText.size(listing, listing.askSize()));
    day(out, listing).close();
  }

  /// A socket's ticker: whole each time, and without the touch.
  static String ticker(Listing listing, VenueTime time) {
    JsonOut out =
        new JsonOut(400)
            .open()
            .text("topic", "tickers." + listing.symbol())
            .whole("ts", time.marketNow())
            .text("type", "snapshot")
            .whole("cs", listing.sequence())
            .open("data")
            .text("symbol", listing.symbol());
    return day(out, listing).close().close().toString();
  }

  private static JsonOut day(JsonOut out, Listing listing) {
    return out.text("lastPrice", BybitText.price(listing, listing.last()))
        .text("prevPrice24h", BybitText.price(listing, listing.open()))
        .text("price24hPcnt", BybitText.change(listing))
        .text("highPrice24h", BybitText.price(listing, listing.high()))
        .text("lowPrice24h", BybitText.price(listing, listing.low()))
        .text("turnover24h", Decimals.fixed(listing.turnover(), 4))
        .text("volume24h", BybitText.size(listing, listing.volume()))
        .text("usdIndexPrice", BybitText.price(listing, listing.index()));
  }
}
