package dev.carry.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// Real recordings and histories, which are not part of the project.
public final class Shared {
  private Shared() {}

  /// Named by `-Dcarry.shared`, else a folder `shared` beside one of the ancestors of where we are;
  /// skips the test where there is none.
  public static Path folder(String below) {
    String named = System.getProperty("carry.shared", System.getenv("CARRY_SHARED"));
    Path root = named == null ? null : Path.of(named);
    for (Path at = Path.of("").toAbsolutePath(); root == null && at != null; at = at.getParent()) {
      Path beside = at.resolveSibling("shared");
      root = Files.exists(beside.resolve("README.md")) ? beside : null;
    }
    assumeTrue(root != null, "skipped: no shared data beside the repository");
    return Objects.requireNonNull(root).resolve(below);
  }
}
