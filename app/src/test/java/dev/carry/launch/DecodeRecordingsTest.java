package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `carry decode` over every recorded file of the venues, through the door that users have.
class DecodeRecordingsTest {
  private static final String AT = "2026-11-01T00:00:00Z";

  /// Sources whose every message is real wire traffic; the others hold examples made by hand.
  private static final List<String> REAL =
      List.of("cryptofeed", "tardis_node", "crypto_msg_parser", "bitvigil", "taolifunding");

  /// Why a real message may give nothing, and what of it that is.
  private static final Map<String, String> EXPLAINED = new TreeMap<>();

  static {
    EXPLAINED.put("a candle still open: its high, low and close may move", "moves");
    EXPLAINED.put("a candle that is still open", "moves");
    EXPLAINED.put("a candle that still moves", "moves");
    EXPLAINED.put("candles whose length is not known", "no candle can be told");
  }

  private record Ran(int exit, String out, String err) {
    Map<String, Long> counts(String what) {
      Map<String, Long> counts = new TreeMap<>();
      Matcher all =
          Pattern.compile("; " + what + " \\{(.*?)\\}(?:;|$)", Pattern.MULTILINE).matcher(err);
      if (all.find() && !all.group(1).isEmpty()) {
        Matcher each = Pattern.compile("(.+?)=(\\d+)(?:, |$)").matcher(all.group(1));
        while (each.find()) {
          counts.put(each.group(1), Long.parseLong(each.group(2)));
        }
      }
      return counts;
    }

    String summary() {
      return err.lines().filter(line -> line.startsWith("decode: ")).findFirst().orElse("none");
    }
  }

  @ParameterizedTest
  @CsvSource({"binance_usdm, binance-usdm", "bybit, bybit", "okx, okx", "deribit, deribit"})
  void everyFileIsEventsOrAnExplainedIgnoreAndNothingThrows(String folder, String venue)
      throws IOException {
    Path root = shared("data/venues/" + folder);
    List<String> table = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (Path file : files(root)) {
      String name = root.relativize(file).toString();
      Ran carry = decode("--venue", venue, "--at", AT, file.toString());
      Ran tardis = decode("--venue", venue, "--at", AT, "--as", "tardis", file.toString());
      table.add(folder + "/" + name + ": exit " + carry.exit() + ", " + carry.summary());
      carry.err().lines().filter(line -> line.startsWith("rejected")).forEach(table::add);
      boolean thrown = (carry.err() + tardis.err()).contains("unexpected");
      if (thrown || !carry.summary().equals(tardis.summary())) {
        wrong.add(name + ": " + carry.err() + tardis.err());
      }
      if (isReal(name)) {
        if (carry.exit() != 0 || !carry.counts("rejected").isEmpty()) {
          wrong.add(name + ": " + carry.err());
        }
      }
    }
    Files.write(Path.of("target/decode-" + folder + ".txt"), table);
    assertThat(wrong).isEmpty();
  }

  private static boolean isReal(String name) {
    return REAL.contains(name.substring(0, name.indexOf('/')));
  }

  private static List<Path> files(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".recv_ts"))
          .filter(file -> !file.toString().endsWith("_INDEX.tsv"))
          .sorted()
          .toList();
    }
  }

  private static Ran decode(String... args) {
    List<String> all = new ArrayList<>(List.of("decode"));
    all.addAll(List.of(args));
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    StringWriter said = new StringWriter();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int exit =
          Main.commandLine().setErr(new PrintWriter(said)).execute(all.toArray(String[]::new));
      return new Ran(
          exit, out.toString(StandardCharsets.UTF_8), said + err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
  }

  /// Named by `-Dcarry.shared`, else a folder `shared` beside one of the ancestors of where we are.
  private static Path shared(String below) {
    String named = System.getProperty("carry.shared", System.getenv("CARRY_SHARED"));
    Path root = named == null ? null : Path.of(named);
    for (Path at = Path.of("").toAbsolutePath(); root == null && at != null; at = at.getParent()) {
      Path beside = at.resolveSibling("shared");
      root = Files.exists(beside.resolve("README.md")) ? beside : null;
    }
    assumeTrue(root != null, "skipped: no shared recordings beside the repository");
    return Objects.requireNonNull(root).resolve(below);
  }
}
