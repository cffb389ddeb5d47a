package dev.carry.launch;

/// The engine stopped because something it needs failed; the message is that one's, with its mend.
/// Nothing acknowledged is lost: a restart resumes from the log.
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppedException(RuntimeException cause) {
    super(cause.getMessage(), cause);
  }

  StoppedException(String message, RuntimeException cause) {
    super(message, cause);
  }
}
