package dev.carry.venue.ftx;

import dev.carry.model.InstrumentId;
import dev.carry.venue.Decoded;
import dev.carry.venue.Decoded.Control.What;
import dev.carry.venue.Frame;
import dev.carry.venue.Rows;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.json.JsonFields;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// FTX frames to facts: messages by their channel, answers by their rows.
final class FtxCodec implements VenueCodec {
  private static final Names ENVELOPE =
      Names.of("channel", "market", "type", "data", "result", "success", "error", "msg", "op");
  private static final int CHANNEL = 0;
  private static final int MARKET = 1;
  private static final int TYPE = 2;
  private static final int DATA = 3;
  private static final int RESULT = 4;
  private static final int SUCCESS = 5;
  private static final int ERROR = 6;
  private static final int MSG = 7;
  private static final int OP = 8;

  private static final Decoded.Ignored NO_FACT_CHANNEL =
      new Decoded.Ignored("a channel that gives no fact");
  private static final Decoded.Ignored REQUEST = new Decoded.Ignored("a request, not an answer");
  private static final Decoded.Ignored WHOSE =
      new Decoded.Ignored("an answer that does not say whose it is");

  private final JsonReader json = new JsonReader();
  private final JsonFields envelope = new JsonFields(ENVELOPE);
  private final TapeData tape = new TapeData(json);
  private final MarketRows markets = new MarketRows(json);

  @Override
  public Decoded decode(Frame frame) {
    json.open(frame.bytes(), frame.offset(), frame.length());
    try {
      envelope.read(json);
      json.finish();
      String type = envelope.text(TYPE);
      if (envelope.has(RESULT)) {
        return answer(frame.receivedAt());
      }
      if (envelope.has(OP)) {
        return REQUEST;
      }
      if (type == null) {
        return envelope.has(SUCCESS)
            ? Decoded.Control.of(What.REFUSED, String.valueOf(envelope.text(ERROR)))
            : new Decoded.Rejected("a message without its type", frame.text());
      }
      return switch (type) {
        case "partial", "update" -> told(type.equals("partial"), frame.receivedAt());
        case "subscribed", "unsubscribed" -> Decoded.Control.of(What.ACK, "");
        case "pong" -> Decoded.Control.of(What.HEARTBEAT, "");
        case "error" -> Decoded.Control.of(What.REFUSED, String.valueOf(envelope.text(MSG)));
        case "info" -> Decoded.Control.of(What.NOTICE, String.valueOf(envelope.text(MSG)));
        default -> new Decoded.Rejected("a message of an unknown type", type);
      };
    } catch (MalformedJson e) {
      return new Decoded.Rejected("malformed JSON", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      return new Decoded.Rejected("an impossible value", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void reset() {
    markets.reset();
  }

  private Decoded told(boolean whole, Instant receivedAt) {
    String channel = Rows.need(envelope.text(CHANNEL), "channel");
    Rows rows = new Rows();
    switch (channel) {
      case "orderbook" -> tape.book(id(), whole, data(), receivedAt, rows);
      case "ticker" -> tape.quote(id(), data(), receivedAt, rows);
      case "trades" -> {
        InstrumentId id = id();
        rows.each(data(), channel, () -> tape.trade(id, receivedAt, rows));
      }
      case "instrument" -> markets.wrapped(id(), data(), receivedAt, rows);
      default -> {
        return NO_FACT_CHANNEL;
      }
    }
    return rows.decoded();
  }

  private InstrumentId id() {
    return id(Rows.need(envelope.text(MARKET), "market"));
  }

  private JsonReader data() {
    if (!envelope.has(DATA)) {
      throw new MalformedJson("without data");
    }
    return envelope.at(DATA);
  }

  /// Rows name their market, or the answer is of no use; one of a single market is a row by itself.
  private Decoded answer(Instant receivedAt) {
    Rows rows = new Rows();
    switch (envelope.at(RESULT).peek()) {
      case '[' -> {
        if (rows.each(json, "result", () -> markets.row(receivedAt, rows)) == 0) {
          return new Decoded.Ignored("an empty list: nothing there for what was asked");
        }
      }
      case '{' -> markets.row(receivedAt, rows);
      default -> {
        return WHOSE;
      }
    }
    return rows.decoded();
  }

  static InstrumentId id(String market) {
    return InstrumentId.of(Ftx.ID, market);
  }

  /// Seconds with decimals, to the microsecond; absent where there are none.
  static @Nullable Instant seconds(@Nullable BigDecimal seconds) {
    if (seconds == null || seconds.signum() <= 0) {
      return null;
    }
    return Instant.EPOCH.plus(seconds.movePointRight(6).longValue(), ChronoUnit.MICROS);
  }
}
