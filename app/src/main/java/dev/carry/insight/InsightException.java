package dev.carry.insight;

/// The analyst cannot work as it must. Its message says where and why.
public final class InsightException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public InsightException(String message) {
    super(message);
  }

  public InsightException(String message, Throwable cause) {
    super(message, cause);
  }
}
