package dev.carry.detect;

import static dev.carry.testkit.Run.statuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.model.Finding.Status;
import dev.carry.model.InstrumentId;
import dev.carry.model.Opportunity;
import dev.carry.testkit.Golden;
import dev.carry.testkit.Run;
import dev.carry.testkit.Tape;
import java.math.BigDecimal;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// When pairs are offered, told, turned down and closed.
class CrossVenueFundingTest {
  /// Two venues of one asset, everything known but what bybit pays.
  static final String TWO_VENUES =
      """
      07:00:00 start
      .        tick
      .        list  okx:BTC BTC/USDT:USDT period=8h
      .        list  bybit:BTC BTC/USDT:USDT period=8h
      .        mark  okx:BTC 50000
      .        mark  bybit:BTC 50010
      .        quote okx:BTC 49999 10 50001 10
      .        quote bybit:BTC 50009 10 50011 10
      .        fund  okx:BTC 0.0001 8h 08:00
      """;

  private static final Offset<Double> EXACT = within(1e-12);

  private static double decimal(String text) {
    return new BigDecimal(text).doubleValue();
  }

  @Test
  void aCandidateThatCostsMoreThanItPaysIsTurnedDownWithTheReason() {
    Run run = Run.of(TWO_VENUES + ". fund bybit:BTC 0.00015 8h 08:00");
    assertThat(run.offered()).isEmpty();
    Opportunity found = run.turnedDown().getFirst();
    assertThat(found.kind()).isEqualTo("rejected-opportunity");
    assertThat(found.because()).isEqualTo("net APR below the threshold 0.01");
    assertThat(found.grossApr()).isCloseTo(decimal("0.05475"), EXACT);
    assertThat(found.breakEven()).isNull();
    assertThat(found.breakEvenSettlements()).isNull();
    assertThat(found.riskWords()).contains("costs are not earned back within PT168H");
  }

  @Test
  void whatPaysTooLittleToBeACandidateIsNotToldAtAll() {
    // 0.0000273 each eight hours is 2.99 % a year
    assertThat(Run.of(TWO_VENUES + ". fund bybit:BTC 0.0001273 8h 08:00").findings()).isEmpty();
    // 0.0000274 is 3.0003 %
    assertThat(Run.of(TWO_VENUES + ". fund bybit:BTC 0.0001274 8h 08:00").turnedDown()).hasSize(1);
  }

  @Test
  void anOfferOpensAboveOneThresholdAndClosesBelowALowerOne() {
    // net of 0.0063 − 0.00208 − x: each 0.00001 of rate is 0.0109 of net APR
    Run run =
        Run.of(
            TWO_VENUES
                + """
                .        fund bybit:BTC 0.000200 8h 08:00
                07:00:02 fund bybit:BTC 0.000210 8h 08:00
                07:00:04 fund bybit:BTC 0.000205 8h 08:00
                07:00:06 fund bybit:BTC 0.000199 8h 08:00
                07:00:08 fund bybit:BTC 0.000198 8h 08:00
                07:00:10 fund bybit:BTC 0.000200 8h 08:00
                07:00:12 fund bybit:BTC 0.000210 8h 08:00
                """);
    Golden.check("detect/hysteresis.txt", run.brief());
    assertThat(statuses(run.offered()))
        .containsExactly(Status.OPEN, Status.UPDATED, Status.CLOSED, Status.OPEN);
  }

  @Test
  void ratesThatTrembleAroundAThresholdDoNotFlap() {
    StringBuilder tape = new StringBuilder(TWO_VENUES);
    for (int i = 0; i < 40; i++) {
      // gross crosses 3 % at every step, net stays far below the opening threshold
      tape.append(
          "07:00:%02d fund bybit:BTC %s 8h 08:00\n"
              .formatted(i, i % 2 == 0 ? "0.0001275" : "0.0001273"));
    }
    assertThat(statuses(Run.of(tape.toString()).turnedDown())).containsExactly(Status.OPEN);
  }

  @Test
  void changesSmallerThanAStepAreNotTold() {
    Run run =
        Run.of(
            TWO_VENUES
                + """
                .        fund bybit:BTC 0.000400 8h 08:00
                07:00:05 fund bybit:BTC 0.000402 8h 08:00
                07:00:10 fund bybit:BTC 0.000404 8h 08:00
                """);
    // 0.000002 is 0.00219 a year, 0.000004 is 0.00438: only the second passes 0.0025
    assertThat(statuses(run.offered())).containsExactly(Status.OPEN, Status.UPDATED);
    assertThat(run.offered().getLast().head().lastSeen()).isEqualTo(Tape.time("07:00:10"));
    assertThat(run.offered().getLast().head().firstSeen()).isEqualTo(Tape.time("07:00:00"));
  }

