package dev.carry.detect;

import static dev.carry.testkit.Run.statuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.model.Finding.Status;
import dev.carry.model.Leg;
import dev.carry.model.Opportunity;
import dev.carry.model.Side;
import dev.carry.testkit.Golden;
import dev.carry.testkit.Run;
import dev.carry.testkit.Tape;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// What options leave during a burst, by hand. All taker fees are 0.05 %, delivery 0.025 %.
class OptionEdgesTest {
  private static final Offset<Double> EXACT = within(1e-9);
  private static final String LISTED =
      """
      07:00:00 start
      .  list bybit:BTC BTC/USDT:USDT period=8h
      .  list deribit:47C BTC/USDC:USDC kind=option type=call strike=47000 expiry=2026-01-09
      .  list deribit:48C BTC/USDC:USDC kind=option type=call strike=48000 expiry=2026-01-09
      .  list deribit:48P BTC/USDC:USDC kind=option type=put  strike=48000 expiry=2026-01-09
      .  list deribit:49C BTC/USDC:USDC kind=option type=call strike=49000 expiry=2026-01-09
      .  list deribit:F   BTC/USDC:USDC kind=dated-future expiry=2026-01-09
      """;
  private static final String BURST = "07:00:01 liq bybit:BTC long 48500 6\n";

  private static final String FORWARD =
      LISTED
          + """
          .  quote  deribit:F 48490 5 48500 5
          .  option deribit:48C 1500 10 1510 10 on=48600
          .  option deribit:48P 600 10 610 10
          """;

  private static final String INVERSE =
      """
      07:00:00 start
      .  list   deribit:P BTC/USD:BTC inverse sizes=contracts contract=10 continuous period=8h
      .  fund   deribit:P 0.00008 8h -
      .  quote  deribit:P 49990 10000 50000 10000
      .  list   deribit:C BTC/USD:BTC kind=option inverse type=call strike=50000 expiry=2026-01-03
      .  list   deribit:X BTC/USD:BTC kind=option inverse type=put strike=50000 expiry=2026-01-03
      .  option deribit:C 0.03 10 0.031 10
      .  option deribit:X 0.019 10 0.02 10
      .  list   bybit:B BTC/USDT:USDT period=8h
      07:00:01 liq bybit:B short 50000 6
      """;

  private static double net(Opportunity found) {
    return found.netApr() * found.horizon().toMillis() / Duration.ofDays(365).toMillis();
  }

  private static String legs(Opportunity found) {
    StringBuilder text = new StringBuilder();
    for (Leg leg : found.legs()) {
      text.append(leg.side() == Side.BUY ? "+" : "-")
          .append(leg.ratio())
          .append(' ')
          .append(leg.instrument())
          .append(" at ")
          .append(leg.executablePrice())
          .append('\n');
    }
    return text.toString();
  }

  /// Sold at 1500 − 610 + 48 000 = 48 890 and bought at 48 500: 390. Three fees and two
  /// deliveries take 0.2 %.
  @Test
  void aForwardOfOptionsIsSoldAgainstTheFutureOfItsExpiry() {
    Run run = Run.of(FORWARD + BURST);
    assertThat(run.offered()).hasSize(1);
    Opportunity found = run.offered().getFirst();
    assertThat(found.priceGap()).isCloseTo(390.0 / 48_500, EXACT);
    assertThat(found.costs().fees()).isCloseTo(0.002, EXACT);
    assertThat(found.costs().total()).isCloseTo(0.002, EXACT);
    assertThat(net(found)).isCloseTo(390.0 / 48_500 - 0.002, EXACT);
    assertThat(found.capacity()).isCloseTo(5 * 48_500.0, EXACT);
    assertThat(found.horizon()).isEqualTo(Duration.parse("P8DT59M59S"));
    assertThat(found.breakEven()).isEqualTo(found.horizon());
    assertThat(legs(found))
        .isEqualTo(
            """
            +1.0 deribit:48P at 610.0
            +1.0 deribit:F at 48500.0
            -1.0 deribit:48C at 1500.0
            """);
    assertThat(found.isPair()).isFalse();
  }

  @Test
  void whatWasTurnedDownReadsAsWrittenAndSoDoesTheOffer() {
    Golden.check("detect/liquidation-options.json", Run.of(FORWARD + BURST).json());
  }

  @Test
  void belowTheMinimumItIsTurnedDownWithItsNumbers() {
    String dear = FORWARD.replace("48C 1500", "48C 1440"); // 330 less 0.2 %: 48.0 bps
    Run run = Run.of(dear + BURST);
    assertThat(run.offered()).isEmpty();
    assertThat(run.turnedDown()).hasSize(2);
    Opportunity best = run.turnedDown().getFirst();
    assertThat(best.because()).isEqualTo("edge of 48.0 bps after costs is below the minimum 50.0");
    assertThat(net(best)).isCloseTo(330.0 / 48_500 - 0.002, EXACT);
  }

