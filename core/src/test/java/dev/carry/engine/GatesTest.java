package dev.carry.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Finding.Status;
import dev.carry.model.Opportunity;
import dev.carry.model.Quarantine;
import dev.carry.model.Quarantine.Gate;
import dev.carry.testkit.Golden;
import dev.carry.testkit.Run;
import dev.carry.testkit.Tape;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// Each gate opens, keeps the fact out of valuation, and closes. Two venues would be an offer but
/// for what the gate holds back.
class GatesTest {
  private static final String TWO_VENUES =
      """
      07:00:00 start
      .        tick
      .        list  okx:BTC BTC/USDT:USDT period=8h
      .        list  bybit:BTC BTC/USDT:USDT period=8h cap=0.003 floor=-0.003
      .        mark  okx:BTC 50000
      .        mark  bybit:BTC 50010
      .        quote okx:BTC 49999 10 50001 10
      .        quote bybit:BTC 50009 10 50011 10
      .        fund  okx:BTC 0.0001 8h 08:00
      """;

  private static final String OFFER = TWO_VENUES + ". fund bybit:BTC 0.0004 8h 08:00\n";

  private static List<Status> statuses(List<Opportunity> revisions) {
    return revisions.stream().map(o -> o.head().status()).toList();
  }

  /// The only gate's story: opened with this reason, no offer until it closed.
  private static void opensAndCloses(Run run, Gate gate, String because) {
    assertThat(run.quarantines()).hasSize(2).allMatch(q -> q.gate() == gate);
    Quarantine opened = run.quarantines().get(0);
    Quarantine closed = run.quarantines().get(1);
    assertThat(opened.head().status()).isEqualTo(Status.OPEN);
    assertThat(opened.because()).isEqualTo(because);
    assertThat(closed.head().status()).isEqualTo(Status.CLOSED);
    assertThat(closed.head().id()).isEqualTo(opened.head().id());
    assertThat(closed.head().revision()).isEqualTo(2);
    Instant from = opened.head().lastSeen();
    Instant to = closed.head().lastSeen();
    assertThat(run.offered())
        .filteredOn(o -> o.head().status() != Status.CLOSED)
        .isNotEmpty()
        .noneMatch(o -> !o.head().lastSeen().isBefore(from) && o.head().lastSeen().isBefore(to));
  }

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

