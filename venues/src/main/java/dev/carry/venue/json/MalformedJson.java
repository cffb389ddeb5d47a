package dev.carry.venue.json;

/// The bytes are not the JSON that was expected; the message says where and what was found. Thrown
/// inside a codec and turned into a rejection at its door, so it carries no stack trace.
public final class MalformedJson extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedJson(String message) {
    super(message, null, false, false);
  }
}
