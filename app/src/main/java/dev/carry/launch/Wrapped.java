package dev.carry.launch;

import dev.carry.venue.Frame;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Messages that a recorder put into an object of its own: `{"exchange": …, "raw": {…}}`, or our
/// own `{"asked": …, "stream": …, "data": …}` around the answer to a REST call.
final class Wrapped {
  private static final byte[] COLLECTED = "{\"exchange\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ANSWERED = "{\"asked\"".getBytes(StandardCharsets.US_ASCII);

  private Wrapped() {}

  /// The venue's own message within, or the frame as it is. A message without a stream's name takes
  /// the collector's word for its exchange: `bybit-spot` sends the same messages as `bybit`.
  static Frame unwrap(Frame frame) {
    return begins(frame, COLLECTED)
        ? within(frame, "raw")
        : begins(frame, ANSWERED) ? within(frame, "data") : frame;
  }

  private static Frame within(Frame frame, String message) {
    JsonReader json = new JsonReader();
    json.open(frame.bytes(), frame.offset(), frame.length());
    String stream = frame.stream();
    try {
      json.beginObject();
      for (String field; (field = json.nextField()) != null; ) {
        json.peek();
        if (field.equals("stream") || (field.equals("exchange") && stream.equals("-"))) {
          String named = json.string();
          stream = named == null ? stream : named;
          continue;
        }
        int from = json.position();
        json.skip();
        if (field.equals(message)) {
          return new Frame(
              frame.venue(),
              stream,
              frame.receivedAt(),
              frame.bytes(),
              frame.offset() + from,
              json.position() - from);
        }
      }
    } catch (MalformedJson e) {
      return frame; // the codec tells what is wrong with it
    }
    return frame;
  }

  private static boolean begins(Frame frame, byte[] with) {
    int from = frame.offset();
    return frame.length() >= with.length
        && Arrays.equals(frame.bytes(), from, from + with.length, with, 0, with.length);
  }
}
