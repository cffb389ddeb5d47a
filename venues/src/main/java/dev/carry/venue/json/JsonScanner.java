package dev.carry.venue.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The part of [JsonReader] that looks at bytes: strings, numbers, literals, space. It knows
/// nothing of objects and arrays.
abstract sealed class JsonScanner permits JsonReader {
  /// Unscaled values of up to this many digits fit a long.
  static final int LONG_DIGITS = 18;

  /// A scale or precision beyond this is no market number.
  static final int LARGEST_SCALE = 64;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  byte[] bytes = new byte[0];
  int start;
  int at;
  int end;

  // the string read last
  int textFrom;
  int textTo;

  // the number read last: unscaled and scale, or wide where it does not fit
  long unscaled;
  int scale;
  @Nullable BigDecimal wide;

  // --- strings -----------------------------------------------------------------------------

  /// Puts a string's bounds into `textFrom`, `textTo`.
  ///
  /// @return whether it holds escapes
  final boolean scanString() {
    skipSpace();
    byte[] b = bytes;
    int limit = end;
    int i = at;
    if (i >= limit || b[i] != '"') {
      throw malformed("a string");
    }
    i++;
    textFrom = i;
    for (; i < limit; i++) {
      byte c = b[i];
      if (c == '"') {
        textTo = i;
        at = i + 1;
        return false;
      }
      if (c == '\\') {
        return scanEscaped(i);
      }
      if (c >= 0 && c < ' ') {
        at = i;
        throw malformed("a string without control characters");
      }
    }
    at = limit;
    throw malformed("'\"'");
  }

  /// The rest of a string from its first escape on.
  private boolean scanEscaped(int from) {
    for (int i = from; i < end; i++) {
      byte c = bytes[i];
      if (c == '"') {
        textTo = i;
        at = i + 1;
        return true;
      }
      if (c == '\\') {
        i++;
        if (i < end) {
          i = checkEscape(i);
        }
      } else if (c >= 0 && c < ' ') {
        at = i;
        throw malformed("a string without control characters");
      }
    }
    at = end;
    throw malformed("'\"'");
  }

  /// The last byte of the escape whose letter stands at `i`.
  private int checkEscape(int i) {
    return switch (bytes[i]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> i;
      case 'u' -> {
        for (int digit = i + 1; digit <= i + 4; digit++) {
          if (digit >= end || hex(bytes[digit]) < 0) {
            at = Math.min(digit, end);
            throw malformed("four hexadecimal digits");
          }
        }
        yield i + 4;
      }
      default -> {
        at = i;
        throw malformed("an escape that JSON knows");
      }
    };
  }

  /// The string whose bounds were scanned last.
  final String textScanned(boolean escaped) {
    return escaped
        ? unescape()
        : new String(bytes, textFrom, textTo - textFrom, StandardCharsets.UTF_8);
  }

  private String unescape() {
    StringBuilder text = new StringBuilder(textTo - textFrom);
    int i = textFrom;
    while (i < textTo) {
      int run = i;
      while (i < textTo && bytes[i] != '\\') {
        i++;
      }
      text.append(new String(bytes, run, i - run, StandardCharsets.UTF_8));
      if (i < textTo) {
        byte letter = bytes[i + 1];
        i += 2;
        switch (letter) {
          case 'b' -> text.append('\b');
          case 'f' -> text.append('\f');
          case 'n' -> text.append('\n');
          case 'r' -> text.append('\r');
          case 't' -> text.append('\t');
          case 'u' -> {
            int code = 0;
            for (int digit = i; digit < i + 4; digit++) {
              code = code << 4 | hex(bytes[digit]);
            }
            text.append((char) code);
            i += 4;
          }
          default -> text.append((char) letter);
        }
      }
    }
    return text.toString();
  }

  /// The value of a hexadecimal digit, or −1.
  private static int hex(byte digit) {
    return digit < 0 ? -1 : Character.digit(digit, 16);
  }

  // --- numbers -----------------------------------------------------------------------------

  /// Reads a number, bare or in a string.
  ///
  /// @return false where it is absent: `null` or an empty string
  final boolean number() {
    skipSpace();
    byte first = at < end ? bytes[at] : 0;
    if (first != '"') {
      if (first == 'n' && literal(NULL)) {
        return false;
      }
      digits();
      return true;
    }
    at++;
    if (at < end && bytes[at] == '"') {
      at++;
      return false;
    }
    digits();
    if (at >= end || bytes[at] != '"') {
      throw malformed("a number");
    }
    at++;
    return true;
  }

