package dev.carry.detect;

import static dev.carry.testkit.Run.statuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.model.Finding.Status;
import dev.carry.model.InstrumentId;
import dev.carry.model.Leg;
import dev.carry.model.Opportunity;
import dev.carry.model.Quarantine.Gate;
import dev.carry.testkit.Golden;
import dev.carry.testkit.Run;
import dev.carry.testkit.Run.Setup;
import dev.carry.testkit.Tape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Futures held to their expiry, against spot markets and against each other.
class DatedBasisTest {
  private static final Offset<Double> EXACT = within(1e-12);
  private static final Instant NOW = Tape.time("08:00");

  /// Ninety days of a future on a spot market at 50 000; what the future costs is left open.
  private static final String MARKET =
      """
      08:00:00 start
      .        tick
      .        list  kraken-spot:BTC BTC/USDT kind=spot
      .        list  okx:BTC-APR BTC/USDT:USDT kind=dated-future expiry=2026-04-01
      .        quote kraken-spot:BTC 49990 10 50010 10
      """;

  private static final String CONTANGO = MARKET + ". quote okx:BTC-APR 50980 10 51020 10\n";
  private static final String BACKWARD = MARKET + ". quote okx:BTC-APR 48980 10 49020 10\n";

  /// A second future a quarter later.
  private static final String LATER =
      """
      .        list  bybit:BTC-JUL BTC/USDT:USDT kind=dated-future expiry=2026-06-30
      .        quote bybit:BTC-JUL 52980 10 53020 10
      """;

  private static Setup with(Map<String, Double> borrowApr) {
    CostSettings costs = new CostSettings(0.0002, null, null, borrowApr);
    return Setup.DEFAULT.with(
        DatedBasisSettings.DEFAULT.with(PairSettings.DEFAULT.withCosts(costs)));
  }

