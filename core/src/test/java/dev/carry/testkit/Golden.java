package dev.carry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files that say what is expected, under `src/test/resources/golden` of the module under test.
/// `-Dgolden.update` rewrites them; the difference is read in review.
public final class Golden {
  private Golden() {}

  /// Fails unless the file holds exactly this text.
  ///
  /// @param name path below `golden`, with `/`
  public static void check(String name, String actual) {
    Path file = Path.of("src", "test", "resources", "golden").resolve(name);
    try {
      if (System.getProperty("golden.update") != null) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, actual);
      } else if (Files.exists(file)) {
        assertThat(actual)
            .as("golden %s (-Dgolden.update rewrites it)", name)
            .isEqualTo(read(file));
      } else {
        fail("no golden %s yet: write it with -Dgolden.update\n%s", name, actual);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file).replace("\r\n", "\n");
  }
}
