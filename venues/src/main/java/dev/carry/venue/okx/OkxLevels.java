package dev.carry.venue.okx;

import dev.carry.model.Levels;
import dev.carry.venue.json.JsonReader;
import java.math.BigDecimal;
import java.util.Arrays;

/// Reads one side of a book, `[["price","size","0","orders"],…]`, into arrays used again and again.
final class OkxLevels {
  /// OKX sends 400 levels by socket and up to 5000 by REST.
  private static final int LIMIT = 5_000;

  private final JsonReader json;
  private long[] unscaled = new long[64];
  private byte[] scales = new byte[64];
  private int count;

  OkxLevels(JsonReader json) {
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
      json.beginArray();
      number(2 * count);
      number(2 * count + 1);
      while (json.nextElement()) {
        json.skip();
      }
      count++;
    }
  }

  private void number(int index) {
    if (!json.nextElement() || !json.decimalInto(unscaled, scales, index)) {
      throw json.malformed("a level's price and size before this");
    }
  }

  int count() {
    return count;
  }

  BigDecimal price(int level) {
    return BigDecimal.valueOf(unscaled[2 * level], scales[2 * level]);
  }

  BigDecimal size(int level) {
    return BigDecimal.valueOf(unscaled[2 * level + 1], scales[2 * level + 1]);
  }

  Levels levels() {
    return Levels.of(unscaled, scales, count);
  }
}
