package dev.carry.sim.deribit;

import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Quoter;
import dev.carry.sim.world.Settlement;
import dev.carry.sim.world.Spec;
import dev.carry.sim.world.Tape;
import java.util.List;
import java.util.Locale;

/// Deribit's words for what happens. Amounts are USD for inverse contracts, coins for linear ones.
final class DeribitText {
  private static final int RATE_SCALE = 10;

  private DeribitText() {}

  /// `btc_usd`, `sol_usdc`.
  static String index(Listing listing) {
    String name = listing.spec().base() + "_" + listing.spec().quote();
    return name.toLowerCase(Locale.ROOT);
  }

  /// The currency a listing is filed under: the coin, or USDC for all linear ones.
  static String currency(Listing listing) {
    return listing.spec().inverse() ? listing.spec().base() : "USDC";
  }

  static String price(Listing listing, double price) {
    return Decimals.number(price, listing.spec().priceScale());
  }

  /// Mark and index are finer than the tick.
  static String fine(Listing listing, double price) {
    return Decimals.number(price, listing.spec().priceScale() + (price > 1000 ? 1 : 2));
  }

  static String amount(Listing listing, double amount) {
    return Decimals.number(amount, listing.spec().sizeScale());
  }

  static String ticker(Listing listing, VenueTime time) {
    Spec spec = listing.spec();
    JsonOut out = new JsonOut(700).open();
    out.whole("timestamp", time.stamp(listing.quoteTime()))
        .text("state", listing.trading() ? "open" : "closed");
    stats(out.open("stats"), listing);
    out.close();
    out.raw("index_price", fine(listing, listing.index()))
        .text("instrument_name", listing.symbol())
        .raw("last_price", price(listing, listing.last()))
        .raw("settlement_price", fine(listing, listing.open()))
        .raw("min_price", price(listing, listing.mark() * 0.985))
        .raw("max_price", price(listing, listing.mark() * 1.015))
        .raw("open_interest", amount(listing, listing.openInterest()))
        .raw("mark_price", fine(listing, listing.mark()));
    if (spec.perpetual()) {
      out.raw("interest_value", Decimals.number(listing.premium() * 100, 16));
    }
    out.raw("best_ask_price", price(listing, listing.ask()))
        .raw("best_bid_price", price(listing, listing.bid()))
        .raw("estimated_delivery_price", fine(listing, listing.index()))
        .raw("best_ask_amount", amount(listing, listing.askSize()))
        .raw("best_bid_amount", amount(listing, listing.bidSize()));
    if (spec.perpetual()) {
      out.raw("current_funding", rate(listing.fundingRate()))
          .raw("funding_8h", rate(listing.trailing8h()));
    }
    return out.close().toString();
  }

  static String rate(double rate) {
    return Decimals.number(rate, RATE_SCALE);
  }

  private static void stats(JsonOut out, Listing listing) {
    boolean inverse = listing.spec().inverse();
    double coins = inverse ? listing.turnover() : listing.volume();
    double usd = inverse ? listing.volume() : listing.turnover();
    out.raw("high", price(listing, listing.high()))
        .raw("low", price(listing, listing.low()))
        .raw("price_change", Decimals.number((listing.last() / listing.open() - 1) * 100, 4))
        .raw("volume", Decimals.number(coins, 8))
        .raw("volume_usd", Decimals.number(usd, 2))
        .raw("volume_notional", Decimals.number(usd, 2));
  }

  static String quote(Listing listing, VenueTime time) {
    return new JsonOut()
        .open()
        .whole("timestamp", time.stamp(listing.quoteTime()))
        .text("instrument_name", listing.symbol())
        .raw("best_ask_price", price(listing, listing.ask()))
        .raw("best_bid_price", price(listing, listing.bid()))
        .raw("best_ask_amount", amount(listing, listing.askSize()))
        .raw("best_bid_amount", amount(listing, listing.bidSize()))
        .close()
        .toString();
  }

  static String perpetual(Listing listing, VenueTime time) {
    return new JsonOut()
        .open()
        .whole("timestamp", time.marketNow())
        .raw("index_price", fine(listing, listing.index()))
        .raw("interest", rate(listing.fundingRate()))
        .close()
        .toString();
  }

  static String priceIndex(Listing listing, VenueTime time) {
    return new JsonOut()
        .open()
        .whole("timestamp", time.marketNow())
        .raw("price", fine(listing, listing.index()))
        .text("index_name", index(listing))
        .close()
        .toString();
  }

