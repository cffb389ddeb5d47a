package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two venues at one price, in bars of an hour and of eight: Bybit pays 0.03 % and Binance 0.01 %
/// at each settlement of ten days.
class BacktestVerbTest {
  private static final long START = 1_704_067_200_000L; // 2024-01-01
  private static final long HOUR = 3_600_000L;
  private static final int DAYS = 10;
  @TempDir private Path folder;

  private void store() throws IOException {
    store(-1);
  }

  /// @param lost hour whose settlement of Bybit is not in the files
  private void store(int lost) throws IOException {
    importInto(folder.resolve("files"), files(lost), 0, Integer.MAX_VALUE);
  }

  /// Two days at a time, the last ones first: no file may have a single settlement, which does not
  /// say how long its period was.
  private void storeBackwards() throws IOException {
    for (int day = DAYS - 1; day >= 0; day -= 2) {
      int end = day == DAYS - 1 ? Integer.MAX_VALUE : 24 * (day + 1);
      importInto(folder.resolve("day-" + day), files(-1), 24 * (day - 1), end);
    }
  }

  private void importInto(Path at, Map<String, List<String>> files, int fromHour, int toHour)
      throws IOException {
    Files.createDirectories(at);
    for (Map.Entry<String, List<String>> file : files.entrySet()) {
      List<String> lines = new ArrayList<>(List.of(file.getValue().getFirst()));
      for (String line : file.getValue().subList(1, file.getValue().size())) {
        long hour = (Long.parseLong(line.substring(0, line.indexOf(','))) - START) / HOUR;
        if (hour >= fromHour && hour < toHour) {
          lines.add(line);
        }
      }
      Files.write(at.resolve(file.getKey()), lines);
    }
    Called imported = Called.call("history", "import", at.toString(), "--data", data());
    assertThat(imported.exit()).as(imported.err()).isZero();
  }

  private static Map<String, List<String>> files(int lost) {
    List<String> hourly = new ArrayList<>(List.of("ts_ms,open,high,low,close"));
    List<String> longer = new ArrayList<>(List.of("ts_ms,open,high,low,close"));
    List<String> bybit = new ArrayList<>(List.of("ts_ms,funding_rate"));
    List<String> binance = new ArrayList<>(List.of("ts_ms,funding_rate"));
    for (int hour = 0; hour < 24 * DAYS + 8; hour++) {
      long at = START + hour * HOUR;
      hourly.add(
          at
              + ","
              + price(hour)
              + ","
              + price(hour + 1)
              + ","
              + price(hour)
              + ","
              + price(hour + 1));
      if (hour % 8 == 0) {
        longer.add(
            at
                + ","
                + price(hour)
                + ","
                + price(hour + 8)
                + ","
                + price(hour)
                + ","
                + price(hour + 8));
        binance.add(at + ",0.0001");
        if (hour != lost) {
          bybit.add(at + ",0.0003");
        }
      }
    }
    Map<String, List<String>> files = new TreeMap<>();
    for (String venue : List.of("bybit", "binance")) {
      files.put(venue + "_BTCUSDT_perp_1h.csv", hourly);
      files.put(venue + "_BTCUSDT_perp_8h.csv", longer);
    }
    files.put("bybit_BTCUSDT.csv", bybit);
    files.put("binance_BTCUSDT.csv", binance);
    return files;
  }

