package dev.carry.dashboard;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/// What is written to one bot or to many. Event loop only.
final class SignalText {
  private final String text;
  private final long last;
  private @Nullable Buffer bytes;

  /// @param last the number of the signal it ends with, or that who reads it goes on behind
  SignalText(String text, long last) {
    this.text = text;
    this.last = last;
  }

  String text() {
    return text;
  }

  long last() {
    return last;
  }

  /// In UTF-8, encoded once for all who are written to.
  Buffer bytes() {
    if (bytes == null) {
      bytes = Buffer.buffer(text);
    }
    return bytes;
  }
}
