package dev.carry.venue.session;

import java.io.Serial;

/// A socket that could not be opened or is open no longer; the message says why, in words for a
/// person on call. Caught by whoever opened the socket.
final class WireFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  WireFailure(String words) {
    super(words);
  }

  WireFailure(String words, Throwable cause) {
    super(words, cause);
  }

  String words() {
    String words = getMessage();
    return words == null ? "lost" : words;
  }
}
