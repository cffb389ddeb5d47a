package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryVerbTest {
  @TempDir private Path data;
  @TempDir private Path files;

  @Test
  void importCoverageAndExportWorkOnTheSameFolder() throws IOException {
    List<String> lines = new ArrayList<>(List.of("ts_ms,funding_rate,source"));
    for (int i = 0; i < 10; i++) {
      if (i != 4) {
        lines.add(1_704_067_200_000L + i * 28_800_000L + ",0.0001,made");
      }
    }
    Files.write(files.resolve("bybit_BTCUSDT.csv"), lines);

    Called imported = call("import", files.toString());
    assertThat(imported.exit()).isZero();
    assertThat(imported.err())
        .contains("9 rows of 1 files", "9 added, 0 there already", "1 holes of 1 points");

    Called coverage = call("coverage", "--format", "json");
    assertThat(coverage.out())
        .isEqualTo(
            "{\"venue\":\"bybit\",\"symbol\":\"BTCUSDT\",\"fact\":\"funding-settled\","
                + "\"from\":\"2024-01-01T00:00:00Z\",\"to\":\"2024-01-04T00:00:00Z\",\"points\":9,"
                + "\"holes\":1,\"missing\":1,\"source\":\"made\"}"
                + System.lineSeparator());
    assertThat(call("coverage", "--holes", "--venue", "bybit", "--format", "csv").out().lines())
        .containsExactly(
            "venue,symbol,fact,from,to,points,period",
            "bybit,BTCUSDT,funding-settled,2024-01-02T08:00:00Z,2024-01-02T08:00:00Z,1,PT8H");
    assertThat(call("coverage", "--venue", "okx", "--format", "json").out()).isEmpty();

    Path out = files.resolve("out");
    Called exported = call("export", "--out", out.toString(), "--format", "csv");
    assertThat(exported.exit()).isZero();
    assertThat(exported.err()).contains("9 rows in 1 files");
    assertThat(out.resolve("bybit_BTCUSDT.csv")).exists();
  }

  @Test
  void whatSourcesDisagreeOnIsShownClaimByClaim() throws IOException {
    Path file = files.resolve("bybit_BTCUSDT.csv");
    Files.writeString(file, "ts_ms,funding_rate,source\n1704067200000,0.0001,a\n");
    call("import", files.toString());
    Files.writeString(file, "ts_ms,funding_rate,source\n1704067200000,0.0042,b\n");
    call("import", files.toString());

    String lines = call("coverage", "--conflicts", "--format", "csv").out();

    assertThat(lines.lines())
        .containsExactly(
            "venue,symbol,settledAt,rate,source,knownAt",
            "bybit,BTCUSDT,2024-01-01T00:00:00Z,0.0001,a,2024-01-01T00:01:00Z",
            "bybit,BTCUSDT,2024-01-01T00:00:00Z,0.0042,b,2024-01-01T00:01:00Z");
    assertThat(call("coverage", "--conflicts", "--symbol", "ETHUSDT", "--format", "csv").out())
        .isEmpty();
    assertThat(call("coverage", "--conflicts", "--holes").exit()).isEqualTo(2);
  }

  @Test
  void whereNothingCouldBeImportedTheExitIsOneAndAWrongCallTwo() throws IOException {
    Files.writeString(files.resolve("bybit_BTCUSDT.csv"), "ts_ms,funding_rate\nx,y\n");

    Called nothing = call("import", files.toString());
    assertThat(nothing.exit()).isEqualTo(1);
    assertThat(nothing.err()).contains("1 rejected: line 2: ts_ms is 'x'");

    Called missing = call("import", files.resolve("none").toString());
    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.err()).contains("no such file or folder");
    assertThat(call("import").exit()).isEqualTo(2);
    assertThat(call("import", files.toString(), "--source", "live").exit()).isEqualTo(2);
    assertThat(Called.call("history").exit()).isEqualTo(2);

    Called fact = call("coverage", "--fact", "weather");
    assertThat(fact.exit()).isEqualTo(2);
    assertThat(fact.err()).contains("--fact weather: allowed are funding-settled, ");

    Called turned =
        call(
            "export",
            "--out",
            "x",
            "--from",
            "2025-01-01T00:00:00Z",
            "--to",
            "2024-01-01T00:00:00Z");
    assertThat(turned.exit()).isEqualTo(2);
  }

  @Test
  void theSubVerbsHaveHelpWithAnExample() {
    for (String verb : List.of("import", "export", "coverage")) {
      Called ran = Called.call("history", verb, "--help");
      assertThat(ran.exit()).isZero();
      assertThat(ran.out()).contains("Example");
    }
  }

  private Called call(String... arguments) {
    List<String> all = new ArrayList<>(List.of("history"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--data", data.toString()));
    return Called.call(all.toArray(String[]::new));
  }
}
