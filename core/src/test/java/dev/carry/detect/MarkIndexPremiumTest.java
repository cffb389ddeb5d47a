package dev.carry.detect;

import static dev.carry.testkit.Run.statuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.model.Finding.Status;
import dev.carry.model.InstrumentId;
import dev.carry.model.PremiumFinding;
import dev.carry.testkit.Golden;
import dev.carry.testkit.Run;
import dev.carry.testkit.Tape;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkIndexPremiumTest {
  private static final String LISTED =
      """
      07:00:00 start
      .        tick
      .        list  bybit:BTC BTC/USDT:USDT period=8h
      """;

  @Test
  void fiveBasisPointsAreToldAndLessIsNot() {
    // 4.64 bps, the published example
    assertThat(Run.of(LISTED + ". index bybit:BTC 97480.25\n. mark bybit:BTC 97525.50").premiums())
        .isEmpty();
    Run run = Run.of(LISTED + ". index bybit:BTC 97480.25\n. mark bybit:BTC 97529");
    PremiumFinding found = run.premiums().getFirst();
    assertThat(found.premium()).isCloseTo(48.75 / 97480.25, within(1e-15));
    assertThat(found.threshold()).isEqualTo(0.0005);
    assertThat(found.tradable()).isEmpty();
    Golden.check("detect/premium.json", run.json());
  }

  @Test
  void aMarkBelowItsIndexIsANegativePremium() {
    Run run = Run.of(LISTED + ". index bybit:BTC 100000\n. mark bybit:BTC 99940");
    assertThat(run.premiums().getFirst().premium()).isCloseTo(-0.0006, within(1e-15));
  }

  @Test
  void itClosesBelowALowerThresholdThanItOpens() {
    Run run =
        Run.of(
            LISTED
                + """
                .        index bybit:BTC 100000
                .        mark  bybit:BTC 100050
                07:00:02 mark  bybit:BTC 100026
                07:00:04 mark  bybit:BTC 100024
                07:00:06 mark  bybit:BTC 100045
                """);
    assertThat(statuses(run.premiums())).containsExactly(Status.OPEN, Status.CLOSED);
    assertThat(run.premiums().getLast().head().lastSeen()).isEqualTo(Tape.time("07:00:04"));
    assertThat(run.premiums().getLast().premium()).isCloseTo(0.00024, within(1e-15));
  }

  @Test
  void changesOfABasisPointAreToldEveryFiveSecondsAtMost() {
    Run run =
        Run.of(
            LISTED
                + """
                .            index bybit:BTC 100000
                .            mark  bybit:BTC 100060
                07:00:04.900 mark  bybit:BTC 100080
                07:00:05.000 mark  bybit:BTC 100080
                07:00:10.000 mark  bybit:BTC 100085
                """);
    assertThat(statuses(run.premiums())).containsExactly(Status.OPEN, Status.UPDATED);
    assertThat(run.premiums().getLast().head().revision()).isEqualTo(2);
  }

  @Test
  void markAndIndexOfDifferentTimesMakeNoPremium() {
    Run run =
        Run.of(
            LISTED
                + """
                .        index bybit:BTC 100000
                07:00:06 mark  bybit:BTC 101000
                07:00:07 tick
                """);
    assertThat(run.premiums()).isEmpty();
    assertThat(
            Run.of(LISTED + ". index bybit:BTC 100000\n07:00:05 mark bybit:BTC 101000").premiums())
        .hasSize(1);
  }

  @Test
  void anIndexThatStopsClosesWhatStoodOnIt() {
    Run run =
        Run.of(
            LISTED
                + """
                .        index bybit:BTC 100000
                .        mark  bybit:BTC 100100
                07:00:09 mark  bybit:BTC 100100
                07:00:11 mark  bybit:BTC 100100
                """);
    assertThat(statuses(run.premiums())).containsExactly(Status.OPEN, Status.CLOSED);
    assertThat(run.premiums().getLast().head().lastSeen()).isEqualTo(Tape.time("07:00:11"));
  }

  /// The index moves first where an exchange leads; the mark follows within the second.
  @Test
  void aNewerIndexAgainstAnOlderMarkIsAMoveAndNoPremium() {
    Run run =
        Run.of(
            LISTED
                + """
                .            index bybit:BTC 100000
                .            mark  bybit:BTC 100010
                07:00:01.000 index bybit:BTC 100200
                07:00:01.000 tick
                07:00:01.200 mark  bybit:BTC 100210
                07:00:02.000 index bybit:BTC 100100
                07:00:02.200 mark  bybit:BTC 100160
                07:00:03.000 index bybit:BTC 100158
                07:00:03.000 tick
                """);
    assertThat(statuses(run.premiums())).containsExactly(Status.OPEN);
    assertThat(run.premiums().getFirst().premium()).isCloseTo(60 / 100_100.0, within(1e-15));
  }

  @Test
  void theTradableLegsAreNamedSpotFirstAndOptionsAreNone() {
    Run run =
        Run.of(
            LISTED
                + """
                .  list  okx:BTC-SWAP BTC/USDT:USDT period=8h
                .  list  okx:BTC-SPOT BTC/USDT kind=spot
                .  list  okx:BTC-MAR  BTC/USDT kind=dated-future
                .  list  okx:BTC-C    BTC/USDT strike=1 type=call expiry=2026-03-27 kind=option
                .  list  okx:BTC-OLD  BTC/USDT kind=dated-future status=delisting
                .  index bybit:BTC 100000
                .  mark  bybit:BTC 100060
                """);
    assertThat(run.premiums().getFirst().tradable())
        .containsExactly(
            InstrumentId.parse("okx:BTC-SPOT"),
            InstrumentId.parse("okx:BTC-SWAP"),
            InstrumentId.parse("okx:BTC-MAR"));
  }

  @Test
  void anIndexThatCannotBeIsQuarantinedAndStopsNothing() {
    for (String index : List.of("0", "-1")) {
      Run run =
          Run.of(
              LISTED + ". mark bybit:BTC 100060\n. index bybit:BTC " + index + "\n07:00:01 tick");
      assertThat(run.premiums()).isEmpty();
      assertThat(run.quarantines().getFirst().because())
          .isEqualTo("index " + index + ": more than 0 is allowed");
    }
  }

  @Test
  void killAStopAStartAndDelistingCloseIt() {
    String open = LISTED + ". index bybit:BTC 100000\n. mark bybit:BTC 100060\n07:00:02 ";
    for (String command : List.of("kill", "stop", "start")) {
      assertThat(statuses(Run.of(open + command).premiums()))
          .containsExactly(Status.OPEN, Status.CLOSED);
    }
    assertThat(statuses(Run.of(open + "list bybit:BTC BTC/USDT:USDT status=delisted").premiums()))
        .containsExactly(Status.OPEN, Status.CLOSED);
  }

  @Test
  void oneIndexServesEveryInstrumentMarkedAgainstIt() {
    Run run =
        Run.of(
            """
            07:00:00 start
            .        list  okx:BTC-A BTC/USDT:USDT index=BTC-USDT
            .        list  okx:BTC-B BTC/USDC:USDC index=BTC-USDT
            .        index okx:BTC-USDT 100000
            .        mark  okx:BTC-A 100060
            .        mark  okx:BTC-B 100070
            """);
    assertThat(run.premiums().stream().map(PremiumFinding::instrument))
        .containsExactly(InstrumentId.parse("okx:BTC-A"), InstrumentId.parse("okx:BTC-B"));
  }
}
