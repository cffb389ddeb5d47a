package dev.carry.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.engine.FundingPath;
import dev.carry.model.FindingJson;
import dev.carry.model.Leg;
import dev.carry.model.Opportunity;
import dev.carry.model.PairHistory;
import dev.carry.testkit.Run;
import dev.carry.testkit.Run.Setup;
import dev.carry.testkit.Tape;
import dev.carry.valuation.ExpectedFunding;
import dev.carry.valuation.FundingTerms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// What an offer says of its pair's past.
class PairLookbackTest {
  private static final long HOUR = 3_600_000;
  private static final Offset<Double> EXACT = within(1e-12);

  /// Okx paid nothing; what bybit paid is told.
  private static String tape(List<String> paid, String... rest) {
    String listed =
        """
        40+07:00:00 start
        .        tick
        .        list  okx:BTC BTC/USDT:USDT period=8h
        .        list  bybit:BTC BTC/USDT:USDT period=8h
        """;
    String prices =
        """
        .        mark  okx:BTC 50000
        .        mark  bybit:BTC 50010
        .        quote okx:BTC 49999 10 50001 10
        .        quote bybit:BTC 50009 10 50011 10
        .        fund  okx:BTC 0 8h 40+08:00
        .        fund  bybit:BTC 0.0004 8h 40+08:00
        """;
    return listed + String.join("\n", paid) + "\n" + prices + String.join("\n", rest);
  }