  /// Rises by 10 an hour.
  private static String price(int hour) {
    return String.valueOf(40_000 + 10 * hour);
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private Called backtest(String... more) {
    List<String> call = new ArrayList<>(List.of("backtest", "--data", data()));
    call.addAll(List.of(more));
    return Called.call(call.toArray(String[]::new));
  }

  private Called crossVenue(String... more) {
    List<String> call =
        new ArrayList<>(
            List.of("--strategy", "cross-venue", "--spread", "1bp", "--slippage", "1bp"));
    call.addAll(List.of(more));
    return backtest(call.toArray(String[]::new));
  }

  private Called hold(String... more) {
    List<String> call =
        new ArrayList<>(
            List.of(
                "--strategy",
                "hold",
                "--long",
                "binance-usdm:BTCUSDT",
                "--short",
                "bybit:BTCUSDT",
                "--from",
                "2024-01-01",
                "--to",
                "2024-01-11",
                "--notional",
                "10000"));
    call.addAll(List.of(more));
    return backtest(call.toArray(String[]::new));
  }

  private static JsonNode json(Called called) throws IOException {
    assertThat(called.exit()).as(called.err()).isZero();
    return new ObjectMapper().readTree(called.out());
  }

  @Test
  void aHeldPairIsPaidEverySettlementBetweenItsFirstAndLastInstant() throws IOException {
    store();

    JsonNode result = json(hold("--spread", "0", "--slippage", "0", "--format", "json"));

    assertThat(result.path("settlements").asInt()).isEqualTo(2 * 3 * DAYS);
    double size = Math.floor(10_000 / 40_000.0 * 1e8) / 1e8;
    double funding = 0;
    for (int hour = 8; hour <= 24 * DAYS; hour += 8) {
      funding += size * (40_000 + 10 * hour) * 0.0002;
    }
    assertThat(result.path("attribution").path("funding").asDouble())
        .isCloseTo(funding, within(1e-6));
    double fees = (0.0005 + 0.00055) * size * (40_000 + 40_000 + 10 * 24 * DAYS);
    assertThat(result.path("attribution").path("fees").asDouble()).isCloseTo(-fees, within(1e-6));
    assertThat(result.path("attribution").path("price").asDouble()).isZero();
    double sum = 0;
    for (JsonNode line : result.path("attribution")) {
      sum += line.asDouble();
    }
    assertThat(result.path("netPnl").asDouble()).isCloseTo(sum, within(1e-9));
    assertThat(result.path("capital").asDouble()).isCloseTo(10_000 * (2 / 3.0 + 0.2), within(0.01));
    assertThat(result.path("incomplete").asBoolean()).isFalse();
    assertThat(result.path("trades").asInt()).isEqualTo(1);
  }

  @Test
  void theSizeOfTheBarsChangesNothing() throws IOException {
    store();
    JsonNode hourly =
        json(hold("--spread", "1bp", "--slippage", "1bp", "--bar", "1h", "--format", "json"));
    JsonNode longer =
        json(hold("--spread", "1bp", "--slippage", "1bp", "--bar", "8h", "--format", "json"));

    for (String key : List.of("netPnl", "attribution", "settlements", "maxDrawdown", "capital")) {
      assertThat(longer.path(key)).as(key).isEqualTo(hourly.path(key));
    }
  }

  @Test
  void howTheStoreKeepsItChangesNothing() throws IOException {
    store();
    String whole = crossVenue("--format", "json").out();
    try (Stream<Path> files = Files.walk(Path.of(data()))) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
    storeBackwards();

    assertThat(whole).contains("\"trades\":");
    assertThat(crossVenue("--format", "json").out()).isEqualTo(whole);
  }

  @Test
  void aSettlementThatIsMissingMakesTheResultIncomplete() throws IOException {
    store(40);

    JsonNode result = json(hold("--spread", "0", "--slippage", "0", "--format", "json"));

    assertThat(result.path("incomplete").asBoolean()).isTrue();
    assertThat(result.path("missing").toString())
        .contains(
            "bybit:BTCUSDT: 1 settlement while it was held; the first: the settlement of"
                + " 2024-01-02T16:00:00Z was never told");
    assertThat(result.path("settlements").asInt()).isEqualTo(2 * 3 * DAYS - 1);
  }

  @Test
  void whatTheStrategyEarnsStandsInAReportThatNeedsNothingElse() throws IOException {
    store();
    Path report = folder.resolve("report");
    Called called =
        backtest(
            "--strategy",
            "cross-venue",
            "--spread",
            "1bp",
            "--slippage",
            "1bp",
            "--rule",
            "enter.net-apr=-20%",
            "--rule",
            "exit.hold=3d",
            "--format",
            "table",
            "--report",
            report.toString());

    assertThat(called.exit()).as(called.err()).isZero();
    assertThat(called.out()).contains("cross-venue, ", "funding", "net", "Assumed:");
    String page = Files.readString(report.resolve("report.html"));
    assertThat(page).contains("\"strategy\":\"cross-venue\"").doesNotContain("{{");
    assertThat(page).doesNotContain("<script src", "<link rel");
    assertThat(Files.readAllLines(report.resolve("trades.csv")).getFirst())
        .startsWith("position,asset,long,short,opened,closed,notional,settlements,netPnl,funding");
    JsonNode result = new ObjectMapper().readTree(report.resolve("result.json").toFile());
    assertThat(Files.readAllLines(report.resolve("trades.csv")))
        .hasSize(1 + result.path("trades").asInt())
        .hasSizeGreaterThan(2);
    assertThat(result.path("baselines").path("hold everything").asDouble()).isPositive();
  }

  @Test
  void aBaselineThatOpensNothingIsMissingNotZero() throws IOException {
    store();

    JsonNode result = json(crossVenue("--rule", "limits.venue-notional=1", "--format", "json"));

    assertThat(result.path("baselines").fieldNames()).toIterable().containsExactly("do nothing");
    assertThat(result.path("missing").toString())
        .contains(
            "the baseline hold everything: it opened nothing: the limit of 1.0 on binance-usdm",
            "the baseline always the best current spread: it opened nothing: ");
  }

  @Test
  void aPositionIsHeldAgainstEveryShock() throws IOException {
    store();
    Path report = folder.resolve("stressed");

    JsonNode result =
        json(
            hold(
                "--spread",
                "0",
                "--slippage",
                "0",
                "--leverage",
                "4",
                "--stress",
                "--stress-at",
                "2024-01-05T11:00:00Z",
                "--report",
                report.toString(),
                "--format",
                "json"));

    ObjectNode stress = new ObjectMapper().createObjectNode();
    result.path("stress").forEach(each -> stress.set(each.path("scenario").asText(), each));
    assertThat(stress.fieldNames())
        .toIterable()
        .containsExactly("none", "gap", "crash", "outage", "funding", "deleveraging", "depeg");
    assertThat(stress.path("none").path("netPnl")).isEqualTo(result.path("netPnl"));
    assertThat(stress.path("crash").path("liquidations").asInt())
        .as("by 15 % and 5 % more of the rest: 19.25 % of a margin of 25 % less 1 %")
        .isZero();
    assertThat(stress.path("deleveraging").path("deleveraged").asInt()).isEqualTo(1);
    assertThat(stress.path("funding").path("difference").asDouble())
        .as("0.3 % of both legs nine times")
        .isLessThan(-2 * 9 * 0.003 * 10_000 * 0.99);
    assertThat(stress.path("depeg").path("coinLoss").asDouble())
        .as("a tenth of both margins and of the funding")
        .isBetween(500.0, 520.0);
    for (JsonNode each : result.path("stress")) {
      assertThat(each.path("capitalNeeded").asDouble()).as(each.toString()).isPositive();
      assertThat(each.path("largestLeverage").asDouble()).isBetween(1.0, 10.0);
    }
    String page = Files.readString(report.resolve("report.html"));
    assertThat(page).contains("\"scenario\":\"depeg\"", "binance-usdm is out for 120 minutes");
  }

  @Test
  void aShockHasTheSizeThatIsSaid() throws IOException {
    store();
    Called small = shocked("--rule", "stress.gap=10%");
    Called large = shocked("--rule", "stress.gap=30%");

    assertThat(json(small).path("stress").path(1).path("liquidations").asInt()).isZero();
    assertThat(json(large).path("stress").path(1).path("liquidations").asInt()).isEqualTo(1);
    assertWrong(
        shocked("--rule", "stress.gap=0"), "stress.gap: 0: more than 0, less than 1 is allowed");
    assertWrong(
        hold("--spread", "0", "--slippage", "0", "--stress", "quake"),
        "--stress: 'quake': all, gap, crash, outage, funding, deleveraging, depeg are allowed");
    assertWrong(hold("--stress-at", "2024-01-05"), "allowed with --stress alone");
    assertWrong(
        backtest("--strategy", "cross-venue", "--stress", "--walk-forward"),
        "--stress: not with --walk-forward");
  }

  private Called shocked(String... more) {
    List<String> call =
        new ArrayList<>(
            List.of(
                "--spread",
                "0",
                "--slippage",
                "0",
                "--leverage",
                "4",
                "--stress",
                "gap",
                "--format",
                "json"));
    call.addAll(List.of(more));
    return hold(call.toArray(String[]::new));
  }

  @Test
  void whatWasSetIsSaidWithTheResult() throws IOException {
    store();
    String assumed =
        json(crossVenue(
                "--rule",
                "exit.hold=9d",
                "--set",
                "cross-venue.expect=reverts",
                "--fee",
                "okx=2bp"))
            .path("assumptions")
            .toString();

    assertThat(assumed)
        .contains("taker fees are as said of okx 0.0002; else those of the venues' tables today")
        .contains("later ones are expected to go back to the mean of 8 days")
        .containsPattern("\"rules as set: [^\"]*exit\\.hold 9d;")
        .contains("\"configuration as set: cross-venue.expect reverts\"");
    assertThat(json(crossVenue()).path("assumptions").toString())
        .contains("taker fees are those of the venues' tables today, not of then")
        .doesNotContain("configuration as set")
        .doesNotContain("go back to the mean");
  }

  @Test
  void parametersAreChosenOnThePast() throws IOException {
    store();
    JsonNode result =
        json(
            backtest(
                "--strategy",
                "cross-venue",
                "--spread",
                "1bp",
                "--slippage",
                "1bp",
                "--walk-forward",
                "--folds",
                "2",
                "--grid",
                "enter.net-apr=-20%,50%",
                "--grid",
                "exit.hold=1d,2d",
                "--format",
                "json"));

    assertThat(result.path("trials").asInt()).isEqualTo(4);
    assertThat(result.path("folds")).hasSize(2);
    assertThat(result.path("folds").path(0).path("trainTo").asText())
        .isLessThan(result.path("folds").path(0).path("testFrom").asText());
  }

  @Test
  void wrongCallsAreToldWithTheMend() throws IOException {
    store();
    assertWrong(
        hold("--format", "json"), "of binance-usdm:BTCUSDT no quotes are stored: say --spread");
    assertWrong(
        backtest("--strategy", "nope"),
        "--strategy nope: no such file, and of names allowed are hold, cross-venue");
    assertWrong(
        crossVenue("--rule", "enter.netapr=1"),
        "--rule enter.netapr: unknown key enter.netapr; did you mean enter.net-apr");
    assertWrong(
        hold("--spread", "-1bp", "--slippage", "0"), "--spread: execution.spread: -1bp: 0 or more");
    assertWrong(
        crossVenue("--rule", "find.detectors=cross-venue"),
        "find.detectors: found cross-venue, allowed are cross-venue-funding, spot-perp-carry");
    assertWrong(
        crossVenue("--rule", "find.venues=bybt"),
        "find.venues: found bybt, allowed are binance-usdm");
    assertWrong(
        crossVenue("--rule", "find.detectors=dated-basis"),
        "of which no histories are kept; run --paper");
    assertWrong(
        crossVenue("--rule", "find.assets=BTCX"),
        "of all venues and assets BTCX nothing is stored that could be traded");
    assertWrong(
        backtest("--strategy", "hold", "--from", "2024-01-02", "--to", "2024-01-01"),
        "--from 2024-01-02T00:00:00Z is not before --to 2024-01-01T00:00:00Z");
    assertWrong(
        crossVenue("--rule", "find.assets=BTC,BTCX"),
        "find.assets: of BTCX nothing is stored that could be traded with the rest");
    assertWrong(hold("--spread", "1", "--slippage", "0"), "1: up to 0.1 is allowed; a basis point");
    assertWrong(
        hold("--spread", "0", "--slippage", "0", "--capital", "1"),
        "--capital: not with hold, whose capital is what the pair binds");
    assertWrong(
        hold("--spread", "0", "--slippage", "0", "--fee", "bybt=5bp"),
        "--fee bybt: no such venue; known are");
    assertWrong(
        hold("--spread", "0", "--slippage", "0", "--fee", "bybit=5"),
        "--fee bybit=5.0: from -0.01 to 0.1 is allowed");
    assertWrong(
        hold("--spread", "0", "--slippage", "0", "--stress", "--stress-at", "2030-01-01"),
        "from 2024-01-01T00:00:00Z until 2024-01-11T00:00:00Z is allowed");
    assertWrong(crossVenue("--grid", "exit.hold=1d,2d"), "--grid: allowed with --walk-forward");
    assertWrong(
        crossVenue("--rule", "account.maintenance=2"),
        "account.maintenance: 2: more than 0 and less than 1 is allowed");
    assertWrong(
        crossVenue("--rule", "account.rebalance-at=5"),
        "account.rebalance-at: 5: more than 0 and less than 1 is allowed");
    assertWrong(crossVenue("--capital", "1e-30"), "1e-30: 1 or more is allowed, in dollars");
    assertWrong(crossVenue("--leverage", "1e9"), "1e9: more than 0, up to 250, is allowed");
    assertWrong(
        crossVenue("--long", "bybit:BTCUSDT"), "--long, --short: allowed with --strategy hold");
    Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xff, 'a'});
    assertWrong(backtest("--strategy", binary.toString()), binary + ": not YAML in UTF-8");
    Path file = Files.writeString(folder.resolve("s.yaml"), "enter:\n  net-apr: much\n");
    assertWrong(backtest("--strategy", file.toString()), file + ":2: enter.net-apr: 'much'");
    Called bars = crossVenue("--bar", "7h");
    assertThat(bars.exit()).isEqualTo(1);
    assertThat(bars.err()).contains("no prices in bars of PT7H of that time are stored. Mend:");
    Path empty = Files.writeString(folder.resolve("e.yaml"), "# later\n");
    assertWrong(backtest("--strategy", empty.toString()), empty + ": says nothing: name what is");
    Path choices =
        Files.writeString(
            folder.resolve("g.yaml"), "enter: {net-apr: 1%}\ngrid:\n  exit.hold: 7d,soon\n");
    assertWrong(backtest("--strategy", choices.toString()), choices + ":3: exit.hold: ");
    Path unknown = Files.writeString(folder.resolve("u.yaml"), "grid: {exit.holds: 7d}\n");
    assertWrong(
        backtest("--strategy", unknown.toString()),
        unknown + ":1: unknown key exit.holds; did you mean exit.hold?");
    for (String key : List.of("exit.hold=7d", "size.capital=5000", "enter.net-apr=1%")) {
      assertWrong(
          hold("--spread", "0", "--slippage", "0", "--rule", key), "not with hold: one pair, of");
    }
    Called none =
        backtest(
            "--strategy",
            "hold",
            "--long",
            "okx:BTC-USDT-SWAP",
            "--short",
            "bybit:BTCUSDT",
            "--spread",
            "0",
            "--slippage",
            "0");
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err()).contains("okx:BTC-USDT-SWAP: no settlements are stored. Mend:");
  }

  private static void assertWrong(Called called, String... words) {
    assertThat(called.exit()).as(called.err()).isEqualTo(2);
    assertThat(called.err()).contains(words);
  }
}
