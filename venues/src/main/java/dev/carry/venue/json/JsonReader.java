package dev.carry.venue.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Pulls JSON values from bytes in the order they stand.
///
/// ```java
/// json.open(frame.bytes(), frame.offset(), frame.length());
/// json.beginObject();
/// for (int field; (field = json.nextField(NAMES)) != JsonReader.END; ) {
///   switch (field) {
///     case PRICE -> price = json.decimal();
///     default -> json.skip();
///   }
/// }
/// ```
///
/// Numbers may stand bare or as strings; an empty string or `null` is *absent* and reads as null.
/// What is malformed throws [MalformedJson] with the position.
public final class JsonReader {
  /// No further field.
  public static final int END = -2;

  /// A field whose name is not in the list.
  public static final int OTHER = -1;

  /// Unscaled values of up to this many digits fit a long.
  private static final int LONG_DIGITS = 18;

  /// A scale or exponent beyond this is no market number.
  private static final int LARGEST_SCALE = 64;

  private static final int DEEPEST = 64;

  private byte[] bytes = new byte[0];
  private int start;
  private int at;
  private int end;

  // the number read last
  private long unscaled;
  private int scale;

  /// Begins to read `bytes[offset, offset + length)`.
  public void open(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.start = offset;
    this.at = offset;
    this.end = offset + length;
  }

  /// Where the reader stands, in bytes from the beginning of the message.
  public int position() {
    return at - start;
  }

  /// Goes back to where the reader stood, so that a value met too early is read once the fields that
  /// explain it are known.
  ///
  /// @param position what [#position()] said there
  public void returnTo(int position) {
    at = start + position;
  }

  /// The next value's first byte, or 0 at the end: `{`, `[`, `"`, a digit, `-`, `t`, `f` or `n`.
  public int peek() {
    skipSpace();
    return at < end ? bytes[at] : 0;
  }

  public void beginObject() {
    expect('{');
  }

  public void beginArray() {
    expect('[');
  }

  /// The number of the next field's name in `names`, [#OTHER] for a name not listed, [#END] when
  /// the object is closed. After a number, the value must be read or skipped.
  public int nextField(Names names) {
    if (!nextName()) {
      return END;
    }
    int from = textFrom;
    int to = textTo;
    expect(':');
    return names.find(bytes, from, to);
  }

  /// The next field's name as text, or null when the object is closed.
  public @Nullable String nextField() {
    if (!nextName()) {
      return null;
    }
    String name = new String(bytes, textFrom, textTo - textFrom, StandardCharsets.UTF_8);
    expect(':');
    return name;
  }

  /// True before each element of an array; false when it is closed.
  public boolean nextElement() {
    skipSpace();
    if (at < end && bytes[at] == ',' && !afterOpening('[')) {
      at++;
      skipSpace();
      if (at < end && bytes[at] == ']') {
        throw malformed("a value after ','");
      }
    } else if (at < end && bytes[at] != ']' && !afterOpening('[')) {
      throw malformed("',' or ']'");
    }
    if (at < end && bytes[at] == ']') {
      at++;
      return false;
    }
    if (at >= end) {
      throw malformed("']'");
    }
    return true;
  }

  /// The whole message was read: only white space may follow.
  public void finish() {
    skipSpace();
    if (at < end) {
      throw malformed("the end of the message");
    }
  }

  /// A string; null where the value is `null`. Escapes are undone.
  public @Nullable String string() {
    if (nullValue()) {
      return null;
    }
    boolean escaped = scanString();
    return escaped
        ? unescape(textFrom, textTo)
        : new String(bytes, textFrom, textTo - textFrom, StandardCharsets.UTF_8);
  }

  /// A string that is there and not empty, or null.
  public @Nullable String text() {
    String value = string();
    return value == null || value.isEmpty() ? null : value;
  }

  /// The value of a text seen often, made only once; null where absent or empty.
  public <T> @Nullable T interned(Interned<T> values) {
    if (nullValue()) {
      return null;
    }
    boolean escaped = scanString();
    if (textTo == textFrom) {
      return null;
    }
    return escaped ? values.make(unescape(textFrom, textTo)) : values.get(bytes, textFrom, textTo);
  }

