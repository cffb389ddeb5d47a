package dev.carry.detect;

import static dev.carry.detect.CrossVenueFundingTest.TWO_VENUES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.model.Opportunity;
import dev.carry.model.TradeSizes;
import dev.carry.testkit.Run;
import dev.carry.testkit.Run.Setup;
import dev.carry.valuation.Depth;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// What is filled beyond the touch, from the books that are followed.
class FillsTest {
  private static final Offset<Double> EXACT = within(1e-12);

  /// The ask of okx holds 5 000 of the 10 000 asked.
  private static final String SHALLOW =
      TWO_VENUES.replace("49999 10 50001 10", "49999 10 50001 0.1");

  private static final String BOOK =
      ". book okx:BTC 49999 10 49998 10 / 50001 0.1 50005 0.1 50030 1\n";

  private static final Depth ASKS =
      Depth.of(new double[] {50_001, 50_005, 50_030}, new double[] {5_000.1, 5_000.5, 50_030});

  private static Opportunity last(String tape) {
    return Run.of(tape).offered().getLast();
  }

  @Test
  void aFollowedBookTellsTheSlippage() {
    Opportunity found = last(SHALLOW + BOOK + ". fund bybit:BTC 0.0004 8h 08:00");
    assertThat(found.costs().slippage()).isCloseTo(ASKS.slippage(10_000), EXACT);
    assertThat(found.costs().unknown()).doesNotContain("slippage");
    Opportunity without = last(SHALLOW + ". fund bybit:BTC 0.0004 8h 08:00");
    double cost = ASKS.slippage(10_000) * 365 / 7;
    assertThat(found.netApr()).isCloseTo(without.netApr() - cost, EXACT);
  }

  @Test
  void theCapacityIsWhatFillsWithinTheSlippageThatIsAllowed() {
    Opportunity found = last(SHALLOW + BOOK + ". fund bybit:BTC 0.0004 8h 08:00");
    assertThat(found.capacity()).isCloseTo(ASKS.fills(0.0002), within(1e-6));
  }

  @Test
  void whatTheBookDoesNotReachIsNotKnown() {
    Opportunity found =
        last(
            SHALLOW
                + ". book okx:BTC 49999 10 / 50001 0.1 50005 0.05\n"
                + ". fund bybit:BTC 0.0004 8h 08:00");
    assertThat(found.costs().slippage()).isNull();
    assertThat(found.costs().unknown()).contains("slippage");
    assertThat(found.capacity()).isCloseTo(0.1 * 50_001 + 0.05 * 50_005, within(1e-9));
  }

  @Test
  void itSaysHowLargeItMayBe() {
    Opportunity found = last(SHALLOW + BOOK + ". fund bybit:BTC 0.0004 8h 08:00");
    TradeSizes sizes = Objects.requireNonNull(found.sizes());
    // okx sells 60,030 and takes one back at 499,990; bybit holds 500,000 on each side
    TradeSizes.Size end = sizes.curve().getLast();
    assertThat(end.notional()).isCloseTo(60_030.6, within(1e-6));
    assertThat(end.slippage()).isCloseTo(ASKS.slippage(60_030), within(1e-9));
    assertThat(sizes.slippage(10_000)).isCloseTo(ASKS.slippage(10_000), within(1e-12));
    assertThat(sizes.slippage(15_000)).isBetween(ASKS.slippage(15_000), ASKS.slippage(20_000));
    assertThat(sizes.slippage(60_031)).isNull();
    // 0.22 % is left of it, and the worst level costs 0.06 %: all that is there leaves most
    assertThat(sizes.best()).isEqualTo(end.notional());
    assertThat(sizes.largest()).isEqualTo(end.notional());
  }

  @Test
  void theBestSizeIsWhatLeavesMostAndTheLargestLosesNothing() {
    // 0.00422 is left of 0.0063 over the week, and 0.5 % is lost on what stands behind the touch
    Opportunity found =
        last(
            SHALLOW
                + ". book okx:BTC 49999 10 49998 10 / 50001 0.1 50305 2\n"
                + ". fund bybit:BTC 0.0004 8h 08:00");
    TradeSizes sizes = Objects.requireNonNull(found.sizes());
    assertThat(sizes.best()).isCloseTo(5_000.1, within(1e-9));
    Depth asks = Depth.of(new double[] {50_001, 50_305}, new double[] {5_000.1, 100_610});
    double left = found.netApr() * 7 / 365 + asks.slippage(10_000);
    assertThat(asks.slippage(Objects.requireNonNull(sizes.largest())))
        .isCloseTo(left, within(1e-9));
  }

  @Test
  void withoutATouchNoSizeIsSaid() {
    Opportunity found =
        last(SHALLOW.replace("50001 0.1", "50001 -") + ". fund bybit:BTC 0.0004 8h 08:00");
    assertThat(found.sizes()).isNull();
  }

  @Test
  void anOldBookIsNoBook() {
    Run run =
        Run.of(
            SHALLOW
                + BOOK
                + """
                .        fund  bybit:BTC 0.0004 8h 08:00
                07:00:30 mark  okx:BTC 50000
                .        mark  bybit:BTC 50010
                07:01:00 quote okx:BTC 49999 10 50001 0.1
                07:01:20 mark  bybit:BTC 50010
                """);
    List<Opportunity> told = run.offered();
    assertThat(told.getFirst().costs().slippage()).isNotNull();
    assertThat(told.getLast().costs().slippage()).isNull();
    assertThat(told.getLast().capacity()).isCloseTo(5_000.1, within(1e-9));
  }

  @Test
  void theExitFillsFromTheOtherSide() {
    Opportunity found =
        last(
            TWO_VENUES.replace("49999 10 50001 10", "49999 0.1 50001 10")
                + ". book okx:BTC 49999 0.1 49990 1 / 50001 10\n"
                + ". fund bybit:BTC 0.0004 8h 08:00");
    Depth bids = Depth.of(new double[] {49_999, 49_990}, new double[] {4_999.9, 49_990});
    assertThat(found.costs().slippage()).isCloseTo(bids.slippage(10_000), EXACT);
  }

  @Test
  void contractsOfAnInverseBookAreCountedInQuote() {
    Opportunity found =
        last(
            SHALLOW
                    .replace(
                        "okx:BTC BTC/USDT:USDT period=8h",
                        "okx:BTC BTC/USD:BTC period=8h inverse sizes=contracts contract=100")
                    .replace("49999 10 50001 0.1", "49999 200 50001 50")
                + ". book okx:BTC 49999 200 / 50001 50 50010 500\n"
                + ". fund bybit:BTC 0.0004 8h 08:00");
    Depth asks = Depth.of(new double[] {50_001, 50_010}, new double[] {5_000, 50_000});
    assertThat(found.costs().slippage()).isCloseTo(asks.slippage(10_000), EXACT);
  }

  @Test
  void aLargerTradeSlipsMore() {
    double before = 0;
    for (double notional : new double[] {5_000, 8_000, 10_000, 20_000, 50_000}) {
      PairSettings sized = PairSettings.DEFAULT.withNotional(notional);
      Opportunity found =
          Setup.DEFAULT
              .with(CrossVenueSettings.DEFAULT.with(sized))
              .run(SHALLOW + BOOK + ". fund bybit:BTC 0.0004 8h 08:00")
              .offered()
              .getLast();
      Double slippage = found.costs().slippage();
      assertThat(slippage).isNotNull().isGreaterThanOrEqualTo(before);
      before = slippage == null ? Double.NaN : slippage;
    }
  }
}
