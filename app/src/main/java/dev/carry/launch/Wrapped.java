package dev.carry.launch;

import dev.carry.venue.Frame;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;

/// Messages that a collector put into an object of its own: `{"exchange": …, "raw": {…}}`.
final class Wrapped {
  private static final byte[] BEGINNING = {'{', '"', 'e', 'x', 'c', 'h', 'a', 'n', 'g', 'e', '"'};

  private Wrapped() {}

  /// The venue's own message within, or the frame as it is.
  static Frame unwrap(Frame frame) {
    if (!begins(frame)) {
      return frame;
    }
    JsonReader json = new JsonReader();
    json.open(frame.bytes(), frame.offset(), frame.length());
    try {
      json.beginObject();
      for (String field; (field = json.nextField()) != null; ) {
        json.peek();
        int from = json.position();
        json.skip();
        if (field.equals("raw")) {
          return new Frame(
              frame.venue(),
              frame.stream(),
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

  private static boolean begins(Frame frame) {
    if (frame.length() < BEGINNING.length) {
      return false;
    }
    for (int i = 0; i < BEGINNING.length; i++) {
      if (frame.bytes()[frame.offset() + i] != BEGINNING[i]) {
        return false;
      }
    }
    return true;
  }
}
