package dev.carry.venue.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The field names a codec reads, found from their bytes without making a string. Immutable.
public final class Names {
  private final byte[][] names;

  /// Open addressing: index of a name plus one, 0 where empty.
  private final int[] slots;

  /// Number of the name of one letter, by its byte; −1 where there is none.
  private final byte[] letters = new byte[128];

  private Names(String... names) {
    if (names.length > Byte.MAX_VALUE) {
      throw new IllegalArgumentException(names.length + " names: at most " + Byte.MAX_VALUE);
    }
    this.names = new byte[names.length][];
    Arrays.fill(letters, (byte) -1);
    this.slots = new int[Integer.highestOneBit(Math.max(4, names.length * 4))];
    for (int i = 0; i < names.length; i++) {
      this.names[i] = names[i].getBytes(StandardCharsets.UTF_8);
      int slot = hash(this.names[i], 0, this.names[i].length) & (slots.length - 1);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = i + 1;
      if (this.names[i].length == 1) {
        letters[this.names[i][0]] = (byte) i;
      }
    }
  }

  /// The position of each name in this list is the number [JsonReader#nextField(Names)] answers.
  public static Names of(String... names) {
    return new Names(names);
  }

  int count() {
    return names.length;
  }

  String name(int number) {
    return new String(names[number], StandardCharsets.UTF_8);
  }

  /// The number of the name of one letter, or −1.
  int ofLetter(byte letter) {
    return letters[letter];
  }

  /// The number of the name in `bytes[from, to)`, or −1.
  int find(byte[] bytes, int from, int to) {
    int slot = hash(bytes, from, to) & (slots.length - 1);
    while (slots[slot] != 0) {
      byte[] name = names[slots[slot] - 1];
      if (name.length == to - from && matches(name, bytes, from)) {
        return slots[slot] - 1;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return -1;
  }

  private static boolean matches(byte[] name, byte[] bytes, int from) {
    for (int i = 0; i < name.length; i++) {
      if (name[i] != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }

  /// First, middle and last byte with the length tell field names apart well enough.
  private static int hash(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return 0;
    }
    int hash = bytes[from] * 31 + bytes[from + length / 2];
    hash = hash * 31 + bytes[to - 1];
    hash = hash * 31 + length;
    return hash ^ (hash >>> 7);
  }
}
