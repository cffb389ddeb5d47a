package dev.carry.venue.kraken;

import dev.carry.model.InstrumentId;
import dev.carry.venue.Decoded;
import dev.carry.venue.Decoded.Control;
import dev.carry.venue.Decoded.Control.What;
import dev.carry.venue.Decoded.Ignored;
import dev.carry.venue.Decoded.Rejected;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/// Tells the messages of both versions and REST answers apart by their shape. Remembers of a
/// connection only how many decimals its books have.
final class KrakenCodec implements VenueCodec {
  private static final Names TOP =
      Names.of(
          "channel",
          "type",
          "data",
          "method",
          "success",
          "error",
          "result",
          "params",
          "event",
          "status",
          "errorMessage",
          "pair",
          "symbol",
          "channelName");
  private static final int CHANNEL = 0;
  private static final int TYPE = 1;
  private static final int DATA = 2;
  private static final int METHOD = 3;
  private static final int SUCCESS = 4;
  private static final int ERROR = 5;
  private static final int RESULT = 6;
  private static final int PARAMS = 7;
  private static final int EVENT = 8;
  private static final int STATUS = 9;
  private static final int ERROR_MESSAGE = 10;
  private static final int PAIR = 11;
  private static final int SYMBOL = 12;
  private static final int CHANNEL_NAME = 13;

  private static final Names SUBSCRIBED = Names.of("channel", "symbol");

  private final JsonReader json = new JsonReader();
  private final KrakenStream stream;
  private final KrakenV1 first;
  private final KrakenRest rest;

  // the message being read
  private @Nullable String channel;
  private String type = "";
  private int dataAt;
  private int resultAt;
  private @Nullable String method;
  private boolean refused;
  private boolean request;
  private @Nullable String event;
  private String status = "";
  private String about = "";
  private String why = "";

  KrakenCodec(Instruments listed) {
    Interned<InstrumentId> symbols =
        new Interned<>(pair -> InstrumentId.of(KrakenSpot.ID, KrakenNames.symbol(pair)));
    this.stream = new KrakenStream(json, symbols);
    this.first = new KrakenV1(json, symbols);
    this.rest = new KrakenRest(json, new KrakenNames(listed));
  }

  @Override
  public Decoded decode(Frame frame) {
    json.open(frame.bytes(), frame.offset(), frame.length());
    try {
      if (json.peek() == '[') {
        return first.read(frame.receivedAt());
      }
      read();
      return message(frame);
    } catch (MalformedJson e) {
      return new Rejected("a message that is no JSON of Kraken", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      return new Rejected("a message with an impossible value", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void reset() {
    stream.reset();
  }

  private void read() {
    channel = null;
    type = "";
    dataAt = resultAt = -1;
    method = event = null;
    refused = request = false;
    status = about = why = "";
    json.beginObject();
    for (int field; (field = json.nextField(TOP)) != JsonReader.END; ) {
      switch (field) {
        case CHANNEL -> channel = json.text();
        case TYPE -> type = String.valueOf(json.string());
        case DATA -> dataAt = passed();
        case METHOD -> method = json.text();
        case SUCCESS -> refused = !json.bool();
        case ERROR -> error();
        case RESULT -> resultAt = passed();
        case PARAMS -> {
          request = true;
          json.skip();
        }
        case EVENT -> event = json.text();
        case STATUS -> status = word();
        case ERROR_MESSAGE -> why = word();
        case PAIR, SYMBOL, CHANNEL_NAME -> about = (about + " " + word()).strip();
        default -> json.skip();
      }
    }
    json.finish();
  }

  /// Where the value that is passed over begins.
  private int passed() {
    json.peek();
    int at = json.position();
    json.skip();
    return at;
  }

  private String word() {
    if (json.peek() != '"') {
      json.skip();
      return "";
    }
    return String.valueOf(json.string());
  }

  /// One text on sockets, a list over REST.
  private void error() {
    if (json.peek() != '[') {
      why = word();
      return;
    }
    StringBuilder all = new StringBuilder();
    json.beginArray();
    while (json.nextElement()) {
      all.append(all.isEmpty() ? "" : ", ").append(json.string());
    }
    why = all.toString();
  }

  private Decoded message(Frame frame) {
    if (channel != null) {
      return channel(channel, frame);
    }
    if (event != null) {
      return event(event);
    }
    if (method != null) {
      return method(method);
    }
    if (!why.isEmpty()) {
      return Control.of(What.REFUSED, why);
    }
    if (resultAt < 0) {
      return new Ignored("a Kraken message without a fact we read");
    }
    json.rewind(resultAt);
    return rest.read(frame);
  }

  private Decoded channel(String name, Frame frame) {
    if (name.equals("heartbeat")) {
      return Control.of(What.HEARTBEAT, "");
    }
    if (dataAt < 0) {
      return new Rejected("a channel without data", name);
    }
    json.rewind(dataAt);
    if (name.equals("status")) {
      return Control.of(What.NOTICE, stream.status());
    }
    return stream.read(name, type.equals("snapshot"), frame.receivedAt());
  }

  /// Version 2 acknowledges each symbol by itself.
  private Decoded method(String name) {
    if (name.equals("pong")) {
      return Control.of(What.HEARTBEAT, "");
    }
    if (request || name.equals("ping")) {
      return new Ignored("a request, not an answer");
    }
    if (refused) {
      return Control.of(What.REFUSED, (why + " " + about).strip());
    }
    return Control.of(What.ACK, subscribed());
  }

  private String subscribed() {
    if (resultAt < 0) {
      return about;
    }
    json.rewind(resultAt);
    if (json.peek() != '{') {
      return about;
    }
    StringBuilder words = new StringBuilder();
    json.beginObject();
    for (int field; (field = json.nextField(SUBSCRIBED)) != JsonReader.END; ) {
      if (field >= 0) {
        words.append(words.isEmpty() ? "" : " ").append(word());
      } else {
        json.skip();
      }
    }
    return words.toString();
  }

  /// Version 1.
  private Decoded event(String name) {
    return switch (name) {
      case "heartbeat", "pong" -> Control.of(What.HEARTBEAT, "");
      case "systemStatus" -> Control.of(What.NOTICE, status);
      case "subscriptionStatus" ->
          status.equals("error")
              ? Control.of(What.REFUSED, (why + " " + about).strip())
              : Control.of(What.ACK, about);
      case "subscribe", "unsubscribe", "ping" -> new Ignored("a request, not an answer");
      default -> new Ignored("a Kraken message without a fact we read");
    };
  }
}
