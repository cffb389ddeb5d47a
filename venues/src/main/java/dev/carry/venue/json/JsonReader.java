package dev.carry.venue.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
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
public final class JsonReader extends JsonScanner {
  /// No further field.
  public static final int END = -2;

  /// A field, or a text, that is not in the list.
  public static final int OTHER = -1;

  /// What [#oneOf(Names)] answers where there is no text at all.
  public static final int ABSENT = -3;

  /// Beyond the year 9999 milliseconds are something else.
  private static final long LATEST_MILLIS = 253_402_300_799_999L;

  private static final int DEEPEST = 64;

  /// Whether the reader stands right behind an opening bracket: no comma is due.
  private boolean opened;

  /// Begins to read `bytes[offset, offset + length)`.
  public void open(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.start = offset;
    this.at = offset;
    this.end = offset + length;
    this.opened = false;
  }

  /// Goes back to where [#position()] was taken: before a value, or before a field's name; not
  /// right behind the opening of an array.
  public void rewind(int position) {
    at = start + position;
    int before = at - 1;
    while (before >= start && bytes[before] <= ' ' && bytes[before] >= 0) {
      before--;
    }
    opened = before >= start && bytes[before] == '{';
  }

  /// The next value's first byte, or 0 at the end: `{`, `[`, `"`, a digit, `-`, `t`, `f` or `n`.
  public int peek() {
    skipSpace();
    return at < end ? bytes[at] : 0;
  }

  public void beginObject() {
    expect('{');
    opened = true;
  }

  public void beginArray() {
    expect('[');
    opened = true;
  }

  /// The number of the next field's name in `names`, [#OTHER] for a name not listed, [#END] when
  /// the object is closed. After a number, the value must be read or skipped.
  public int nextField(Names names) {
    byte[] b = bytes;
    int i = at;
    if (end - i > 5 && b[i] == ',' && b[i + 1] == '"' && !opened) {
      byte letter = b[i + 2];
      if (b[i + 3] == '"' && b[i + 4] == ':' && letter > '"' && letter != '\\') {
        at = i + 5;
        return names.ofLetter(letter);
      }
    }
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
    byte next = at < end ? bytes[at] : 0;
    if (next == ']') {
      at++;
      opened = false;
      return false;
    }
    if (opened) {
      opened = false;
    } else if (next == ',') {
      at++;
      skipSpace();
      if (at < end && bytes[at] == ']') {
        throw malformed("a value after ','");
      }
    } else {
      throw malformed("',' or ']'");
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
    return nullValue() ? null : textScanned(scanString());
  }

  /// A string that is there and not empty, or null.
  public @Nullable String text() {
    String value = string();
    return value == null || value.isEmpty() ? null : value;
  }

  /// An id: a number's digits as they stand, or a string; null where absent or empty.
  public @Nullable String idText() {
    int first = peek();
    if (first == '"' || first == 'n') {
      return text();
    }
    int from = at;
    digits();
    return new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
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
    return escaped ? values.make(textScanned(true)) : values.get(bytes, textFrom, textTo);
  }

  /// Whether the string that follows is exactly `ascii`. The string is read.
  public boolean stringIs(byte[] ascii) {
    if (nullValue()) {
      return false;
    }
    scanString();
    return Arrays.equals(bytes, textFrom, textTo, ascii, 0, ascii.length);
  }

  /// The number in `texts` of the string that follows, [#OTHER] where it is another one,
  /// [#ABSENT] where it is `null` or empty. The string is read.
  public int oneOf(Names texts) {
    if (nullValue()) {
      return ABSENT;
    }
    scanString();
    return textTo == textFrom ? ABSENT : texts.find(bytes, textFrom, textTo);
  }

  /// A decimal exactly as written, bare or in a string; null where `null` or empty.
  public @Nullable BigDecimal decimal() {
    if (!number()) {
      return null;
    }
    BigDecimal exact = wide;
    return exact != null ? exact : BigDecimal.valueOf(unscaled, scale);
  }

  /// A decimal above 0; null where it is absent, 0 or below: no price and no size is that.
  public @Nullable BigDecimal positive() {
    BigDecimal value = decimal();
    return value == null || value.signum() <= 0 ? null : value;
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

  /// A whole number, bare or in a string; `absent` where `null` or empty.
  public long wholeOr(long absent) {
    int from = at;
    if (!number()) {
      return absent;
    }
    if (wide != null || scale != 0) {
      at = from;
      throw malformed("a whole number");
    }
    return unscaled;
  }

  /// Milliseconds since 1970, bare or in a string; 0 where `null`, empty or 0.
  public long epochMillis() {
    int from = at;
    long millis = wholeOr(0);
    if (millis < 0 || millis > LATEST_MILLIS) {
      at = from;
      throw malformed("milliseconds since 1970");
    }
    return millis;
  }

  /// A time in milliseconds since 1970; null where `null`, empty or 0: no venue means 1970.
  public @Nullable Instant millis() {
    long millis = epochMillis();
    return millis == 0 ? null : Instant.ofEpochMilli(millis);
  }

  public boolean bool() {
    return trueOrFalse();
  }

  /// Reads one number, bare or in a string, and puts it into a level's slot.
  ///
  /// @return false where it is absent
  public boolean decimalInto(long[] unscaledOut, byte[] scalesOut, int index) {
    int from = at;
    if (!number()) {
      return false;
    }
    if (wide != null) {
      at = from;
      throw malformed("a number of at most " + LONG_DIGITS + " digits");
    }
    unscaledOut[index] = unscaled;
    scalesOut[index] = (byte) scale;
    return true;
  }

  /// Passes over the next value, whatever it is; checks that it is JSON.
  public void skip() {
    skip(0);
  }

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
      case 't', 'f' -> trueOrFalse();
      case 'n' -> {
        if (!nullValue()) {
          throw malformed("null");
        }
      }
      default -> digits();
    }
  }

  private boolean nextName() {
    skipSpace();
    byte next = at < end ? bytes[at] : 0;
    if (next == '}') {
      at++;
      opened = false;
      return false;
    }
    if (opened) {
      opened = false;
    } else if (next == ',') {
      at++;
    } else {
      throw malformed("',' or '}'");
    }
    if (scanString()) {
      at = textFrom;
      throw malformed("a field name without escapes");
    }
    return true;
  }
}
