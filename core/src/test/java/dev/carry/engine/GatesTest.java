package dev.carry.engine;

import static dev.carry.engine.GateTapes.OFFER;
import static dev.carry.engine.GateTapes.TWO_VENUES;
import static dev.carry.engine.GateTapes.becauses;
import static dev.carry.engine.GateTapes.opensAndCloses;
import static dev.carry.testkit.Run.statuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Finding.Status;
import dev.carry.model.Opportunity;
import dev.carry.model.Quarantine;
import dev.carry.model.Quarantine.Gate;
import dev.carry.testkit.Golden;
import dev.carry.testkit.Run;
import dev.carry.testkit.Tape;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// Each gate opens, keeps the fact out of valuation, and closes. Two venues would be an offer but
/// for what the gate holds back.
class GatesTest {
  @Test
  void aRateWithoutItsPeriodIsNeverValued() {
    Run run =
        Run.of(
            TWO_VENUES
                + """
                .        fund bybit:BTC 0.0004 - 08:00
                07:00:05 fund bybit:BTC 0.0004 8h 08:00
                """);
    opensAndCloses(
        run, Gate.UNIT, "no funding period is known: a rate without its period cannot be valued");
  }

  @Test
  void aPeriodicRateWithoutItsSettlementIsNotValued() {
    Run run =
        Run.of(
            TWO_VENUES
                + """
                .        fund bybit:BTC 0.0004 8h -
                07:00:05 fund bybit:BTC 0.0004 8h 08:00
                """);
    opensAndCloses(run, Gate.UNIT, "no settlement time is known");
  }

  @Test
  void aPeriodThatCannotBeIsNotValued() {
    for (String period : List.of("0s", "1ms", "59s", "8d")) {
      Run run =
          Run.of(
              TWO_VENUES
                  + ". fund bybit:BTC 0.0000001 "
                  + period
                  + " 08:00\n07:00:05 fund bybit:BTC 0.0004 8h 08:00");
      opensAndClosesWith(run, Gate.UNIT, "from PT1M to PT168H is allowed");
    }
  }

  private static void opensAndClosesWith(Run run, Gate gate, String part) {
    assertThat(run.quarantines().getFirst().because()).contains(part);
    assertThat(run.quarantines().getFirst().gate()).isEqualTo(gate);
    assertThat(run.offered()).hasSize(1);
    assertThat(run.offered().getFirst().head().lastSeen()).isEqualTo(Tape.time("07:00:05"));
  }

  @Test
  void aPeriodShorterThanTheTimeToItsSettlementIsWrong() {
    // 0.0004 taken for hourly would be eight times too much
    Run run =
        Run.of(
            TWO_VENUES.replace("07:00:00", "01:00:00")
                + """
                .        fund bybit:BTC 0.0004 1h 08:00
                01:00:05 fund bybit:BTC 0.0004 8h 08:00
                """);
    opensAndCloses(
        run,
        Gate.UNIT,
        "it settles at 2026-01-01T08:00:00Z, further away than its period PT1H: one of them is"
            + " wrong");
  }

  @Test
  void aCrossedQuoteIsNotTradedAgainst() {
    Run run =
        Run.of(
            OFFER
                + """
                07:00:02 quote bybit:BTC 50012 10 50011 10
                07:00:04 quote bybit:BTC 50009 10 50011 10
                """);
    opensAndCloses(run, Gate.SIGN, "bid 50012 is above ask 50011");
    assertThat(statuses(run.offered())).containsExactly(Status.OPEN, Status.CLOSED, Status.OPEN);
    Opportunity closed = run.offered().get(1);
    assertThat(closed.because())
        .isEqualTo("bybit:BTC is quarantined: bid 50012 is above ask 50011");
    assertThat(closed.legs().get(1).executablePrice()).as("as last told").isEqualTo(50_009);
  }

  @Test
  void aLockedQuoteIsAnOrdinaryMoment() {
    assertThat(Run.of(OFFER + "07:00:02 quote bybit:BTC 50011 10 50011 10").quarantines())
        .isEmpty();
  }

  @Test
  void pricesThatCannotBeAreNotValued() {
    assertThat(becauses(Run.of(OFFER + "07:00:02 mark bybit:BTC 0")))
        .containsExactly("mark 0: more than 0 is allowed");
    assertThat(becauses(Run.of(OFFER + "07:00:02 mark bybit:BTC 1e400")))
        .contains("mark 1E+400: more than 0 is allowed");
    assertThat(becauses(Run.of(OFFER + "07:00:02 quote bybit:BTC 0 1 0 1")))
        .containsExactly("bid 0, ask 0: more than 0 is allowed");
    assertThat(becauses(Run.of(OFFER + "07:00:02 quote bybit:BTC -5 1 5 1")))
        .containsExactly("bid -5, ask 5: more than 0 is allowed");
  }

