package dev.carry.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// A JVM of our own that can be killed, running the `main` of a test class. Its standard output is
/// read line by line; what it says to standard error goes to a file.
public final class ChildJvm implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final BufferedReader out;
  private final Path errors;

  private ChildJvm(Process process, Path errors) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.errors = errors;
  }

  public static ChildJvm start(Path errors, Class<?> main, String... arguments) throws IOException {
    return start(java(temporary(errors), main, arguments), errors);
  }

  /// Starts it where no file may grow beyond a size; skips the test where no shell can say so.
  public static ChildJvm startWithFileLimit(
      int kibibytes, Path errors, Class<?> main, String... arguments) throws IOException {
    Path bash = Path.of("/bin/bash");
    Assumptions.assumeTrue(Files.isExecutable(bash), "no bash to limit file sizes with");
    List<String> command =
        new ArrayList<>(
            List.of(bash.toString(), "-c", "ulimit -f " + kibibytes + " && exec \"$@\"", "bash"));
    command.addAll(java(temporary(errors), main, arguments));
    return start(command, errors);
  }

  private static ChildJvm start(List<String> command, Path errors) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
            .start();
    return new ChildJvm(process, errors);
  }

  /// What a killed process leaves behind goes with the test's folder.
  private static Path temporary(Path errors) {
    return Objects.requireNonNull(errors.toAbsolutePath().getParent());
  }

  private static List<String> java(Path temporary, Class<?> main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /// The next line it printed; absent when it ended.
  public @Nullable String line() throws IOException {
    return out.readLine();
  }

  /// Tells it a line.
  public void tell(String line) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  /// The next line it printed.
  public String mustSay() throws IOException {
    String line = line();
    if (line == null) {
      throw new AssertionError("the child ended: " + Files.readString(errors));
    }
    return line;
  }

  /// Ends it without any last word (SIGKILL). What it printed before can still be read: ending it
  /// through the process itself would close its output.
  public void kill() throws InterruptedException {
    assertKilled(process.toHandle().destroyForcibly());
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the child survives");
    }
  }

  /// Asks it to end, as Ctrl-C and `docker stop` do.
  ///
  /// @return whether it did within the time
  public boolean endsWhenAsked(Duration within) throws InterruptedException {
    process.destroy();
    return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void assertKilled(boolean asked) {
    if (!asked) {
      throw new AssertionError("the child cannot be killed");
    }
  }

  /// The next line it printed that begins with a word; what others print is passed over.
  public String mustSay(String word) throws IOException {
    String line = mustSay();
    while (!line.startsWith(word)) {
      line = mustSay();
    }
    return line;
  }

  /// Waits for its end.
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the child does not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
