package dev.carry.sim;

/// The simulator cannot start or was told something it cannot do; the message says how to mend it.
public final class SimException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SimException(String message) {
    super(message);
  }

  public SimException(String message, Throwable cause) {
    super(message, cause);
  }
}
