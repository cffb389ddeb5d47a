package dev.carry.journal;

import dev.carry.model.InstrumentId;
import dev.carry.model.VenueId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Bytes of a block being read: the other half of [InputBytes].
final class BlockBytes {
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  /// Instruments are shared between blocks; beyond this many the table begins anew.
  private static final int MOST_INSTRUMENTS = 1 << 17;

  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private final List<InstrumentId> instruments = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final List<Enum<?>> constants = new ArrayList<>();
  private final Map<InstrumentId, InstrumentId> known = new HashMap<>();

  // the decimal read last by readPart
  private long unscaled;
  private int scale;

  void open(byte[] block, int length) {
    bytes = block;
    at = 0;
    end = length;
    instruments.clear();
    words.clear();
    constants.clear();
  }

  boolean hasMore() {
    return at < end;
  }

  int unsigned() {
    if (at >= end) {
      throw new IllegalStateException("the block ends within an input");
    }
    return bytes[at++] & 0xFF;
  }

  boolean flag() {
    return unsigned() != 0;
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = unsigned();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IllegalStateException("a number of more than 64 bits at byte " + at);
  }

  long signed() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /// A number of things that each take at least one byte.
  int count() {
    long value = varint();
    if (value < 0 || value > end - at) {
      throw new IllegalStateException(value + " things in " + (end - at) + " bytes");
    }
    return (int) value;
  }

  String text() {
    int length = count();
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  @Nullable String textOrNull() {
    return flag() ? text() : null;
  }

  String word() {
    int number = number(words.size());
    if (number == words.size()) {
      words.add(text());
    }
    return words.get(number);
  }

  InstrumentId instrument() {
    int number = number(instruments.size());
    if (number == instruments.size()) {
      InstrumentId id = InstrumentId.of(VenueId.of(word()), text());
      if (known.size() >= MOST_INSTRUMENTS) {
        known.clear();
      }
      InstrumentId shared = known.putIfAbsent(id, id);
      instruments.add(shared == null ? id : shared);
    }
    return instruments.get(number);
  }

  <E extends Enum<E>> E constant(Class<E> type) {
    int number = number(constants.size());
    if (number == constants.size()) {
      String name = text();
      try {
        constants.add(Enum.valueOf(type, name));
      } catch (IllegalArgumentException e) {
        throw new IllegalStateException(
            type.getSimpleName() + " '" + name + "' is unknown to this build", e);
      }
    }
    return type.cast(constants.get(number));
  }

  private int number(int known) {
    long number = varint();
    if (number < 0 || number > known) {
      throw new IllegalStateException("entry " + number + " of a dictionary of " + known);
    }
    return (int) number;
  }

  BigDecimal decimal() {
    BigDecimal value = decimalOrNull();
    if (value == null) {
      throw new IllegalStateException("no number where one must be, at byte " + at);
    }
    return value;
  }

  @Nullable BigDecimal decimalOrNull() {
    int tag = unsigned();
    return switch (tag) {
      case InputBytes.NO_DECIMAL -> null;
      case InputBytes.LARGE_DECIMAL -> {
        int largeScale = (int) signed();
        yield new BigDecimal(large(), largeScale);
      }
      default -> BigDecimal.valueOf(signed(), tag);
    };
  }

  /// Reads a decimal of a book level, told by [#partUnscaled()] and [#partScale()].
  void readPart() {
    int tag = unsigned();
    if (tag == InputBytes.LARGE_DECIMAL) {
      scale = (int) signed();
      unscaled = large().longValueExact();
    } else {
      scale = tag;
      unscaled = signed();
    }
  }

  long partUnscaled() {
    return unscaled;
  }

  int partScale() {
    return scale;
  }

  private BigInteger large() {
    int length = count();
    BigInteger value = new BigInteger(bytes, at, length);
    at += length;
    return value;
  }

  @Nullable Duration duration() {
    int tag = unsigned();
    return switch (tag) {
      case InputBytes.NO_DURATION -> null;
      case InputBytes.WHOLE_SECONDS -> Duration.ofSeconds(signed());
      case InputBytes.WITH_NANOS -> Duration.ofSeconds(signed(), varint());
      default -> throw new IllegalStateException("a duration of the unknown form " + tag);
    };
  }

  @Nullable Instant instantOrNull(Instant from) {
    return flag() ? instant(from) : null;
  }

  Instant instant(Instant from) {
    long distance = signed();
    if (distance == InputBytes.FAR) {
      long seconds = signed();
      return Instant.ofEpochSecond(seconds, varint());
    }
    long nanos = from.getNano() + distance;
    return Instant.ofEpochSecond(
        from.getEpochSecond() + Math.floorDiv(nanos, NANOS_PER_SECOND),
        Math.floorMod(nanos, NANOS_PER_SECOND));
  }
}