  @Test
  void noPairIsToldMoreOftenThanItsInterval() {
    Run run =
        Run.of(
            TWO_VENUES
                + """
                .            fund bybit:BTC 0.0004 8h 08:00
                07:00:00.500 fund bybit:BTC 0.0005 8h 08:00
                07:00:00.999 fund bybit:BTC 0.0006 8h 08:00
                07:00:01.000 tick
                """);
    assertThat(statuses(run.offered())).containsExactly(Status.OPEN, Status.UPDATED);
    assertThat(run.offered().getLast().grossApr()).isCloseTo(decimal("0.5475"), EXACT);
  }

  @Test
  void whenTheOtherLegPaysMoreTheOfferClosesAndTheReverseOpens() {
    Run run =
        Run.of(
            TWO_VENUES
                + """
                .        fund bybit:BTC 0.0004 8h 08:00
                07:00:10 fund bybit:BTC -0.0004 8h 08:00
                """);
    assertThat(statuses(run.offered())).containsExactly(Status.OPEN, Status.CLOSED, Status.OPEN);
    Opportunity closed = run.offered().get(1);
    Opportunity reverse = run.offered().get(2);
    assertThat(closed.because()).isEqualTo("the other leg pays more now");
    assertThat(closed.head().id()).isEqualTo(run.offered().get(0).head().id());
    assertThat(closed.grossApr()).isEqualTo(run.offered().get(0).grossApr());
    assertThat(reverse.head().id()).isNotEqualTo(closed.head().id());
    assertThat(reverse.legs().get(0).instrument()).isEqualTo(InstrumentId.parse("bybit:BTC"));
    assertThat(reverse.grossApr()).isCloseTo(decimal("0.5475"), EXACT);
  }

  @Test
  void nothingIsOfferedBeforeBothSidesOfBothQuotesAreKnown() {
    Run run =
        Run.of(
            """
            07:00:00 start
            .        tick
            .        list  okx:BTC BTC/USDT:USDT period=8h
            .        list  bybit:BTC BTC/USDT:USDT period=8h
            .        fund  okx:BTC 0.0001 8h 08:00
            .        fund  bybit:BTC 0.0004 8h 08:00
            .        quote okx:BTC 49999 10 50001 10
            .        quote bybit:BTC 50009 10 - -
            07:00:01 tick
            07:00:02 quote bybit:BTC 50009 10 50011 10
            07:00:10 quote bybit:BTC - - 50011 10
            """);
    assertThat(statuses(run.offered())).containsExactly(Status.OPEN, Status.CLOSED);
    assertThat(run.offered().getFirst().head().firstSeen()).isEqualTo(Tape.time("07:00:02"));
    assertThat(run.offered().getLast().because()).isEqualTo("bybit:BTC has no two-sided quote");
    assertThat(run.offered().getLast().legs().get(1).executablePrice()).isEqualTo(50_009);
  }

  /// What ranks a pair is what its touch holds: that must not be of minutes ago.
  @Test
  void aTouchThatHoldsLessIsToldWithinAQuarterOfAMinuteAndEverythingOnceAMinute() {
    Run run =
        Run.of(
            TWO_VENUES
                + """
                .        fund  bybit:BTC 0.0004 8h 08:00
                07:00:05 quote bybit:BTC 50009 0.02 50011 10
                07:00:15 quote bybit:BTC 50009 0.02 50011 10
                07:00:50 quote okx:BTC 49999 10 50001 10
                .        mark  okx:BTC 50000
                .        mark  bybit:BTC 50010
                07:01:14 tick
                07:01:15 tick
                """);
    List<Opportunity> told = run.offered();
    assertThat(statuses(told)).startsWith(Status.OPEN, Status.UPDATED);
    assertThat(told.get(0).capacity()).isCloseTo(500_010, within(1.0));
    assertThat(told.get(1).head().lastSeen()).isEqualTo(Tape.time("07:00:15"));
    assertThat(told.get(1).capacity()).isCloseTo(0.02 * 50_009, within(1e-6));
    assertThat(told.get(1).costs().slippage()).isNull();
    assertThat(told.get(2).head().lastSeen()).isEqualTo(Tape.time("07:01:15"));
  }

