package dev.carry.sim;

/// The simulator cannot start or was told something it cannot do; the message says how to mend it.
public final class SimException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean wrongCall;

  public SimException(String message) {
    this(message, false);
  }

  private SimException(String message, boolean wrongCall) {
    super(message);
    this.wrongCall = wrongCall;
  }

  /// It was asked for something that does not exist or is not allowed.
  public static SimException wrongCall(String message) {
    return new SimException(message, true);
  }

  public SimException(String message, Throwable cause) {
    super(message, cause);
    this.wrongCall = false;
  }

  public boolean isWrongCall() {
    return wrongCall;
  }
}
