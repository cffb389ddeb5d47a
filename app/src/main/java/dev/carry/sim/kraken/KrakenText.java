package dev.carry.sim.kraken;

import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Quoter;
import dev.carry.sim.world.Spec;
import dev.carry.sim.world.Tape;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;

/// Kraken's words for what happens, and its names of coins.
final class KrakenText {
  /// Decimals of a size, whatever its step.
  static final int SIZE_SCALE = 8;

  private static final int CHECKSUM_LEVELS = 10;
  private static final Set<String> OLD_COINS = Set.of("XBT", "ETH", "XRP", "LTC", "XLM", "ETC");
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private KrakenText() {}

  static String time(long millis) {
    return MICROS.format(Instant.ofEpochMilli(millis));
  }

  static String price(Listing listing, double price) {
    return Decimals.fixed(price, listing.spec().priceScale());
  }

  static String size(double size) {
    return Decimals.fixed(size, SIZE_SCALE);
  }

  /// `XBT` of BTC, `XDG` of DOGE.
  static String oldCoin(String coin) {
    return switch (coin) {
      case "BTC" -> "XBT";
      case "DOGE" -> "XDG";
      default -> coin;
    };
  }

  /// `XBTUSD`
  static String alternative(Spec spec) {
    return oldCoin(spec.base()) + spec.quote();
  }

  /// The key of a pair over REST: `XXBTZUSD` for the oldest coins against dollars.
  static String key(Spec spec) {
    String base = oldCoin(spec.base());
    boolean old = OLD_COINS.contains(base) && spec.quote().equals("USD");
    return old ? "X" + base + "ZUSD" : base + spec.quote();
  }

  static String ticker(Listing listing, boolean snapshot, VenueTime time) {
    double change = listing.last() - listing.open();
    return head("ticker", snapshot)
        .open()
        .text("symbol", listing.symbol())
        .raw("bid", price(listing, listing.bid()))
        .raw("bid_qty", size(listing.bidSize()))
        .raw("ask", price(listing, listing.ask()))
        .raw("ask_qty", size(listing.askSize()))
        .raw("last", price(listing, listing.last()))
        .raw("volume", size(listing.volume()))
        .raw("vwap", price(listing, (listing.high() + listing.low()) / 2))
        .raw("low", price(listing, listing.low()))
        .raw("high", price(listing, listing.high()))
        .raw("change", price(listing, change))
        .raw("change_pct", Decimals.fixed(100 * change / listing.open(), 2))
        .text("timestamp", time(time.stamp(listing.quoteTime())))
        .close()
        .closeArray()
        .close()
        .toString();
  }

  static String trades(List<Tape.Trade> trades, boolean snapshot, VenueTime time) {
    JsonOut out = head("trade", snapshot);
    for (Tape.Trade trade : trades) {
      Listing listing = trade.listing();
      out.open()
          .text("symbol", listing.symbol())
          .text("side", trade.buy() ? "buy" : "sell")
          .raw("price", price(listing, trade.price()))
          .raw("qty", size(trade.size()))
          .text("ord_type", "market")
          .whole("trade_id", trade.id())
          .text("timestamp", time(time.stamp(trade.time())))
          .close();
    }
    return out.closeArray().close().toString();
  }

  static JsonOut head(String channel, boolean snapshot) {
    return new JsonOut(1_024)
        .open()
        .text("channel", channel)
        .text("type", snapshot ? "snapshot" : "update")
        .openArray("data");
  }

  static void level(JsonOut out, Listing listing, double price, double size) {
    out.open().raw("price", price(listing, price)).raw("qty", size(size)).close();
  }

  /// Over the ten best levels of both sides, asks first.
  static long checksum(Listing listing) {
    StringBuilder text = new StringBuilder();
    for (boolean bids : new boolean[] {false, true}) {
      for (Quoter.Level level : Quoter.book(listing, bids, CHECKSUM_LEVELS)) {
        text.append(digits(price(listing, level.price()))).append(digits(size(level.size())));
      }
    }
    CRC32 crc = new CRC32();
    crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
    return crc.getValue();
  }

  private static String digits(String number) {
    String digits = number.replace(".", "");
    int from = 0;
    while (from < digits.length() - 1 && digits.charAt(from) == '0') {
      from++;
    }
    return digits.substring(from);
  }

  static void pair(JsonOut out, Listing listing) {
    Spec spec = listing.spec();
    out.open()
        .text("symbol", listing.symbol())
        .text("base", spec.base())
        .text("quote", spec.quote())
        .text("status", listing.trading() ? "online" : "cancel_only")
        .whole("qty_precision", SIZE_SCALE)
        .raw("qty_increment", "0.00000001")
        .whole("price_precision", spec.priceScale())
        .whole("cost_precision", 5)
        .flag("marginable", false)
        .flag("has_index", true)
        .raw("cost_min", "0.5")
        .raw("price_increment", Decimals.trimmed(spec.tick(), 14))
        .raw("qty_min", Decimals.trimmed(spec.sizeStep(), SIZE_SCALE))
        .close();
  }
}
