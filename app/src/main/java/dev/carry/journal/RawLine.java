package dev.carry.journal;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The time a raw line begins with, `yyyy-MM-ddTHH:mm:ss.fffffffZ`, and what a message may hold to
/// fit on one line.
final class RawLine {
  /// Bytes of the time.
  static final int TIME_BYTES = 28;

  private static final int SECOND_BYTES = 19;
  private static final int NANOS_PER_UNIT = 100;

  /// The second written or read last: most lines share theirs with the line before.
  private byte[] secondText = new byte[0];

  private long second = Long.MIN_VALUE;

  /// Writes the time to `out` from `at` on; what is finer than 100 ns is cut off.
  void write(Instant time, byte[] out, int at) {
    long epochSecond = time.getEpochSecond();
    int nanos = time.getNano();
    if (epochSecond != second) {
      LocalDateTime utc = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
      if (utc.getYear() < 0 || utc.getYear() > 9999) {
        throw new IllegalArgumentException("received at " + time + ": no time of a frame");
      }
      byte[] text = new byte[SECOND_BYTES];
      digits(text, 0, 4, utc.getYear());
      text[4] = '-';
      digits(text, 5, 2, utc.getMonthValue());
      text[7] = '-';
      digits(text, 8, 2, utc.getDayOfMonth());
      text[10] = 'T';
      digits(text, 11, 2, utc.getHour());
      text[13] = ':';
      digits(text, 14, 2, utc.getMinute());
      text[16] = ':';
      digits(text, 17, 2, utc.getSecond());
      secondText = text;
      second = epochSecond;
    }
    System.arraycopy(secondText, 0, out, at, SECOND_BYTES);
    out[at + SECOND_BYTES] = '.';
    digits(out, at + SECOND_BYTES + 1, 7, nanos / NANOS_PER_UNIT);
    out[at + TIME_BYTES - 1] = 'Z';
  }

  /// Reads a time of up to nine fractional digits that ends with `Z`, or nothing where it is none.
  @Nullable Instant read(byte[] line, int from, int to) {
    int fraction = from + SECOND_BYTES;
    if (to - from < SECOND_BYTES + 1 || line[from + 10] != 'T' || line[to - 1] != 'Z') {
      return null;
    }
    long nanos = 0;
    if (fraction < to - 1) {
      int digits = to - 1 - (fraction + 1);
      if (line[fraction] != '.' || digits < 1 || digits > 9) {
        return null;
      }
      for (int i = fraction + 1; i < to - 1; i++) {
        if (line[i] < '0' || line[i] > '9') {
          return null;
        }
        nanos = nanos * 10 + line[i] - '0';
      }
      for (int i = digits; i < 9; i++) {
        nanos *= 10;
      }
    }
    if (secondText.length != SECOND_BYTES
        || !Arrays.equals(secondText, 0, SECOND_BYTES, line, from, fraction)) {
      try {
        String text = new String(line, from, SECOND_BYTES, StandardCharsets.UTF_8);
        second = LocalDateTime.parse(text).toEpochSecond(ZoneOffset.UTC);
      } catch (DateTimeException e) {
        return null;
      }
      secondText = Arrays.copyOfRange(line, from, fraction);
    }
    return Instant.ofEpochSecond(second, nanos);
  }

  /// What keeps a message from standing on one line.
  ///
  /// @param bytes the message on one line; shared where nothing had to be taken out
  /// @param problem why it cannot be written; empty when it can
  @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
  record OneLine(byte[] bytes, int offset, int length, String problem) {}

  /// Takes line breaks out where they are only JSON's white space.
  static OneLine oneLine(byte[] message, int offset, int length) {
    int end = offset + length;
    int first = offset;
    while (first < end && message[first] != '\n' && message[first] != '\r') {
      first++;
    }
    if (first == end) {
      return new OneLine(message, offset, length, "");
    }
    if (!beginsJson(message, offset, end)) {
      return refused("it has a line break and is no JSON object or array");
    }
    byte[] out = new byte[length];
    int size = 0;
    boolean inString = false;
    boolean escaped = false;
    for (int i = offset; i < end; i++) {
      byte b = message[i];
      boolean lineBreak = b == '\n' || b == '\r';
      if (lineBreak && inString) {
        return refused("it has a line break within a JSON string, at byte " + (i - offset));
      }
      if (!lineBreak) {
        out[size++] = b;
      }
      if (inString) {
        inString = escaped || b != '"';
        escaped = !escaped && b == '\\';
      } else {
        inString = b == '"';
      }
    }
    return inString
        ? refused("it has a line break and ends within a JSON string")
        : new OneLine(out, 0, size, "");
  }

  private static boolean beginsJson(byte[] message, int offset, int end) {
    for (int i = offset; i < end; i++) {
      switch (message[i]) {
        case ' ', '\t', '\n', '\r' -> {
          // white space
        }
        case '{', '[' -> {
          return true;
        }
        default -> {
          return false;
        }
      }
    }
    return false;
  }

  private static OneLine refused(String problem) {
    return new OneLine(new byte[0], 0, 0, problem);
  }

  private static void digits(byte[] out, int at, int count, int value) {
    int rest = value;
    for (int i = at + count - 1; i >= at; i--) {
      out[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
