package dev.carry.store;

import static dev.carry.store.Steps.BTC;
import static dev.carry.store.Steps.BTC_SWAP;
import static dev.carry.store.Steps.START;
import static dev.carry.store.Steps.settled;
import static dev.carry.store.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carry.engine.History.FundingPoint;
import dev.carry.model.Candle;
import dev.carry.model.FindingJson;
import dev.carry.model.MarkPrice;
import dev.carry.model.Opportunity;
import dev.carry.model.Quarantine;
import dev.carry.model.Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What goes in comes out: every row, every digit, once.
class StoreRowsTest extends OpenStore {
  @Test
  void decimalsAndInstantsComeBackExactly() {
    Instant at = Instant.parse("2026-01-31T08:00:00.123456789Z");
    List<String> written =
        List.of(
            "0.00010000",
            "-0.0000000000000000000000000000000000000000001",
            "123456789012345678901234567890.123456789",
            "0",
            "97525.50",
            "1E-9");
    for (int i = 0; i < written.size(); i++) {
      store.accept(
          step(i + 1, new MarkPrice(BTC, at, at.plusNanos(i), new BigDecimal(written.get(i)))));
    }
    store.flush();
    List<BigDecimal> expected = written.stream().map(BigDecimal::new).toList();

    assertThat(prices(store)).isEqualTo(expected);
    store.seal();
    assertThat(prices(store)).isEqualTo(expected);
    reopen(ALL);
    assertThat(prices(store)).isEqualTo(expected);

    StoredRow first = rows(store, StoredFact.MARK).getFirst();
    assertThat(first.time("venue_time")).isEqualTo(at);
    assertThat(first.time("known_at")).isEqualTo(at);
    assertThat(first.time("recorded_at")).isEqualTo(RECORDED);
    assertThat(first.number("sequence")).isEqualTo(1);
    assertThat(first.instrument()).contains(BTC);
  }

  @Test
  void everyRowIsTheSameInTheTailAndInASegment() {
    for (long i = 1; i <= 400; i++) {
      store.accept(Steps.of(i));
    }
    store.accept(step(401, Steps.listing(BTC, START, Duration.ofHours(8))));
    store.accept(step(402, Steps.openInterest(BTC, START, "12.00")));
    store.accept(step(403, Steps.estimate(BTC, "0.0001", START, null)));
    store.flush();
    List<List<StoredRow>> inTail = everything(store);
    int expected = 3;
    for (long i = 1; i <= 400; i++) {
      expected += Steps.rows(i);
    }
    assertThat(inTail.stream().mapToInt(List::size).sum()).isEqualTo(expected);

    store.seal();

    assertThat(everything(store)).usingRecursiveComparison().isEqualTo(inTail);
  }

  @Test
  void aSettlementIsUniqueByInstrumentAndBoundary() {
    Instant boundary = Instant.parse("2026-01-31T08:00:00Z");
    store.accept(step(1, settled(BTC, "0.00010", boundary.plusMillis(17))));
    store.accept(step(2, settled(BTC, "0.0001", boundary.minusMillis(9))));
    store.accept(step(3, settled(BTC, "0.0001", boundary.plusSeconds(29))));
    store.accept(step(4, settled(BTC, "0.0002", boundary.plus(Duration.ofHours(8)))));
    store.flush();

    assertThat(store.funding(List.of(BTC), START, EVER, 10))
        .containsExactly(
            point("0.00010", boundary, boundary.plusMillis(5017)),
            point("0.0002", boundary.plus(Duration.ofHours(8))));
    reopen(ALL);
    store.accept(step(5, settled(BTC, "0.000100", boundary)));
    store.flush();
    assertThat(rows(store, StoredFact.FUNDING_SETTLED)).hasSize(2);
  }

