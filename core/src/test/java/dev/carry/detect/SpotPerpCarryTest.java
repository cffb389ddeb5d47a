package dev.carry.detect;

import static dev.carry.testkit.Run.statuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.engine.FundingPath;
import dev.carry.model.Finding.Status;
import dev.carry.model.InstrumentId;
import dev.carry.model.Leg;
import dev.carry.model.Opportunity;
import dev.carry.model.Quarantine.Gate;
import dev.carry.model.Side;
import dev.carry.testkit.Golden;
import dev.carry.testkit.Run;
import dev.carry.testkit.Run.Setup;
import dev.carry.testkit.Tape;
import dev.carry.valuation.CashAndCarry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// The asset bought, its perpetual sold: the golden of the economics first.
class SpotPerpCarryTest {
  private static final Offset<Double> EXACT = within(1e-12);
  private static final Duration DAY = Duration.ofDays(1);
  private static final long HOUR_MILLIS = 3_600_000;

  /// Spot 42 150 and perpetual 42 180 without spreads; what the perpetual pays is left open.
  private static final String MARKET =
      """
      00:10:00 start
      .        tick
      .        list  kraken-spot:BTC BTC/USDT kind=spot
      .        list  bybit:BTC BTC/USDT:USDT period=8h
      .        mark  bybit:BTC 42180
      .        quote kraken-spot:BTC 42150 10 42150 10
      .        quote bybit:BTC 42180 10 42180 10
      """;

  private static final String GOLDEN = MARKET + ". fund bybit:BTC 0.000125 8h 08:00\n";

  /// Tells whatever pays at all, at the fees of the golden.
  private static Setup setup(Duration horizon, double convergence, Map<String, Double> borrowApr) {
    PairSettings all =
        PairSettings.DEFAULT
            .withCandidateApr(0.01)
            .withOpenApr(-10)
            .withCosts(new CostSettings(0.0002, null, null, borrowApr));
    return Setup.DEFAULT
        .with(instrument -> instrument.id().venue().id().equals("bybit") ? 0.0004 : 0.001)
        .with(new SpotPerpSettings(all, horizon, FundingPath.PERSISTS, convergence));
  }

  private static List<Opportunity> carries(List<Opportunity> of) {
    return of.stream().filter(o -> o.head().detector().equals("spot-perp-carry")).toList();
  }

  private static Opportunity first(Setup setup, String tape) {
    return carries(setup.run(tape).offered()).getFirst();
  }

  /// Over the horizon, as a fraction of the notional.
  private static double net(Opportunity found) {
    return found.netApr() * found.horizon().toHours() / 8760;
  }

  @Test
  void theGoldenDayLosesItsFeesLessThreeSettlements() {
    Opportunity found = first(setup(DAY, 0, Map.of()), GOLDEN);
    assertThat(net(found)).isCloseTo(-0.002425, EXACT);
    assertThat(found.notional() * net(found)).isCloseTo(-24.25, within(1e-9));
    assertThat(found.costs().fees()).isCloseTo(0.0028, EXACT);
    assertThat(found.grossApr()).isCloseTo(0.136875, EXACT);
    assertThat(found.priceGap()).isCloseTo(30 / 42_165.0, EXACT);
    CashAndCarry byHand =
        CashAndCarry.hold(
            42_150, 42_180, 0.000125, 8 * HOUR_MILLIS, 24 * HOUR_MILLIS, 0.001, 0.0004, 0);
    assertThat(net(found)).isCloseTo(byHand.netWithoutConvergence(), EXACT);
    assertThat(net(first(setup(DAY, 1, Map.of()), GOLDEN)))
        .isCloseTo(byHand.netWithConvergence(), EXACT);
  }

  @Test
  void itBreaksEvenAtTheTwentyThirdSettlementAndWithConvergenceAtTheSeventeenth() {
    Duration month = Duration.ofDays(30);
    Opportunity without = first(setup(month, 0, Map.of()), GOLDEN);
    assertThat(without.breakEvenSettlements()).isEqualTo(23);
    assertThat(without.breakEven()).isEqualTo(Duration.ofHours(23 * 8).minusMinutes(10));
    assertThat(without.riskWords())
        .contains("the rate is an estimate until it settles, then may differ");
    Opportunity with = first(setup(month, 1, Map.of()), GOLDEN);
    assertThat(with.breakEvenSettlements()).isEqualTo(17);
    assertThat(with.riskWords())
        .contains("7.12 bps of the basis are counted as earned at the exit");
  }

