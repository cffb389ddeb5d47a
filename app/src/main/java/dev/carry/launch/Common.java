package dev.carry.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of every verb that reads configuration or keeps state.
final class Common {
  private static final Path DEFAULT_FILE = Path.of("carry.yaml");

  @Option(
      names = "--data",
      defaultValue = "carry-data",
      paramLabel = "DIR",
      description = "where state is kept (${DEFAULT-VALUE})")
  private Path data = Path.of("carry-data");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "configuration (default: carry.yaml here, if there is one)")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "one key of the configuration, over file and environment")
  private List<String> sets = new ArrayList<>();

  DataFolder folder() {
    return new DataFolder(data);
  }

  Settings settings() {
    if (file != null && !Files.isRegularFile(file)) {
      throw new ConfigException("--config " + file + ": no such file");
    }
    Path read = file != null ? file : Files.isRegularFile(DEFAULT_FILE) ? DEFAULT_FILE : null;
    return Settings.read(read, System.getenv(), sets);
  }

  Config config() {
    return Config.of(settings());
  }
}