  /// Whether the string that follows is exactly `ascii`. The string is read.
  public boolean stringIs(byte[] ascii) {
    if (nullValue()) {
      return false;
    }
    scanString();
    return textTo - textFrom == ascii.length
        && Arrays.equals(bytes, textFrom, textTo, ascii, 0, ascii.length);
  }

  /// A decimal exactly as written, bare or in a string; null where `null` or empty.
  public @Nullable BigDecimal decimal() {
    if (!number()) {
      return null;
    }
    return wide != null ? wide : BigDecimal.valueOf(unscaled, scale);
  }

  /// A whole number, bare or in a string; null where `null` or empty.
  public @Nullable Long wholeNumber() {
    int from = position();
    BigDecimal value = decimal();
    if (value == null) {
      return null;
    }
    try {
      return value.longValueExact();
    } catch (ArithmeticException e) {
      throw new MalformedJson("at byte " + from + ": expected a whole number, found " + value);
    }
  }

  /// A time in milliseconds since 1970; null where `null`, empty or 0: no venue means 1970.
  public @Nullable Instant millis() {
    if (!number()) {
      return null;
    }
    if (wide != null || scale != 0) {
      throw malformed("milliseconds since 1970 before this");
    }
    return unscaled == 0 ? null : Instant.ofEpochMilli(unscaled);
  }

  public boolean bool() {
    skipSpace();
    if (literal("true")) {
      return true;
    }
    if (literal("false")) {
      return false;
    }
    throw malformed("true or false");
  }

  /// Reads one number, bare or in a string, and puts it into a level's slot.
  ///
  /// @return false where it is absent
  public boolean decimalInto(long[] unscaledOut, byte[] scalesOut, int index) {
    if (!number()) {
      return false;
    }
    if (wide != null) {
      throw malformed("at most " + LONG_DIGITS + " digits before this");
    }
    unscaledOut[index] = unscaled;
    scalesOut[index] = (byte) scale;
    return true;
  }

  /// Passes over the next value, whatever it is; checks its brackets and strings.
  public void skip() {
    skip(0);
  }

  // --- names and strings -------------------------------------------------------------------

  private int textFrom;
  private int textTo;

  private boolean nextName() {
    skipSpace();
    if (at < end && bytes[at] == ',' && !afterOpening('{')) {
      at++;
    } else if (at < end && bytes[at] == '}') {
      at++;
      return false;
    } else if (!afterOpening('{')) {
      throw malformed("',' or '}'");
    }
    if (scanString()) {
      throw malformed("a field name without escapes before this");
    }
    return true;
  }

  /// Whether what stands before the reader, space aside, is the given opening bracket.
  private boolean afterOpening(char bracket) {
    int i = at - 1;
    while (i >= start && bytes[i] <= ' ' && bytes[i] >= 0) {
      i--;
    }
    return i >= start && bytes[i] == bracket;
  }

  /// Puts a string's bounds into `textFrom`, `textTo`.
  ///
  /// @return whether it holds escapes
  private boolean scanString() {
    skipSpace();
    if (at >= end || bytes[at] != '"') {
      throw malformed("a string");
    }
    int i = at + 1;
    textFrom = i;
    boolean escaped = false;
    while (i < end) {
      byte b = bytes[i];
      if (b == '"') {
        textTo = i;
        at = i + 1;
        return escaped;
      }
      if (b == '\\') {
        escaped = true;
        i++;
      } else if (b >= 0 && b < 0x20) {
        at = i;
        throw malformed("a string without control characters");
      }
      i++;
    }
    at = end;
    throw malformed("'\"'");
  }

  private String unescape(int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    int i = from;
    while (i < to) {
      int run = i;
      while (i < to && bytes[i] != '\\') {
        i++;
      }
      text.append(new String(bytes, run, i - run, StandardCharsets.UTF_8));
      if (i < to) {
        i = unescapeOne(i, to, text);
      }
    }
    return text.toString();
  }

