package dev.carry.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The store cannot do what was asked; the message names the file, what was found and the mend.
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreException(String message) {
    super(message);
  }

  StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// Says what stopped a write: a full disk and a limit on file sizes have a mend of their own.
  static StoreException cannotWrite(Path file, Exception cause) {
    String lower = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (lower.contains("space left") || lower.contains("quota")) {
      return new StoreException(
          file
              + ": the disk is full ("
              + freeBytes(file)
              + " bytes free). Free some space: the store goes on by itself, and what did not fit"
              + " meanwhile is replayed from the input log at the next start",
          cause);
    }
    if (lower.contains("too large")) {
      return new StoreException(
          file
              + ": a limit on file sizes is reached ("
              + freeBytes(file)
              + " bytes free on the disk). Raise it (ulimit -f) and start again: what did not fit"
              + " meanwhile is replayed from the input log",
          cause);
    }
    if (lower.contains("out of memory")) {
      return new StoreException(file + ": sorting its rows needs more memory than is left", cause);
    }
    return new StoreException(
        file + ": cannot be written (" + cause + "): choose a folder with --data", cause);
  }

  static StoreException cannotRead(Path file, IOException cause) {
    return new StoreException(file + ": cannot be read (" + cause + ")", cause);
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
