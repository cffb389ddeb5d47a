package dev.carry.sim.wire;

/// Writes JSON text in exactly the order and number style asked for; venues differ in both.
public final class JsonOut {
  private final StringBuilder out;
  private boolean comma;

  public JsonOut() {
    this(256);
  }

  public JsonOut(int capacity) {
    out = new StringBuilder(capacity);
  }

  private void next() {
    if (comma) {
      out.append(',');
    }
    comma = true;
  }

  private void name(String name) {
    next();
    out.append('"').append(name).append("\":");
  }

  /// `{`
  public JsonOut open() {
    next();
    out.append('{');
    comma = false;
    return this;
  }

  /// `"name":{`
  public JsonOut open(String name) {
    name(name);
    out.append('{');
    comma = false;
    return this;
  }

  /// `}`
  public JsonOut close() {
    out.append('}');
    comma = true;
    return this;
  }

  /// `[`
  public JsonOut openArray() {
    next();
    out.append('[');
    comma = false;
    return this;
  }

  /// `"name":[`
  public JsonOut openArray(String name) {
    name(name);
    out.append('[');
    comma = false;
    return this;
  }

  /// `]`
  public JsonOut closeArray() {
    out.append(']');
    comma = true;
    return this;
  }

  /// A field with a text value.
  public JsonOut text(String name, String value) {
    name(name);
    quote(value);
    return this;
  }

  /// A field with a decimal as text, `"0.00010000"`.
  public JsonOut decimal(String name, double value, int scale) {
    name(name);
    out.append('"');
    Decimals.append(out, value, scale);
    out.append('"');
    return this;
  }

  /// A field with a whole number as text.
  public JsonOut wholeText(String name, long value) {
    name(name);
    out.append('"').append(value).append('"');
    return this;
  }

  /// A field with a whole number.
  public JsonOut whole(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  /// A field whose value is JSON already.
  public JsonOut raw(String name, CharSequence json) {
    name(name);
    out.append(json);
    return this;
  }

  /// A field with true or false.
  public JsonOut flag(String name, boolean value) {
    name(name);
    out.append(value);
    return this;
  }

  /// An element that is text.
  public JsonOut text(String value) {
    next();
    quote(value);
    return this;
  }

  /// An element that is a decimal as text.
  public JsonOut decimal(double value, int scale) {
    next();
    out.append('"');
    Decimals.append(out, value, scale);
    out.append('"');
    return this;
  }

  /// An element that is JSON already.
  public JsonOut raw(CharSequence json) {
    next();
    out.append(json);
    return this;
  }

  private void quote(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
