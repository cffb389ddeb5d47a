package dev.carry.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carry.engine.History.FundingPoint;
import dev.carry.model.FeedStatus;
import dev.carry.model.FundingSettled;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarkPrice;
import dev.carry.model.VenueId;
import dev.carry.model.Volume;
import dev.carry.testkit.SomeFinding;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an analyst is told beyond what the engine said.
class SheetTest {
  private static final InstrumentId BYBIT = InstrumentId.parse("bybit:BTCUSDT");
  private final Surroundings surroundings = new Surroundings();

  private JsonNode shortLeg(Instant now) {
    FactSheet sheet = new FindingSheet(surroundings).of(SomeFinding.some().make(), now);
    return ProviderServer.parse(sheet.json()).path("legs").path(1);
  }

  private void feed(FeedStatus.State state, Instant at) {
    surroundings.accept(new FeedStatus(VenueId.of("bybit"), "market-1", state, "", at));
  }

  @Test
  void volumeVolatilityFundingAndFeedsAreMeasured() {
    Instant start = SomeFinding.NOW;
    surroundings.accept(new Volume(BYBIT, null, start, null, new BigDecimal("123456789")));
    double price = 100;
    for (int i = 0; i <= 60; i++) {
      price *= i % 2 == 0 ? 1.001 : 1 / 1.001;
      Instant at = start.plus(Duration.ofMinutes(i));
      surroundings.accept(new MarkPrice(BYBIT, null, at, BigDecimal.valueOf(price)));
    }
    for (int i = 1; i <= 20; i++) {
      Instant at = start.minus(Duration.ofHours(8L * i)); // as a start tells them: any order
      surroundings.accept(
          new FundingSettled(
              BYBIT,
              null,
              at,
              new BigDecimal(i % 4 == 0 ? "-0.0001" : "0.0002"),
              Duration.ofHours(8),
              at,
              null));
    }
    feed(FeedStatus.State.LIVE, start);
    feed(FeedStatus.State.CLOSED, start.plusSeconds(10));
    feed(FeedStatus.State.LIVE, start.plusSeconds(20));
    feed(FeedStatus.State.STALE, start.plusSeconds(30));
    JsonNode leg = shortLeg(start.plus(Duration.ofHours(2)));
    assertThat(leg.path("volume24hDollars").asDouble()).isEqualTo(123_457_000);
    assertThat(leg.path("volatilityPerYearPercent").asDouble())
        .isCloseTo(100 * Math.log(1.001) * Math.sqrt(365 * 24 * 60), within(0.01));
    assertThat(leg.path("settlements30d").asInt()).isEqualTo(20);
    assertThat(leg.path("positiveShare30dPercent").asDouble()).isEqualTo(75);
    assertThat(leg.path("meanFundingApr30dPercent").asDouble())
        .isCloseTo((15 * 0.0002 - 5 * 0.0001) / 20 / 8 * 8_760 * 100, within(1e-3));
    assertThat(leg.path("feedInterruptions").asInt()).isEqualTo(2);
    assertThat(leg.path("feedsDown").asInt()).isEqualTo(1);
    assertThat(leg.path("feedsWatchedHours").asDouble()).isEqualTo(2);
    assertThat(shortLeg(start.plus(Duration.ofDays(2))).path("feedInterruptions").asInt())
        .as("of the last day")
        .isZero();
  }

  @Test
  void whatIsNotKnownIsNotThere() {
    JsonNode leg = shortLeg(SomeFinding.NOW);
    for (String name :
        List.of(
            "kind",
            "volume24hDollars",
            "volatilityPerYearPercent",
            "settlements30d",
            "meanFundingApr30dPercent")) {
      assertThat(leg.has(name)).as(name).isFalse();
    }
  }

  @Test
  void theFundingOfAMonthIsToldByItsStatistics() {
    List<FundingPoint> points = new ArrayList<>();
    Instant now = SomeFinding.NOW;
    for (int i = 90; i >= 1; i--) {
      Instant at = now.minus(Duration.ofHours(8L * i));
      BigDecimal rate = new BigDecimal(i == 1 ? "0.001" : i % 3 == 0 ? "0.0002" : "0.0001");
      points.add(new FundingPoint(BYBIT, true, rate, Duration.ofHours(8), at, at));
    }
    FactSheet sheet = SeriesSheet.of(BYBIT, "BTC", points, now);
    JsonNode facts = ProviderServer.parse(sheet.json());
    assertThat(facts.path("settlements").asInt()).isEqualTo(90);
    assertThat(facts.path("periodHours").asDouble()).isEqualTo(8);
    assertThat(facts.path("lastAprPercent").asDouble()).isCloseTo(109.5, within(1e-9));
    assertThat(facts.path("zScore").asDouble()).isGreaterThan(10);
    assertThat(facts.path("score").asInt()).isEqualTo(-5);
    assertThat(facts.path("paidByAShortPercent").asDouble())
        .isCloseTo(100 * (0.001 + 29 * 0.0002 + 60 * 0.0001 + (90 - 90) * 0.0), within(0.011));
    assertThatThrownBy(() -> SeriesSheet.of(BYBIT, "BTC", points.subList(0, 2), now))
        .isInstanceOf(InsightException.class)
        .hasMessageContaining("2 settlements")
        .hasMessageContaining("carry history fetch --venues bybit");
  }
}
