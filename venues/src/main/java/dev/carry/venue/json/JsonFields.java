package dev.carry.venue.json;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The fields of one object, found by where they stand, for messages that only their fields tell
/// apart: read the object once, ask what it has, then read what is wanted. Slower than reading in
/// order. Used by one thread at a time.
public final class JsonFields {
  private static final int NOWHERE = -1;

  private final Names names;
  private final int[] places;
  private @Nullable JsonReader json;
  private int end;

  /// @param names the fields that are looked for; their numbers are the arguments of all other
  ///     methods
  public JsonFields(Names names) {
    this.names = names;
    this.places = new int[names.count()];
  }

  /// Reads the object that follows; of a name that stands twice the last counts.
  public void read(JsonReader reader) {
    json = reader;
    Arrays.fill(places, NOWHERE);
    reader.beginObject();
    for (int field; (field = reader.nextField(names)) != JsonReader.END; ) {
      if (field != JsonReader.OTHER) {
        places[field] = reader.position();
      }
      reader.skip();
    }
    end = reader.position();
  }

  public boolean has(int field) {
    return places[field] != NOWHERE;
  }

  /// The reader, in front of the value of a field that is there.
  public JsonReader at(int field) {
    JsonReader reader = json;
    if (reader == null || !has(field)) {
      throw new IllegalStateException("no field " + names.name(field));
    }
    reader.rewind(places[field]);
    return reader;
  }

  /// Puts the reader behind the object again.
  public void leave() {
    if (json != null) {
      json.rewind(end);
    }
  }

  public @Nullable BigDecimal decimal(int field) {
    return has(field) ? at(field).decimal() : null;
  }

  /// A decimal above 0, or null.
  public @Nullable BigDecimal positive(int field) {
    return has(field) ? at(field).positive() : null;
  }

  public @Nullable Instant millis(int field) {
    return has(field) ? at(field).millis() : null;
  }

  /// A whole number; `absent` where there is none.
  public long wholeOr(int field, long absent) {
    return has(field) ? at(field).wholeOr(absent) : absent;
  }

  /// A string that is there and not empty, or null.
  public @Nullable String text(int field) {
    return has(field) ? at(field).text() : null;
  }

  /// An id, number or string, as text, or null.
  public @Nullable String idText(int field) {
    return has(field) ? at(field).idText() : null;
  }

  public <T> @Nullable T interned(int field, Interned<T> values) {
    return has(field) ? at(field).interned(values) : null;
  }

  /// The number of a field's text in `texts`, [JsonReader#OTHER] or [JsonReader#ABSENT].
  public int oneOf(int field, Names texts) {
    return has(field) ? at(field).oneOf(texts) : JsonReader.ABSENT;
  }
}