  @Test
  void killClosesWhatIsOpenAndNothingOpensAfterIt() {
    Run run =
        Run.of(
            TWO_VENUES
                + """
                .        fund bybit:BTC 0.0004 8h 08:00
                07:00:10 kill
                07:00:20 fund bybit:BTC 0.0009 8h 08:00
                .        tick
                """);
    assertThat(statuses(run.offered())).containsExactly(Status.OPEN, Status.CLOSED);
    assertThat(run.offered().getLast().because()).isEqualTo("stopped by the kill switch");
    assertThat(run.turnedDown()).isEmpty();
  }

  @Test
  void killDoesNotWaitForTheEndOfAHold() {
    Run run =
        Run.of(
            TWO_VENUES
                + """
                .        fund bybit:BTC 0.0004 8h 08:00
                08:00:10 tick
                08:00:11 kill
                """);
    assertThat(statuses(run.offered())).endsWith(Status.CLOSED);
  }

  @Test
  void aStartForgetsEverythingTheKillSwitchToo() {
    Run run =
        Run.of(
            TWO_VENUES
                + ". fund bybit:BTC 0.0004 8h 08:00\n07:00:10 kill\n"
                + TWO_VENUES.replace("07:00:00", "07:10:00")
                + ". fund bybit:BTC 0.0004 8h 08:00");
    assertThat(statuses(run.offered())).containsExactly(Status.OPEN, Status.CLOSED, Status.OPEN);
  }

  @Test
  void aDelistedLegClosesTheOfferAtOnce() {
    for (String status : List.of("delisting", "delisted", "halted", "pre-launch")) {
      Run run =
          Run.of(
              TWO_VENUES
                  + ". fund bybit:BTC 0.0004 8h 08:00\n"
                  + "07:00:10 list bybit:BTC BTC/USDT:USDT period=8h status="
                  + status);
      assertThat(statuses(run.offered())).containsExactly(Status.OPEN, Status.CLOSED);
      assertThat(run.offered().getLast().because())
          .isEqualTo("bybit:BTC no longer trades: " + status);
    }
  }

  @Test
  void anInstrumentThatTurnsOutToBeAnotherAssetIsNoLongerPaired() {
    Run run =
        Run.of(
            TWO_VENUES
                + """
                .        fund bybit:BTC 0.0004 8h 08:00
                07:00:10 list bybit:BTC WBTC/USDT:USDT period=8h
                07:00:11 list gate:BTC BTC/USDT:USDT period=8h
                .        tick
                07:00:12 quote bybit:BTC 50009 10 50011 10
                """);
    assertThat(statuses(run.offered())).containsExactly(Status.OPEN, Status.CLOSED);
    assertThat(run.offered().getLast().because()).isEqualTo("a leg is no longer listed");
  }

  @Test
  void twoInstrumentsOfOneVenueAreNoPair() {
    Run run =
        Run.of(
            """
            07:00:00 start
            .        tick
            .        list  okx:BTC BTC/USDT:USDT period=8h
            .        list  okx:BTC-USD BTC/USD:BTC period=8h inverse
            .        quote okx:BTC 49999 10 50001 10
            .        quote okx:BTC-USD 49999 10 50001 10
            .        fund  okx:BTC 0.0001 8h 08:00
            .        fund  okx:BTC-USD 0.0009 8h 08:00
            07:00:01 tick
            """);
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void aNewSettlementTimeIsToldEvenWhenTheNumbersStay() {
    Run run =
        Run.of(
            TWO_VENUES.replace("07:00:00", "07:59:30")
                + """
                .        fund bybit:BTC 0.0004 8h 08:00
                08:00:01 fund bybit:BTC 0.0004 8h 16:00
                .        fund okx:BTC 0.0001 8h 16:00
                08:01:00 quote okx:BTC 49999 10 50001 10
                .        quote bybit:BTC 50009 10 50011 10
                08:01:30 tick
                """);
    assertThat(statuses(run.offered())).containsExactly(Status.OPEN, Status.UPDATED);
    assertThat(run.offered().getLast().head().lastSeen()).isEqualTo(Tape.time("08:01:30"));
    assertThat(run.offered().getLast().legs().get(0).settlesAt()).isEqualTo(Tape.time("16:00"));
    assertThat(run.offered().getLast().legs().get(1).settlesAt()).isEqualTo(Tape.time("16:00"));
  }
}
