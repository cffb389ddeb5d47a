package dev.carry.launch;

import dev.carry.engine.Engine;
import dev.carry.journal.InputLogReader;
import dev.carry.journal.Logged;
import dev.carry.model.Finding;
import dev.carry.model.FindingJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
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
      "Runs an input log through the engine and writes the findings, one JSON object a",
      "line. The same log, configuration and build give the same bytes."
    },
    footer = {"", "Example:", "  carry replay --data carry-data --out findings.jsonl"})
final class ReplayVerb implements Callable<Integer> {
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
      description = "a folder or segment of an input log (default: the one under --data)")
  private @Nullable Path log;

  @Override
  public Integer call() throws IOException {
    Path from = log == null ? common.folder().inputLog() : log;
    if (!Files.exists(from)) {
      throw new ParameterException(
          spec.commandLine(), from + ": no input log there; name one, or its --data folder");
    }
    Engine engine = Pipeline.engine(common.config());
    Map<String, Long> counts = new TreeMap<>();
    long inputs = 0;
    long begun = System.nanoTime();
    try (InputLogReader reader = InputLogReader.open(from);
        PrintStream lines = lines()) {
      for (Logged logged; (logged = reader.next()) != null; ) {
        inputs++;
        for (Finding finding : engine.apply(logged.input())) {
          counts.merge(finding.kind(), 1L, Long::sum);
          lines.println(FindingJson.write(finding));
        }
      }
      if (reader.tornBytes() > 0) {
        System.err.println("replay: the log ends torn: " + reader.tornBytes() + " bytes left out");
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.err.printf("replay: %d inputs in %.2f s; findings %s%n", inputs, seconds, counts);
    return 0;
  }

  private PrintStream lines() throws IOException {
    OutputStream target = out == null ? System.out : Files.newOutputStream(out);
    return new PrintStream(
        new BufferedOutputStream(target, 1 << 16), false, StandardCharsets.UTF_8);
  }
}
