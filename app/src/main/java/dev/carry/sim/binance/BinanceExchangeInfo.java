package dev.carry.sim.binance;

import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Spec;

/// The list of contracts.
final class BinanceExchangeInfo {
  private static final long NEVER = 4_133_404_800_000L;
  private static final long DAY = 86_400_000;

  private final BinanceProduct product;
  private final Board board;
  private final VenueTime time;

  BinanceExchangeInfo(BinanceProduct product, Board board, VenueTime time) {
    this.product = product;
    this.board = board;
    this.time = time;
  }

  String text() {
    JsonOut out = new JsonOut(65_536).open();
    out.text("timezone", "UTC").whole("serverTime", time.now());
    if (product == BinanceProduct.USD_M) {
      out.text("futuresType", "U_MARGINED");
    }
    out.raw(
            "rateLimits",
            "[{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,"
                + "\"limit\":"
                + product.weightLimit()
                + "},{\"rateLimitType\":\"ORDERS\",\"interval\":\"MINUTE\","
                + "\"intervalNum\":1,\"limit\":1200}]")
        .raw("exchangeFilters", "[]");
    if (product == BinanceProduct.USD_M) {
      out.raw(
          "assets",
          "[{\"asset\":\"USDT\",\"marginAvailable\":true,\"autoAssetExchange\":\"-10000\"},"
              + "{\"asset\":\"USDC\",\"marginAvailable\":true,"
              + "\"autoAssetExchange\":\"-10000\"}]");
    }
    out.openArray("symbols");
    for (Listing listing : board.listed()) {
      if (product == BinanceProduct.SPOT) {
        pair(out, listing);
      } else {
        symbol(out, listing);
      }
    }
    return out.closeArray().close().toString();
  }

  /// A pair of spot: what is halted is in a break.
  private static void pair(JsonOut out, Listing listing) {
    Spec spec = listing.spec();
    out.open()
        .text("symbol", spec.symbol())
        .text("status", listing.trading() ? "TRADING" : "BREAK")
        .text("baseAsset", spec.base())
        .whole("baseAssetPrecision", 8)
        .text("quoteAsset", spec.quote())
        .whole("quotePrecision", 8)
        .whole("quoteAssetPrecision", 8)
        .raw("orderTypes", "[\"LIMIT\",\"LIMIT_MAKER\",\"MARKET\"]")
        .flag("icebergAllowed", true)
        .flag("isSpotTradingAllowed", true)
        .flag("isMarginTradingAllowed", false);
    filters(out, spec);
    out.raw("permissions", "[]").raw("permissionSets", "[[\"SPOT\"]]").close();
  }

  private void symbol(JsonOut out, Listing listing) {
    Spec spec = listing.spec();
    out.open()
        .text("symbol", spec.symbol())
        .text("pair", BinanceText.pair(spec))
        .text("contractType", BinanceText.contractType(board, listing))
        .whole("deliveryDate", spec.perpetual() ? NEVER : spec.expiry())
        .whole("onboardDate", 1_569_398_400_000L + 7L * listing.order() * DAY)
        .text(
            spec.inverse() ? "contractStatus" : "status",
            listing.trading() ? "TRADING" : "SETTLING");
    if (spec.inverse()) {
      out.whole("contractSize", Math.round(spec.contractValue()));
    }
    out.text("maintMarginPercent", "2.5000")
        .text("requiredMarginPercent", "5.0000")
        .text("baseAsset", spec.base())
        .text("quoteAsset", spec.quote())
        .text("marginAsset", spec.settle())
        .whole("pricePrecision", BinanceText.priceScale(spec))
        .whole("quantityPrecision", BinanceText.sizeScale(spec))
        .whole("baseAssetPrecision", 8)
        .whole("quotePrecision", 8)
        .text("underlyingType", "COIN")
        .raw("underlyingSubType", "[]")
        .text("triggerProtect", "0.0500")
        .text("liquidationFee", "0.012500")
        .text("marketTakeBound", "0.05")
        .whole("maxMoveOrderLimit", 10000);
    filters(out, spec);
    out.raw(
            "orderTypes",
            "[\"LIMIT\",\"MARKET\",\"STOP\",\"STOP_MARKET\",\"TAKE_PROFIT\","
                + "\"TAKE_PROFIT_MARKET\",\"TRAILING_STOP_MARKET\"]")
        .raw("timeInForce", "[\"GTC\",\"IOC\",\"FOK\",\"GTX\",\"GTD\"]")
        .close();
  }

  private static void filters(JsonOut out, Spec spec) {
    String tick = Decimals.fixed(spec.tick(), BinanceText.priceScale(spec));
    String step = Decimals.fixed(spec.sizeStep(), BinanceText.sizeScale(spec));
    String most = Decimals.trimmed(spec.sizeStep() * 1_000_000, BinanceText.sizeScale(spec));
    out.openArray("filters");
    out.open()
        .text("maxPrice", Decimals.trimmed(spec.tick() * 100_000_000, BinanceText.priceScale(spec)))
        .text("minPrice", tick)
        .text("filterType", "PRICE_FILTER")
        .text("tickSize", tick)
        .close();
    for (String kind : new String[] {"LOT_SIZE", "MARKET_LOT_SIZE"}) {
      out.open()
          .text("maxQty", most)
          .text("filterType", kind)
          .text("stepSize", step)
          .text("minQty", step)
          .close();
    }
    out.open().text("filterType", "MAX_NUM_ORDERS").whole("limit", 200).close();
    out.open().text("filterType", "MAX_NUM_ALGO_ORDERS").whole("limit", 10).close();
    out.open().text("filterType", "MIN_NOTIONAL").text("notional", "5").close();
    out.open()
        .text("multiplierDown", "0.9500")
        .text("multiplierUp", "1.0500")
        .text("multiplierDecimal", "4")
        .text("filterType", "PERCENT_PRICE")
        .close();
    out.closeArray();
  }
}
