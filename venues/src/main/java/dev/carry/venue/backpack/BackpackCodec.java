package dev.carry.venue.backpack;

import dev.carry.venue.Decoded;
import dev.carry.venue.Decoded.Control;
import dev.carry.venue.Decoded.Control.What;
import dev.carry.venue.Decoded.Ignored;
import dev.carry.venue.Decoded.Rejected;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.json.JsonFields;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.time.DateTimeException;

/// Backpack: the envelope of a message. A socket's says in `data.e` what it is, whatever stream
/// brought it; a REST answer is told by the call's name, or by the fields of its first row.
/// Remembers nothing between messages.
final class BackpackCodec implements VenueCodec {
  private static final String NO_FACT = "a Backpack answer without a fact we read";

  private static final Names TOP =
      Names.of("data", "stream", "error", "method", "code", "message", "lastUpdateId");
  private static final int DATA = 0;
  private static final int STREAM = 1;
  private static final int ERROR = 2;
  private static final int METHOD = 3;
  private static final int CODE = 4;
  private static final int MESSAGE = 5;
  private static final int LAST_UPDATE_ID = 6;

  private static final Names WORDS = Names.of("code", "message");

  private final JsonReader json = new JsonReader();
  private final JsonFields top = new JsonFields(TOP);
  private final JsonFields words = new JsonFields(WORDS);
  private final Streams streams;
  private final Answers answers;

  BackpackCodec(Instruments listed) {
    this.streams = new Streams(json, listed);
    this.answers = new Answers(json, listed);
  }

  @Override
  public Decoded decode(Frame frame) {
    json.open(frame.bytes(), frame.offset(), frame.length());
    try {
      return switch (json.peek()) {
        case '[' -> answers.rows(frame.stream().split("/", -1), frame.receivedAt());
        case '{' -> object(frame);
        default -> {
          json.skip();
          json.finish();
          yield new Ignored(NO_FACT);
        }
      };
    } catch (MalformedJson e) {
      return new Rejected("a message that is no JSON of Backpack", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      return new Rejected("a message with an impossible value", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void reset() {
    // Every message is whole; nothing is kept from one to the next.
  }

  private Decoded object(Frame frame) {
    top.read(json);
    json.finish();
    if (top.has(DATA) && top.has(STREAM)) {
      String stream = String.valueOf(top.text(STREAM));
      top.at(DATA);
      return streams.read(stream, frame.receivedAt());
    }
    if (top.has(ERROR)) {
      top.at(ERROR);
      words.read(json);
      return refused(words, 0, 1);
    }
    if (top.has(METHOD)) {
      return new Ignored("a request, not an answer");
    }
    if (top.has(LAST_UPDATE_ID)) {
      json.rewind(0);
      return answers.depth(frame.stream().split("/", -1), frame.receivedAt());
    }
    return top.has(CODE) && top.has(MESSAGE) ? refused(top, CODE, MESSAGE) : new Ignored(NO_FACT);
  }

  private static Decoded refused(JsonFields from, int code, int message) {
    return Control.of(What.REFUSED, from.idText(code) + " " + from.text(message));
  }
}
