package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.sim.SimOptions;
import dev.carry.sim.SimServer;
import dev.carry.sim.fault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The verbs as scripts call them: exit codes, standard output, messages.
class CommandsTest {
  @Test
  void calcCrossAnswersThePublishedGolden() throws IOException {
    Called ran =
        Called.call(
            "calc",
            "cross",
            "--short-rate",
            "0.00015",
            "--short-period",
            "8h",
            "--long-rate",
            "0.00011",
            "--long-period",
            "8h",
            "--short-fee",
            "0.00055",
            "--long-fee",
            "5bp",
            "--notional",
            "1000000",
            "--format",
            "json");
    assertThat(ran.exit()).isZero();
    assertThat(ran.json().get("grossApr").asDouble()).isCloseTo(0.0438, within(1e-12));
    assertThat(ran.json().get("perDay").asDouble()).isCloseTo(120, within(1e-9));
    assertThat(ran.json().get("roundTripCost").asDouble()).isCloseTo(0.0021, within(1e-12));
    assertThat(ran.json().get("breakEvenSettlements").asInt()).isEqualTo(53);
    assertThat(ran.json().get("breakEven").asText()).isEqualTo("PT424H");
    assertThat(ran.json().has("netApr")).isFalse();
  }

  /// The simulated OKX lists another coin as JTO; Bybit writes a thousand SHIB another way.
  @Test
  void identityTellsOneCoinOfManyNamesAndTheOtherCoinOfOneName(@TempDir Path folder)
      throws IOException {
    Path endpoints = folder.resolve("endpoints.json");
    try (SimServer venues = SimServer.start(SimOptions.defaults().withHistoryDays(1))) {
      Files.writeString(endpoints, venues.endpointsJson());
      Called ran =
          Called.call(
              "identity",
              "--venues",
              "binance-usdm,bybit,okx,hyperliquid",
              "--assets",
              "SHIB,JTO",
              "--endpoints",
              endpoints.toString(),
              "--format",
              "json");
      List<String> lines = ran.out().lines().toList();
      assertThat(lines)
          .filteredOn(line -> line.contains("\"asset\":\"SHIB\""))
          .extracting(line -> line.replaceAll(".*symbol\":\"([^\"]+).*units\":(\\d+).*", "$1 $2"))
          .contains("1000SHIBUSDT 1000", "SHIB1000USDT 1000", "SHIB-USDT-SWAP 1", "kSHIB 1000");
      assertThat(lines)
          .filteredOn(line -> line.contains("\"held\""))
          .singleElement()
          .asString()
          .contains("\"symbol\":\"JTO-USDT-SWAP\"", "another coin or unit");
      assertThat(ran.exit()).isZero();
    }
  }

  @Test
  void theSimulatorsHelpNamesEveryFaultAndItsKeys() {
    List<String> help = Called.call("sim", "--help").out().lines().toList();
    for (Kind kind : Kind.values()) {
      assertThat(help)
          .anySatisfy(
              line -> {
                assertThat(line).contains(kind.word());
                int keys = help.indexOf(line);
                String rest = line + (line.contains("duplicate") ? help.get(keys + 1) : "");
                kind.allowed().forEach(key -> assertThat(rest).contains(key));
                kind.required().forEach(key -> assertThat(rest).contains(key + "*"));
              });
    }
  }

  @Test
  void calcCarryAnswersThePublishedGolden() throws IOException {
    Called ran =
        Called.call(
            "calc",
            "carry",
            "--spot",
            "42150",
            "--perp",
            "42180",
            "--rate",
            "0.000125",
            "--period",
            "8h",
            "--hold",
            "24h",
            "--capital",
            "10000",
            "--spot-fee",
            "0.001",
            "--perp-fee",
            "0.0004",
            "--format",
            "json");
    assertThat(ran.json().get("netWithConvergenceQuote").asDouble())
        .isCloseTo(-17.13, within(0.005));
    assertThat(ran.json().get("netWithoutConvergenceQuote").asDouble())
        .isCloseTo(-24.25, within(1e-9));
    assertThat(ran.json().get("breakEvenSettlements").asInt()).isEqualTo(23);
    assertThat(ran.json().get("breakEvenSettlementsWithConvergence").asInt()).isEqualTo(17);
  }

  /// A BTC option as Deribit stated it: 63.21 %, 0.03847784 BTC.
  @Test
  void calcOptionAnswersWhatDeribitStates() throws IOException {
    Called ran = calcOption("--vol", "63.21%");
    assertThat(ran.exit()).isZero();
    assertThat(ran.json().get("price").asDouble()).isCloseTo(0.03847784, within(1e-5));
    assertThat(ran.json().get("intrinsic").asDouble()).isCloseTo(190.73 / 9440.73, within(1e-9));
    assertThat(ran.json().get("timeValue").asDouble())
        .isCloseTo(0.03847784 - 190.73 / 9440.73, within(1e-5));
    assertThat(ran.json().get("delta").asDouble()).isCloseTo(0.62959, within(1e-4));
    assertThat(ran.json().get("gamma").asDouble()).isCloseTo(0.00058, within(1e-5));
    assertThat(ran.json().get("vega").asDouble()).isCloseTo(3.88497, within(1e-3));
    assertThat(ran.json().get("theta").asDouble()).isCloseTo(-28.34113, within(1e-2));
    assertThat(ran.json().get("rho").asDouble()).isCloseTo(0.66242, within(1e-4));

    Called back = calcOption("--price", ran.json().get("price").asText());
    assertThat(back.json().get("impliedVol").asDouble()).isCloseTo(0.6321, within(1e-8));
    assertThat(back.json().get("vega")).isEqualTo(ran.json().get("vega"));
  }

  @Test
  void calcOptionSaysWhyAPriceImpliesNoVolatility() throws IOException {
    Called ran = calcOption("--price", "0.02");
    assertThat(ran.exit()).isZero();
    assertThat(ran.json().has("impliedVol")).isFalse();
    assertThat(ran.json().has("delta")).isFalse();
    assertThat(ran.json().get("timeValue").asDouble()).isNegative();
    assertThat(ran.json().get("because").asText())
        .contains("is below the intrinsic value 190.7", "in quote");
  }

  private static Called calcOption(String given, String value) {
    return Called.call(
        "calc",
        "option",
        "--forward",
        "9440.73",
        "--strike",
        "9250",
        "--days",
        "4.3327245949",
        "--type",
        "call",
        "--premium-in",
        "coin",
        given,
        value,
        "--format",
        "json");
  }

  @Test
  void aWrongCallExitsWithTwoAndSaysWhatIsAllowed() {
    Called ran = Called.call("calc", "funding", "--rate", "much", "--period", "8h");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("--rate", "'much'", "0.0001, 1bp or 0.01%");
    assertThat(ran.out()).isEmpty();
    assertThat(Called.call("nonsense").exit()).isEqualTo(2);
    assertThat(Called.call("calc", "funding", "--rate", "1bp", "--period", "0h").exit())
        .isEqualTo(2);
  }

  @Test
  void everyVerbHasHelpWithAnExample() {
    Main.commandLine()
        .getSubcommands()
        .forEach(
            (verb, line) -> {
              Called ran = Called.call(verb, "--help");
              assertThat(ran.exit()).as(verb).isZero();
              assertThat(ran.out()).as(verb).contains("Example");
            });
  }
}
