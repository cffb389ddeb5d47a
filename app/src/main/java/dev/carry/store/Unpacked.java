package dev.carry.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// DuckDB unpacks its native library (72 MB) into the temporary folder at each start and deletes it
/// at the end; a process that is killed leaves it there.
final class Unpacked {
  /// Long after a process that unpacked it has loaded it: then the file is no longer needed.
  private static final Duration OLD = Duration.ofHours(1);

  private Unpacked() {}

  /// Deletes what killed processes left behind.
  static void deleteOld() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    Instant before = Instant.now().minus(OLD);
    try (DirectoryStream<Path> found = Files.newDirectoryStream(temporary, "libduckdb_java*.so")) {
      for (Path library : found) {
        if (Files.getLastModifiedTime(library).toInstant().isBefore(before)) {
          Files.delete(library);
        }
      }
    } catch (IOException e) {
      // another user's, or in use where a loaded file cannot be deleted: it stays
    }
  }
}
