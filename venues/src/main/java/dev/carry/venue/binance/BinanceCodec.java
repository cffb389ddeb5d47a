package dev.carry.venue.binance;

import dev.carry.model.FundingSettled;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.Rows;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.time.DateTimeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Frames of a Binance market to facts. Socket events say what they are in `e`; what has no `e` is
/// an answer, told by its fields. It keeps nothing between frames.
final class BinanceCodec implements VenueCodec {
  private static final Names ENVELOPE = Names.of("e", "stream", "data", "u");
  private static final int EVENT = 0;
  private static final int STREAM = 1;
  private static final int DATA = 2;

  /// What a quote of spot begins with, which has no `e`.
  private static final int UPDATE_ID = 3;

  /// No envelope, or one without a stream's name.
  private static final int NOWHERE = -1;

  /// A page of settled rates is full at this many: there may be more.
  static final int SETTLED_PER_PAGE = 1000;

  /// The call that answers with funding terms.
  static final String FUNDING_INFO = "fundingInfo";

  static final Decoded.Ignored EMPTY =
      new Decoded.Ignored("an empty list: nothing there for what was asked");
  private static final Decoded.Ignored EVENT_NOT_USED =
      new Decoded.Ignored("an event that gives no fact: indexes of indexes, sessions, accounts");

  private final Family family;
  private final JsonReader json = new JsonReader();
  private final HotEvents hot;
  private final RareEvents rare;
  private final ContractLists contracts;
  private final RestAnswers answers;
  private final CandleRows candles;

  BinanceCodec(Family family, Instruments listed) {
    this.family = family;
    Interned<InstrumentId> ids = new Interned<>(family::id);
    this.hot = new HotEvents(family, json, listed, ids);
    this.rare = new RareEvents(family, json, ids);
    this.contracts = new ContractLists(family, json, listed);
    this.answers = new RestAnswers(family, json, listed, ids, hot, contracts);
    this.candles = new CandleRows(family, json);
  }

