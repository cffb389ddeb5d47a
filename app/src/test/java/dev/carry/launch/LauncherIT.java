package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./carry` on the packaged jar, as in a shell that has just built it.
class LauncherIT {
  private static final long PATIENCE_SECONDS = 180;
  private static final Path LAUNCHER = Path.of("../carry").toAbsolutePath().normalize();
  private static final Path CACHE = Path.of("target/carry.aot");

  @TempDir private Path folder;
  private Path launcher = LAUNCHER;

  @Test
  void theFirstDemoAfterABuildTrainsAndRunsAndNothingElseTrains() throws Exception {
    Files.deleteIfExists(CACHE);
    launcher = Files.createSymbolicLink(folder.resolve("carry"), LAUNCHER);

    Run calculated = run("calc", "funding", "--rate", "0.0001", "--period", "8h");
    assertThat(calculated.exit()).as(calculated.err()).isZero();
    assertThat(calculated.out()).contains("\"apr\":0.1095,");
    assertThat(calculated.err()).isEmpty();
    assertThat(run("demo", "--help").err()).isEmpty();

    Run first = demo();
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.out()).startsWith("http://127.0.0.1:");
    assertThat(first.err()).contains("preparing fast starts", "watching", "stopping");
    assertThat(CACHE).isNotEmptyFile();

    Run second = demo();
    assertThat(second.exit()).as(second.err()).isZero();
    assertThat(second.err()).contains("watching").doesNotContain("preparing", "building");
  }

  @Test
  void theExitCodeOfAWrongCallReachesTheShell() throws Exception {
    Run wrong = run("scan", "--venues", "nope");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("nope", "binance-usdm");
  }

  private Run demo() throws Exception {
    return run("demo", "--for", "3s", "--no-browser", "--port", "0", "--data", folder + "/data");
  }

  private Run run(String... arguments) throws Exception {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments)).toList())
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ended").isTrue();
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private record Run(int exit, String out, String err) {}
}