  private static Opportunity ofLegs(Run run, String longLeg, String shortLeg) {
    return run.offered().stream()
        .filter(o -> ids(o).equals(List.of(longLeg, shortLeg)))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> ids(Opportunity found) {
    return found.legs().stream().map(Leg::instrument).map(InstrumentId::toString).toList();
  }

  @Test
  void whatAFutureIsDearerIsEarnedAtItsExpiryLessEveryCost() {
    Opportunity found = ofLegs(Run.of(CONTANGO), "kraken-spot:BTC", "okx:BTC-APR");
    assertThat(found.head().detector()).isEqualTo("dated-basis");
    assertThat(found.horizon()).isEqualTo(Duration.ofDays(90));
    assertThat(found.grossApr()).isCloseTo((51_000 / 50_000.0 - 1) * 365 / 90, EXACT);
    // bought, sold, sold again and delivered at 0.05 % each
    assertThat(found.costs().fees()).isCloseTo(0.002, EXACT);
    // the spot market's whole spread and half the future's, which delivers
    assertThat(found.costs().spread()).isCloseTo(20 / 50_000.0 + 40 / 51_000.0 / 2, EXACT);
    double net = 0.02 - found.costs().fees() - found.costs().spread();
    assertThat(found.netApr()).isCloseTo(net * 365 / 90, EXACT);
    assertThat(found.returnOnCapital()).isCloseTo(found.netApr() / (1 + 1 / 3.0 + 0.2), EXACT);
    // what the prices one trades at say: entry at bid and ask, exit of the spot at its bid
    double atTouch = (50_980 - 50_010 - 10) / 50_000.0 - 0.002;
    assertThat(net).isCloseTo(atTouch, within(1e-5));
    assertThat(found.breakEven()).isEqualTo(Duration.ofDays(90));
    assertThat(found.breakEvenSettlements()).isEqualTo(1);
    assertThat(found.legs()).allMatch(leg -> leg.rate() == null && leg.settlesAt() == null);
    assertThat(found.riskWords())
        .contains("futures deliver at their index: a spot market may be elsewhere then");
  }

  @Test
  void anOfferIsToldInJsonAsTheContractSays() {
    Golden.check("detect/dated-basis.json", Run.of(CONTANGO).json());
  }

  @Test
  void aCheapFutureNeedsALoan() {
    Run unknown = Run.of(BACKWARD);
    assertThat(unknown.offered()).isEmpty();
    assertThat(unknown.turnedDown().getFirst().because())
        .isEqualTo("no borrow rate is known for BTC");

    Run known = with(Map.of("BTC", 0.01)).run(BACKWARD);
    Opportunity found = ofLegs(known, "okx:BTC-APR", "kraken-spot:BTC");
    assertThat(found.costs().borrow()).isCloseTo(0.01 * 90 / 365, EXACT);
    double net = 0.02 - found.costs().total();
    assertThat(found.netApr()).isCloseTo(net * 365 / 90, EXACT);
  }

  @Test
  void twoFuturesPayTheForwardRateBetweenTheirExpiries() {
    Run run = Run.of(CONTANGO + LATER);
    Opportunity found = ofLegs(run, "okx:BTC-APR", "bybit:BTC-JUL");
    // held to the later expiry, a hundred and eighty days away
    assertThat(found.horizon()).isEqualTo(Duration.ofDays(180));
    double forwardRate = (53_000 / 51_000.0 - 1) * 365 / 90;
    assertThat(found.grossApr()).isCloseTo(forwardRate * 90 / 180, EXACT);
    // both legs in and delivered, and the spot market in between in and out
    assertThat(found.costs().fees()).isCloseTo(6 * 0.0005, EXACT);
    assertThat(found.costs().spread())
        .isCloseTo(40 / 51_000.0 / 2 + 40 / 53_000.0 / 2 + 20 / 50_000.0, EXACT);
    assertThat(found.riskWords())
        .contains(
            "from 2026-04-01T08:00:00Z on the asset itself is held in the nearer's place: its"
                + " costs are those of kraken-spot:BTC now");
  }

  @Test
  void theForwardRateIsHeldAgainstTheFinancingRate() {
    // the quarter between pays 3.9 %, 16 % a year
    Setup dear = Setup.DEFAULT.with(DatedBasisSettings.DEFAULT.withFinancingRate(0.05));
    Opportunity found = ofLegs(dear.run(CONTANGO + LATER), "okx:BTC-APR", "bybit:BTC-JUL");
    double forward = 53_000.0 / 51_000 - 1 - 0.05 * 90 / 365;
    assertThat(found.grossApr()).isCloseTo(forward * 365 / 180, EXACT);

    Setup dearer = Setup.DEFAULT.with(DatedBasisSettings.DEFAULT.withFinancingRate(0.30));
    Run reversed = dearer.run(CONTANGO + LATER);
    assertThat(reversed.turnedDown())
        .filteredOn(o -> ids(o).equals(List.of("bybit:BTC-JUL", "okx:BTC-APR")))
        .extracting(Opportunity::because)
        .contains("no borrow rate is known for BTC");
  }

  @Test
  void twoFuturesNeedASpotMarketInBetween() {
    Run run =
        Run.of(
            (CONTANGO + LATER)
                .lines()
                .filter(line -> !line.contains("kraken-spot"))
                .reduce("", (a, b) -> a + b + "\n"));
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void aFutureThatDeliversWithinTwoDaysIsNotOffered() {
    String soon = CONTANGO.replace("2026-04-01", "2026-01-03");
    assertThat(Run.of(soon).findings()).isEmpty();
    Run run =
        Run.of(
            CONTANGO.replace("2026-04-01", "2026-01-03").replace("08:00:00", "07:59:30")
                + "08:00:01 tick\n");
    assertThat(run.offered().getLast().head().status()).isEqualTo(Status.CLOSED);
    assertThat(run.offered().getLast().because()).isEqualTo("okx:BTC-APR delivers within PT48H");
  }

  @Test
  void aLegitimateBasisPassesAndAnotherCoinDoesNot() {
    // a quarter of a year at the widest: 1.05 + 90/365
    String dear = MARKET + ". quote okx:BTC-APR 64000 10 64010 10\n";
    assertThat(Run.of(dear).quarantines()).isEmpty();
    String other = MARKET + ". quote okx:BTC-APR 65500 10 65510 10\n";
    Run run = Run.of(other);
    assertThat(run.quarantines().getFirst().gate()).isEqualTo(Gate.PRICE_RATIO);
    assertThat(run.quarantines().getFirst().id()).isEqualTo(InstrumentId.parse("okx:BTC-APR"));
    assertThat(run.offered()).isEmpty();
    // and lets it go when it is right again
    Run right = Run.of(other + "08:00:05 quote okx:BTC-APR 50980 10 51020 10\n");
    assertThat(statuses(right.quarantines())).containsExactly(Status.OPEN, Status.CLOSED);
    assertThat(right.offered()).isNotEmpty();
  }

  @Test
  void futuresDoNotVoteOnWhatTheAssetIsWorth() {
    Run run =
        Run.of(
            CONTANGO
                + LATER
                + """
                .        list  gate:BTC BTC/USDT:USDT period=8h
                .        mark  gate:BTC 50000
                08:00:01 tick
                """);
    assertThat(run.quarantines()).isEmpty();
  }

  @Test
  void anOldQuoteOfAFutureClosesTheOffer() {
    Run run =
        Run.of(
            CONTANGO
                + """
                08:01:00 quote kraken-spot:BTC 49990 10 50010 10
                08:01:01 tick
                """);
    assertThat(run.offered().getLast().because())
        .isEqualTo("okx:BTC-APR is quarantined: last heard 61 s ago");
  }

  @Test
  void aCoinMarginedFuturesMarginMovesWithTheCoin() {
    Run run =
        Run.of(
            CONTANGO.replace(
                "BTC/USDT:USDT kind=dated-future", "BTC/USD:BTC kind=dated-future inverse"));
    Opportunity found = ofLegs(run, "kraken-spot:BTC", "okx:BTC-APR");
    assertThat(found.riskWords())
        .contains(
            "margin of okx:BTC-APR is held in BTC: 0.33 of the notional moves with its price");
  }

  @Test
  void theDeliveredSideNeedsNoExit() {
    // a future's ask that holds nothing is never lifted
    Run run = Run.of(CONTANGO.replace("50980 10 51020 10", "50980 10 51020 0.0001"));
    assertThat(run.offered().getFirst().costs().slippage()).isEqualTo(0.0);
    assertThat(Duration.between(NOW, run.offered().getFirst().head().firstSeen())).isZero();
  }
}