  @Test
  void sourcesThatDisagreeAreBothKeptAndTold() {
    Instant boundary = Instant.parse("2026-01-31T08:00:00Z");
    store.accept(step(1, settled(BTC, "0.0001", boundary)));
    store.accept(step(2, settled(BTC_SWAP, "0.0003", boundary)));
    assertThat(
            store.add(
                List.of(
                    settled(BTC, "0.00012", boundary.plusMillis(3)),
                    settled(BTC_SWAP, "0.00030", boundary)),
                "vendor",
                Duration.ofMinutes(1)))
        .isEqualTo(2);
    store.flush();

    List<Archive.Conflict> conflicts = store.settledConflicts(START, EVER);

    assertThat(conflicts).hasSize(1);
    assertThat(conflicts.getFirst().id()).isEqualTo(BTC);
    assertThat(conflicts.getFirst().boundary()).isEqualTo(boundary);
    assertThat(conflicts.getFirst().claims())
        .extracting(Archive.Claim::rate, Archive.Claim::source)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(new BigDecimal("0.0001"), "live"),
            org.assertj.core.groups.Tuple.tuple(new BigDecimal("0.00012"), "vendor"));
    assertThat(store.funding(List.of(BTC), START, EVER, 10)).hasSize(2);
  }

  @Test
  void importedFactsAreKnownAfterTheirLagAndAddedOnce() {
    Instant closes = Instant.parse("2025-06-01T01:00:00Z");
    BigDecimal one = new BigDecimal("1.0");
    List<Candle> candles =
        List.of(
            new Candle(
                BTC,
                null,
                RECORDED,
                Candle.Of.MARK,
                one,
                one,
                one,
                one,
                closes.minusSeconds(3600),
                closes));
    Instant boundary = Instant.parse("2025-06-01T00:00:00Z");

    assertThat(store.add(candles, "file", Duration.ofSeconds(2))).isEqualTo(1);
    assertThat(store.add(candles, "file", Duration.ofSeconds(2))).isZero();
    for (int round = 0; round < 2; round++) {
      assertThat(
              store.add(
                  List.of(settled(BTC, "0.0001", boundary), settled(BTC, "0.0001", boundary)),
                  "file",
                  Duration.ofMinutes(1)))
          .isEqualTo(round == 0 ? 1 : 0);
      reopen(ALL);
    }

    assertThat(rows(store, StoredFact.CANDLE).getFirst().time("known_at"))
        .isEqualTo(closes.plusSeconds(2));
    StoredRow row = rows(store, StoredFact.FUNDING_SETTLED).getFirst();
    assertThat(row.time("known_at")).isEqualTo(boundary.plusSeconds(60));
    assertThat(row.text("source")).isEqualTo("file");
    assertThat(row.number("sequence")).isNull();
    assertThat(store.rows(StoredFact.FUNDING_SETTLED, List.of(BTC), START, EVER, boundary, 10))
        .isEmpty();
    assertThat(
            store.rows(
                StoredFact.FUNDING_SETTLED,
                List.of(BTC),
                Instant.MIN,
                EVER,
                boundary.plusSeconds(59),
                10))
        .as("nothing is known before it could be known")
        .isEmpty();
  }

  @Test
  void theLastSettlementIsKnownAlsoAfterReopening() {
    assertThat(store.lastSettled(BTC)).isEmpty();
    for (int i = 1; i <= 1_000; i++) {
      store.accept(step(i, settled(BTC, "0.0001", START.plus(Duration.ofHours(i)))));
    }
    FundingPoint last = point("0.0001", START.plus(Duration.ofHours(1_000)));
    assertThat(store.lastSettled(BTC)).contains(last);

    reopen(ALL);

    assertThat(store.lastSettled(BTC)).contains(last);
    assertThat(store.lastSettled(BTC_SWAP)).isEmpty();
  }

  @Test
  void fundingIsToldOldestFirstWithTheNewestKept() {
    for (int i = 1; i <= 10; i++) {
      Instant at = START.plus(Duration.ofHours(i));
      store.accept(step(2L * i, settled(BTC, "0.000" + i, at)));
      store.accept(step(2L * i + 1, Steps.estimate(BTC, "0.001" + i, at.plusSeconds(60), null)));
    }
    store.flush();

    List<FundingPoint> points =
        store.funding(List.of(BTC), START, START.plus(Duration.ofHours(9)).plusSeconds(60), 3);

    assertThat(points)
        .extracting(p -> p.rate().toPlainString())
        .containsExactly("0.0018", "0.0009", "0.0019");
    assertThat(points).extracting(FundingPoint::settled).containsExactly(false, true, false);
    assertThat(store.funding(List.of(), START, EVER, 5)).isEmpty();
    assertThat(store.funding(List.of(BTC), START, EVER, 0)).isEmpty();
  }

  @Test
  void quotesAreSampledAndPricesThatDoNotMoveAreNotStored() {
    reopen(ALL.sampleEvery(Duration.ofSeconds(10)));
    for (int i = 0; i < 60; i++) {
      Instant at = START.plusSeconds(i);
      store.accept(step(2L * i + 1, Steps.quote(BTC, at, BigDecimal.valueOf(i))));
      store.accept(step(2L * i + 2, new MarkPrice(BTC, at, at, BigDecimal.TEN)));
    }
    store.flush();

    assertThat(rows(store, StoredFact.QUOTE)).hasSize(6);
    assertThat(rows(store, StoredFact.MARK)).hasSize(1);
  }

  @Test
  void anEstimateForAnotherSettlementIsStoredAtOnce() {
    reopen(ALL.sampleEvery(Duration.ofHours(1)));
    store.accept(step(1, Steps.estimate(BTC, "0.0001", START, START.plusSeconds(100))));
    store.accept(step(2, Steps.estimate(BTC, "0.0002", START, START.plusSeconds(100))));
    store.accept(step(3, Steps.estimate(BTC, "0.0002", START, START.plusSeconds(200))));
    store.flush();

    assertThat(rows(store, StoredFact.FUNDING_ESTIMATED)).hasSize(2);
  }

  @Test
  void findingsAreToldAsTheyWereToldThen() {
    Opportunity first = Steps.opportunity(1, START);
    Opportunity second = Steps.opportunity(2, START.plusSeconds(1));
    Quarantine third = Steps.quarantine("q", START.plusSeconds(2));
    store.accept(new Step(1, new dev.carry.model.Tick(START), List.of(first, second)));
    store.accept(new Step(2, new dev.carry.model.Tick(START), List.of(third)));
    store.flush();

    assertThat(store.findings(null, null, START, EVER, 10))
        .containsExactly(
            FindingJson.write(third), FindingJson.write(second), FindingJson.write(first));
    assertThat(store.findings("quarantine", null, START, EVER, 10))
        .containsExactly(FindingJson.write(third));
    assertThat(store.findings(null, "BTC", START, START, 10))
        .containsExactly(FindingJson.write(first));
    assertThat(store.findings(null, "BTC", START, EVER, 1))
        .containsExactly(FindingJson.write(second));
  }

  @Test
  void coverageNamesWhatIsThere() {
    store.accept(step(1, settled(BTC, "0.0001", START)));
    assertThat(
            store.add(
                List.of(settled(BTC, "0.0002", START.minus(Duration.ofHours(8)))),
                "file",
                Duration.ZERO))
        .isEqualTo(1);
    store.flush();

    assertThat(store.coverage(null, null, null))
        .containsExactly(
            new Archive.Coverage(
                Archive.Series.of(BTC, StoredFact.FUNDING_SETTLED),
                START.minus(Duration.ofHours(8)),
                START,
                2,
                2,
                List.of(),
                "file,live"));
  }

  @Test
  void aTimeBeyondWhatCanBeStoredIsRefusedAlone() {
    assertThatThrownBy(
            () ->
                store.accept(
                    step(
                        1,
                        new MarkPrice(
                            BTC, Instant.parse("+55000-01-01T00:00:00Z"), START, BigDecimal.ONE))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be stored");
    store.accept(step(2, new MarkPrice(BTC, START, START, BigDecimal.ONE)));
    store.flush();

    assertThat(rows(store, StoredFact.MARK)).hasSize(1);
  }

  private static FundingPoint point(String rate, Instant at) {
    return point(rate, at, at.plusSeconds(5));
  }

  private static FundingPoint point(String rate, Instant at, Instant known) {
    return new FundingPoint(BTC, true, new BigDecimal(rate), Duration.ofHours(8), at, known);
  }
}