  /// @param liquidation `T` if the taker was liquidated, `M` the maker, empty for none
  static void trade(JsonOut out, Tape.Trade trade, String liquidation, VenueTime time) {
    Listing listing = trade.listing();
    Spec spec = listing.spec();
    out.open()
        .whole("timestamp", time.stamp(trade.time()))
        .raw("price", price(listing, trade.price()))
        .raw("amount", amount(listing, trade.size()))
        .text("direction", trade.buy() ? "buy" : "sell")
        .raw("index_price", fine(listing, listing.index()))
        .text("instrument_name", listing.symbol())
        .whole("trade_seq", trade.id() % 300_000_000)
        .raw("mark_price", fine(listing, listing.mark()))
        .whole("tick_direction", listing.lastUp() ? 0 : 2);
    if (!liquidation.isEmpty()) {
      out.text("liquidation", liquidation);
    }
    double contract = contractSize(spec);
    out.raw("contracts", Decimals.number(trade.size() / contract, 8))
        .text(
            "trade_id",
            (spec.base().equals("BTC") && spec.inverse() ? "" : spec.base() + "-") + trade.id())
        .close();
  }

  static double contractSize(Spec spec) {
    return spec.inverse() ? (spec.base().equals("BTC") ? 10 : 1) : spec.sizeStep();
  }

  static void instrument(JsonOut out, Listing listing) {
    Spec spec = listing.spec();
    String kind = spec.inverse() ? "reversed" : "linear";
    int sizeScale = spec.sizeScale();
    out.open()
        .text("price_index", index(listing))
        .text("kind", "future")
        .text("instrument_name", listing.symbol())
        .whole("max_leverage", 50)
        .raw("maker_commission", "0.0")
        .raw("taker_commission", "5.0e-4")
        .text("instrument_type", kind)
        .whole("expiration_timestamp", spec.perpetual() ? 32_503_708_800_000L : spec.expiry())
        .whole("creation_timestamp", 1_534_167_754_000L + listing.order() * 86_400_000L)
        .flag("is_active", listing.trading())
        .raw("tick_size", Decimals.number(spec.tick(), spec.priceScale()))
        .raw("contract_size", Decimals.number(contractSize(spec), sizeScale))
        .whole("instrument_id", 124_972L + listing.order())
        .raw("min_trade_amount", Decimals.number(spec.sizeStep(), sizeScale))
        .text("future_type", kind)
        .raw("max_liquidation_commission", "0.0075")
        .raw("block_trade_commission", "2.5e-4")
        .whole("block_trade_min_trade_amount", 200_000)
        .raw("block_trade_tick_size", "0.01")
        .text("state", listing.trading() ? "open" : "closed")
        .text("settlement_currency", spec.settle())
        .text("settlement_period", spec.perpetual() ? "perpetual" : "month")
        .text("base_currency", spec.base())
        .text("counter_currency", spec.quote())
        .text("quote_currency", spec.quote())
        .raw("tick_size_steps", "[]")
        .close();
  }

  static void summary(JsonOut out, Listing listing, VenueTime time) {
    Spec spec = listing.spec();
    out.open();
    stats(out, listing);
    out.raw("last", price(listing, listing.last()))
        .text("instrument_name", listing.symbol())
        .raw("bid_price", price(listing, listing.bid()))
        .raw("ask_price", price(listing, listing.ask()))
        .raw("mid_price", fine(listing, (listing.bid() + listing.ask()) / 2))
        .raw("mark_price", fine(listing, listing.mark()))
        .raw("open_interest", amount(listing, listing.openInterest()))
        .raw("estimated_delivery_price", fine(listing, listing.index()))
        .whole("creation_timestamp", time.marketNow())
        .text("base_currency", spec.base())
        .text("quote_currency", spec.quote());
    if (spec.perpetual()) {
      out.raw("funding_8h", rate(listing.trailing8h()))
          .raw("current_funding", rate(listing.fundingRate()));
    }
    out.close();
  }

  static void settlement(JsonOut out, Settlement settled, double previousIndex, VenueTime time) {
    out.open()
        .whole("timestamp", time.stamp(settled.time()))
        .raw("index_price", Decimals.number(settled.index(), 6))
        .raw("prev_index_price", Decimals.number(previousIndex, 6))
        .raw("interest_8h", Decimals.number(settled.trailing8h(), 18))
        .raw("interest_1h", Decimals.number(settled.rate(), 18))
        .close();
  }

  static void levels(JsonOut out, Listing listing, List<Quoter.Level> levels) {
    for (Quoter.Level level : levels) {
      out.openArray()
          .raw(price(listing, level.price()))
          .raw(amount(listing, level.size()))
          .closeArray();
    }
    out.closeArray();
  }
}
