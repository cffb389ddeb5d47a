package dev.carry.launch;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/// A folder of `src/test` with what npm installs for it; made under `target`.
final class NodeProject {
  private final Path folder;

  private NodeProject(Path folder) {
    this.folder = folder;
  }

  /// What a program left.
  public record Ran(int exit, String out) {}

  /// Skips the test where node or npm are missing or npm cannot install.
  public static NodeProject install(String name) throws IOException, InterruptedException {
    assumeTrue(
        Programs.find("node").isPresent() && Programs.find("npm").isPresent(),
        "skipped: needs node and npm (apt install nodejs npm)");
    Path folder = Files.createDirectories(Path.of("target", name));
    try (Stream<Path> files = Files.list(Path.of("src", "test", name))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    NodeProject project = new NodeProject(folder);
    Ran ran = project.run("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund");
    assumeTrue(ran.exit() == 0, () -> "skipped: npm cannot install " + name + ": " + ran.out());
    return project;
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  public Ran run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve("errors.txt").toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), out);
  }
}