  private int unescapeOne(int backslash, int to, StringBuilder text) {
    int i = backslash + 1;
    switch (bytes[i]) {
      case '"', '\\', '/' -> text.append((char) bytes[i]);
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'u' -> {
        if (i + 4 >= to) {
          throw malformed("four hexadecimal digits before this");
        }
        text.append((char) hex(i + 1));
        return i + 5;
      }
      default -> throw malformed("an escape that JSON knows before this");
    }
    return i + 1;
  }

  private int hex(int from) {
    int value = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        throw malformed("four hexadecimal digits before this");
      }
      value = value * 16 + digit;
    }
    return value;
  }

  // --- numbers -----------------------------------------------------------------------------

  private @Nullable BigDecimal wide;

  /// Reads a number into `unscaled` and `scale`, or into `wide` when it does not fit.
  ///
  /// @return false where it is absent: `null` or an empty string
  private boolean number() {
    skipSpace();
    wide = null;
    if (at < end && bytes[at] == '"') {
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
    if (literal("null")) {
      return false;
    }
    digits();
    return true;
  }

  private void digits() {
    int from = at;
    boolean negative = at < end && bytes[at] == '-';
    if (negative) {
      at++;
    }
    long value = 0;
    int digits = 0;
    int fraction = -1;
    int i = at;
    for (; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
        digits += value == 0 ? 0 : 1;
        fraction += fraction >= 0 ? 1 : 0;
      } else if (bytes[i] == '.' && fraction < 0 && i > at) {
        fraction = 0;
      } else {
        break;
      }
    }
    boolean exponent = i < end && (bytes[i] | 0x20) == 'e';
    if (i == at || fraction == 0) {
      at = i;
      throw malformed("a number");
    }
    at = i;
    if (exponent || digits > LONG_DIGITS) {
      exactly(from, exponent);
      return;
    }
    unscaled = negative ? -value : value;
    scale = Math.max(fraction, 0);
    if (scale > LARGEST_SCALE) {
      throw malformed("at most " + LARGEST_SCALE + " decimals before this");
    }
  }

  /// The rare long way: exponents, and more digits than a long holds.
  private void exactly(int from, boolean exponent) {
    if (exponent) {
      at++;
      if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
        at++;
      }
    }
    String text = new String(bytes, from, at - from, StandardCharsets.US_ASCII);
    BigDecimal value;
    try {
      value = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw malformed("a number instead of " + text.toLowerCase(Locale.ROOT));
    }
    if (Math.abs((long) value.scale()) > LARGEST_SCALE || value.precision() > LARGEST_SCALE) {
      throw malformed("a number of at most " + LARGEST_SCALE + " digits before this");
    }
    value = value.scale() < 0 ? value.setScale(0) : value;
    if (value.precision() <= LONG_DIGITS) {
      unscaled = value.unscaledValue().longValueExact();
      scale = value.scale();
    } else {
      wide = value;
    }
  }

  // --- the rest ----------------------------------------------------------------------------

  private void skip(int depth) {
    if (depth > DEEPEST) {
      throw malformed("at most " + DEEPEST + " levels of nesting");
    }
    switch (peek()) {
      case '{' -> {
        beginObject();
        while (nextName()) {
          expect(':');
          skip(depth + 1);
        }
      }
      case '[' -> {
        beginArray();
        while (nextElement()) {
          skip(depth + 1);
        }
      }
      case '"' -> scanString();
      case 't', 'f' -> bool();
      case 'n' -> {
        if (!nullValue()) {
          throw malformed("null");
        }
      }
      default -> {
        wide = null;
        digits();
      }
    }
  }

  /// Reads a `null`.
  ///
  /// @return whether it was one
  private boolean nullValue() {
    skipSpace();
    return literal("null");
  }

  private boolean literal(String text) {
    if (end - at < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    at += text.length();
    return true;
  }

  private void expect(char c) {
    skipSpace();
    if (at >= end || bytes[at] != c) {
      throw malformed("'" + c + "'");
    }
    at++;
  }

  private void skipSpace() {
    while (at < end
        && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
      at++;
    }
  }

  /// The error for the place where the reader stands.
  public MalformedJson malformed(String expected) {
    String found = at >= end ? "the end" : "'" + (char) (bytes[at] & 0xff) + "'";
    return new MalformedJson(
        "at byte " + position() + ": expected " + expected + ", found " + found);
  }
}
