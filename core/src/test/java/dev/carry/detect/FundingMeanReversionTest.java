package dev.carry.detect;

import static dev.carry.testkit.Run.statuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.model.Finding.Status;
import dev.carry.model.InstrumentId;
import dev.carry.model.ViewFinding;
import dev.carry.model.ViewFinding.Expectation;
import dev.carry.model.ViewFinding.Trade;
import dev.carry.testkit.Golden;
import dev.carry.testkit.Run;
import dev.carry.testkit.Tape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FundingMeanReversionTest {
  private static final InstrumentId BYBIT = InstrumentId.parse("bybit:BTCUSDT");
  private static final InstrumentId OKX = InstrumentId.parse("okx:BTC-USDT-SWAP");
  private static final InstrumentId SPOT = InstrumentId.parse("bybit-spot:BTCUSDT");

  private static final String LISTED =
      """
      30+08:10:00 start
      .        list  bybit:BTCUSDT BTC/USDT:USDT period=8h
      """;

  /// Ninety settlements before that of `30+00:00`, of about 0.01 %.
  private static List<String> calm(int from) {
    List<String> lines = new ArrayList<>();
    for (int i = from; i < 90; i++) {
      String rate = "0.000" + (i % 3 == 0 ? "11" : i % 3 == 1 ? "09" : "1");
      lines.add(". paid bybit:BTCUSDT %s 8h %d+%02d:00".formatted(rate, i / 3, i % 3 * 8));
    }
    return lines;
  }

  private static String tape(List<String> settlements, String... rest) {
    return LISTED + String.join("\n", settlements) + "\n" + String.join("\n", rest);
  }

  private static final String HIGH = ". paid bybit:BTCUSDT 0.0009 8h 30+08:00";
  private static final String LOW = ". paid bybit:BTCUSDT -0.0007 8h 30+08:00";

  /// The one between the ninety and the last.
  private static final String CALM = ". paid bybit:BTCUSDT 0.0001 8h 30+00:00";

  @Test
  void aRateFarAboveWhatWasPaidIsExpectedToFall() {
    Run run =
        Run.of(
            tape(
                calm(0),
                CALM,
                HIGH,
                ". list okx:BTC-USDT-SWAP BTC/USDT:USDT period=8h",
                ". list bybit-spot:BTCUSDT BTC/USDT kind=spot",
                ". fund bybit:BTCUSDT 0.0008 8h 30+16:00",
                ". fund okx:BTC-USDT-SWAP 0.0002 8h 30+16:00",
                "30+08:10:01 tick"));
    ViewFinding view = run.views().getFirst();
    assertThat(view.instrument()).isEqualTo(BYBIT);
    assertThat(view.expectation()).isEqualTo(Expectation.FALL);
    assertThat(view.score()).isEqualTo(-5);
    assertThat(view.settledAt()).isEqualTo(Tape.time("30+08:00"));
    assertThat(view.settled()).isEqualTo(0.0009 / 8);
    assertThat(view.mean()).isCloseTo(0.0001 / 8, within(1e-7));
    assertThat(view.rateNow()).isEqualTo(0.0008 / 8);
    assertThat(view.trades())
        .containsExactly(
            new Trade(SPOT, BYBIT, 0.0008 / 8), new Trade(OKX, BYBIT, 0.0008 / 8 - 0.0002 / 8));
    Golden.check("detect/view.json", run.json());
  }

  @Test
  void aRateFarBelowIsExpectedToRiseAndNoSpotIsSoldForIt() {
    Run run =
        Run.of(
            tape(
                calm(0),
                CALM,
                LOW,
                ". list okx:BTC-USDT-SWAP BTC/USDT:USDT period=8h",
                ". list bybit-spot:BTCUSDT BTC/USDT kind=spot",
                ". fund bybit:BTCUSDT -0.0006 8h 30+16:00",
                ". fund okx:BTC-USDT-SWAP -0.0002 8h 30+16:00",
                "30+08:10:01 tick"));
    ViewFinding view = run.views().getFirst();
    assertThat(view.expectation()).isEqualTo(Expectation.RISE);
    assertThat(view.trades()).extracting(Trade::buy).containsExactly(BYBIT);
    assertThat(view.trades()).extracting(Trade::sell).containsExactly(OKX);
  }

  @Test
  void withoutAnEstimateTheTradesCollectWhatIsComputed() {
    Run run =
        Run.of(
            tape(
                calm(0),
                CALM,
                HIGH,
                ". list bybit-spot:BTCUSDT BTC/USDT kind=spot",
                ". index bybit:BTCUSDT 100",
                ". quote bybit:BTCUSDT 100.1 2 100.2 2",
                "30+08:10:01 tick"));
    ViewFinding view = run.views().getFirst();
    assertThat(view.rateNow()).isNaN();
    ViewFinding.Computed nowcast = Objects.requireNonNull(view.nowcast());
    assertThat(nowcast.settlesAt()).isEqualTo(Tape.time("30+16:00"));
    assertThat(nowcast.rate()).as("0.1 % less the damper").isCloseTo(0.0005 / 8, within(1e-12));
    assertThat(view.trades()).extracting(Trade::collects).containsExactly(nowcast.rate());
    Golden.check("detect/view-nowcast.json", run.json());
  }

  @Test
  void theOrderInWhichAHistoryComesDoesNotMatter() {
    List<String> upsideDown = new ArrayList<>(calm(0));
    upsideDown.add(CALM);
    upsideDown.add(HIGH);
    String inOrder = tape(upsideDown, "30+08:10:01 tick");
    Collections.reverse(upsideDown);
    assertThat(Run.of(tape(upsideDown, "30+08:10:01 tick")).json())
        .isEqualTo(Run.of(inOrder).json());
  }

  @Test
  void aSettlementToldTwiceCountsOnce() {
    String again = HIGH.replace("30+08:00", "30+08:00:00.119");
    assertThat(Run.of(tape(calm(0), CALM, HIGH, again, "30+08:10:01 tick")).json())
        .isEqualTo(Run.of(tape(calm(0), CALM, HIGH, "30+08:10:01 tick")).json());
  }

  @Test
  void underFiftySettlementsNothingIsExpected() {
    assertThat(Run.of(tape(calm(42), CALM, HIGH, "30+08:10:01 tick")).views()).isEmpty();
    assertThat(Run.of(tape(calm(41), CALM, HIGH, "30+08:10:01 tick")).views()).hasSize(1);
  }

  @Test
  void aRateWithoutItsPeriodIsAHole() {
    assertThat(Run.of(tape(calm(0), CALM, HIGH.replace("8h", "-"), "30+08:10:01 tick")).views())
        .isEmpty();
  }

  @Test
  void whatWasSettledLongAgoIsNoNews() {
    assertThat(Run.of(tape(calm(0), CALM, HIGH, "31+00:01:00 tick")).views()).isEmpty();
  }

  @Test
  void itIsTheSameViewUntilTheRateIsBackInItsBand() {
    Run run =
        Run.of(
            tape(
                calm(0),
                CALM,
                HIGH,
                "30+08:10:01 tick",
                "30+16:01:00 paid bybit:BTCUSDT 0.0012 8h 30+16:00",
                "30+16:01:01 tick",
                "31+00:01:00 paid bybit:BTCUSDT 0.0002 8h 31+00:00",
                "31+00:01:01 tick"));
    List<ViewFinding> views = run.views();
    assertThat(statuses(views)).containsExactly(Status.OPEN, Status.UPDATED, Status.CLOSED);
    assertThat(views)
        .extracting(view -> view.head().id())
        .containsOnly(views.getFirst().head().id());
    assertThat(views)
        .extracting(ViewFinding::settled)
        .containsExactly(0.0009 / 8, 0.0012 / 8, 0.0002 / 8);
  }

  @Test
  void itEndsWhereNothingIsSettledAnyMore() {
    Run run =
        Run.of(
            tape(calm(0), CALM, HIGH, "30+08:10:01 tick", "31+00:00:00 tick", "31+00:00:01 tick"));
    assertThat(statuses(run.views())).containsExactly(Status.OPEN, Status.CLOSED);
    assertThat(run.views().getLast().head().lastSeen()).isEqualTo(Tape.time("31+00:00:01"));
  }

  @Test
  void heldBackItWaits() {
    Run run =
        Run.of(
            tape(
                calm(0),
                CALM,
                HIGH,
                ". fund bybit:BTCUSDT 0.0009 - 30+16:00",
                "30+08:10:01 tick",
                "30+08:10:02 fund bybit:BTCUSDT 0.0009 8h 30+16:00",
                "30+08:10:03 tick"));
    assertThat(run.views()).hasSize(1);
    assertThat(run.views().getFirst().head().firstSeen()).isEqualTo(Tape.time("30+08:10:03"));
  }

  @Test
  void whatIsDelistedOrStoppedIsClosed() {
    String open = tape(calm(0), CALM, HIGH, "30+08:10:01 tick\n");
    String gone = ". list bybit:BTCUSDT BTC/USDT:USDT period=8h status=delisted";
    for (String end : List.of(gone, "30+08:10:02 kill", "30+08:10:02 stop")) {
      assertThat(statuses(Run.of(open + end).views()))
          .as(end)
          .containsExactly(Status.OPEN, Status.CLOSED);
    }
  }
}
