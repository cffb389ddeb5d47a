package dev.carry.sim.bybit;

import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.world.OptionChain.Contract;
import dev.carry.sim.world.OptionChain.Worth;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Bybit's words for options: premiums in USDT, `"0"` where there is none.
final class BybitOptionsText {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("dMMMyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private BybitOptionsText() {}

  static String symbol(Contract contract) {
    return contract.coin()
        + "-"
        + DAY.format(Instant.ofEpochMilli(contract.expiry())).toUpperCase(Locale.ROOT)
        + "-"
        + Math.round(contract.strike())
        + (contract.call() ? "-C" : "-P")
        + "-USDT";
  }

  private static double tick(Contract contract) {
    return contract.coin().equals("BTC") ? 5 : 0.1;
  }

  static void instrument(JsonOut out, Contract contract) {
    boolean btc = contract.coin().equals("BTC");
    out.open()
        .text("symbol", symbol(contract))
        .text("displayName", symbol(contract))
        .text("optionsType", contract.call() ? "Call" : "Put")
        .text("status", "Trading")
        .text("baseCoin", contract.coin())
        .text("quoteCoin", "USDT")
        .text("settleCoin", "USDT")
        .wholeText("launchTime", contract.expiry() - 30 * 86_400_000L)
        .wholeText("deliveryTime", contract.expiry())
        .text("deliveryFeeRate", "0.00015")
        .open("priceFilter")
        .text("minPrice", btc ? "5" : "0.1")
        .text("maxPrice", "1110000")
        .text("tickSize", btc ? "5" : "0.1")
        .close()
        .open("lotSizeFilter")
        .text("maxOrderQty", "500")
        .text("minOrderQty", btc ? "0.01" : "0.1")
        .text("qtyStep", btc ? "0.01" : "0.1")
        .close()
        .close();
  }

  /// @param socket whether in the words of the socket, which differ from those of REST
  static void ticker(JsonOut out, Contract contract, Worth worth, boolean socket) {
    double tick = tick(contract);
    double bid = Math.floor(worth.bid() / tick) * tick;
    double ask = Math.ceil(worth.ask() / tick) * tick;
    String one = socket ? "" : "1";
    String last = worth.openInterest() < 1 ? "0" : Decimals.trimmed(worth.last(), 1);
    out.open()
        .text("symbol", symbol(contract))
        .text("bid" + one + "Price", Decimals.trimmed(bid, 1))
        .text("bid" + one + "Size", bid > 0 ? Decimals.trimmed(worth.bidSize(), 2) : "0")
        .text("bid" + one + "Iv", bid > 0 ? Decimals.trimmed(worth.bidVolatility(), 4) : "0")
        .text("ask" + one + "Price", Decimals.trimmed(ask, 1))
        .text("ask" + one + "Size", Decimals.trimmed(worth.askSize(), 2))
        .text("ask" + one + "Iv", Decimals.trimmed(worth.askVolatility(), 4))
        .text("lastPrice", last)
        .text("highPrice24h", last)
        .text("lowPrice24h", last)
        .text("markPrice", Decimals.trimmed(worth.price(), 8))
        .text("indexPrice", Decimals.trimmed(worth.index(), 2))
        .text(socket ? "markPriceIv" : "markIv", Decimals.trimmed(worth.volatility(), 4))
        .text("underlyingPrice", Decimals.trimmed(worth.forward(), 2))
        .text("openInterest", Decimals.trimmed(worth.openInterest(), 2))
        .text("turnover24h", Decimals.trimmed(worth.volume() * worth.index(), 4))
        .text("volume24h", Decimals.trimmed(worth.volume(), 2))
        .text("totalVolume", Decimals.trimmed(worth.openInterest() * 3, 0))
        .text("totalTurnover", Decimals.trimmed(worth.openInterest() * 3 * worth.index(), 0))
        .text("delta", Decimals.trimmed(worth.delta(), 8))
        .text("gamma", Decimals.trimmed(worth.gamma(), 8))
        .text("vega", Decimals.trimmed(worth.vega(), 8))
        .text("theta", Decimals.trimmed(worth.theta(), 8))
        .text("predictedDeliveryPrice", "0")
        .text("change24h", "0")
        .close();
  }
}
