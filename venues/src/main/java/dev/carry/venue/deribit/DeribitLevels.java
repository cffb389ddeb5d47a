package dev.carry.venue.deribit;

import dev.carry.model.Levels;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads one side of a book into arrays used again and again: `[["new",price,amount],…]` of
/// changes, `[[price,amount],…]` of whole books.
final class DeribitLevels {
  /// Deribit sends at most 10,000 levels by REST; a whole book by socket is smaller.
  private static final int LIMIT = 10_000;

  private static final byte[] DELETE = "delete".getBytes(StandardCharsets.US_ASCII);

  private final JsonReader json;
  private long[] unscaled = new long[64];
  private byte[] scales = new byte[64];
  private int count;

  DeribitLevels(JsonReader json) {
    this.json = json;
  }

  void clear() {
    count = 0;
  }

  void read() {
    clear();
    json.beginArray();
    while (json.nextElement()) {
      if (count == LIMIT) {
        throw json.malformed("at most " + LIMIT + " levels");
      }
      if (2 * count + 2 > unscaled.length) {
        unscaled = Arrays.copyOf(unscaled, 2 * unscaled.length);
        scales = Arrays.copyOf(scales, unscaled.length);
      }
      level();
      count++;
    }
  }

  private void level() {
    json.beginArray();
    boolean delete = false;
    boolean more = json.nextElement();
    if (more && json.peek() == '"') {
      delete = json.stringIs(DELETE);
      more = json.nextElement();
    }
    if (!more
        || !json.decimalInto(unscaled, scales, 2 * count)
        || !json.nextElement()
        || !json.decimalInto(unscaled, scales, 2 * count + 1)) {
      throw new MalformedJson("at byte " + json.position() + ": a level without price and amount");
    }
    if (delete) {
      unscaled[2 * count + 1] = 0;
    }
    while (json.nextElement()) {
      json.skip();
    }
  }

  Levels levels() {
    return Levels.of(unscaled, scales, count);
  }
}
