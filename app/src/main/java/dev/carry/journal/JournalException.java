package dev.carry.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A log could not be written or is not what it should be; the message names the file, what was
/// found and the mend.
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JournalException(String message) {
    super(message);
  }

  JournalException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// Says what stopped a write: a full disk and a file size limit have a mend of their own.
  static JournalException cannotWrite(Path file, IOException cause) {
    String lower = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (lower.contains("space left") || lower.contains("quota")) {
      return new JournalException(
          file
              + ": the disk is full ("
              + freeBytes(file)
              + " bytes free). Free some space or lower store.log-keep-bytes, then start again:"
              + " what was acknowledged is kept",
          cause);
    }
    if (lower.contains("too large")) {
      return new JournalException(
          file
              + ": a limit on file sizes is reached ("
              + freeBytes(file)
              + " bytes free on the disk). Raise it (ulimit -f), then start again: what was"
              + " acknowledged is kept",
          cause);
    }
    return new JournalException(
        file + ": cannot be written (" + cause + "): choose a folder with --data", cause);
  }

  static JournalException cannotRead(Path file, IOException cause) {
    return new JournalException(file + ": cannot be read (" + cause + ")", cause);
  }

  private static String freeBytes(Path file) {
    try {
      Path parent = file.toAbsolutePath().getParent();
      return Long.toString(Files.getFileStore(parent == null ? file : parent).getUsableSpace());
    } catch (IOException e) {
      return "an unknown number of";
    }
  }
}
