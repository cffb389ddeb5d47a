package dev.carry.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.model.Analysis;
import dev.carry.model.Analysis.Task;
import dev.carry.model.Analysis.Verdict;
import dev.carry.model.Command;
import dev.carry.model.Finding;
import dev.carry.model.FundingSettled;
import dev.carry.model.Input;
import dev.carry.model.InstrumentId;
import dev.carry.model.Opportunity;
import dev.carry.model.Step;
import dev.carry.model.Tick;
import dev.carry.testkit.SomeFinding;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Verdicts against what was paid.
class ScoresTest {
  private static final InstrumentId SHORT = InstrumentId.parse("bybit:BTCUSDT");
  private static final InstrumentId LONG = InstrumentId.parse("okx:BTC-USDT-SWAP");

  private final List<Outcome> told = new ArrayList<>();
  private final Scores scores = new Scores(List.of(), told::add);
  private final Opportunity found = SomeFinding.some().make();
  private long sequence;

  private static Analysis said(Opportunity of, Verdict verdict, int risk) {
    return new Analysis(
        Task.FINDING,
        of.head().id(),
        1,
        "BTC",
        SomeFinding.NOW,
        verdict,
        risk,
        0,
        List.of(),
        "t",
        "r",
        "m",
        "v1",
        null,
        "en",
        List.of(),
        0,
        0,
        BigDecimal.ZERO,
        0);
  }

  private void step(Input input, Finding... findings) {
    scores.accept(new Step(++sequence, input, List.of(findings)));
  }

  private void settle(InstrumentId id, String rate, Instant at) {
    step(
        new FundingSettled(
            id, null, at.plusSeconds(8), new BigDecimal(rate), Duration.ofHours(8), at, null));
  }

  private void close(Opportunity of, Instant at, Input by) {
    step(
        by,
        SomeFinding.some().id(of.head().id()).revision(2).status(Finding.Status.CLOSED, at).make());
  }

  @Test
  void aShortLegIsPaidALongOnePaysAndTheCostsAreTakenOff() {
    scores.said(said(found, Verdict.SUPPORT, 2), found, SomeFinding.NOW);
    for (int i = 0; i < 3; i++) {
      Instant at = SomeFinding.SETTLES.plus(Duration.ofHours(8L * i));
      settle(SHORT, "0.0003", at);
      settle(LONG, "-0.0001", at);
      settle(SHORT, "0.0003", at.plusMillis(4)); // told twice
    }
    Instant end = SomeFinding.SETTLES.plus(Duration.ofHours(17));
    close(found, end, new Tick(end));
    assertThat(told).as("a settlement may still be told").isEmpty();
    step(new Tick(end.plus(Duration.ofMinutes(16))));
    Outcome outcome = told.getFirst();
    assertThat(outcome.paid()).isCloseTo(3 * 0.0004 - 0.00023, within(1e-12));
    assertThat(Outcome.parse(outcome.json()).json()).isEqualTo(outcome.json());
    Score score = scores.scores().getFirst();
    assertThat(score.scored()).isEqualTo(1);
    assertThat(score.brier()).isCloseTo((0.85 - 1) * (0.85 - 1), within(1e-12));
    assertThat(score.support()).isEqualByComparingTo("9.70");
    assertThat(score.veto()).isZero();
  }

  @Test
  void aVetoOnWhatLosesSavesMoneyAndIsCalibrated() {
    scores.said(said(found, Verdict.VETO, 10), found, SomeFinding.NOW);
    Instant end = SomeFinding.NOW.plus(Duration.ofHours(1));
    close(found, end, new Tick(end)); // before any settlement
    step(new Tick(end.plus(Duration.ofMinutes(16))));
    Score score = scores.scores().getFirst();
    assertThat(score.veto()).isEqualByComparingTo("-2.30");
    assertThat(score.brier()).isCloseTo(0.05 * 0.05, within(1e-12));
    assertThat(score.paidShare()).isZero();
  }

  @Test
  void aMissingSettlementIsNoZero() {
    scores.said(said(found, Verdict.SUPPORT, 2), found, SomeFinding.NOW);
    settle(SHORT, "0.0003", SomeFinding.SETTLES);
    Instant end = SomeFinding.SETTLES.plusSeconds(60);
    close(found, end, new Tick(end));
    step(new Tick(end.plus(Duration.ofMinutes(16))));
    assertThat(told.getFirst().paid()).isNull();
    assertThat(told.getFirst().because())
        .isEqualTo("okx:BTC-USDT-SWAP: 0 settlements came of 1 due");
    assertThat(scores.scores().getFirst().unscored()).isEqualTo(1);
    assertThat(scores.scores().getFirst().brier()).isNaN();
  }

  @Test
  void aProcessThatEndsScoresNobody() {
    scores.said(said(found, Verdict.SUPPORT, 2), found, SomeFinding.NOW);
    Instant end = SomeFinding.NOW.plusSeconds(60);
    close(found, end, new Command(Command.Action.STOP, end));
    assertThat(told.getFirst().because()).isEqualTo("the process ended first");
  }

  @Test
  void whatLivesBeyondItsHorizonIsJudgedByIt() {
    scores.said(said(found, Verdict.SUPPORT, 2), found, SomeFinding.NOW);
    Instant horizon = SomeFinding.NOW.plus(Duration.ofDays(7));
    for (Instant at = SomeFinding.SETTLES;
        at.isBefore(horizon.plus(Duration.ofDays(2)));
        at = at.plus(Duration.ofHours(8))) {
      settle(SHORT, "0.0003", at);
      settle(LONG, "0.0001", at);
    }
    assertThat(told.getFirst().paid()).isCloseTo(21 * 0.0002 - 0.00023, within(1e-12));
  }

  @Test
  void whatEarlierProcessesKnewCounts() {
    Outcome past =
        Outcome.of(said(found, Verdict.CAUTION, 5), SomeFinding.NOW, 10_000, 0.001, null);
    Score score = new Scores(List.of(past, past), told::add).scores().getFirst();
    assertThat(score.scored()).isEqualTo(2);
    assertThat(score.caution()).isEqualByComparingTo("20.00");
    assertThat(score.brierOfAll()).isZero();
  }
}
