package dev.carry.journal;

import dev.carry.model.InstrumentId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Bytes of a block being written: numbers as variable-length integers, whatever repeats as its
/// number in the block's dictionaries. A new entry's number is the dictionary's size, and the entry
/// itself follows.
final class InputBytes {
  /// In the place of a decimal's scale: unscaled value of more than 18 digits, or an odd scale.
  static final int LARGE_DECIMAL = 254;

  /// In the place of a decimal's scale: no decimal.
  static final int NO_DECIMAL = 255;

  /// Largest scale written as one byte.
  static final int LARGEST_SMALL_SCALE = 100;

  static final int NO_DURATION = 0;
  static final int WHOLE_SECONDS = 1;
  static final int WITH_NANOS = 2;

  /// In the place of a distance between instants: too far, the instant follows in full.
  static final long FAR = Long.MIN_VALUE;

  /// Distances of up to this many seconds are written in nanoseconds.
  static final long NEAR_SECONDS = 9_000_000_000L;

  private static final int LONG_DIGITS = 18;
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  private byte[] bytes = new byte[1 << 16];
  private int at;
  private final Map<InstrumentId, Integer> instruments = new HashMap<>();
  private final Map<String, Integer> words = new HashMap<>();
  private final Map<Enum<?>, Integer> constants = new HashMap<>();

  void clear() {
    at = 0;
    instruments.clear();
    words.clear();
    constants.clear();
  }

  int size() {
    return at;
  }

  byte[] array() {
    return bytes;
  }

  void putByte(int value) {
    room(1);
    bytes[at++] = (byte) value;
  }

  /// Seven bits a byte, least first.
  void putVarint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
  }

  /// Small numbers of either sign stay short.
  void putSigned(long value) {
    putVarint((value << 1) ^ (value >> 63));
  }

  void putText(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    putVarint(utf8.length);
    putBytes(utf8);
  }

  void putTextOrNull(@Nullable String text) {
    putByte(text == null ? 0 : 1);
    if (text != null) {
      putText(text);
    }
  }

  /// A text that will come again.
  void putWord(String word) {
    Integer number = words.get(word);
    if (number != null) {
      putVarint(number);
      return;
    }
    putVarint(words.size());
    words.put(word, words.size());
    putText(word);
  }

  void putInstrument(InstrumentId id) {
    Integer number = instruments.get(id);
    if (number != null) {
      putVarint(number);
      return;
    }
    putVarint(instruments.size());
    instruments.put(id, instruments.size());
    putWord(id.venue().id());
    putText(id.symbol());
  }

  /// By name: a log outlives the order in which constants are declared.
  void putConstant(Enum<?> constant) {
    Integer number = constants.get(constant);
    if (number != null) {
      putVarint(number);
      return;
    }
    putVarint(constants.size());
    constants.put(constant, constants.size());
    putText(constant.name());
  }

  void putDecimal(@Nullable BigDecimal value) {
    if (value == null) {
      putByte(NO_DECIMAL);
      return;
    }
    int scale = value.scale();
    if (scale >= 0 && scale <= LARGEST_SMALL_SCALE && value.precision() <= LONG_DIGITS) {
      putByte(scale);
      putSigned(value.scaleByPowerOfTen(scale).longValue());
      return;
    }
    byte[] unscaled = value.unscaledValue().toByteArray();
    putByte(LARGE_DECIMAL);
    putSigned(scale);
    putVarint(unscaled.length);
    putBytes(unscaled);
  }

  void putDuration(@Nullable Duration duration) {
    if (duration == null) {
      putByte(NO_DURATION);
      return;
    }
    long seconds = duration.getSeconds();
    int nanos = duration.getNano();
    putByte(nanos == 0 ? WHOLE_SECONDS : WITH_NANOS);
    putSigned(seconds);
    if (nanos != 0) {
      putVarint(nanos);
    }
  }

  void putInstantOrNull(@Nullable Instant instant, Instant from) {
    putByte(instant == null ? 0 : 1);
    if (instant != null) {
      putInstant(instant, from);
    }
  }

  /// As its distance from another instant; to the nanosecond, however far.
  void putInstant(Instant instant, Instant from) {
    long second = instant.getEpochSecond();
    int nanos = instant.getNano();
    long seconds = second - from.getEpochSecond();
    long moreNanos = (long) nanos - from.getNano();
    if (seconds > -NEAR_SECONDS && seconds < NEAR_SECONDS) {
      putSigned(seconds * NANOS_PER_SECOND + moreNanos);
      return;
    }
    putSigned(FAR);
    putSigned(second);
    putVarint(nanos);
  }

  private void putBytes(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, at, value.length);
    at += value.length;
  }

  private void room(int more) {
    if (bytes.length - at < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, at + more));
    }
  }
}