  @Test
  void theSpotLegIsPaidInFullAndHasNoFunding() {
    Opportunity found = first(setup(DAY, 0, Map.of()), GOLDEN);
    Leg spot = found.legs().getFirst();
    assertThat(spot.instrument()).isEqualTo(InstrumentId.parse("kraken-spot:BTC"));
    assertThat(spot.side()).isEqualTo(Side.BUY);
    assertThat(spot.rate()).isNull();
    assertThat(spot.period()).isNull();
    assertThat(spot.settlesAt()).isNull();
    assertThat(found.legs().getLast().settlesAt()).isEqualTo(Tape.time("08:00"));
    assertThat(found.returnOnCapital()).isCloseTo(found.netApr() / (1 + 1 / 3.0 + 0.2), EXACT);
    assertThat(found.costs().borrow()).isEqualTo(0.0);
  }

  @Test
  void anOfferIsToldInJsonAsTheContractSays() {
    Run run = Run.of(MARKET + ". fund bybit:BTC 0.0006 8h 08:00");
    Golden.check("detect/spot-perp.json", run.json());
  }

  @Test
  void spotIsSoldOnlyWhereItCanBeBorrowed() {
    String negative = MARKET + ". fund bybit:BTC -0.0006 8h 08:00\n";
    Run unknown = setup(DAY, 0, Map.of("ETH", 0.05)).run(negative);
    assertThat(carries(unknown.offered())).isEmpty();
    Opportunity turnedDown = carries(unknown.turnedDown()).getFirst();
    assertThat(turnedDown.because()).isEqualTo("no borrow rate is known for BTC");
    assertThat(turnedDown.costs().unknown()).contains("borrow");

    Opportunity found = first(setup(DAY, 0, Map.of("BTC", 0.0365)), negative);
    assertThat(found.legs().getFirst().instrument()).isEqualTo(InstrumentId.parse("bybit:BTC"));
    assertThat(found.legs().getLast().instrument())
        .isEqualTo(InstrumentId.parse("kraken-spot:BTC"));
    assertThat(found.costs().borrow()).isCloseTo(0.0001, EXACT);
    assertThat(net(found)).isCloseTo(3 * 0.0006 - 0.0028 - 0.0001, EXACT);
    assertThat(found.riskWords())
        .contains("the asset itself is borrowed: the loan may be called or become dearer");
  }

  @Test
  void ordinaryFundingMakesNoCandidate() {
    assertThat(Run.of(MARKET + ". fund bybit:BTC 0.0001 8h 08:00").findings()).isEmpty();
    assertThat(Run.of(MARKET + ". fund bybit:BTC -0.0001 8h 08:00").findings()).isEmpty();
    Run run =
        Setup.DEFAULT.with(instrument -> 0.001).run(MARKET + ". fund bybit:BTC 0.00014 8h 08:00");
    assertThat(carries(run.turnedDown()).getFirst().because())
        .isEqualTo("net APR below the threshold 0.01");
  }

  @Test
  void anOfferOpensAboveOneThresholdAndClosesBelowALowerOne() {
    // three settlements a day less 0.002 of fees at the default 0.05 %
    Run run =
        Run.of(
            MARKET
                + """
                .        fund bybit:BTC 0.000095 8h 08:00
                00:10:02 fund bybit:BTC 0.000150 8h 08:00
                00:10:04 fund bybit:BTC 0.000095 8h 08:00
                """);
    assertThat(statuses(carries(run.offered()))).containsExactly(Status.OPEN, Status.CLOSED);
    assertThat(carries(run.offered()).getLast().because())
        .isEqualTo("net APR fell below the closing threshold 0.0");
  }

  @Test
  void whenFundingTurnsTheOfferClosesAndItsReverseIsTurnedDown() {
    Run run =
        Run.of(
            MARKET
                + """
                .        fund bybit:BTC 0.0006 8h 08:00
                00:10:10 fund bybit:BTC -0.0006 8h 08:00
                """);
    assertThat(statuses(carries(run.offered()))).containsExactly(Status.OPEN, Status.CLOSED);
    assertThat(carries(run.offered()).getLast().because()).isEqualTo("the other leg pays more now");
    assertThat(carries(run.turnedDown()).getFirst().because())
        .isEqualTo("no borrow rate is known for BTC");
  }

  @Test
  void anOfferIsHeldAfterASettlement() {
    Run run =
        Run.of(
            MARKET.replace("00:10:00", "07:59:30")
                + """
                .        fund bybit:BTC 0.0006 8h 08:00
                08:00:01 fund bybit:BTC 0.00001 8h 16:00
                08:00:20 quote kraken-spot:BTC 42150 10 42150 10
                .        quote bybit:BTC 42180 10 42180 10
                .        mark bybit:BTC 42180
                08:01:10 quote kraken-spot:BTC 42150 10 42150 10
                .        quote bybit:BTC 42180 10 42180 10
                .        mark bybit:BTC 42180
                08:01:29 tick
                08:01:31 tick
                """);
    List<Opportunity> told = carries(run.offered());
    assertThat(statuses(told)).containsExactly(Status.OPEN, Status.CLOSED);
    assertThat(told.getLast().head().lastSeen()).isAfterOrEqualTo(Tape.time("08:01:30"));
  }

