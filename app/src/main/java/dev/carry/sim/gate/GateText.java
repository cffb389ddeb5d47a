package dev.carry.sim.gate;

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

/// Gate's words for what happens.
final class GateText {
  private static final int RATE_SCALE = 6;

  /// The rate is computed once a minute: until then the one that was charged stands.
  private static final long RATE_STANDS_MILLIS = 60_000;

  private GateText() {}

  /// `usdt` or `btc`, as paths have it.
  static String settle(Listing listing) {
    return listing.spec().settle().toLowerCase(Locale.ROOT);
  }

  static String price(Listing listing, double price) {
    return Decimals.trimmed(price, listing.spec().priceScale());
  }

  /// Mark and index have one decimal more than the tick.
  static String fine(Listing listing, double price) {
    return Decimals.trimmed(price, listing.spec().priceScale() + 1);
  }

  /// Whole contracts, rounded down.
  static long whole(double size) {
    return (long) Math.floor(size + 1e-9);
  }

  static String exact(Listing listing, double size) {
    return Decimals.trimmed(size, listing.spec().sizeScale());
  }

  static String rate(Listing listing, long now) {
    long since = now - listing.previousSettlement(now);
    List<Settlement> settled = listing.settlements();
    boolean stands = since < RATE_STANDS_MILLIS && !settled.isEmpty();
    double rate = stands ? settled.getLast().rate() : listing.fundingRate();
    return Decimals.trimmed(rate, RATE_SCALE);
  }

  static String settledRate(Settlement settlement) {
    return Decimals.trimmed(settlement.rate(), RATE_SCALE);
  }

  /// Settlements are stamped a second or two late.
  static long settledAt(Listing listing, Settlement settlement, VenueTime time) {
    return time.stamp(settlement.time()) / 1000 + 1 + listing.order() % 2;
  }

  static void contract(JsonOut out, Listing listing, VenueTime time) {
    Spec spec = listing.spec();
    long now = time.marketNow();
    boolean decimal = spec.sizeScale() > 0;
    out.open()
        .text("name", listing.symbol())
        .text("type", spec.inverse() ? "inverse" : "direct")
        .text("quanto_multiplier", spec.inverse() ? "0" : Decimals.trimmed(spec.contractValue(), 8))
        .text("ref_discount_rate", "0")
        .text("order_price_deviate", "0.2")
        .text("maintenance_rate", "0.005")
        .text("mark_type", "index")
        .text("last_price", price(listing, listing.last()))
        .text("mark_price", fine(listing, listing.mark()))
        .text("index_price", fine(listing, listing.index()))
        .text("funding_rate_indicative", rate(listing, now))
        .text("mark_price_round", Decimals.trimmed(spec.tick() / 10, 14))
        .whole("funding_offset", 0)
        .flag("in_delisting", !listing.trading())
        .text("interest_rate", "0.0003")
        .text("order_price_round", Decimals.trimmed(spec.tick(), 14))
        .raw("order_size_min", decimal ? "\"0.1\"" : "1")
        .text("ref_rebate_rate", "0.2")
        .whole("funding_interval", listing.intervalMillis() / 1000)
        .text("leverage_min", "1")
        .text("leverage_max", "100")
        .text("maker_fee_rate", "-0.0001")
        .text("taker_fee_rate", "0.00075")
        .text("funding_rate", rate(listing, now))
        .whole("order_size_max", 1_000_000)
        .whole("funding_next_apply", listing.nextSettlement(now) / 1000)
        .text("status", listing.trading() ? "trading" : "delisting")
        .flag("is_pre_market", false)
        .text("funding_rate_limit", Decimals.trimmed(spec.cap(), 8))
        .whole("position_size", whole(listing.openInterest()))
        .whole("orderbook_id", listing.sequence())
        .whole("trade_id", listing.tradeId())
        .flag("enable_decimal", decimal)
        .close();
  }

