package dev.carry.sink;

/// A sink cannot keep or tell what it must. Its message says where and why.
public final class SinkException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SinkException(String message) {
    super(message);
  }

  public SinkException(String message, Throwable cause) {
    super(message, cause);
  }
}
