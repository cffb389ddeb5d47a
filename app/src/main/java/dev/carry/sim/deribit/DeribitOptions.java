package dev.carry.sim.deribit;

import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.OptionChain;
import dev.carry.sim.world.OptionChain.Contract;
import dev.carry.sim.world.OptionChain.Worth;
import dev.carry.sim.world.SimVenue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Deribit's options and its words for them: inverse, premiums in coin, volatilities in percent.
final class DeribitOptions {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("dMMMyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /// Premium below which its step is the small one, in coins.
  private static final double SMALL = 0.005;

  private final OptionChain chain;
  private final VenueTime time;
  private final Map<String, Contract> bySymbol = new LinkedHashMap<>();

  DeribitOptions(Market market, VenueTime time) {
    this.chain = market.options();
    this.time = time;
    chain.contracts().forEach(contract -> bySymbol.put(symbol(contract), contract));
  }

  private static String symbol(Contract contract) {
    return contract.coin()
        + "-"
        + DAY.format(Instant.ofEpochMilli(contract.expiry())).toUpperCase(Locale.ROOT)
        + "-"
        + Math.round(contract.strike())
        + (contract.call() ? "-C" : "-P");
  }

  /// The contract of a name; null where there is none, or it has expired.
  @Nullable Contract find(String symbol) {
    Contract contract = bySymbol.get(symbol);
    return contract != null && chain.contracts().contains(contract) ? contract : null;
  }

  /// Those not expired, by name.
  Map<String, Contract> listed() {
    Map<String, Contract> listed = new LinkedHashMap<>();
    chain.contracts().forEach(contract -> listed.put(symbol(contract), contract));
    return listed;
  }

  private Worth worth(Contract contract) {
    return chain.worth(contract, SimVenue.DERIBIT);
  }

  void instruments(JsonOut out, String currency) {
    listed()
        .forEach(
            (symbol, contract) -> {
              if (currency.equals("any") || contract.coin().equals(currency)) {
                instrument(out, symbol, contract);
              }
            });
  }

  static void instrument(JsonOut out, String symbol, Contract contract) {
    String coin = contract.coin();
    out.open()
        .text("price_index", coin.toLowerCase(Locale.ROOT) + "_usd")
        .text("kind", "option")
        .text("instrument_name", symbol)
        .text("option_type", contract.call() ? "call" : "put")
        .raw("strike", Decimals.number(contract.strike(), 1))
        .raw("maker_commission", "3.0e-4")
        .raw("taker_commission", "3.0e-4")
        .text("instrument_type", "reversed")
        .whole("expiration_timestamp", contract.expiry())
        .whole("creation_timestamp", contract.expiry() - 30 * 86_400_000L)
        .flag("is_active", true)
        .raw("tick_size", "1.0e-4")
        .raw("contract_size", "1.0")
        .whole("instrument_id", 300_000L + Math.floorMod(symbol.hashCode(), 100_000))
        .raw("min_trade_amount", coin.equals("BTC") ? "0.1" : "1.0")
        .text("state", "open")
        .text("settlement_currency", coin)
        .text("settlement_period", "week")
        .text("base_currency", coin)
        .text("counter_currency", "USD")
        .text("quote_currency", coin)
        .raw("tick_size_steps", "[{\"tick_size\":5.0e-4,\"above_price\":0.005}]")
        .close();
  }

  String ticker(String symbol, Contract contract) {
    Worth worth = worth(contract);
    double bid = bid(worth);
    double ask = ask(worth);
    String index = Decimals.number(worth.index(), 2);
    return new JsonOut(900)
        .open()
        .whole("timestamp", time.marketNow())
        .text("state", "open")
        .open("stats")
        .raw("high", "null")
        .raw("low", "null")
        .raw("price_change", "null")
        .raw("volume", Decimals.number(worth.volume(), 1))
        .raw("volume_usd", Decimals.number(worth.volume() * worth.price(), 2))
        .close()
        .open("greeks")
        .raw("delta", Decimals.number(worth.delta(), 5))
        .raw("gamma", Decimals.number(worth.gamma(), 5))
        .raw("vega", Decimals.number(worth.vega(), 5))
        .raw("theta", Decimals.number(worth.theta(), 5))
        .raw("rho", Decimals.number(worth.rho(), 5))
        .close()
        .raw("index_price", index)
        .text("instrument_name", symbol)
        .raw("last_price", worth.openInterest() < 1 ? "null" : coins(worth, worth.last(), 4))
        .raw("min_price", "1.0e-4")
        .raw("max_price", coins(worth, worth.price() * 1.5 + 0.02 * worth.forward(), 4))
        .raw("open_interest", Decimals.number(worth.openInterest(), 1))
        .raw("mark_price", coins(worth, worth.price(), 6))
        .raw("best_ask_price", Decimals.number(ask, 4))
        .raw("best_bid_price", Decimals.number(bid, 4))
        .raw("mark_iv", percent(worth.volatility()))
        .raw("ask_iv", ask == 0 ? "0.0" : percent(worth.askVolatility()))
        .raw("bid_iv", bid == 0 ? "0.0" : percent(worth.bidVolatility()))
        .raw("underlying_price", Decimals.number(worth.forward(), 4))
        .text("underlying_index", "SYN." + symbol.substring(0, symbol.indexOf('-', 4)))
        .raw("interest_rate", "0.0")
        .raw("estimated_delivery_price", index)
        .raw("best_ask_amount", ask == 0 ? "0.0" : Decimals.number(worth.askSize(), 1))
        .raw("best_bid_amount", bid == 0 ? "0.0" : Decimals.number(worth.bidSize(), 1))
        .close()
        .toString();
  }

  void summaries(JsonOut out, String currency) {
    listed()
        .forEach(
            (symbol, contract) -> {
              if (contract.coin().equals(currency)) {
                summary(out, symbol, contract);
              }
            });
  }

  private void summary(JsonOut out, String symbol, Contract contract) {
    Worth worth = worth(contract);
    double bid = bid(worth);
    double ask = ask(worth);
    out.open()
        .raw("volume", Decimals.number(worth.volume(), 1))
        .raw("underlying_price", Decimals.number(worth.forward(), 4))
        .text("underlying_index", "SYN." + symbol.substring(0, symbol.indexOf('-', 4)))
        .text("quote_currency", contract.coin())
        .raw("open_interest", Decimals.number(worth.openInterest(), 1))
        .raw("mark_price", coins(worth, worth.price(), 8))
        .raw("mark_iv", percent(worth.volatility()))
        .raw("last", worth.openInterest() < 1 ? "null" : coins(worth, worth.last(), 4))
        .raw("interest_rate", "0.0")
        .text("instrument_name", symbol)
        .raw("estimated_delivery_price", Decimals.number(worth.index(), 2))
        .whole("creation_timestamp", time.marketNow())
        .raw("bid_price", bid == 0 ? "null" : Decimals.number(bid, 4))
        .raw("ask_price", ask == 0 ? "null" : Decimals.number(ask, 4))
        .text("base_currency", contract.coin())
        .close();
  }

  /// Rows of `markprice.options.*`, whose volatilities are fractions.
  String marks(String index) {
    JsonOut out = new JsonOut(8_192).openArray();
    listed()
        .forEach(
            (symbol, contract) -> {
              if (index.equals(contract.coin().toLowerCase(Locale.ROOT) + "_usd")) {
                Worth worth = worth(contract);
                out.open()
                    .whole("timestamp", time.marketNow())
                    .raw("mark_price", coins(worth, worth.price(), 6))
                    .raw("iv", Decimals.number(worth.volatility(), 4))
                    .text("instrument_name", symbol)
                    .close();
              }
            });
    return out.closeArray().toString();
  }

  private static String percent(double fraction) {
    return Decimals.number(fraction * 100, 2);
  }

  private static String coins(Worth worth, double dollars, int scale) {
    return Decimals.number(dollars / worth.forward(), scale);
  }

  /// On the tick below; 0 where that is none.
  private static double bid(Worth worth) {
    double coins = worth.bid() / worth.forward();
    double step = coins < SMALL ? 0.0001 : 0.0005;
    return Math.floor(coins / step) * step;
  }

  private static double ask(Worth worth) {
    double coins = worth.ask() / worth.forward();
    double step = coins < SMALL ? 0.0001 : 0.0005;
    return Math.ceil(coins / step) * step;
  }
}