  @Test
  void aRateAgainstItsPremiumIsAWrongSign() {
    Run run =
        Run.of(
            TWO_VENUES.replace("floor=-0.003", "index=I")
                + """
                .        index bybit:I 50010
                .        fund  bybit:BTC -0.0004 8h 08:00
                07:00:05 index bybit:I 48500
                .        mark  bybit:BTC 50010
                07:00:10 fund  bybit:BTC 0.0004 8h 08:00
                """);
    assertThat(becauses(run).getFirst()).isEqualTo("rate -0.0004 against a premium of 0.0311");
    assertThat(run.quarantines().getFirst().gate()).isEqualTo(Gate.SIGN);
    assertThat(run.offered().stream().filter(o -> o.head().status() == Status.OPEN)).hasSize(2);
    assertThat(run.offered().getLast().head().firstSeen()).isEqualTo(Tape.time("07:00:10"));
  }

  @Test
  void anIndexLongSilentDoesNotMakeASignWrong() {
    Run run =
        Run.of(
            TWO_VENUES.replace("floor=-0.003", "index=I")
                + """
                .        index bybit:I 50010
                .        fund  bybit:BTC -0.0004 8h 08:00
                07:02:00 mark  bybit:BTC 51500
                .        mark  okx:BTC 51500
                """);
    assertThat(run.quarantines()).noneMatch(q -> q.gate() == Gate.SIGN);
  }

  @Test
  void aRateAboveTheVenuesCapOrBelowItsFloorIsNotValued() {
    opensAndCloses(
        Run.of(
            TWO_VENUES
                + """
                .        fund bybit:BTC 0.0031 8h 08:00
                07:00:05 fund bybit:BTC 0.0030 8h 08:00
                """),
        Gate.CAP,
        "rate 0.0031 is above the venue's cap 0.003");
    opensAndCloses(
        Run.of(
            TWO_VENUES
                + """
                .        fund bybit:BTC -0.0031 8h 08:00
                07:00:05 fund bybit:BTC -0.0030 8h 08:00
                """),
        Gate.CAP,
        "rate -0.0031 is below the venue's floor -0.003");
  }

  @Test
  void whereAVenueStatesNoCapReasonDoes() {
    opensAndCloses(
        Run.of(
            TWO_VENUES.replace("cap=0.003 floor=-0.003", "")
                + """
                .        fund bybit:BTC 1790000000 8h 08:00
                07:00:05 fund bybit:BTC 0.32 8h 08:00
                """),
        Gate.CAP,
        "rate 1790000000 per PT8H is more than 0.04 an hour");
  }

  @Test
  void aCapThatArrivesAfterTheRateHoldsItBackToo() {
    Run run =
        Run.of(
            TWO_VENUES.replace(
                    ".        list  bybit:BTC BTC/USDT:USDT period=8h cap=0.003 floor=-0.003\n", "")
                + """
                .        fund bybit:BTC 0.0031 8h 08:00
                07:00:05 list bybit:BTC BTC/USDT:USDT period=8h cap=0.003
                07:00:06 list bybit:BTC BTC/USDT:USDT period=8h cap=0.02
                """);
    opensAndCloses(run, Gate.CAP, "rate 0.0031 is above the venue's cap 0.003");
  }

  @Test
  void anInstrumentThatDoesNotTradeIsNotGated() {
    Run run =
        Run.of(
            """
            07:00:00 start
            .        list  okx:BTC-MAR BTC/USDT kind=dated-future
            .        list  okx:BTC-NEW BTC/USDT:USDT status=pre-launch
            .        quote okx:BTC-MAR 5 1 4 1
            .        mark  okx:BTC-NEW 0
            .        fund  okx:BTC-NEW 0.0001 - -
            07:10:00 tick
            """);
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void aHaltReleasesWhatWasHeldBack() {
    Run run =
        Run.of(
            OFFER
                + """
                07:00:02 quote bybit:BTC 50012 10 50011 10
                07:00:04 list  bybit:BTC BTC/USDT:USDT period=8h status=halted
                """);
    assertThat(run.quarantines().getLast().head().status()).isEqualTo(Status.CLOSED);
  }

  @Test
  void quarantinesOpenedInTheSameMillisecondHaveDifferentIds() {
    Run run =
        Run.of(
            OFFER
                + """
                07:00:02 quote bybit:BTC 50012 10 50011 10
                .        quote bybit:BTC 50009 10 50011 10
                .        quote bybit:BTC 50012 10 50011 10
                """);
    assertThat(run.quarantines().stream().map(q -> q.head().id()).distinct()).hasSize(2);
    assertThat(run.quarantines()).hasSize(3);
  }

  @Test
  void everyGateIsToldInJson() {
    Run run =
        Run.of(
            OFFER
                + """
                07:00:01 fund  bybit:BTC 0.0004 - 08:00
                07:00:02 fund  bybit:BTC 0.0400 8h 08:00
                07:00:03 quote bybit:BTC 50012 10 50011 10
                07:00:04 mark  bybit:BTC 400
                07:00:09! mark bybit:BTC 50010
                07:01:30 tick
                08:00:00 fund  okx:BTC 0.0001 8h 16:00
                """);
    Golden.check("engine/quarantine.json", run.json());
    assertThat(run.quarantines().stream().map(Quarantine::gate).distinct())
        .containsExactlyInAnyOrder(Gate.values());
    assertThat(run.brief().toLowerCase(Locale.ROOT)).doesNotContain("nan", "infinity", "null");
  }
}
