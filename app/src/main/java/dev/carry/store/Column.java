package dev.carry.store;

import java.util.Locale;

/// A column of a stored fact.
///
/// @param name as in the files, snake case
/// @param type what its values are
public record Column(String name, Type type) {

  /// What a value is: in memory, and in the files.
  public enum Type {
    /// `String`, VARCHAR.
    TEXT,
    /// `BigDecimal`: the column itself DOUBLE, and `<name>_text` VARCHAR exactly as written.
    DECIMAL,
    /// `Instant`, TIMESTAMP_NS in UTC.
    TIME,
    /// `Duration`, BIGINT nanoseconds; the column is named `<name>_ns`.
    DURATION,
    /// `Long`, BIGINT.
    LONG,
    /// `Boolean`, BOOLEAN.
    FLAG
  }

  /// Its columns in SQL, with types.
  String declaration() {
    return switch (type) {
      case TEXT -> name + " VARCHAR";
      case DECIMAL -> name + " DOUBLE, " + name + "_text VARCHAR";
      case TIME -> name + " TIMESTAMP_NS";
      case DURATION -> name + "_ns BIGINT";
      case LONG -> name + " BIGINT";
      case FLAG -> name + " BOOLEAN";
    };
  }

  /// Its columns in SQL, names only.
  String names() {
    return switch (type) {
      case DECIMAL -> name + ", " + name + "_text";
      case DURATION -> name + "_ns";
      case TEXT, TIME, LONG, FLAG -> name;
    };
  }

  /// Its column in a table of a part of the past: as written only, the number is made of it.
  String partDeclaration() {
    return type == Type.DECIMAL ? name + "_text VARCHAR" : declaration();
  }

  /// [#names()] of such a table.
  String ofPart() {
    return type == Type.DECIMAL
        ? "CAST(" + name + "_text AS DOUBLE) AS " + name + ", " + name + "_text"
        : names();
  }

  /// [#plain()] of such a table.
  String plainOfPart() {
    return type == Type.DECIMAL ? ofPart() : plain();
  }

  /// Its columns as the tail has them, from a file with microseconds.
  String asStored() {
    return type == Type.TIME ? "CAST(" + name + " AS TIMESTAMP_NS) AS " + name : names();
  }

  /// Its columns as files with microseconds have them. Not every reader knows nanoseconds.
  String plain() {
    return type == Type.TIME ? "CAST(" + name + " AS TIMESTAMP) AS " + name : names();
  }

  /// What to select so that the exact value can be read back.
  String exact() {
    return switch (type) {
      case DECIMAL -> name + "_text";
      case DURATION -> name + "_ns";
      case TIME -> "epoch_ns(" + name + ")";
      case TEXT, LONG, FLAG -> name;
    };
  }

  @Override
  public String toString() {
    return name + " " + type.name().toLowerCase(Locale.ROOT);
  }
}