  @Test
  void noMarketLeavesMoreThanATenth() {
    Run run = Run.of(FORWARD.replace("48C 1500 10 1510", "48C 9000 10 9010") + BURST);
    assertThat(run.offered()).isEmpty();
    assertThat(run.turnedDown().getFirst().because())
        .isEqualTo("an edge of 1627 bps is more than a market leaves: one of its prices is wrong");
  }

  /// 1 % of a coin is got, so 50 000 dollars are hedged by 0.99 of one: sold at 50 505.05, bought
  /// at 50 000. Funding of 0.001 % an hour is paid for 49 hours less a second.
  @Test
  void inverseOptionsAgainstThePerpetual() {
    Run run = Run.of(INVERSE);
    Opportunity found = run.offered().getFirst();
    double hours = 49 - 1 / 3600.0;
    double gap = (50_000 / 0.99 - 50_000) / 50_000;
    assertThat(found.priceGap()).isCloseTo(gap, EXACT);
    assertThat(found.costs().fees())
        .isCloseTo(2 * 0.0005 / 0.99 + 2 * 0.0005 + 0.00025 / 0.99, EXACT);
    assertThat(found.costs().spread()).isCloseTo(10 / 49_995.0 / 2, EXACT);
    assertThat(net(found)).isCloseTo(gap - 0.00001 * hours - found.costs().total(), EXACT);
    assertThat(found.capacity()).isCloseTo(100_000, within(1e-6));
    assertThat(legs(found))
        .isEqualTo(
            """
            +1.0 deribit:X at 1000.0
            +0.99 deribit:P at 50000.0
            -1.0 deribit:C at 1500.0
            """);
    assertThat(found.head().evidence().getFirst().value()).isEqualByComparingTo("0.02");
  }

  @Test
  void fundingThatWouldBeReceivedIsNotCounted() {
    Opportunity found = Run.of(INVERSE.replace("0.00008", "-0.00008")).offered().getFirst();
    assertThat(net(found)).isCloseTo(found.priceGap() - found.costs().total(), EXACT);
  }

  @Test
  void whatPaysNobodyKnowsWhatOrInAThirdCoinHedgesNothing() {
    for (String tape :
        List.of(
            INVERSE.replace(".  fund ", ".  next "),
            INVERSE.replace("inverse sizes", "quanto sizes"))) {
      Run run = Run.of(tape);
      assertThat(run.bursts()).hasSize(1);
      assertThat(run.offered()).isEmpty();
      assertThat(run.turnedDown()).isEmpty();
    }
  }

  /// 49 000 is sold for 900 and 48 000 bought for 500.
  @Test
  void theStrikeThatPaysMoreForLessIsBought() {
    Run run =
        Run.of(
            LISTED
                + """
                .  option deribit:48C 480 10 500 4
                .  option deribit:49C 900 10 950 10
                """
                + BURST);
    Opportunity found = run.offered().getFirst();
    assertThat(net(found)).isCloseTo(400 / 48_500.0 - 2 * 0.0005 - 2 * 0.00025, EXACT);
    assertThat(found.capacity()).isCloseTo(4 * 48_500.0, EXACT);
    assertThat(found.head().id()).contains("/vertical-bought/");
  }

  /// A spread that pays 1000 at most is sold for 1400.
  @Test
  void aSpreadDearerThanItsWidthIsSold() {
    Run run =
        Run.of(
            LISTED
                + """
                .  option deribit:48C 2000 10 2050 10
                .  option deribit:49C 550 10 600 10
                """
                + BURST);
    Opportunity found = run.offered().getFirst();
    assertThat(net(found)).isCloseTo(400 / 48_500.0 - 2 * 0.0005 - 2 * 0.00025, EXACT);
    assertThat(legs(found)).startsWith("+1.0 deribit:49C at 600.0");
  }

  /// The middle is sold for 1600, half of each wing costs 1150.
  @Test
  void aButterflyIsBoughtForLessThanNothing() {
    Run run =
        Run.of(
            LISTED
                + """
                .  option deribit:47C 1550 10 1600 10
                .  option deribit:48C 1600 10 1650 10
                .  option deribit:49C 650 10 700 10
                """
                + BURST);
    Opportunity found = run.offered().getFirst();
    assertThat(net(found)).isCloseTo(450 / 48_500.0 - 2 * 0.0005 - 2 * 0.00025, EXACT);
    assertThat(legs(found))
        .isEqualTo(
            """
            +0.5 deribit:47C at 1600.0
            +0.5 deribit:49C at 700.0
            -1.0 deribit:48C at 1600.0
            """);
  }

