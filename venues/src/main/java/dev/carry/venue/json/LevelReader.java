package dev.carry.venue.json;

import dev.carry.model.Levels;
import java.util.Arrays;

/// Reads one side of an order book, `[[price, size], …]` or `[{price, size}, …]`, into two arrays
/// it keeps for the next. Used by one thread at a time.
public final class LevelReader {
  /// More levels than any venue sends on one side.
  private static final int LIMIT = 100_000;

  private long[] unscaled = new long[2 * 64];
  private byte[] scales = new byte[2 * 64];

  /// The levels that follow, in the order they stand; further elements of a level are passed over.
  public Levels read(JsonReader json) {
    int values = 0;
    json.beginArray();
    while (json.nextElement()) {
      if (values == scales.length) {
        grow(json);
      }
      json.beginArray();
      value(json, values);
      value(json, values + 1);
      while (json.nextElement()) {
        json.skip();
      }
      values += 2;
    }
    return Levels.of(unscaled, scales, values / 2);
  }

  /// The levels that follow, each an object, in the order they stand.
  ///
  /// @param names the field of the price, then that of the size; further fields are passed over
  public Levels read(JsonReader json, Names names) {
    int values = 0;
    json.beginArray();
    while (json.nextElement()) {
      if (values == scales.length) {
        grow(json);
      }
      int found = 0;
      json.beginObject();
      for (int field; (field = json.nextField(names)) != JsonReader.END; ) {
        if (field == JsonReader.OTHER) {
          json.skip();
        } else if (json.decimalInto(unscaled, scales, values + field)) {
          found |= 1 << field;
        }
      }
      if (found != 3) {
        throw json.malformed("price and size of a level before this");
      }
      values += 2;
    }
    return Levels.of(unscaled, scales, values / 2);
  }

  private void value(JsonReader json, int slot) {
    if (!json.nextElement() || !json.decimalInto(unscaled, scales, slot)) {
      throw json.malformed("price and size of a level before this");
    }
  }

  private void grow(JsonReader json) {
    if (scales.length >= 2 * LIMIT) {
      throw json.malformed("at most " + LIMIT + " levels");
    }
    unscaled = Arrays.copyOf(unscaled, 2 * unscaled.length);
    scales = Arrays.copyOf(scales, 2 * scales.length);
  }
}
