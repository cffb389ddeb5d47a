package dev.carry.launch;

import dev.carry.engine.Engine;
import dev.carry.journal.FrameFolder;
import dev.carry.journal.InputLogReader;
import dev.carry.journal.Logged;
import dev.carry.model.Finding;
import dev.carry.model.FindingJson;
import dev.carry.model.Input;
import dev.carry.venue.Identity;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// An input log through the same engine: the same findings, byte for byte.
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Runs an input log, or recorded frames, through the engine.",
      "Writes the findings, one JSON object a line. The same log, configuration and build give the"
          + " same bytes."
    },
    footer = {
      "",
      "Example:",
      "  carry replay --data carry-data --out findings.jsonl",
      "  carry replay carry-data/frames --out findings.jsonl"
    })
final class ReplayVerb implements Callable<Integer> {
  private static final Duration PROGRESS = Duration.ofMillis(500);

  // set by picocli
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private final Common common = new Common();

  @Option(names = "--out", paramLabel = "FILE", description = "default: standard output")
  private @Nullable Path out;

  @Parameters(
      arity = "0..1",
      paramLabel = "LOG",
      description =
          "a folder or segment of an input log, or a folder of recorded frames (default: the log"
              + " under --data)")
  private @Nullable Path log;

  private final Map<String, Long> counts = new TreeMap<>();
  private final AtomicLong inputs = new AtomicLong();

  @Override
  public Integer call() throws IOException {
    Path from = log == null ? common.folder().inputLog() : log;
    if (!Files.exists(from)) {
      throw new ParameterException(
          spec.commandLine(),
          from + ": no input log or recorded frames there; name one, or its --data folder");
    }
    Config config = common.config();
    Engine engine = Pipeline.engine(config);
    long begun = System.nanoTime();
    try (PrintStream lines = lines();
        Progress _ = new Progress(() -> "replay: " + inputs + " inputs", PROGRESS)) {
      Consumer<Input> apply = input -> apply(engine, input, lines);
      if (Files.isDirectory(from) && FrameFolder.isOne(from)) {
        frames(from, config.identity(), apply);
      } else {
        inputs(from, apply);
      }
    }
    if (inputs.get() == 0) {
      System.err.println("replay: " + from + " holds no input log and no recorded frames");
      return 1;
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.err.printf("replay: %d inputs in %.2f s; findings %s%n", inputs.get(), seconds, counts);
    return 0;
  }

  private void apply(Engine engine, Input input, PrintStream lines) {
    inputs.incrementAndGet();
    for (Finding finding : engine.apply(input)) {
      counts.merge(finding.kind(), 1L, Long::sum);
      lines.println(FindingJson.write(finding));
    }
  }

  private static void inputs(Path from, Consumer<Input> apply) {
    try (InputLogReader reader = InputLogReader.open(from)) {
      for (Logged logged; (logged = reader.next()) != null; ) {
        apply.accept(logged.input());
      }
      if (reader.tornBytes() > 0) {
        System.err.println("replay: the log ends torn: " + reader.tornBytes() + " bytes left out");
      }
    }
  }

  private static void frames(Path from, Identity identity, Consumer<Input> apply) {
    FrameInputs frames = new FrameInputs(identity, apply);
    try (FrameFolder folder = FrameFolder.open(from)) {
      frames.read(folder);
      folder.unreadable().forEach(line -> System.err.println("replay: left out: " + line));
    }
    if (!frames.unusable().isEmpty()) {
      System.err.println("replay: gave no fact: " + frames.unusable());
    }
  }

  private PrintStream lines() {
    try {
      OutputStream target = out == null ? System.out : Files.newOutputStream(out);
      return new PrintStream(
          new BufferedOutputStream(target, 1 << 16), false, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "--out " + out + ": cannot be written (" + e + ")", e);
    }
  }
}
