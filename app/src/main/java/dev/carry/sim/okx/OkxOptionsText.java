package dev.carry.sim.okx;

import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.OptionChain.Contract;
import dev.carry.sim.world.OptionChain.Worth;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// OKX's words for options: contracts of a part of a coin, premiums in coin, two sets of greeks.
final class OkxOptionsText {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final double TICK = 0.0005;
  private static final double SMALL_TICK = 0.0001;

  /// Premium below which the small tick holds, in coins.
  private static final double SMALL = 0.005;

  private OkxOptionsText() {}

  static String family(Contract contract) {
    return contract.coin() + "-USD";
  }

  static String symbol(Contract contract) {
    return family(contract)
        + "-"
        + DAY.format(Instant.ofEpochMilli(contract.expiry()))
        + "-"
        + Math.round(contract.strike())
        + (contract.call() ? "-C" : "-P");
  }

  /// Coins a contract is of.
  private static double coins(Contract contract) {
    return contract.coin().equals("BTC") ? 0.01 : 0.1;
  }

  static void instrument(JsonOut out, Contract contract) {
    out.open()
        .text("alias", "")
        .text("baseCcy", "")
        .text("category", "1")
        .text("ctMult", Decimals.trimmed(coins(contract), 2))
        .text("ctType", "")
        .text("ctVal", "1")
        .text("ctValCcy", contract.coin())
        .wholeText("expTime", contract.expiry())
        .text("instFamily", family(contract))
        .text("instId", symbol(contract))
        .text("instType", "OPTION")
        .text("lever", "")
        .wholeText("listTime", contract.expiry() - 30 * 86_400_000L)
        .text("lotSz", "1")
        .text("minSz", "1")
        .text("optType", contract.call() ? "C" : "P")
        .text("quoteCcy", "")
        .text("ruleType", "normal")
        .text("settleCcy", contract.coin())
        .text("state", "live")
        .wholeText("stk", Math.round(contract.strike()))
        .text("tickSz", "0.0001")
        .text("uly", family(contract))
        .close();
  }

  static void summary(JsonOut out, Contract contract, Worth worth, VenueTime time) {
    double premium = worth.price() / worth.forward();
    out.open()
        .text("askVol", ask(worth) > 0 ? Decimals.trimmed(worth.askVolatility(), 10) : "")
        .text("bidVol", bid(worth) > 0 ? Decimals.trimmed(worth.bidVolatility(), 10) : "")
        .text("delta", Decimals.trimmed(worth.delta() - premium, 10))
        .text("deltaBS", Decimals.trimmed(worth.delta(), 10))
        .text("fwdPx", Decimals.trimmed(worth.forward(), 16))
        .text("gamma", Decimals.trimmed(worth.gamma() * worth.forward(), 10))
        .text("gammaBS", Decimals.trimmed(worth.gamma(), 10))
        .text("instId", symbol(contract))
        .text("instType", "OPTION")
        .text("lever", Decimals.trimmed(premium > 0.0005 ? 1 / premium : 2_000, 10))
        .text("markVol", Decimals.trimmed(worth.volatility(), 10))
        .text("realVol", "")
        .text("theta", Decimals.trimmed(worth.theta() / worth.forward(), 10))
        .text("thetaBS", Decimals.trimmed(worth.theta(), 10))
        .wholeText("ts", time.marketNow())
        .text("uly", family(contract))
        .text("vega", Decimals.trimmed(worth.vega() / worth.forward(), 10))
        .text("vegaBS", Decimals.trimmed(worth.vega(), 10))
        .text("volLv", "0.55")
        .close();
  }

  static void ticker(JsonOut out, Contract contract, Worth worth, VenueTime time) {
    double bid = bid(worth);
    double ask = ask(worth);
    double size = coins(contract);
    String last = worth.openInterest() < 1 ? "" : price(worth.last() / worth.forward());
    out.open()
        .text("instType", "OPTION")
        .text("instId", symbol(contract))
        .text("last", last)
        .text("lastSz", last.isEmpty() ? "" : "1")
        .text("askPx", ask > 0 ? price(ask) : "")
        .text("askSz", ask > 0 ? Decimals.trimmed(worth.askSize() / size, 0) : "")
        .text("bidPx", bid > 0 ? price(bid) : "")
        .text("bidSz", bid > 0 ? Decimals.trimmed(worth.bidSize() / size, 0) : "")
        .text("open24h", last)
        .text("high24h", last)
        .text("low24h", last)
        .text("sodUtc0", last)
        .text("sodUtc8", last)
        .text("volCcy24h", Decimals.trimmed(worth.volume(), 2))
        .text("vol24h", Decimals.trimmed(worth.volume() / size, 0))
        .wholeText("ts", time.marketNow())
        .close();
  }

  static void mark(JsonOut out, Contract contract, Worth worth, VenueTime time) {
    out.open()
        .text("instId", symbol(contract))
        .text("instType", "OPTION")
        .text("markPx", Decimals.trimmed(worth.price() / worth.forward(), 16))
        .wholeText("ts", time.marketNow())
        .close();
  }

  static void openInterest(JsonOut out, Contract contract, Worth worth, VenueTime time) {
    double contracts = Math.rint(worth.openInterest() / coins(contract));
    double held = contracts * coins(contract);
    out.open()
        .text("instId", symbol(contract))
        .text("instType", "OPTION")
        .text("oi", Decimals.trimmed(contracts, 0))
        .text("oiCcy", Decimals.trimmed(held, 2))
        .text("oiUsd", Decimals.trimmed(held * worth.index(), 4))
        .wholeText("ts", time.marketNow())
        .close();
  }

  static void index(JsonOut out, String family, double price, VenueTime time) {
    String text = Decimals.trimmed(price, 2);
    out.open()
        .text("instId", family)
        .text("idxPx", text)
        .text("high24h", text)
        .text("sodUtc0", text)
        .text("open24h", text)
        .text("low24h", text)
        .text("sodUtc8", text)
        .wholeText("ts", time.marketNow())
        .close();
  }

  private static double tick(double coins) {
    return coins < SMALL ? SMALL_TICK : TICK;
  }

  private static double bid(Worth worth) {
    double coins = worth.bid() / worth.forward();
    return Math.floor(coins / tick(coins)) * tick(coins);
  }

  private static double ask(Worth worth) {
    double coins = worth.ask() / worth.forward();
    return Math.ceil(coins / tick(coins)) * tick(coins);
  }

  private static String price(double coins) {
    return Decimals.trimmed(coins, 4);
  }
}
