package dev.carry.venue.json;

import dev.carry.model.Levels;
import java.util.Arrays;

/// Levels of one side read one by one, where a venue writes them otherwise than [LevelReader] reads
/// them. Kept for the next message; used by one thread at a time.
public final class LevelList {
  /// More levels than any venue sends on one side.
  private static final int LIMIT = 100_000;

  private long[] unscaled = new long[2 * 64];
  private byte[] scales = new byte[2 * 64];
  private int count;

  public void clear() {
    count = 0;
  }

  /// Reads the price of the level that [#add] adds.
  ///
  /// @return false where it is absent
  public boolean price(JsonReader json) {
    grow(json);
    return json.decimalInto(unscaled, scales, 2 * count);
  }

  /// Reads the size of the level that [#add] adds.
  ///
  /// @return false where it is absent
  public boolean size(JsonReader json) {
    grow(json);
    return json.decimalInto(unscaled, scales, 2 * count + 1);
  }

  /// Takes the level whose price and size were read.
  public void add() {
    count++;
  }

  /// As [#add], with both numbers written to at least so many decimals: a checksum may be made of
  /// the digits of a text that a JSON number has lost.
  public void add(int priceScale, int sizeScale) {
    pad(2 * count, priceScale);
    pad(2 * count + 1, sizeScale);
    count++;
  }

  private void pad(int slot, int scale) {
    while (scales[slot] < scale && Math.abs(unscaled[slot]) < Long.MAX_VALUE / 10) {
      unscaled[slot] *= 10;
      scales[slot]++;
    }
  }

  public Levels levels() {
    return Levels.of(unscaled, scales, count);
  }

  private void grow(JsonReader json) {
    if (2 * count + 2 > scales.length) {
      if (count >= LIMIT) {
        throw json.malformed("at most " + LIMIT + " levels");
      }
      unscaled = Arrays.copyOf(unscaled, 2 * unscaled.length);
      scales = Arrays.copyOf(scales, 2 * scales.length);
    }
  }
}
