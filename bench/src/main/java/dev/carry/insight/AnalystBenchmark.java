package dev.carry.insight;

import dev.carry.model.Analysis.Task;
import dev.carry.model.Costs;
import dev.carry.model.DetectorName;
import dev.carry.model.Finding;
import dev.carry.model.InstrumentId;
import dev.carry.model.Leg;
import dev.carry.model.Opportunity;
import dev.carry.model.PairHistory;
import dev.carry.model.Risk;
import dev.carry.model.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What the analyst costs beside the model's own time: the sheet of a finding, the prompt, the
/// reading of an answer, and every number in it held against the facts. In the package of what it
/// measures, which shows none of this.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
public class AnalystBenchmark {
  private static final Instant NOW = Instant.parse("2026-03-14T09:00:00Z");
  private static final String ID = "cross-venue-funding/bybit:BTCUSDT/okx:BTC-USDT-SWAP/1";
  private static final String ANSWER =
      """
      {"analyses":[{"finding":"%s","verdict":"caution","risk":5,"share":8,"riskFactors":[
      "Of 40 past episodes 29 lived to break-even.","Costs of 2.3 bps take 103 hours to earn back.",
      "The price gap at entry is 1.2 bps."],"timing":"Hold for 4.3 days, past 13 settlements.",
      "reasoning":"Net 3.21 %% a year of a gross 4.38 %%; 250,000 dollars fill."}]}\
      """
          .formatted(ID);

  private final FindingSheet sheets = new FindingSheet(new Surroundings());
  private final Opportunity found = found();

  @Benchmark
  public List<String> ofOneFinding() {
    FactSheet sheet = sheets.of(found, NOW);
    Prompt prompt = Prompt.of(Task.FINDING, "en", List.of(sheet));
    Answers answers = Answers.read(ANSWER, false, Set.of(sheet.alias()), "en");
    Answers.Draft draft = answers.drafts().values().iterator().next();
    List<String> ungrounded =
        new Grounding(sheet).ungrounded(draft.words(), draft.risk(), draft.share());
    if (!ungrounded.isEmpty() || prompt.user().isEmpty()) {
      throw new IllegalStateException("not grounded: " + ungrounded);
    }
    return ungrounded;
  }

  private static Opportunity found() {
    return new Opportunity(
        new Finding.Head(
            ID,
            1,
            DetectorName.CROSS_VENUE_FUNDING,
            "BTC",
            NOW.minusSeconds(60),
            NOW,
            Finding.Status.OPEN,
            List.of()),
        List.of(
            leg("okx:BTC-USDT-SWAP", Side.BUY, 0.00011), leg("bybit:BTCUSDT", Side.SELL, 0.00015)),
        10_000,
        0.0438,
        0.0321,
        0.0367,
        Duration.ofDays(7),
        Duration.ofHours(103),
        13,
        new Costs(0.00021, 0.00002, 0.0, 0.0, null, null, 0.0),
        -0.00012,
        250_000.0,
        null,
        new PairHistory(
            new PairHistory.Lives(NOW.minus(Duration.ofDays(90)), 40, 29),
            new PairHistory.Holdings(300, 0.62, 0.002, 0.001, 0.0009, 0.004, 0.8),
            new PairHistory.Gaps(288, -0.0004, 0.0001, 0.0006)),
        List.of(Risk.of("of %d past episodes %d lived to break-even", 40, 29)),
        false,
        null);
  }

  private static Leg leg(String id, Side side, double rate) {
    return new Leg(
        InstrumentId.parse(id),
        side,
        68_432.1,
        68_431.9,
        BigDecimal.ONE,
        0.0005,
        0.0002,
        rate,
        Duration.ofHours(8),
        NOW.plus(Duration.ofHours(7)),
        null);
  }
}