  @Override
  public Decoded decode(Frame frame) {
    json.open(frame.bytes(), frame.offset(), frame.length());
    try {
      Decoded decoded = json.peek() == '[' ? array(frame, NOWHERE) : object(frame);
      json.finish();
      return decoded;
    } catch (MalformedJson e) {
      return new Decoded.Rejected("malformed JSON", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      return new Decoded.Rejected("an impossible value", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void reset() {
    // every message is whole: there is nothing to forget
  }

  /// The whole message: an event, an envelope with one, or an answer.
  private Decoded object(Frame frame) {
    json.beginObject();
    int field = json.nextField(ENVELOPE);
    if (field == EVENT) {
      return event(frame, NOWHERE, json.oneOf(Fields.EVENTS));
    }
    if (field == STREAM) {
      int stream = json.position();
      json.skip();
      if (json.nextField(ENVELOPE) == DATA) {
        Decoded decoded = data(frame, stream);
        while (json.nextField(ENVELOPE) != JsonReader.END) {
          json.skip();
        }
        return decoded;
      }
    }
    return anyOrder(frame);
  }

  /// Fields in another order than Binance's: looked for first, read then.
  private Decoded anyOrder(Frame frame) {
    json.rewind(0);
    json.beginObject();
    int stream = NOWHERE;
    int data = NOWHERE;
    for (int field; (field = json.nextField(ENVELOPE)) != JsonReader.END; ) {
      switch (field) {
        case STREAM -> stream = json.position();
        case DATA -> data = json.position();
        default -> {}
      }
      json.skip();
    }
    int end = json.position();
    Decoded decoded;
    if (data != NOWHERE) {
      json.rewind(data);
      decoded = data(frame, stream);
    } else {
      json.rewind(0);
      decoded = row(frame, NOWHERE);
    }
    json.rewind(end);
    return decoded;
  }

  /// What an envelope holds.
  ///
  /// @param stream where the stream's name stands
  private Decoded data(Frame frame, int stream) {
    return json.peek() == '[' ? array(frame, stream) : row(frame, stream);
  }

  /// One event, or one object of an answer; left behind it.
  private Decoded row(Frame frame, int stream) {
    int begin = json.position();
    json.beginObject();
    int first = json.position();
    int field = json.nextField(ENVELOPE);
    if (field == EVENT) {
      return event(frame, stream, json.oneOf(Fields.EVENTS));
    }
    if (field == UPDATE_ID && family == Family.SPOT) {
      json.rewind(first);
      return hot.quote(frame.receivedAt());
    }
    while (field != JsonReader.END && field != EVENT) {
      json.skip();
      field = json.nextField(ENVELOPE);
    }
    if (field == JsonReader.END) {
      json.rewind(begin);
      return answers.object(frame, streamName(frame, stream));
    }
    int event = json.oneOf(Fields.EVENTS);
    json.rewind(first);
    return event(frame, stream, event);
  }

  private Decoded event(Frame frame, int stream, int event) {
    return switch (event) {
      case Fields.BOOK_TICKER -> hot.quote(frame.receivedAt());
      case Fields.TRADE -> hot.trade(frame.receivedAt(), Fields.TRADE_ID);
      case Fields.AGG_TRADE -> hot.trade(frame.receivedAt(), Fields.ASK);
      case Fields.MARK_PRICE -> hot.mark(frame.receivedAt());
      case Fields.INDEX_PRICE -> hot.index(frame.receivedAt());
      case Fields.DEPTH -> hot.book(frame.receivedAt(), streamName(frame, stream));
      case Fields.FORCE_ORDER -> rare.liquidation(frame.receivedAt());
      case Fields.KLINE -> rare.candle(frame.receivedAt());
      case Fields.TICKER, Fields.MINI_TICKER -> rare.volume(frame.receivedAt());
      case Fields.CONTRACT_INFO -> contracts.change(frame.receivedAt());
      case Fields.SERVER_SHUTDOWN -> {
        skipRest();
        yield Decoded.Control.of(Decoded.Control.What.CLOSING_SOON, "serverShutdown");
      }
      default -> {
        skipRest();
        yield EVENT_NOT_USED;
      }
    };
  }

  private void skipRest() {
    while (json.nextField(ENVELOPE) != JsonReader.END) {
      json.skip();
    }
  }

  /// The stream an envelope names, else the frame's.
  private String streamName(Frame frame, int stream) {
    if (stream == NOWHERE) {
      return frame.stream();
    }
    int here = json.position();
    json.rewind(stream);
    String name = json.string();
    json.rewind(here);
    return name == null ? frame.stream() : name;
  }

  /// Rows: events of an all-market stream, or an answer's. A bad row does not lose the others.
  private Decoded array(Frame frame, int stream) {
    String name = streamName(frame, stream);
    if (name.equals(FUNDING_INFO) || answers.holdsTerms()) {
      return contracts.terms(frame.receivedAt());
    }
    Rows rows = new Rows();
    int count =
        rows.each(
            json,
            name,
            () -> rows.take(json.peek() == '[' ? candles.candle(frame, name) : row(frame, stream)));
    return count == 0 ? EMPTY : rows.decoded(settledPage(rows, count));
  }

  /// Settled rates come oldest first, both bounds inclusive: after a full page the next begins a
  /// millisecond on. In a page of many symbols others may have the last one's stamp: the next
  /// begins with it, and what comes twice is told once by who reads the pages.
  private static @Nullable String settledPage(Rows rows, int count) {
    List<MarketEvent> events = rows.events();
    if (events.isEmpty() || !(events.getLast() instanceof FundingSettled last)) {
      return null;
    }
    rows.completePeriods();
    if (count < SETTLED_PER_PAGE) {
      return null;
    }
    boolean ofOne = events.stream().allMatch(event -> event.id().equals(last.id()));
    return "startTime=" + (last.settledAt().toEpochMilli() + (ofOne ? 1 : 0));
  }
}
