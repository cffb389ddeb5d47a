package dev.carry.alert;

/// A rule, a channel or an alert is not what it must be. Its message says what was found and what
/// is allowed.
public final class AlertException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public AlertException(String message) {
    super(message);
  }

  public AlertException(String message, Throwable cause) {
    super(message, cause);
  }
}
