package dev.carry.launch;

/// The running process refuses what it was asked; the message is its own.
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