  private static List<String> becauses(Run run) {
    return run.quarantines().stream().map(Quarantine::because).toList();
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
  void unchangedFactsOfAnInstrumentThatIsHeardAreNotStale() {
    StringBuilder tape = new StringBuilder(OFFER);
    for (int minute = 1; minute <= 9; minute++) {
      // only marks move: quote and rate are as they were
      tape.append("07:0%d:00 mark bybit:BTC 50010\n.  mark okx:BTC 50000\n".formatted(minute));
      tape.append("07:0%d:59 tick\n".formatted(minute));
    }
    assertThat(Run.of(tape.toString()).quarantines()).isEmpty();
  }

  @Test
  void anUnchangedQuoteIsBelievedForItsLifeOnly() {
    StringBuilder tape = new StringBuilder(OFFER);
    for (int minute = 1; minute <= 11; minute++) {
      tape.append("07:%02d:00 mark bybit:BTC 50010\n.  mark okx:BTC 50000\n".formatted(minute));
    }
    Run run = Run.of(tape.toString());
    assertThat(becauses(run)).containsExactly("last heard 660 s ago", "last heard 660 s ago");
  }

  @Test
  void silenceOfTheInstrumentMakesItsFactsStale() {
    Run run =
        Run.of(
            OFFER
                + """
                07:00:30 mark okx:BTC 50000
                07:01:00 tick
                07:01:01 tick
                07:01:02 mark bybit:BTC 50010
                """);
    opensAndCloses(run, Gate.STALENESS, "last heard 61 s ago");
    assertThat(run.quarantines().getFirst().head().firstSeen()).isEqualTo(Tape.time("07:01:01"));
    assertThat(statuses(run.offered())).containsExactly(Status.OPEN, Status.CLOSED, Status.OPEN);
  }

  @Test
  void afterABrokenFeedUnchangedFactsMustProveThemselvesAgain() {
    for (String broken : List.of("closed", "gap", "stale")) {
      Run run =
          Run.of(
              OFFER
                  + "07:00:30 feed bybit public "
                  + broken
                  + "\n"
                  + """
                  07:00:31 feed  bybit public connected
                  07:01:01 mark  bybit:BTC 50010
                  .        mark  okx:BTC 50000
                  07:01:02 tick
                  07:01:03 fund  bybit:BTC 0.0004 8h 08:00
                  .        quote bybit:BTC 50009 10 50011 10
                  """);
      assertThat(run.quarantines().getFirst().gate()).isEqualTo(Gate.STALENESS);
      assertThat(run.quarantines().getFirst().head().firstSeen()).isEqualTo(Tape.time("07:01:01"));
      assertThat(run.quarantines().getLast().head().status()).isEqualTo(Status.CLOSED);
      assertThat(run.quarantines().getLast().head().lastSeen()).isEqualTo(Tape.time("07:01:03"));
      assertThat(statuses(run.offered())).containsExactly(Status.OPEN, Status.CLOSED, Status.OPEN);
    }
  }

  @Test
  void anEstimateWhoseSettlementHasPassedIsStaleAfterTheHold() {
    StringBuilder tape = new StringBuilder(OFFER.replace("07:00:00", "07:59:00"));
    for (int second = 0; second < 100; second += 10) {
      tape.append(
          "08:%02d:%02d mark bybit:BTC 50010\n.  mark okx:BTC 50000\n"
              .formatted(second / 60, second % 60));
    }
    Run run = Run.of(tape + ". fund okx:BTC 0.0001 8h 16:00\n. fund bybit:BTC 0.0004 8h 16:00\n");
    assertThat(run.quarantines())
        .filteredOn(q -> q.gate() == Gate.STALENESS && q.head().status() == Status.OPEN)
        .hasSize(2)
        .allMatch(q -> q.because().equals("its settlement has passed and no newer one came"))
        .allMatch(q -> q.head().firstSeen().equals(Tape.time("08:01:30")));
    assertThat(statuses(run.offered())).containsExactly(Status.OPEN, Status.CLOSED, Status.OPEN);
  }

  @Test
  void ofTwoVenuesThatDisagreeOnThePriceNeitherIsValued() {
    Run run =
        Run.of(
            TWO_VENUES.replace("mark  okx:BTC 50000", "mark  okx:BTC 47600")
                + """
                .        fund bybit:BTC 0.0004 8h 08:00
                07:00:05 mark okx:BTC 47700
                """);
    assertThat(run.quarantines()).hasSize(4).allMatch(q -> q.gate() == Gate.PRICE_RATIO);
    assertThat(becauses(run).getFirst())
        .isEqualTo("the prices of 2 venues differ by a factor of 1.0506: another coin or unit");
    assertThat(statuses(run.offered())).containsExactly(Status.OPEN);
    assertThat(run.offered().getFirst().head().firstSeen()).isEqualTo(Tape.time("07:00:05"));
  }

  @Test
  void ofThreeVenuesTheOneWithAnotherCoinIsHeldBack() {
    Run run =
        Run.of(
            OFFER
                + """
                .        list  gate:BTC BTC/USDT:USDT period=8h
                .        quote gate:BTC 4.9 10 5.1 10
                .        fund  gate:BTC -0.0009 8h 08:00
                07:00:01 mark  gate:BTC 5
                07:00:02 tick
                """);
    assertThat(run.quarantines()).hasSize(1);
    assertThat(becauses(run))
        .containsExactly("price is 0.0001 of the median over 3 venues: another coin or unit");
    assertThat(run.offered()).hasSize(1).allMatch(o -> o.head().id().contains("okx:BTC/bybit:BTC"));
  }

  @Test
  void aThirdVenueTellsWhichOfTwoWasWrong() {
    Run run =
        Run.of(
            OFFER.replace("mark  okx:BTC 50000", "mark  okx:BTC 5000")
                + """
                07:00:05 list  gate:BTC BTC/USDT:USDT period=8h
                .        mark  gate:BTC 50005
                """);
    assertThat(run.quarantines().getLast().id().toString()).isEqualTo("bybit:BTC");
    assertThat(run.quarantines().getLast().head().status()).isEqualTo(Status.CLOSED);
    assertThat(run.quarantines()).hasSize(3);
  }

  @Test
  void stalePricesDoNotOutvoteThoseThatMovedOn() {
    StringBuilder tape = new StringBuilder(OFFER);
    for (String venue : List.of("gate", "bitget", "kraken-futures")) {
      tape.append(
          ". list %s:BTC BTC/USDT:USDT period=8h\n. mark %s:BTC 50000\n".formatted(venue, venue));
    }
    tape.append(
        """
        07:01:01 tick
        .        mark okx:BTC 54000
        .        mark bybit:BTC 54010
        .        quote okx:BTC 53999 10 54001 10
        .        quote bybit:BTC 54009 10 54011 10
        07:01:02 tick
        """);
    Run run = Run.of(tape.toString());
    assertThat(run.quarantines()).noneMatch(q -> q.gate() == Gate.PRICE_RATIO);
    assertThat(run.offered().getLast().head().status()).isEqualTo(Status.OPEN);
  }

  @Test
  void withoutAMarkTheQuoteTellsAnotherCoin() {
    Run run =
        Run.of(
            TWO_VENUES
                    .replace(".        mark  okx:BTC 50000\n", "")
                    .replace("quote okx:BTC 49999 10 50001 10", "quote okx:BTC 4.9 10 5.1 10")
                + ". fund bybit:BTC 0.0004 8h 08:00");
    assertThat(run.quarantines()).hasSize(2).allMatch(q -> q.gate() == Gate.PRICE_RATIO);
    assertThat(run.offered()).isEmpty();
  }

  @Test
  void inTheWindowAfterASettlementNothingOpensAndNothingCloses() {
    String before = OFFER.replace("07:00:00", "07:59:30");
    Run run =
        Run.of(
            before
                + """
                08:00:00 tick
                .        fund okx:BTC 0.0001 8h 16:00
                .        fund bybit:BTC 0.00001 8h 16:00
                08:00:40 quote okx:BTC 49999 10 50001 10
                .        quote bybit:BTC 50009 10 50011 10
                08:01:20 fund bybit:BTC 0.0004 8h 16:00
                08:01:29.999 tick
                08:01:30 tick
                """);
    assertThat(run.quarantines())
        .hasSize(4)
        .allMatch(q -> q.gate() == Gate.SETTLEMENT_WINDOW)
        .allMatch(q -> q.because().equals("within PT1M30S after a settlement"));
    assertThat(run.quarantines().getFirst().head().firstSeen()).isEqualTo(Tape.time("08:00"));
    assertThat(run.quarantines().getLast().head().lastSeen()).isEqualTo(Tape.time("08:01:30"));
    assertThat(statuses(run.offered())).containsExactly(Status.OPEN, Status.UPDATED);
    Golden.check("engine/settlement-window.txt", run.brief());
  }

  @Test
  void theWindowBeginsWithTheFirstFactAfterTheBoundaryNotWithTheNextTick() {
    Run run =
        Run.of(
            TWO_VENUES.replace("07:00:00", "07:59:59.500")
                + """
                .             fund  bybit:BTC 0.0001 8h 08:00
                08:00:00.001! fund  bybit:BTC 0.0009 8h 08:00
                """);
    assertThat(run.quarantines()).hasSize(2).allMatch(q -> q.gate() == Gate.SETTLEMENT_WINDOW);
    assertThat(run.offered()).isEmpty();
  }

  @Test
  void aProcessThatStartsWithinTheWindowHoldsToo() {
    Run run =
        Run.of(
            TWO_VENUES.replace("07:00:00", "08:00:20").replace("8h 08:00", "8h 16:00")
                + """
                .        fund bybit:BTC 0.0009 8h 16:00
                08:01:10 quote okx:BTC 49999 10 50001 10
                .        quote bybit:BTC 50009 10 50011 10
                08:01:30 tick
                """);
    assertThat(run.offered()).hasSize(1);
    assertThat(run.offered().getFirst().head().firstSeen()).isEqualTo(Tape.time("08:01:30"));
  }

  @Test
  void aVenueWhoseClockIsAheadOpensTheWindowEarly() {
    Run run =
        Run.of(
            TWO_VENUES.replace("07:00:00", "07:59:58")
                + """
                .            fund bybit:BTC 0.0001 8h 08:00
                07:59:59.700 fund bybit:BTC 0.0009 8h 16:00
                """);
    assertThat(run.quarantines()).hasSize(1);
    assertThat(run.quarantines().getFirst().gate()).isEqualTo(Gate.SETTLEMENT_WINDOW);
    assertThat(run.offered()).isEmpty();
  }

  @Test
  void aSettlementTimeThatJittersIsNoSettlement() {
    Run run =
        Run.of(
            OFFER
                + """
                07:00:01 fund bybit:BTC 0.0004 8h 08:00:00.013
                07:00:02 fund bybit:BTC 0.0004 8h 07:59:59.999
                07:00:03 fund bybit:BTC 0.0004 8h 08:00:00
                """);
    assertThat(run.quarantines()).isEmpty();
  }

  @Test
  void aPeriodThatChangesBetweenSettlementsOpensNoWindow() {
    // eight hours become four, and back
    Run run =
        Run.of(
            OFFER.replace("07:00:00", "10:00:00").replace("8h 08:00", "8h 16:00")
                + """
                10:00:10 fund bybit:BTC 0.0002 4h 12:00
                10:00:20 fund bybit:BTC 0.0004 8h 16:00
                """);
    assertThat(run.quarantines()).isEmpty();
    assertThat(run.offered().getLast().head().status()).isNotEqualTo(Status.CLOSED);
  }

  @Test
  void aFarSettlementOnceToldDoesNotSwitchTheWindowOff() {
    Run run =
        Run.of(
            TWO_VENUES.replace("07:00:00", "07:59:30")
                + """
                .        fund bybit:BTC 0.0004 8h 9000+00:00
                07:59:40 fund bybit:BTC 0.0004 8h 9001+00:00
                07:59:50 fund bybit:BTC 0.0004 8h 08:00
                08:00:00 tick
                """);
    assertThat(run.quarantines()).filteredOn(q -> q.gate() == Gate.SETTLEMENT_WINDOW).hasSize(2);
  }

  @Test
  void aContinuousVenueHasNoWindow() {
    Run run =
        Run.of(
            OFFER
                    .replace("period=8h cap=0.003 floor=-0.003", "continuous")
                    .replace("07:00:00", "07:59:30")
                + "08:00:01 tick\n08:00:02 fund bybit:BTC 0.0004 8h -");
    assertThat(run.quarantines()).hasSize(1);
    assertThat(run.quarantines().getFirst().id().toString()).isEqualTo("okx:BTC");
  }

  @Test
  void whatComesFromTheFutureIsDroppedAndMovesNoTime() {
    Run run = Run.of(TWO_VENUES + "07:00:01.001! fund bybit:BTC 0.0009 8h 08:00");
    assertThat(run.engine().view().now()).isEqualTo(Tape.time("07:00"));
    assertThat(run.offered()).isEmpty();
    assertThat(run.quarantines()).hasSize(1);
    assertThat(run.quarantines().getFirst().gate()).isEqualTo(Gate.CLOCK);
    assertThat(run.quarantines().getFirst().because())
        .isEqualTo("received at 2026-01-01T07:00:01.001Z, more than PT1S ahead of the last tick");
  }

  @Test
  void aSecondAheadIsNotTheFuture() {
    Run run = Run.of(TWO_VENUES + "07:00:01! fund bybit:BTC 0.0009 8h 08:00");
    assertThat(run.quarantines()).isEmpty();
    assertThat(run.offered()).hasSize(1);
  }

  @Test
  void manyFactsFromTheFutureAreToldOnceUntilOneIsInTime() {
    Run run =
        Run.of(
            OFFER
                + """
                07:00:10! mark  bybit:BTC 50010
                07:00:11! mark  bybit:BTC 50010
                07:00:12! quote bybit:BTC 50009 10 50011 10
                07:00:12  quote bybit:BTC 50009 10 50011 10
                .         mark  bybit:BTC 50010
                07:00:30! mark  bybit:BTC 50010
                """);
    assertThat(run.quarantines().stream().map(q -> q.head().status()))
        .containsExactly(Status.OPEN, Status.CLOSED, Status.OPEN);
    assertThat(run.quarantines().get(1).head().lastSeen()).isEqualTo(Tape.time("07:00:12"));
    assertThat(statuses(run.offered()))
        .containsExactly(Status.OPEN, Status.CLOSED, Status.OPEN, Status.CLOSED);
  }

  @Test
  void aFactFromTheFutureThatIsNeverHeardAgainHoldsNothingBackForLong() {
    Run run =
        Run.of(
            OFFER
                + """
                07:00:10! paid bybit:BTC 0.0001 8h 00:00
                07:00:50  mark okx:BTC 50000
                .         mark bybit:BTC 50010
                07:01:00  tick
                07:01:11  tick
                """);
    assertThat(run.quarantines()).hasSize(2).allMatch(q -> q.gate() == Gate.CLOCK);
    assertThat(run.offered().getLast().head().status()).isEqualTo(Status.OPEN);
  }

  @Test
  void aFeedStatusOrACommandFromTheFutureMovesNoTimeEither() {
    Run run = Run.of(OFFER + "08:00:00! feed bybit public closed\n08:00:00! kill");
    assertThat(run.engine().view().now()).isEqualTo(Tape.time("07:00"));
    assertThat(run.offered().getLast().because()).isEqualTo("stopped by the kill switch");
  }

  @Test
  void anOlderFactFromASlowerSourceDoesNotReplaceANewerOne() {
    Run run =
        Run.of(
            OFFER
                + """
                07:00:05  fund bybit:BTC 0.0004 8h 08:00
                07:00:03! fund bybit:BTC -0.0029 8h 08:00
                07:00:03! quote bybit:BTC 50009 10 50011 10
                07:00:06  tick
                """);
    assertThat(run.offered()).hasSize(1);
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