  /// Every eight hours from day 10 on: okx 0, bybit by the day.
  private static List<String> thirtyDays(String... byDay) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      String at = "%d+%02d:00".formatted(10 + i / 3, i % 3 * 8);
      lines.add(". paid okx:BTC 0 8h " + at);
      lines.add(". paid bybit:BTC %s 8h %s".formatted(byDay[i / 3 % byDay.length], at));
    }
    return lines;
  }

  private static Opportunity offered(String tape) {
    return Run.of(tape).offered().getFirst();
  }

  private static PairHistory history(Opportunity offer) {
    return Objects.requireNonNull(offer.history());
  }

  private static PairHistory.Lives lives(Opportunity offer) {
    return Objects.requireNonNull(history(offer).lives());
  }

  private static PairHistory.Holdings holdings(Opportunity offer) {
    return Objects.requireNonNull(history(offer).holdings());
  }

  @Test
  void theShareThatLivedToBreakEvenIsTheConfidence() {
    // costs of 0.00208 and 0.0004 each: break-even with the sixth, 41 hours from 07:00. One day of
    // it is too short, three are enough: the cycle of 30 days has two of each that are seen whole
    Opportunity offer =
        offered(
            tape(
                thirtyDays(
                    "-0.0001", "0.0004", "-0.0001", "0.0004", "0.0004", "0.0004", "-0.0001")));
    assertThat(offer.breakEven()).hasHours(41);
    assertThat(lives(offer).since()).isEqualTo(Instant.parse("2026-01-11T00:00:00Z"));
    assertThat(lives(offer).episodes()).isEqualTo(8);
    assertThat(lives(offer).lived()).isEqualTo(4);
    assertThat(offer.confidence()).isEqualTo(0.5);
    assertThat(offer.riskWords()).contains("of 8 past episodes 4 lived to break-even");
  }

  @Test
  void whatWasLeftToThoseWhoHeldItIsItsExpectedValue() {
    Opportunity offer = offered(tape(thirtyDays("0.0001")));
    PairHistory.Holdings held = holdings(offer);
    assertThat(held.count()).isEqualTo(90 - 21);
    // 21 settlements of 0.0001 against 0.002 of fees and 0.00008 of spread
    assertThat(held.winning()).isEqualTo(1);
    assertThat(held.expected()).isCloseTo(0.0021 - offer.costs().total(), EXACT);
    assertThat(held.loss()).isZero();
  }

  @Test
  void withoutGapsOfAnHourNothingIsSaidOfATail() {
    Opportunity offer = offered(tape(thirtyDays("0.0001")));
    assertThat(history(offer).gaps()).isNull();
    assertThat(holdings(offer).shortfall()).isNull();
    assertThat(holdings(offer).size()).isNull();
  }

  @Test
  void gapsOfTheDayAreADistributionAndATail() {
    StringBuilder hour = new StringBuilder("40+07:01:00 tick\n");
    for (int i = 1; i < 12; i++) {
      // the gap was 0.02 %; for one look it is 0.12 %
      int bid = i == 5 ? 50059 : 50009;
      hour.append("40+07:%02d:58 quote okx:BTC 49999 10 50001 10\n".formatted(i * 5 - 1));
      hour.append(". quote bybit:BTC %d 10 %d 10\n".formatted(bid, bid + 2));
      hour.append(". mark okx:BTC 50000\n. mark bybit:BTC 50010\n");
      hour.append(". fund okx:BTC 0 8h 40+08:00\n. fund bybit:BTC 0.0004 8h 40+08:00\n");
      hour.append("40+07:%02d:00 tick\n".formatted(i * 5));
    }
    hour.append("40+07:55:40 mark okx:BTC 50000\n. mark bybit:BTC 50010\n40+07:56:00 tick\n");
    Opportunity offer = Run.of(tape(thirtyDays("0.0001"), hour.toString())).offered().getLast();
    PairHistory.Gaps gaps = Objects.requireNonNull(history(offer).gaps());
    assertThat(gaps.count()).isEqualTo(12);
    double calm = 10 / 50005.0;
    double wide = 60 / 50030.0;
    assertThat(gaps.median()).isCloseTo(calm, EXACT);
    assertThat(gaps.low()).isCloseTo(calm, EXACT);
    assertThat(gaps.high()).isBetween(calm, wide);
    // the worst of what 69 holdings lost, and of leaving at the wide gap
    double lost = offer.costs().total() - 0.0021;
    PairHistory.Holdings held = holdings(offer);
    assertThat(held.shortfall()).isCloseTo(lost + wide - calm, EXACT);
    assertThat(held.size()).isCloseTo(1 / (2.0 / 3 + 0.2), EXACT); // the capital holds no more
    assertThat(FindingJson.write(offer))
        .contains("\"history\":{\"since\":", "\"holdings\":69", "\"gaps\":12", "\"gapMedian\":");
  }

  @Test
  void aRateThatIsCountedOnToGoBackPaysLessAndSaysSo() {
    // by three days: up and back down, so that deviations fade
    String tape = tape(thirtyDays("0.0001", "0.0002", "0.0003", "0.0002", "0.0001", "0"));
    Setup reverting = Setup.DEFAULT.with(CrossVenueSettings.DEFAULT.with(FundingPath.REVERTS));
    Opportunity persists = offered(tape);
    Run run = reverting.run(tape);
    Opportunity reverts =
        run.offered().isEmpty() ? run.turnedDown().getFirst() : run.offered().getFirst();

    assertThat(persists.legs().get(1).reverts()).isNull();
    Leg.Reversion sold = Objects.requireNonNull(reverts.legs().get(1).reverts());
    // of the 24 settlements before the last: one of day 31, three each of 32 to 38, two of 39
    double mean = (0.0002 + 3 * (0.0001 + 0 + 0.0001 + 0.0002 + 0.0003 + 0.0002 + 0.0001)) / 24;
    double halfLife = sold.halfLife().toMillis();
    ExpectedFunding expected =
        FundingTerms.periodic(0.0004, 8 * HOUR, Tape.time("40+08:00").toEpochMilli())
            .reverting(sold.meanHourly(), halfLife);
    long from = Tape.time("40+07:00").toEpochMilli();
    double income = expected.paidOver(from, from + 168 * HOUR);
    assertThat(reverts.netApr())
        .isCloseTo((income - reverts.costs().total()) * 365 / 7, within(1e-6));
    assertThat(reverts.netApr()).isLessThan(persists.netApr());
    assertThat(sold.meanHourly() * 8).isCloseTo(mean, EXACT);
    assertThat(reverts.grossApr()).isEqualTo(persists.grossApr());
    assertThat(reverts.riskWords())
        .anyMatch(risk -> risk.startsWith("counted on: bybit:BTC goes back to 0."));
  }

  @Test
  void ofAPairThatNeverSettledNothingIsSaid() {
    assertThat(offered(tape(List.of())).history()).isNull();
    assertThat(offered(tape(List.of())).confidence()).isNull();
  }

  @Test
  void aSpotLegPaysNothingAndABasisHasNoHistory() {
    String spot =
        """
        40+07:00:00 start
        .        tick
        .        list  bybit:BTC BTC/USDT:USDT period=8h
        .        list  kraken-spot:BTC BTC/USDT kind=spot
        .        list  okx:BTC-X BTC/USDT:USDT kind=dated-future expiry=2026-06-26
        """
            + String.join(
                "\n", thirtyDays("0.0004").stream().filter(line -> line.contains("byb")).toList())
            + """

            .        mark  bybit:BTC 50010
            .        mark  okx:BTC-X 52000
            .        quote kraken-spot:BTC 49999 10 50001 10
            .        quote bybit:BTC 50009 10 50011 10
            .        quote okx:BTC-X 51999 10 52001 10
            .        fund  bybit:BTC 0.0004 8h 40+08:00
            .        tick
            """;
    List<Opportunity> offers = Run.of(spot).offered();
    assertThat(offers).hasSizeGreaterThan(1);
    for (Opportunity offer : offers) {
      if (offer.head().detector().equals("spot-perp-carry")) {
        assertThat(holdings(offer).count()).isEqualTo(69);
      } else {
        assertThat(offer.history()).isNull();
      }
    }
  }
}
