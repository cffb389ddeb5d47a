package dev.carry.venue.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Values made once from text seen often, found by its bytes: symbols, channel names. Bounded; past
/// its limit it makes a new value each time. Used by one thread at a time.
public final class Interned<T> {
  private static final int SLOTS = 1 << 13;
  private static final int LIMIT = SLOTS / 2;

  private final Function<String, T> make;

  /// Open addressing: position in `keys` and `values` plus one, 0 where empty.
  private final int[] slots = new int[SLOTS];

  private final byte[][] keys = new byte[LIMIT][];
  private final List<T> values = new ArrayList<>();

  public Interned(Function<String, T> make) {
    this.make = make;
  }

  /// The value of the text `bytes[from, to)`, the same object each time.
  T get(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + bytes[i];
    }
    int slot = (hash ^ (hash >>> 13)) & (SLOTS - 1);
    while (slots[slot] != 0) {
      byte[] key = keys[slots[slot] - 1];
      if (Arrays.equals(key, 0, key.length, bytes, from, to)) {
        return values.get(slots[slot] - 1);
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    T value = make.apply(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    if (values.size() < LIMIT) {
      keys[values.size()] = Arrays.copyOfRange(bytes, from, to);
      values.add(value);
      slots[slot] = values.size();
    }
    return value;
  }

  T make(String text) {
    return make.apply(text);
  }
}