  @Test
  void aSpotQuoteThatStandsStillIsBelievedWhileItsVenueIsHeardAndForItsLifeOnly() {
    StringBuilder tape = new StringBuilder(MARKET + ". fund bybit:BTC 0.0006 8h 08:00\n");
    tape.append(". list kraken-spot:ETH ETH/USDT kind=spot\n");
    for (int minute = 11; minute <= 21; minute++) {
      tape.append("00:%d:00 quote bybit:BTC 42180 10 42180 10\n".formatted(minute));
      tape.append(". mark bybit:BTC 42180\n");
      tape.append(". quote kraken-spot:ETH 3000 10 3000 10\n");
    }
    Run run = Run.of(tape.toString());
    List<Opportunity> told = carries(run.offered());
    assertThat(told.getLast().head().status()).isEqualTo(Status.CLOSED);
    assertThat(told.getLast().head().lastSeen()).isEqualTo(Tape.time("00:21:00"));
    assertThat(told.getLast().because())
        .isEqualTo("kraken-spot:BTC is quarantined: last heard 660 s ago");
  }

  @Test
  void silenceOfTheSpotVenueClosesTheOffer() {
    Run run =
        Run.of(
            MARKET
                + """
                .        fund  bybit:BTC 0.0006 8h 08:00
                00:10:50 quote bybit:BTC 42180 10 42180 10
                .        mark  bybit:BTC 42180
                00:11:00 tick
                00:11:01 tick
                00:11:05 quote kraken-spot:BTC 42150 10 42150 10
                """);
    assertThat(run.quarantines().getFirst().gate()).isEqualTo(Gate.STALENESS);
    assertThat(statuses(carries(run.offered())))
        .containsExactly(Status.OPEN, Status.UPDATED, Status.CLOSED, Status.OPEN);
  }

  @Test
  void aSpotMarketOfAnotherCoinUnderTheNameIsNoLeg() {
    Run run =
        Run.of(
            MARKET.replace("kraken-spot:BTC 42150 10 42150", "kraken-spot:BTC 4215 10 4215")
                + ". fund bybit:BTC 0.0006 8h 08:00\n");
    assertThat(carries(run.offered())).isEmpty();
    assertThat(run.quarantines()).extracting(q -> q.gate()).contains(Gate.PRICE_RATIO);
  }

  @Test
  void everySpotMarketIsHeldAgainstEveryPerpetual() {
    StringBuilder tape = new StringBuilder("00:10:00 start\n. tick\n");
    for (int i = 0; i < 3; i++) {
      tape.append(". list s%d:BTC BTC/USDT kind=spot\n".formatted(i));
      tape.append(". list p%d:BTC BTC/USDT:USDT period=8h\n".formatted(i));
      tape.append(". quote s%d:BTC 42150 10 42150 10\n".formatted(i));
      tape.append(". quote p%d:BTC 42150 10 42150 10\n".formatted(i));
      tape.append(". fund p%d:BTC 0.0006 8h 08:00\n".formatted(i));
    }
    assertThat(carries(Run.of(tape.toString()).offered())).hasSize(9);
  }

  @Test
  void noAssetHasMorePairsThanTheLimit() {
    StringBuilder tape = new StringBuilder("00:10:00 start\n. tick\n");
    for (int i = 0; i < AssetPairs.MOST_SPOTS + 5; i++) {
      tape.append(". list s%d:BTC BTC/USDT kind=spot\n".formatted(i));
      tape.append(". quote s%d:BTC 42150 10 42150 10\n".formatted(i));
    }
    tape.append(". list p:BTC BTC/USDT:USDT period=8h\n. quote p:BTC 42150 10 42150 10\n");
    tape.append(". fund p:BTC 0.0006 8h 08:00\n");
    assertThat(carries(Run.of(tape.toString()).offered())).hasSize(AssetPairs.MOST_SPOTS);
  }

  @Test
  void aSpotMarketThatWasHaltedWhenListedIsPairedOnceItTrades() {
    Run run =
        Run.of(
            MARKET.replace("BTC/USDT kind=spot", "BTC/USDT kind=spot status=halted")
                + """
                .        fund  bybit:BTC 0.0006 8h 08:00
                00:10:05 list  kraken-spot:BTC BTC/USDT kind=spot
                .        quote kraken-spot:BTC 42150 10 42150 10
                """);
    assertThat(statuses(carries(run.offered()))).containsExactly(Status.OPEN);
  }
}
