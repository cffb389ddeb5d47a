package dev.carry.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carry.sink.DayLines;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Money: exact, before and behind each call, over restarts.
class SpendingTest {
  private static final LocalDate DAY = LocalDate.parse("2026-01-31");

  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-01-31T23:00:00Z");
  private final InstantSource clock = () -> now;

  private Spending open(String perDay, String perMonth) {
    return new Spending(
        new BigDecimal(perDay),
        new BigDecimal(perMonth),
        folder,
        new DayLines(folder, Spending.CALLS, 400, clock),
        clock);
  }

  private static Prices.Price price(String perMillion) {
    return Prices.of(List.of("m 2026-01-01 " + perMillion + " " + perMillion))
        .at("m", DAY)
        .orElseThrow();
  }

  @Test
  void theGoldenCosts() {
    assertThat(price("8.00").of(3_000L * 1_000, 3_000L * 1_000)).isEqualByComparingTo("48.00");
    assertThat(price("0.42").of(3_000L * 2_000, 0)).isEqualByComparingTo("2.52");
    assertThat(price("0.42").of(10_000_000, 0)).isEqualByComparingTo("4.20");
  }

  @Test
  void aPriceHoldsFromItsDayOn() {
    Prices prices = Prices.of(List.of("m 2026-01-01 1 2", "m 2026-02-01 3 4", "n 2026-01-01 0 0"));
    assertThat(prices.at("m", LocalDate.parse("2025-12-31"))).isEmpty();
    assertThat(prices.at("m", DAY).orElseThrow().input()).isEqualByComparingTo("1");
    assertThat(prices.at("m", DAY.plusDays(1)).orElseThrow().output()).isEqualByComparingTo("4");
    assertThatThrownBy(() -> Prices.of(List.of("m 1.0")))
        .hasMessageContaining("found 'm 1.0'")
        .hasMessageContaining("MODEL DAY INPUT OUTPUT");
  }

  @Test
  void aHundredAtATimeNeverOverrunTheBudget() throws Exception {
    Spending spending = open("1.00", "100");
    List<Callable<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(() -> spending.reserve("m", new BigDecimal("0.03")).reserved() != null);
    }
    long granted = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(16)) {
      for (Future<Boolean> each : pool.invokeAll(all)) {
        granted += each.get() ? 1 : 0;
      }
    }
    assertThat(granted).isEqualTo(33);
    assertThat(spending.boundToday()).isEqualByComparingTo("0.99");
  }

  @Test
  void whatACallDidCostTakesThePlaceOfTheMost() {
    Spending spending = open("1.00", "100");
    Spending.Reserved call = reserve(spending, "0.90");
    assertThat(spending.reserve("m", new BigDecimal("0.20")).because())
        .isEqualTo(
            "the budget of the day is 1.00 dollars, of which 0.90 are spent or put aside; this"
                + " call may cost 0.20");
    spending.settle(call, 1_000, 200, new BigDecimal("0.10"), true, "answered", 5);
    assertThat(spending.boundToday()).isEqualByComparingTo("0.10");
    assertThat(spending.rows())
        .containsExactly(
            new Spending.Row(
                DAY, "m", new Spending.Spent(1, 0, 1_000, 200, new BigDecimal("0.10"))));
  }

  private static Spending.Reserved reserve(Spending spending, String most) {
    Spending.Reserved reserved = spending.reserve("m", new BigDecimal(most)).reserved();
    assertThat(reserved).isNotNull();
    return java.util.Objects.requireNonNull(reserved);
  }

  @Test
  void aCallWhoseEndAKillTookCountsAtTheMost() throws Exception {
    Spending first = open("1.00", "100");
    first.settle(reserve(first, "0.30"), 10, 20, new BigDecimal("0.05"), true, "answered", 5);
    var _ = reserve(first, "0.40"); // and never heard of again
    Path file = folder.resolve("calls-2026-01-31.jsonl");
    Files.writeString(file, "{\"call\":\"half of a li", StandardOpenOption.APPEND);

    Spending second = open("1.00", "100");
    assertThat(second.boundToday()).isEqualByComparingTo("0.45");
    assertThat(second.rows().getFirst().spent().unknown()).isEqualTo(1);
    var _ = reserve(second, "0.50");
    assertThat(Files.readString(file)).doesNotContain("half of a li").endsWith("}\n");
  }

  @Test
  void aMonthIsBoundToo() {
    Spending spending = open("1.00", "1.20");
    spending.settle(reserve(spending, "0.80"), 0, 0, new BigDecimal("0.80"), true, "answered", 5);
    now = Instant.parse("2026-02-01T00:00:01Z");
    var _ = reserve(spending, "1.00"); // another day and another month
    now = Instant.parse("2026-02-02T00:00:01Z");
    assertThat(spending.reserve("m", new BigDecimal("0.21")).because())
        .startsWith("the budget of the month is 1.20 dollars");
    assertThat(spending.boundThisMonth()).isEqualByComparingTo("1.00");
  }
}
