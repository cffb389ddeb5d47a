package dev.carry.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.detect.CrossVenueFunding;
import dev.carry.detect.CrossVenueSettings;
import dev.carry.detect.FundingMeanReversion;
import dev.carry.engine.Detector;
import dev.carry.engine.Engine;
import dev.carry.engine.GateSettings;
import dev.carry.model.Costs;
import dev.carry.model.Finding;
import dev.carry.model.Input;
import dev.carry.model.Leg;
import dev.carry.model.Opportunity;
import dev.carry.model.TradeEvent;
import dev.carry.portfolio.FindingStrategy;
import dev.carry.portfolio.Rules;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A strategy does the same whatever else is looked for beside what it trades.
class BesideOthersTest {
  private static final int DAYS = 60;
  private static final Instant END = SyntheticPast.START.plus(Duration.ofDays(DAYS));
  private static final Rules RULES =
      new Rules(
          List.of("cross-venue-funding"),
          List.of(),
          List.of(),
          new BigDecimal("10000"),
          0.02,
          0.0,
          Duration.ofDays(20),
          null);

  private static HistoryTape tape(long seed) {
    return HistoryTape.of(
        SyntheticPast.INSTRUMENTS, SyntheticPast.of(seed, DAYS), new BigDecimal("0.0001"));
  }

  private static Engine engine(HistoryTape tape, Supplier<List<Detector>> detectors) {
    return new Engine(tape.gates(GateSettings.DEFAULT), instrument -> 0.0002, detectors);
  }

  private static List<Detector> all() {
    return List.of(CrossVenueFunding.of(CrossVenueSettings.DEFAULT), new FundingMeanReversion());
  }

  private static List<Detector> offers() {
    return List.of(CrossVenueFunding.offers(CrossVenueSettings.DEFAULT));
  }

  private static List<TradeEvent> trades(HistoryTape tape, Supplier<List<Detector>> detectors) {
    return Backtest.run(
        tape.inputs(),
        engine(tape, detectors),
        LookAheadTest.ACCOUNT,
        new FindingStrategy(RULES, SyntheticPast.START, END));
  }

  /// An offer as a strategy sees it: those who trade on it do not look back on it.
  private record Offer(
      Finding.Head head, List<Leg> legs, Costs costs, double netApr, @Nullable String because) {}

  private static List<Offer> offered(HistoryTape tape, Supplier<List<Detector>> detectors) {
    Engine engine = engine(tape, detectors);
    List<Offer> offered = new ArrayList<>();
    for (Input input : tape.inputs()) {
      for (Finding finding : engine.apply(input)) {
        if (finding instanceof Opportunity opportunity && !opportunity.rejected()) {
          offered.add(
              new Offer(
                  opportunity.head(),
                  opportunity.legs(),
                  opportunity.costs(),
                  opportunity.netApr(),
                  opportunity.because()));
        }
      }
    }
    return offered;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatOtherDetectorsSayChangesNoTrade(long seed) {
    HistoryTape tape = tape(seed);
    assertThat(trades(tape, BesideOthersTest::offers))
        .hasSizeGreaterThan(DAYS)
        .isEqualTo(trades(tape, BesideOthersTest::all));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whoDoesNotTellOfWhatIsTurnedDownOffersTheSame(long seed) {
    HistoryTape tape = tape(seed);
    assertThat(offered(tape, BesideOthersTest::offers))
        .isNotEmpty()
        .isEqualTo(offered(tape, BesideOthersTest::all));
  }
}
