package dev.carry.dashboard;

/// Why messages for tools of others are not told, or not any more.
public final class RelayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Whose business it is to mend it.
  public enum Why {
    /// What was asked makes no sense.
    WRONG(400, 1011),
    /// There is nothing of it here.
    NOT_HERE(404, 1011),
    /// As many as are allowed are served.
    BUSY(503, 1013),
    /// The reader took its messages more slowly than they came.
    TOO_SLOW(500, 1008),
    FAILED(500, 1011);

    private final int status;
    private final int closeCode;

    Why(int status, int closeCode) {
      this.status = status;
      this.closeCode = closeCode;
    }

    int status() {
      return status;
    }

    short closeCode() {
      return (short) closeCode;
    }
  }

  private final Why why;

  /// @param message in words for the client
  public RelayException(Why why, String message) {
    super(message);
    this.why = why;
  }

  /// What to do about it.
  public Why why() {
    return why;
  }
}