  /// What a ticker says by REST and pushed alike; not closed yet.
  private static JsonOut openTicker(JsonOut out, Listing listing) {
    Spec spec = listing.spec();
    double quote =
        spec.inverse()
            ? listing.volume()
            : listing.volume() * spec.contractValue() * listing.last();
    // Of the inverse contract the venue counts no coins.
    double base = spec.inverse() ? 0 : listing.volume() * spec.contractValue();
    double change = 100 * (listing.last() / listing.open() - 1);
    return out.open()
        .text("contract", listing.symbol())
        .text("last", price(listing, listing.last()))
        .text("low_24h", price(listing, listing.low()))
        .text("high_24h", price(listing, listing.high()))
        .text("change_percentage", Decimals.trimmed(change, 2))
        .text("total_size", exact(listing, listing.openInterest()))
        .wholeText("volume_24h", whole(listing.volume()))
        .wholeText("volume_24h_base", whole(base))
        .wholeText("volume_24h_quote", whole(quote))
        .wholeText("volume_24h_settle", whole(spec.inverse() ? quote / listing.last() : quote))
        .text("mark_price", fine(listing, listing.mark()))
        .text("index_price", fine(listing, listing.index()))
        .text("quanto_base_rate", "");
  }

  /// By REST: the touch, and no word of the settlement.
  static void ticker(JsonOut out, Listing listing, VenueTime time) {
    String rate = rate(listing, time.marketNow());
    openTicker(out, listing)
        .text("funding_rate", rate)
        .text("funding_rate_indicative", rate)
        .text("highest_bid", price(listing, listing.bid()))
        .wholeText("highest_size", whole(listing.bidSize()))
        .text("lowest_ask", price(listing, listing.ask()))
        .wholeText("lowest_size", whole(listing.askSize()))
        .close();
  }

  /// Pushed: the settlement, and no touch.
  static void pushedTicker(JsonOut out, Listing listing, VenueTime time) {
    long now = time.marketNow();
    String rate = rate(listing, now);
    openTicker(out, listing)
        .text("funding_rate", rate)
        .text("funding_rate_indicative", rate)
        .whole("funding_interval", listing.intervalMillis() / 1000)
        .whole("funding_offset", 0)
        .whole("funding_next_apply", listing.nextSettlement(now) / 1000)
        .text("price_type", "last")
        .whole("t", now)
        .close();
  }

  static void touch(JsonOut out, Listing listing, VenueTime time) {
    out.open()
        .whole("t", time.stamp(listing.quoteTime()))
        .whole("u", listing.sequence())
        .text("s", listing.symbol())
        .text("b", price(listing, listing.bid()))
        .whole("B", whole(listing.bidSize()))
        .text("a", price(listing, listing.ask()))
        .whole("A", whole(listing.askSize()))
        .close();
  }

  static void trade(JsonOut out, Tape.Trade trade, VenueTime time) {
    Listing listing = trade.listing();
    long stamp = time.stamp(trade.time());
    out.open()
        .whole("size", whole(trade.size()) * (trade.buy() ? 1 : -1))
        .whole("id", trade.id())
        .whole("create_time", stamp / 1000)
        .whole("create_time_ms", stamp)
        .text("price", price(listing, trade.price()))
        .text("contract", listing.symbol())
        .close();
  }

  /// The order that closes: it sells where a long was liquidated, at the bankruptcy price.
  static void liquidation(JsonOut out, Tape.Liquidation forced, VenueTime time) {
    Listing listing = forced.listing();
    out.open()
        .text("price", price(listing, forced.bankruptcy()))
        .whole("size", Math.max(1, whole(forced.size())) * (forced.longSide() ? -1 : 1))
        .whole("time", time.stamp(forced.time()))
        .text("contract", listing.symbol())
        .close();
  }

  /// `{"p": …, "s": …}`, whole contracts; a level of less than one is left out.
  static void levels(JsonOut out, Listing listing, List<Quoter.Level> levels) {
    for (Quoter.Level level : levels) {
      out.open().whole("s", whole(level.size())).text("p", price(listing, level.price())).close();
    }
    out.closeArray();
  }
}
