package dev.carry.sim.binance;

import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.world.OptionChain.Contract;
import dev.carry.sim.world.OptionChain.Worth;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Binance's words for options: premiums in USDT, a volatility of −1 where there is none.
final class BinanceOptionsText {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private BinanceOptionsText() {}

  private static String day(Contract contract) {
    return DAY.format(Instant.ofEpochMilli(contract.expiry()));
  }

  private static String underlying(Contract contract) {
    return contract.coin() + "USDT";
  }

  static String chain(Contract contract) {
    return underlying(contract).toLowerCase(Locale.ROOT) + "@optionMarkPrice";
  }

  static String interest(Contract contract) {
    return underlying(contract).toLowerCase(Locale.ROOT) + "@optionOpenInterest@" + day(contract);
  }

  static String symbol(Contract contract) {
    return contract.coin()
        + "-"
        + day(contract)
        + "-"
        + Math.round(contract.strike())
        + (contract.call() ? "-C" : "-P");
  }

  private static double tick(Contract contract) {
    return contract.coin().equals("BTC") ? 5 : 0.2;
  }

  static void instrument(JsonOut out, Contract contract, Worth worth, long now) {
    String tick = Decimals.trimmed(tick(contract), 1);
    out.open()
        .whole("expiryDate", contract.expiry())
        .raw(
            "filters",
            "[{\"filterType\":\"PRICE_FILTER\",\"minPrice\":\""
                + tick
                + "\",\"maxPrice\":\"80000\",\"tickSize\":\""
                + tick
                + "\"},{\"filterType\":\"LOT_SIZE\",\"minQty\":\"0.01\",\"maxQty\":\"100\","
                + "\"stepSize\":\"0.01\"}]")
        .text("symbol", symbol(contract))
        .text("side", contract.call() ? "CALL" : "PUT")
        .text("strikePrice", Decimals.fixed(contract.strike(), 3))
        .text("underlying", underlying(contract))
        .whole("unit", 1)
        .text("makerFeeRate", "0.0003")
        .text("takerFeeRate", "0.0003")
        .text("minQty", "0.01")
        .text("maxQty", "100")
        .whole("priceScale", 1)
        .whole("quantityScale", 2)
        .text("quoteAsset", "USDT")
        .close();
  }

  static void mark(JsonOut out, Contract contract, Worth worth, long now) {
    double tick = tick(contract);
    double bid = Math.floor(worth.bid() / tick) * tick;
    double ask = Math.ceil(worth.ask() / tick) * tick;
    out.open()
        .text("s", symbol(contract))
        .text("mp", Decimals.fixed(worth.price(), 3))
        .whole("E", now)
        .text("e", "markPrice")
        .text("i", Decimals.fixed(worth.index(), 8))
        .text("P", "0.000")
        .text("bo", Decimals.fixed(bid, 3))
        .text("ao", Decimals.fixed(ask, 3))
        .text("bq", bid > 0 ? Decimals.fixed(worth.bidSize(), 4) : "0.0000")
        .text("aq", Decimals.fixed(worth.askSize(), 4))
        .text("b", bid > 0 ? Decimals.trimmed(worth.bidVolatility(), 8) : "-1.0")
        .text("a", Decimals.trimmed(worth.askVolatility(), 8))
        .text("hl", Decimals.fixed(worth.price() * 1.2, 3))
        .text("ll", Decimals.fixed(worth.price() * 0.8, 3))
        .text("vo", Decimals.trimmed(worth.volatility(), 8))
        .text("rf", "0.0")
        .text("d", Decimals.fixed(worth.delta(), 8))
        .text("t", Decimals.fixed(worth.theta(), 8))
        .text("g", Decimals.fixed(worth.gamma(), 8))
        .text("v", Decimals.fixed(worth.vega(), 8))
        .close();
  }

  static void openInterest(JsonOut out, Contract contract, Worth worth, long now) {
    out.open()
        .text("e", "openInterest")
        .whole("E", now)
        .text("s", symbol(contract))
        .text("o", Decimals.fixed(worth.openInterest(), 2))
        .text("h", Decimals.fixed(worth.openInterest() * worth.index(), 2))
        .close();
  }

  static void answeredMark(JsonOut out, Contract contract, Worth worth, long now) {
    double bid = Math.floor(worth.bid() / tick(contract)) * tick(contract);
    out.open()
        .text("symbol", symbol(contract))
        .text("markPrice", Decimals.fixed(worth.price(), 3))
        .text("bidIV", bid > 0 ? Decimals.trimmed(worth.bidVolatility(), 8) : "-1.0")
        .text("askIV", Decimals.trimmed(worth.askVolatility(), 8))
        .text("markIV", Decimals.trimmed(worth.volatility(), 8))
        .text("delta", Decimals.fixed(worth.delta(), 8))
        .text("theta", Decimals.fixed(worth.theta(), 8))
        .text("gamma", Decimals.fixed(worth.gamma(), 8))
        .text("vega", Decimals.fixed(worth.vega(), 8))
        .text("highPriceLimit", Decimals.fixed(worth.price() * 1.2, 3))
        .text("lowPriceLimit", Decimals.fixed(worth.price() * 0.8, 3))
        .text("riskFreeInterest", "0.0")
        .close();
  }
}