  /// Reads the digits of a number, as JSON writes them.
  final void digits() {
    byte[] b = bytes;
    int limit = end;
    int from = at;
    boolean negative = from < limit && b[from] == '-';
    int i = negative ? from + 1 : from;
    int whole = i;
    long value = 0;
    if (limit - i >= 8 && eightDigits((long) EIGHT.get(b, i))) {
      value = valueOfEight((long) EIGHT.get(b, i));
      i += 8;
    }
    int digit;
    while (i < limit && (digit = b[i] - '0') >= 0 && digit <= 9) {
      value = value * 10 + digit;
      i++;
    }
    int count = i - whole;
    if (count == 0 || (count > 1 && b[whole] == '0')) {
      at = count == 0 ? i : whole;
      throw malformed("a number");
    }
    int fraction = 0;
    if (i < limit && b[i] == '.') {
      i++;
      int point = i;
      while (i < limit && (digit = b[i] - '0') >= 0 && digit <= 9) {
        value = value * 10 + digit;
        i++;
      }
      fraction = i - point;
      if (fraction == 0) {
        at = i;
        throw malformed("a digit");
      }
    }
    at = i;
    if (count + fraction > LONG_DIGITS || (i < limit && (b[i] | 0x20) == 'e')) {
      exactly(from);
      return;
    }
    wide = null;
    unscaled = negative ? -value : value;
    scale = fraction;
  }

  private static boolean eightDigits(long word) {
    long high = word & 0xF0F0F0F0F0F0F0F0L;
    long over = (word + 0x0606060606060606L) & 0xF0F0F0F0F0F0F0F0L;
    return ((high ^ 0x3030303030303030L) | (over ^ 0x3030303030303030L)) == 0;
  }

  /// Eight digits at once: pairs, then fours, then all eight.
  private static long valueOfEight(long word) {
    long digits = word & 0x0F0F0F0F0F0F0F0FL;
    long pairs = (digits * 10 + (digits >>> 8)) & 0x00FF00FF00FF00FFL;
    long fours = (pairs * 100 + (pairs >>> 16)) & 0x0000FFFF0000FFFFL;
    return (fours * 10_000 + (fours >>> 32)) & 0xFFFFFFFFL;
  }

  /// The rare long way: exponents, and more digits than a long holds.
  private void exactly(int from) {
    if (at < end && (bytes[at] | 0x20) == 'e') {
      at++;
      if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      int exponent = at;
      while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
        at++;
      }
      if (at == exponent) {
        throw malformed("the digits of an exponent");
      }
    }
    BigDecimal value = parse(from);
    if (Math.abs((long) value.scale()) > LARGEST_SCALE || value.precision() > LARGEST_SCALE) {
      at = from;
      throw malformed("a number of at most " + LARGEST_SCALE + " digits");
    }
    value = value.scale() < 0 ? value.setScale(0) : value;
    scale = value.scale();
    if (value.precision() <= LONG_DIGITS) {
      wide = null;
      unscaled = value.unscaledValue().longValueExact();
    } else {
      wide = value;
    }
  }

  private BigDecimal parse(int from) {
    if (at - from > 4 * LARGEST_SCALE) {
      at = from;
      throw malformed("a number of at most " + LARGEST_SCALE + " digits");
    }
    try {
      return new BigDecimal(new String(bytes, from, at - from, StandardCharsets.US_ASCII));
    } catch (NumberFormatException e) {
      at = from;
      throw malformed("a number of at most " + LARGEST_SCALE + " digits");
    }
  }

  // --- literals and space ------------------------------------------------------------------

  /// Reads a `null`.
  ///
  /// @return whether it was one
  final boolean nullValue() {
    skipSpace();
    return at < end && bytes[at] == 'n' && literal(NULL);
  }

  final boolean trueOrFalse() {
    skipSpace();
    if (literal(TRUE)) {
      return true;
    }
    if (literal(FALSE)) {
      return false;
    }
    throw malformed("true or false");
  }

  private boolean literal(byte[] word) {
    if (end - at < word.length
        || !Arrays.equals(bytes, at, at + word.length, word, 0, word.length)) {
      return false;
    }
    at += word.length;
    return true;
  }

  final void expect(char c) {
    skipSpace();
    if (at >= end || bytes[at] != c) {
      throw malformed("'" + c + "'");
    }
    at++;
  }

  final void skipSpace() {
    while (at < end && bytes[at] <= ' ' && isSpace(bytes[at])) {
      at++;
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /// Where the reader stands, in bytes from the beginning of the message.
  public final int position() {
    return at - start;
  }

  /// The error for the place where the reader stands.
  public final MalformedJson malformed(String expected) {
    String found = at >= end ? "the end" : "'" + (char) (bytes[at] & 0xff) + "'";
    return new MalformedJson(
        "at byte " + position() + ": expected " + expected + ", found " + found);
  }
}
