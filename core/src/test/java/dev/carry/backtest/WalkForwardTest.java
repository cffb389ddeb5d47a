package dev.carry.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carry.engine.Engine;
import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Closed;
import dev.carry.model.TradeEvent.Equity;
import dev.carry.portfolio.Rules;
import dev.carry.portfolio.Trader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WalkForwardTest {
  private static final int DAYS = 120;
  private static final Instant END = SyntheticPast.START.plus(Duration.ofDays(DAYS));
  private static final HistoryTape TAPE =
      HistoryTape.of(
          SyntheticPast.INSTRUMENTS, SyntheticPast.of(11, DAYS), new BigDecimal("0.0001"));

  private static Engine engine() {
    return LookAheadTest.engine(TAPE);
  }

  private static List<Trial> trials() {
    return trials("0.01", "0.05", "0.2");
  }

  private static List<Trial> trials(String... enters) {
    List<Trial> trials = new ArrayList<>();
    for (String enter : enters) {
      for (String exit : List.of("-0.1", "0", "0.1")) {
        Rules rules = LookAheadTest.RULES;
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("enter", enter);
        parameters.put("exit", exit);
        trials.add(
            new Trial(
                parameters,
                new Rules(
                    List.of(),
                    List.of(),
                    List.of(),
                    rules.notional(),
                    Double.parseDouble(enter),
                    Double.parseDouble(exit),
                    rules.hold(),
                    null),
                LookAheadTest.ACCOUNT));
      }
    }
    return trials;
  }

  private static WalkForward.Result run(int threads) {
    return run(trials(), threads);
  }

  private static WalkForward.Result run(List<Trial> trials, int threads) {
    return new WalkForward(TAPE.inputs(), WalkForwardTest::engine, trials, SyntheticPast.START, END)
        .run(4, Duration.ofDays(1), threads);
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    assertThat(run(3)).isEqualTo(run(1));
  }

  @Test
  void whoTradesBesideOthersDoesWhatHeDoesAlone() {
    Trial trial = trials().get(3);
    List<TradeEvent> alone = new ArrayList<>();
    List<TradeEvent> beside = new ArrayList<>();
    Backtest.run(
        TAPE.inputs(), engine(), List.of(trial.trader(SyntheticPast.START, END, alone::add)));
    List<Trader> all = new ArrayList<>();
    for (Trial other : trials()) {
      all.add(other.trader(SyntheticPast.START, END, event -> {}));
    }
    all.add(4, trial.trader(SyntheticPast.START, END, beside::add));
    Backtest.run(TAPE.inputs(), engine(), all);

    assertThat(beside).isEqualTo(alone).hasSizeGreaterThan(100);
  }

  /// Who is compared holds with others what they want alike, and is told what it would be alone.
  @Test
  void whoIsComparedWithOthersIsToldOfTheSameDaysAndTrades() {
    List<Trial> trials = trials();
    List<List<TradeEvent>> together = new ArrayList<>();
    List<Trader> all = new ArrayList<>();
    for (Trial trial : trials) {
      List<TradeEvent> told = new ArrayList<>();
      together.add(told);
      all.add(trial.compared(SyntheticPast.START, END, told::add));
    }
    Backtest.run(TAPE.inputs(), engine(), all);

    for (int i = 0; i < trials.size(); i++) {
      List<TradeEvent> alone = new ArrayList<>();
      Backtest.run(
          TAPE.inputs(),
          engine(),
          List.of(trials.get(i).trader(SyntheticPast.START, END, alone::add)));
      alone.removeIf(event -> !(event instanceof Equity || event instanceof Closed));
      assertThat(together.get(i))
          .as("trial %d", i)
          .containsExactlyInAnyOrderElementsOf(alone)
          .filteredOn(Closed.class::isInstance)
          .hasSizeGreaterThan(10);
    }
  }

  @Test
  void whatIsChosenWasTheBestOfWhatWasClosedBeforeAndTradesOnlyInItsTest() {
    WalkForward.Result result = run(2);

    assertThat(result.folds()).hasSize(4);
    assertThat(result.folds())
        .anyMatch(fold -> fold.chosen() != null)
        .allSatisfy(
            fold -> {
              assertThat(fold.testFrom()).isEqualTo(fold.trainTo().plus(Duration.ofDays(1)));
              for (TradeEvent event : fold.events()) {
                if (event instanceof Closed closed) {
                  assertThat(closed.openedAt()).isAfter(fold.testFrom());
                  assertThat(closed.at()).isBefore(fold.testTo().plus(Duration.ofHours(2)));
                }
              }
            });
    for (WalkForward.Fold fold : result.folds()) {
      double best = 0;
      for (Trial trial : trials()) {
        TrialRun run = new TrialRun(trial.account().capital());
        Backtest.run(TAPE.inputs(), engine(), List.of(trial.trader(SyntheticPast.START, END, run)));
        best = Math.max(best, run.score(SyntheticPast.START, fold.trainTo()));
      }
      assertThat(fold.trainScore()).isEqualTo(best);
    }
  }

  /// A probability of overfitting of 1 would be a guess: nothing was chosen from.
  @Test
  void whereNothingWasTradedNothingIsSaidOfOverfitting() {
    assertThat(run(2).overfitting()).isNotNull();

    WalkForward.Result idle = run(trials("1000"), 2);
    assertThat(idle.overfitting()).isNull();
    assertThat(idle.together()).noneMatch(Closed.class::isInstance);
  }

  @Test
  void allTestsTogetherAreOneAccount() {
    WalkForward.Result result = run(2);
    List<TradeEvent> together = result.together();
    BigDecimal sum = BigDecimal.ZERO;
    for (WalkForward.Fold fold : result.folds()) {
      sum = sum.add(BacktestResult.netPnl(fold.events()));
    }

    assertThat(BacktestResult.netPnl(together)).isEqualByComparingTo(sum);
    List<Equity> equity =
        together.stream().filter(Equity.class::isInstance).map(Equity.class::cast).toList();
    assertThat(equity.getLast().pnl()).isEqualByComparingTo(sum);
    assertThat(equity).extracting(Equity::at).isSorted();
    assertThat(together.stream().filter(Closed.class::isInstance).map(Closed.class::cast))
        .extracting(Closed::position)
        .doesNotHaveDuplicates();
  }

  @Test
  void neighboursDifferFromTheChosenInOneParameter() {
    WalkForward.Result result = run(2);

    assertThat(result.sensitivity())
        .extracting(neighbour -> neighbour.key() + " " + neighbour.value())
        .contains("enter 0.01", "enter 0.05", "enter 0.2", "exit -0.1", "exit 0", "exit 0.1")
        .hasSize(6);
    assertThat(result.sensitivity()).filteredOn(WalkForward.Neighbour::chosen).hasSize(2);
    assertThat(result.trials()).isEqualTo(9);
  }

  @Test
  void aTimeTooShortForItsFoldsIsRefused() {
    assertThatThrownBy(
            () ->
                new WalkForward(
                        TAPE.inputs(),
                        WalkForwardTest::engine,
                        trials(),
                        SyntheticPast.START,
                        SyntheticPast.START.plus(Duration.ofDays(10)))
                    .run(5, Duration.ofDays(1), 1))
        .hasMessageContaining("5 folds of PT240H with an embargo of PT24H: too short");
  }
}