  /// A premium of 2 % of a coin costs 970 at the future of the expiry, and 1500 is got elsewhere.
  @Test
  void oneOptionIsBoughtAtOneVenueAndSoldAtAnother() {
    Run run =
        Run.of(
            LISTED
                + """
                .  list   okx:48C BTC/USD:BTC kind=option inverse type=call strike=48000 expiry=2026-01-09
                .  quote  deribit:F 48490 5 48500 5
                .  option okx:48C 0.018 10 0.02 10 on=48500
                .  option deribit:48C 1500 10 1510 10 on=48500
                """
                + BURST);
    Opportunity found = run.offered().getFirst();
    assertThat(net(found)).isCloseTo(530 / 48_500.0 - 0.001 - 0.0005 - 0.0004, EXACT);
    assertThat(legs(found))
        .isEqualTo(
            """
            +1.0 okx:48C at 970.0
            -1.0 deribit:48C at 1500.0
            """);
    assertThat(found.costs().unknown()).contains("transfer");
    assertThat(found.riskWords())
        .contains(
            "bought at an implied volatility of 24.2 %, sold at one of 43.2 %;"
                + " the venues may settle on different prices",
            "premiums in coin are counted at the price of deribit:F: it must be traded too");
  }

  @Test
  void coinsThatNothingTurnsIntoDollarsHaveNoEdge() {
    Run run =
        Run.of(
            LISTED
                + """
                .  list   okx:48C BTC/USD:BTC kind=option inverse type=call strike=48000 expiry=2026-01-09
                .  option okx:48C 0.018 10 0.02 10
                .  option deribit:48C 1500 10 1510 10
                """
                + BURST);
    assertThat(run.offered()).isEmpty();
    assertThat(run.turnedDown()).isEmpty();
    assertThat(run.bursts()).hasSize(1);
  }

  @Test
  void anOptionOfAFewDollarsPaysItsFeeOnThePremium() {
    Run run =
        Run.of(
            LISTED
                + """
                .  option deribit:48C 2 10 3 10
                .  option deribit:49C 4 10 5 10
                """
                + BURST);
    double fees = 0.125 * (3 + 4) / 48_500 + 2 * 0.00025;
    assertThat(run.turnedDown().getFirst().costs().fees()).isCloseTo(fees, EXACT);
  }

  @Test
  void anOfferIsFollowedAndEndsWithThePriceItStandsOn() {
    Run run =
        Run.of(
            FORWARD
                + BURST
                + """
                07:00:05 quote  deribit:F 48390 5 48400 5
                .        option deribit:48C 1500 10 1510 10
                .        option deribit:48P 600 10 610 10
                07:00:06 ticks  07:00:12 1s
                """);
    assertThat(statuses(run.offered())).containsExactly(Status.OPEN, Status.UPDATED, Status.CLOSED);
    assertThat(run.offered().get(1).priceGap()).isCloseTo(490.0 / 48_400, EXACT);
    assertThat(run.offered().getLast().because()).isEqualTo("a price of it is missing or too old");
    assertThat(run.offered().getLast().head().lastSeen()).isEqualTo(Tape.time("07:00:11"));
  }

  @Test
  void anOfferWhoseEdgeIsGoneIsClosedWithItsNumbers() {
    Run run = Run.of(FORWARD + BURST + "07:00:03 quote deribit:F 48790 5 48800 5\n07:00:04 tick");
    Opportunity last = run.offered().getLast();
    assertThat(last.head().status()).isEqualTo(Status.CLOSED);
    assertThat(last.because()).isEqualTo("edge of -1.6 bps after costs is below the minimum 50.0");
  }

  @Test
  void theEndOfTheBurstEndsAllThatItFound() {
    Run run = Run.of(FORWARD + BURST + "07:00:02 kill");
    assertThat(run.offered().getLast().head().status()).isEqualTo(Status.CLOSED);
    assertThat(run.turnedDown()).isNotEmpty();
    assertThat(run.turnedDown().getLast().head().status()).isEqualTo(Status.CLOSED);
    assertThat(run.findings().stream().filter(f -> f.head().status() == Status.OPEN).count())
        .isEqualTo(run.findings().stream().filter(f -> f.head().status() == Status.CLOSED).count());
  }

  @Test
  void optionsWakeNobody() {
    String later = ". option deribit:48C 2500 10 2510 10";
    assertThat(Run.of(FORWARD + BURST + later).json()).isEqualTo(Run.of(FORWARD + BURST).json());
  }
}
