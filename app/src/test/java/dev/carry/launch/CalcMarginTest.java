package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the calculators say of margins, against the published prices.
class CalcMarginTest {
  private static Called calc(String line) {
    List<String> call = new ArrayList<>(List.of("calc"));
    call.addAll(List.of(line.split(" ")));
    call.addAll(List.of("--format", "json"));
    return Called.call(call.toArray(String[]::new));
  }

  private static JsonNode json(String line) throws IOException {
    Called called = calc(line);
    assertThat(called.exit()).as(called.err()).isZero();
    return called.json();
  }

  @Test
  void leverageAnswersThePublishedGoldens() throws IOException {
    JsonNode safe = json("leverage --adverse 30% --maintenance 0.005");
    assertThat(safe.path("maxLong").asDouble()).isCloseTo(3.294892916, within(1e-9));
    assertThat(safe.path("maxShort").asDouble()).isCloseTo(3.262642741, within(1e-9));
    assertThat(safe.size()).as("nothing was said of an entry").isEqualTo(2);

    JsonNode linear = json("leverage --adverse 0.3 --maintenance 0.005 --entry 100 --leverage 10");
    assertThat(linear.path("liquidationLong").asDouble()).isCloseTo(90.452261307, within(1e-9));
    assertThat(linear.path("liquidationShort").asDouble()).isCloseTo(109.452736318, within(1e-9));
    JsonNode inverse =
        json("leverage --adverse 0.3 --maintenance 0.005 --entry 100 --leverage 10 --inverse");
    assertThat(inverse.path("liquidationLong").asDouble()).isCloseTo(91.363636364, within(1e-9));
    assertThat(inverse.path("liquidationShort").asDouble()).isCloseTo(110.555555556, within(1e-9));
  }

  /// Its margin loses its worth with the price.
  @Test
  void whatIsPaidInCoinSurvivesLess() throws IOException {
    String leverage =
        json("leverage --adverse 10% --maintenance 0.005 --inverse").path("maxLong").asText();
    assertThat(Double.parseDouble(leverage)).isCloseTo(60 / 7.0, within(1e-9));

    JsonNode at =
        json(
            "leverage --adverse 10% --maintenance 0.005 --inverse --entry 60000 --leverage "
                + leverage);
    assertThat(at.path("liquidationLong").asDouble()).isCloseTo(54_000, within(1e-4));
  }

  @Test
  void interestThatEatsTheIncomeIsNeverCovered() throws IOException {
    String carry =
        "carry --spot 60000 --perp 60060 --rate 0.0001 --period 8h --hold 1d --capital 100"
            + " --spot-fee 10bp --perp-fee 5bp --borrow ";
    assertThat(json(carry + "50%").has("breakEvenSettlements")).isFalse();
    // 30 bp of fees at 1 bp a settlement less a 1,095th of 5 %
    assertThat(json(carry + "5%").path("breakEvenSettlements").asInt()).isEqualTo(56);
    assertThat(json(carry.replace("1d", "30d") + "5%").path("breakEvenSettlements").asInt())
        .isEqualTo(56);
  }

  @Test
  void percentsWithoutTheirSignAndDeadPositionsAreRefused() {
    assertWrong("leverage --adverse 30 --maintenance 0.005", "--adverse 30.0: from 0 to 10.0");
    assertWrong(
        "leverage --adverse 10% --maintenance 0.3 --entry 60000 --leverage 5",
        "--leverage 5.0: its margin is within the maintenance margin at the entry");
    assertWrong(
        "option --type call --strike 1 --forward 1 --days 1 --vol 65",
        "--vol 65.0: up to 10.0 is allowed");
  }

