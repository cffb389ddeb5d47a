package dev.carry.venue.json;

import dev.carry.model.Levels;
import java.util.Arrays;

/// Reads one side of an order book, `[[price, size], …]` or `[{"p": price, "s": size}, …]`, into
/// two arrays it keeps for the next. Used by one thread at a time.
public final class LevelReader {
  /// More levels than any venue sends on one side.
  private static final int LIMIT = 100_000;

  private long[] unscaled = new long[2 * 64];
  private byte[] scales = new byte[2 * 64];

  /// The levels that follow, in the order they stand; further elements of a level are passed over.
  public Levels read(JsonReader json) {
    int count = levels(json); // may replace the arrays by larger ones
    return Levels.of(unscaled, scales, count);
  }

  /// The same, the last one first: of venues that write the best level last.
  public Levels readTurned(JsonReader json) {
    int count = levels(json);
    for (int low = 0, high = count - 1; low < high; low++, high--) {
      for (int part = 0; part < 2; part++) {
        swap(2 * low + part, 2 * high + part);
      }
    }
    return Levels.of(unscaled, scales, count);
  }

  private void swap(int one, int other) {
    long value = unscaled[one];
    byte scale = scales[one];
    unscaled[one] = unscaled[other];
    scales[one] = scales[other];
    unscaled[other] = value;
    scales[other] = scale;
  }

  private int levels(JsonReader json) {
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
    return values / 2;
  }

  /// The levels that follow, each an object.
  ///
  /// @param names of the price and of the size, in this order
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
      if (found != 0b11) {
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
