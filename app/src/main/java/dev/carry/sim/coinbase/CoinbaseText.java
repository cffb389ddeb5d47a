package dev.carry.sim.coinbase;

import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Quoter;
import dev.carry.sim.world.Spec;
import dev.carry.sim.world.Tape;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Coinbase's words for what happens.
final class CoinbaseText {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int SIZE_SCALE = 8;

  private CoinbaseText() {}

  static String time(long millis) {
    return MICROS.format(Instant.ofEpochMilli(millis));
  }

  static String price(Listing listing, double price) {
    return Decimals.fixed(price, listing.spec().priceScale());
  }

  static String size(double size) {
    return Decimals.fixed(size, SIZE_SCALE);
  }

  static void product(JsonOut out, Listing listing) {
    Spec spec = listing.spec();
    out.open()
        .text("id", listing.symbol())
        .text("base_currency", spec.base())
        .text("quote_currency", spec.quote())
        .text("quote_increment", Decimals.trimmed(spec.tick(), 14))
        .text("base_increment", Decimals.trimmed(spec.sizeStep(), SIZE_SCALE))
        .text("display_name", spec.base() + "-" + spec.quote())
        .text("min_market_funds", "1")
        .flag("margin_enabled", false)
        .flag("post_only", false)
        .flag("limit_only", false)
        .flag("cancel_only", false)
        .text("status", listing.trading() ? "online" : "offline")
        .text("status_message", "")
        .flag("trading_disabled", !listing.trading())
        .flag("fx_stablecoin", false)
        .text("max_slippage_percentage", "0.02000000")
        .flag("auction_mode", false)
        .text("high_bid_limit_percentage", "")
        .close();
  }

  /// The touch as a trade found it.
  static String ticker(Tape.Trade trade, VenueTime time) {
    Listing listing = trade.listing();
    return new JsonOut(500)
        .open()
        .text("type", "ticker")
        .whole("sequence", listing.sequence())
        .text("product_id", listing.symbol())
        .text("price", price(listing, trade.price()))
        .text("open_24h", price(listing, listing.open()))
        .text("volume_24h", size(listing.volume()))
        .text("low_24h", price(listing, listing.low()))
        .text("high_24h", price(listing, listing.high()))
        .text("volume_30d", size(listing.volume() * 30))
        .text("best_bid", price(listing, listing.bid()))
        .text("best_bid_size", size(listing.bidSize()))
        .text("best_ask", price(listing, listing.ask()))
        .text("best_ask_size", size(listing.askSize()))
        .text("side", trade.buy() ? "buy" : "sell")
        .text("time", time(time.stamp(trade.time())))
        .whole("trade_id", trade.id())
        .text("last_size", size(trade.size()))
        .close()
        .toString();
  }

  /// `side` is the order that stood in the book.
  static String match(String type, Tape.Trade trade, VenueTime time) {
    Listing listing = trade.listing();
    return new JsonOut(400)
        .open()
        .text("type", type)
        .whole("trade_id", trade.id())
        .text("maker_order_id", new UUID(trade.id(), 1).toString())
        .text("taker_order_id", new UUID(trade.id(), 2).toString())
        .text("side", trade.buy() ? "sell" : "buy")
        .text("size", size(trade.size()))
        .text("price", price(listing, trade.price()))
        .text("product_id", listing.symbol())
        .whole("sequence", listing.sequence())
        .text("time", time(time.stamp(trade.time())))
        .close()
        .toString();
  }

  static String heartbeat(Listing listing, VenueTime time) {
    return new JsonOut()
        .open()
        .text("type", "heartbeat")
        .whole("last_trade_id", listing.tradeId())
        .text("product_id", listing.symbol())
        .whole("sequence", listing.sequence())
        .text("time", time(time.marketNow()))
        .close()
        .toString();
  }

  static void restTicker(JsonOut out, Listing listing, VenueTime time) {
    out.open()
        .text("ask", price(listing, listing.ask()))
        .text("bid", price(listing, listing.bid()))
        .text("volume", size(listing.volume()))
        .whole("trade_id", listing.tradeId())
        .text("price", price(listing, listing.last()))
        .text("size", size(listing.spec().sizeStep()))
        .text("time", time(time.stamp(listing.quoteTime())))
        .text("rfq_volume", "0")
        .close();
  }

  /// One side of a book; over REST each level tells how many orders it has.
  static void levels(JsonOut out, Listing listing, List<Quoter.Level> levels, boolean orders) {
    for (Quoter.Level level : levels) {
      out.openArray().text(price(listing, level.price())).text(size(level.size()));
      if (orders) {
        out.raw(Long.toString(1 + Math.round(level.size()) % 20));
      }
      out.closeArray();
    }
    out.closeArray();
  }

  static String error(String why) {
    return new JsonOut()
        .open()
        .text("type", "error")
        .text("message", "Failed to subscribe")
        .text("reason", why)
        .close()
        .toString();
  }
}
