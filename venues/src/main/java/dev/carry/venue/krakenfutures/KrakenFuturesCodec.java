package dev.carry.venue.krakenfutures;

import static dev.carry.venue.Rows.need;

import dev.carry.venue.Decoded;
import dev.carry.venue.Decoded.Control;
import dev.carry.venue.Decoded.Control.What;
import dev.carry.venue.Decoded.Ignored;
import dev.carry.venue.Decoded.Rejected;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.Rows;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonFields;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Kraken Futures: the envelope of a message. What a socket's message is stands in `feed` or
/// `event`, anywhere in it; what a REST answer is, in the name of its list. Remembers nothing
/// between messages.
final class KrakenFuturesCodec implements VenueCodec {
  private static final String NO_FACT = "a Kraken Futures answer without a fact we read";
  private static final String UNNAMED = "an answer that does not say whose it is";
  private static final String REQUEST = "a request, not an answer";
  private static final String NOT_READ = "an index, or a product that is not read";

  private static final Names FEEDS =
      Names.of(
          "ticker", "ticker_lite", "book", "book_snapshot", "trade", "trade_snapshot", "heartbeat");

  private final JsonReader json = new JsonReader();
  private final JsonFields fields = new JsonFields(Fields.NAMES);
  private final Interned<KrakenSymbol> symbols = new Interned<>(KrakenSymbol::of);
  private final Market market = new Market(json, fields);
  private final Reference reference;

  KrakenFuturesCodec(Instruments listed) {
    this.reference = new Reference(json, fields, symbols, listed);
  }

  @Override
  public Decoded decode(Frame frame) {
    json.open(frame.bytes(), frame.offset(), frame.length());
    try {
      if (json.peek() == '[') {
        json.skip();
        json.finish();
        return new Ignored("a list that no feed or endpoint of Kraken Futures sends");
      }
      fields.read(json);
      json.finish();
      if (fields.has(Fields.EVENT)) {
        return event();
      }
      return fields.has(Fields.FEED) ? feed(frame.receivedAt()) : answer(frame);
    } catch (MalformedJson e) {
      return new Rejected("a message that is no JSON of Kraken", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      return new Rejected("a message with an impossible value", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void reset() {
    // Every message is whole; nothing is kept from one to the next.
  }

  // --- sockets -----------------------------------------------------------------------------

  private Decoded event() {
    String event = String.valueOf(fields.text(Fields.EVENT));
    String detail = detail(event);
    return switch (event) {
      case "subscribed", "unsubscribed" -> Control.of(What.ACK, detail);
      case "subscribed_failed", "unsubscribed_failed", "error", "alert" ->
          Control.of(What.REFUSED, detail);
      case "pong" -> Control.of(What.HEARTBEAT, "");
      case "subscribe", "unsubscribe", "ping" -> new Ignored(REQUEST);
      default -> Control.of(What.NOTICE, detail);
    };
  }

  private String detail(String event) {
    StringBuilder words = new StringBuilder(event);
    for (int field : new int[] {Fields.FEED, Fields.MESSAGE}) {
      String text = fields.text(field);
      words.append(text == null ? "" : " " + text);
    }
    if (fields.has(Fields.PRODUCT_IDS)) {
      JsonReader products = fields.at(Fields.PRODUCT_IDS);
      products.beginArray();
      while (products.nextElement()) {
        words.append(' ').append(products.string());
      }
    }
    return words.toString();
  }

  private Decoded feed(Instant receivedAt) {
    int feed = fields.oneOf(Fields.FEED, FEEDS);
    switch (feed) {
      case 5 -> {
        return new Ignored("trades from before the subscription, told already or too late");
      }
      case 6 -> {
        return Control.of(What.HEARTBEAT, "");
      }
      case JsonReader.OTHER, JsonReader.ABSENT -> {
        return new Ignored("a feed without a fact we read");
      }
      default -> {}
    }
    KrakenSymbol symbol = need(fields.interned(Fields.PRODUCT_ID, symbols), "product_id");
    if (!symbol.contract()) {
      return new Ignored(NOT_READ);
    }
    Rows rows = new Rows();
    switch (feed) {
      case 0 -> market.ticker(symbol, receivedAt, rows);
      case 1 -> market.tickerLite(symbol, receivedAt, rows);
      case 2 -> {
        return market.change(symbol, receivedAt);
      }
      case 3 -> {
        return market.snapshot(symbol, receivedAt);
      }
      default -> market.trade(symbol, receivedAt, rows);
    }
    return rows.decoded();
  }

  // --- REST --------------------------------------------------------------------------------

  private Decoded answer(Frame frame) {
    Instant at = frame.receivedAt();
    if (fields.has(Fields.ERROR)) {
      return Control.of(What.REFUSED, String.valueOf(fields.text(Fields.ERROR)));
    }
    if (fields.has(Fields.INSTRUMENTS)) {
      return reference.instruments(at);
    }
    if (fields.has(Fields.TICKERS)) {
      return reference.tickers(at);
    }
    String[] name = frame.stream().split("/", -1);
    if (fields.has(Fields.RATES)) {
      KrakenSymbol whose = named(name, 1);
      return whose == null ? new Ignored(UNNAMED) : reference.history(whose, at);
    }
    if (fields.has(Fields.ORDER_BOOK)) {
      KrakenSymbol whose = named(name, 1);
      return whose == null ? new Ignored(UNNAMED) : reference.orderBook(whose, at);
    }
    if (fields.has(Fields.CANDLES)) {
      KrakenSymbol whose = named(name, 2);
      return whose == null || name.length < 4
          ? new Ignored(UNNAMED)
          : reference.candles(whose, name[1], name[3], at);
    }
    if (name[0].equals("open-interest") && fields.has(Fields.RESULT)) {
      KrakenSymbol whose = named(name, 1);
      return whose == null || name.length < 3
          ? new Ignored(UNNAMED)
          : reference.openInterest(whose, name[2], at);
    }
    return new Ignored(NO_FACT);
  }

  /// The contract that the call's name says; null: it says none.
  private static @Nullable KrakenSymbol named(String[] name, int part) {
    if (name.length <= part || name[part].isEmpty()) {
      return null;
    }
    KrakenSymbol symbol = KrakenSymbol.of(name[part]);
    return symbol.contract() ? symbol : null;
  }
}
