package dev.carry.launch;

import dev.carry.journal.FrameFolder;
import dev.carry.journal.InputLogReader;
import dev.carry.journal.Logged;
import dev.carry.model.AccountState;
import dev.carry.model.Finding;
import dev.carry.model.FindingJson;
import dev.carry.model.Input;
import dev.carry.model.Step;
import dev.carry.model.TradeJson;
import dev.carry.portfolio.PaperEngine;
import dev.carry.venue.Identity;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  @Option(
      names = "--trades",
      paramLabel = "FILE",
      description = "what happened in the account that traded on paper, one JSON object a line")
  private @Nullable Path trades;

  @Parameters(
      arity = "0..1",
      paramLabel = "LOG",
      description =
          "a folder or segment of an input log, or a folder of recorded frames (default: the log"
              + " under --data)")
  private @Nullable Path log;

  private final Map<String, Long> counts = new TreeMap<>();
  private final AtomicLong inputs = new AtomicLong();

  /// Where what was held is not what this replay holds.
  private final List<String> differences = new ArrayList<>();

  private int accounts;

  @Override
  public Integer call() throws IOException {
    Path from = log == null ? common.folder().inputLog() : log;
    if (!Files.exists(from)) {
      throw new ParameterException(
          spec.commandLine(),
          from + ": no input log or recorded frames there; name one, or its --data folder");
    }
    Config config = common.config();
    PaperEngine engine = Paper.engine(config, differences::add);
    long begun = System.nanoTime();
    try (PrintStream lines = lines("--out", out, true);
        PrintStream traded = lines("--trades", trades, false);
        Progress _ = new Progress(() -> "replay: " + inputs + " inputs", PROGRESS)) {
      Consumer<Input> apply = input -> apply(engine, input, lines, traded);
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
    if (accounts > 0) {
      System.err.println("replay: what was held on paper was told " + accounts + " times");
    }
    differences.forEach(how -> System.err.println("replay: held on paper was otherwise: " + how));
    return differences.isEmpty() ? 0 : 1;
  }

  private void apply(PaperEngine engine, Input input, PrintStream lines, PrintStream traded) {
    Step step = engine.apply(inputs.incrementAndGet(), input);
    for (Finding finding : step.findings()) {
      counts.merge(finding.kind(), 1L, Long::sum);
      lines.println(FindingJson.write(finding));
    }
    step.trades().forEach(event -> traded.println(TradeJson.write(event)));
    accounts += input instanceof AccountState ? 1 : 0;
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

  /// @param printed whether it goes to standard output where no file is named; else nowhere
  private PrintStream lines(String option, @Nullable Path file, boolean printed) {
    try {
      OutputStream target =
          file != null
              ? Files.newOutputStream(file)
              : printed ? System.out : OutputStream.nullOutputStream();
      return new PrintStream(
          new BufferedOutputStream(target, 1 << 16), false, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), option + " " + file + ": cannot be written (" + e + ")", e);
    }
  }
}
