package dev.carry.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Recordings kept outside the project: below `-Dcarry.shared=DIR`, or in a folder `shared` beside
/// an ancestor of the working folder.
final class SharedData {
  private SharedData() {}

  /// Where a path below the data is; absent: the recordings are not here.
  static @Nullable Path find(String below) {
    String named = System.getProperty("carry.shared");
    if (named != null) {
      return existing(Path.of(named, "data", below));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path found = existing(at.resolveSibling("shared").resolve("data").resolve(below));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Path existing(Path path) {
    return Files.exists(path) ? path : null;
  }
}
