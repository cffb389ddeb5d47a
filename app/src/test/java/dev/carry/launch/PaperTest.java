package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carry.sim.SimOptions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trading on paper beside the running engine.
class PaperTest {
  private static final Instant START = Instant.parse("2026-05-04T07:35:00Z");
  private static final SimOptions MARKET = SimOptions.defaults().withAssets(4);
  private static final double SPEED = 60;

  @TempDir private Path data;

  @Test
  void backtestReplayAndPaperOfTheSameTimeGiveTheSameFillsAndTheSameCash() throws Exception {
    // over the settlements of 08:00
    try (SimulatedRun run = trading(START.plus(Duration.ofMinutes(15)))) {
      run.pass(Duration.ofMinutes(30));
      JsonNode account = run.get("/api/v1/account").path("account");
      assertThat(account.path("positions").asInt()).isPositive();
      assertThat(run.items("/api/v1/positions"))
          .as("no more is asked for than fills")
          .anyMatch(position -> position.path("notional").asDouble() < 10_000)
          .allMatch(position -> position.path("notional").asDouble() >= 1_000);
      assertThat(sum(account.path("attribution")))
          .isEqualByComparingTo(account.path("realised").decimalValue());
    }
    List<String> paper = PaperLog.stored(data);

    assertThat(paper).anyMatch(trade -> trade.contains("\"trade\":\"fill\""));
    assertThat(paper).anyMatch(trade -> trade.contains("\"line\":\"funding\""));
    PaperLog replayed = PaperLog.replayed(data);
    assertThat(replayed.trades()).containsExactlyElementsOf(paper);
    assertThat(replayed.differences()).isEmpty();
    assertThat(PaperLog.backtested(data, "cross-venue"))
        .as("a backtest ends what paper goes on to hold")
        .startsWith(paper.toArray(String[]::new));
  }

  @Test
  void aSettlementThatPassedWhileNobodyWatchedIsPaidOnce() throws Exception {
    try (SimulatedRun run = trading(START.plus(Duration.ofMinutes(10)))) {
      run.pass(Duration.ofMinutes(10));
      assertThat(run.items("/api/v1/positions")).isNotEmpty();
    }
    assertThat(DemoVerb.notBefore(START, new DataFolder(data).inputLog()))
        .as("a demo that ran ahead of the wall goes on from there")
        .isAfterOrEqualTo(START.plus(Duration.ofMinutes(20)));
    int before = PaperLog.stored(data).size();
    try (SimulatedRun run = trading(START.plus(Duration.ofMinutes(35)))) {
      run.pass(Duration.ofMinutes(5));
    }

    List<String> after = PaperLog.stored(data);
    List<String> paid =
        after.subList(before, after.size()).stream()
            .filter(trade -> trade.contains("\"line\":\"funding\""))
            .map(
                trade -> trade.substring(trade.indexOf("\"position\""), trade.indexOf(",\"amount")))
            .toList();
    Set<String> once = new HashSet<>(paid);
    assertThat(paid).isNotEmpty().hasSameSizeAs(once);
    assertThat(PaperLog.replayed(data).differences()).isEmpty();
    assertThat(PaperLog.replayed(data).trades()).containsExactlyElementsOf(after);
  }

  private SimulatedRun trading(Instant start) throws InterruptedException {
    return SimulatedRun.trading(data, start, SPEED, MARKET, "cross-venue");
  }

  private static BigDecimal sum(JsonNode lines) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode line : lines) {
      sum = sum.add(line.decimalValue());
    }
    return sum;
  }
}
