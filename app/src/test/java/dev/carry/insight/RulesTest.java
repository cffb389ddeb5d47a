package dev.carry.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.insight.Answers.Draft;
import dev.carry.insight.FactSheet.Unit;
import dev.carry.model.Analysis.Task;
import dev.carry.model.Analysis.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The analyst that needs nobody keeps to the same law as the others.
class RulesTest {
  private static final List<String> PERCENTS =
      List.of(
          "netApr",
          "pastExpected",
          "pastShareLivedToBreakEven",
          "netOverHorizon",
          "deviationApr",
          "meanApr",
          "lastApr",
          "coveredShare",
          "beyondShare",
          "probabilityOfOverfitting",
          "deflatedSharpe");
  private static final List<String> COUNTS =
      List.of(
          "unknownCostLines",
          "pastEpisodes",
          "settlements",
          "signChanges",
          "episodes",
          "joined",
          "unjoined",
          "liquidations",
          "missingLines",
          "trades",
          "feedsDownMost",
          "zScore");

  @ParameterizedTest
  @EnumSource(Task.class)
  void everyNumberInItsWordsIsAmongTheFactsWhateverTheyAre(Task task) {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 2_000; i++) {
      FactSheet sheet = new FactSheet(task, "f/" + i, 1, "BTC");
      for (String name : PERCENTS) {
        sheet.percent(name, some(random, 2));
      }
      for (String name : COUNTS) {
        Double count = some(random, 60);
        sheet.number(name, count == null ? null : (Double) Math.abs(Math.rint(count)), Unit.PLAIN);
      }
      sheet.bps("priceGap", some(random, 0.01)).bps("costs", some(random, 0.01));
      sheet.bps("median", some(random, 0.01));
      for (String name : List.of("capacity", "notional", "netPnl", "baselineHoldEverything")) {
        sheet.number(name, some(random, 1e6), Unit.DOLLARS);
      }
      for (String name : List.of("breakEven", "horizon", "halfLife")) {
        sheet.number(name, some(random, 500), Unit.HOURS);
      }
      sheet.number("oldestEvidenceAge", some(random, 500), Unit.SECONDS);
      for (String language : List.of("en", "th")) {
        Draft said = Rules.judge(sheet, language);
        assertThat(new Grounding(sheet).ungrounded(said.words(), said.risk(), said.share()))
            .as("%s: %s of %s", language, said, sheet.json())
            .isEmpty();
        assertThat(said.risk()).isBetween(1, 10);
        assertThat(said.share()).isBetween(0.0, 100.0);
        assertThat(said.verdict() == Verdict.VETO).isEqualTo(said.risk() >= 8);
      }
    }
  }

  private static @org.jspecify.annotations.Nullable Double some(
      SplittableRandom random, double scale) {
    return random.nextInt(4) == 0 ? null : (Double) (random.nextDouble(-1, 1) * scale);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cross-venue/result.json", "mean-reversion/result.json", "spot-perp/result.json"})
  void theReportsThatAreKeptCanBeJudged(String report) throws IOException {
    Path file = Path.of("..", "docs", "studies").resolve(report);
    FactSheet sheet = ReportSheet.of("result.json", Files.readString(file));
    assertThat(sheet.task()).isEqualTo(Task.BACKTEST_REPORT);
    assertThat(sheet.get("netPnlDollars")).isPresent();
    assertThat(sheet.get("foldsDollars")).isEmpty();
    Draft said = Rules.judge(sheet, "en");
    assertThat(new Grounding(sheet).ungrounded(said.words(), said.risk(), said.share())).isEmpty();
  }

  @Test
  void whatIsNoReportIsRefusedByName() {
    for (String wrong : List.of("nonsense", "{}", "[1]")) {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> ReportSheet.of("x.json", wrong))
          .isInstanceOf(InsightException.class)
          .hasMessageContaining("x.json is no")
          .hasMessageContaining("backtest --report");
    }
  }
}