  /// 100,000 at 60,000 are in the second tier: 0.5 % less 50.
  @Test
  void aTiersAmountMovesTheLiquidationPrice() throws IOException {
    JsonNode json =
        json(
            "leverage --adverse 0.1 --tiers 50000:0.004:0,250000:0.005:50 --notional 100000"
                + " --entry 60000 --leverage 5");

    double perCoin = 50 / (100_000 / 60_000.0);
    assertThat(json.path("liquidationLong").asDouble())
        .isCloseTo((60_000 * 0.8 - perCoin) / 0.995, within(1e-6));
    assertThat(json.path("liquidationShort").asDouble())
        .isCloseTo((60_000 * 1.2 + perCoin) / 1.005, within(1e-6));
    assertThat(json.path("maxLong").asDouble())
        .isCloseTo(1 / (0.1 * 0.995 + 0.005 - 50 / 100_000.0), within(1e-9));
  }

  @Test
  void amountsThatAreNotGivenFollowFromTheRates() throws IOException {
    String rest = " --notional 100000 --entry 60000 --adverse 0.1";

    assertThat(json("leverage --tiers 50000:0.004,inf:0.005" + rest))
        .isEqualTo(json("leverage --tiers 50000:0.4%:0,inf:50bp:50" + rest));
  }

  /// 60 % a year are 1.05 % in the half hour that margin is on its way.
  @Test
  void theMoveDuringATransferIsSurvivedToo() throws IOException {
    JsonNode json = json("leverage --adverse 0.1 --maintenance 0.005 --volatility 60%");

    double move = json.path("transferMove").asDouble();
    assertThat(move).isCloseTo(0.010544, within(1e-6));
    assertThat(json.path("maxLong").asDouble())
        .isCloseTo(1 / ((0.1 + move) * 0.995 + 0.005), within(1e-9));
    JsonNode atOnce =
        json("leverage --adverse 0.1 --maintenance 0.005 --volatility 60% --transfer-delay 0s");
    assertThat(atOnce.path("maxLong").asDouble())
        .isCloseTo(1 / (0.1 * 0.995 + 0.005), within(1e-9));
  }

  @Test
  void carrySaysWhatItBindsAndWhereItsShortIsLiquidated() throws IOException {
    String line =
        "carry --spot 60000 --perp 60000 --rate 0.0001 --period 8h --hold 365d --capital 100000"
            + " --spot-fee 0.001 --perp-fee 0.0005 --leverage 4";
    JsonNode json = json(line + " --maintenance 0.005");

    assertThat(json.path("capital").asDouble()).isCloseTo(125_000, within(1e-6));
    assertThat(json.path("margin").asDouble()).isCloseTo(25_000, within(1e-6));
    assertThat(json.path("capitalWithBuffer").asDouble()).isCloseTo(145_000, within(1e-6));
    assertThat(json.path("returnOnCapital").asDouble())
        .isCloseTo((0.1095 - 0.003) / 1.45, within(1e-9));
    assertThat(json.path("liquidationPrice").asDouble())
        .isCloseTo(60_000 * 1.25 / 1.005, within(1e-6));
    assertThat(json(line).has("liquidationPrice")).as("no maintenance was said").isFalse();
  }

  @Test
  void wrongTiersAreToldWithWhatIsAllowed() {
    assertWrong("leverage --adverse 0.1 --tiers 50000", "rates from 0, less than 1 are allowed");
    assertWrong(
        "leverage --adverse 0.1 --tiers 50000:0.004,10000:0.005 --notional 1", "rising notionals");
    assertWrong(
        "leverage --adverse 0.1 --tiers 50000:0.004:0,inf:0.005 --notional 1",
        "an amount in each of them or in none is allowed");
    assertWrong(
        "leverage --adverse 0.1 --tiers 50000:0.004,inf:0.005", "--notional: needed to know");
    assertWrong(
        "leverage --adverse 0.1 --tiers 50000:0.004,250000:0.005 --notional 240000",
        "--tiers end at 250000.0, and up to 264000.0 is held after the move");
    assertWrong("leverage --adverse 0.1 --tiers a:b:c:d --notional 1", "NOTIONAL:RATE:AMOUNT");
  }

  private static void assertWrong(String line, String words) {
    Called called = calc(line);
    assertThat(called.exit()).as(called.out()).isEqualTo(2);
    assertThat(called.err()).contains(words);
  }
}
