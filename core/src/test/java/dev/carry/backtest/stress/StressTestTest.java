package dev.carry.backtest.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.engine.MarketView;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Side;
import dev.carry.model.TradeEvent.Fill;
import dev.carry.portfolio.Desk;
import dev.carry.portfolio.Offers;
import dev.carry.portfolio.Plan;
import dev.carry.portfolio.Strategy;
import dev.carry.valuation.Margin;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The numbers are those of the formulas for one leg: see [FlatPast].
class StressTestTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private static Crash crash(double share, double deeper) {
    return new Crash(
        Crash.byAsset(share, share),
        share,
        deeper,
        0,
        Duration.ofMinutes(20),
        0.5,
        Duration.ofHours(1));
  }

  private static double of(BigDecimal number) {
    return number.doubleValue();
  }

  /// A long of tenfold leverage is liquidated at 90.452: maintenance is 0.5 %.
  @ParameterizedTest
  @CsvSource({"0.09, 0", "0.095, 0", "0.0956, 1", "0.10, 1"})
  void aLongIsLiquidatedByACrashBeyondItsLiquidationPrice(double share, int liquidated) {
    assertThat(100 * (1 - share) < Margin.liquidationLongLinear(100, 10, 0.005, 0))
        .isEqualTo(liquidated == 1);

    Outcome outcome = new FlatPast("10").struck(crash(share, 0));

    assertThat(outcome.liquidations()).isEqualTo(liquidated);
    assertThat(outcome.place().venue()).hasToString("bybit");
    if (liquidated == 0) {
      assertThat(outcome.netPnl()).isEqualByComparingTo("0");
    }
  }

  /// The long lost its margin of 1,000 and the short gained until it was bought back at the price
  /// of that minute.
  @Test
  void aLiquidatedLegCostsItsMarginLessWhatTheOtherHadGained() {
    Outcome outcome = new FlatPast("10").struck(crash(0.20, 0));

    assertThat(outcome.liquidations()).isEqualTo(1);
    assertThat(of(outcome.netPnl())).as("it falls by 1 a minute").isCloseTo(0, within(1e-6));
    assertThat(of(outcome.maxDrawdown())).isCloseTo(0, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"0.05", "0.10", "0.20"})
  void theLargestLeverageIsThatOfTheFormula(double gap) {
    Outcome outcome = new FlatPast("2").leveragesUpTo("20").struck(new PriceGap(gap, TEN_MINUTES));

    double safe =
        outcome.place().side() == Side.BUY
            ? 1 / (gap * (1 - 0.005) + 0.005)
            : 1 / (gap * (1 + 0.005) + 0.005);
    double found = of(Objects.requireNonNull(outcome.largestLeverage()));
    assertThat(found).isLessThanOrEqualTo(safe).isGreaterThan(safe - 0.21);
    assertThat(outcome.liquidations()).isZero();
    assertThat(of(outcome.maxDrawdown()))
        .as("of 12,000 in the account, seen before it was made good")
        .isCloseTo(gap * 10_000 / 12_000, within(1e-9));
  }

  /// No transfer arrives within ten minutes, so a buffer is of no use: the margin must bear it.
  @Test
  void theCapitalNeededIsTheMarginThatBearsIt() {
    Outcome outcome = new FlatPast("2").leveragesUpTo("20").struck(new PriceGap(0.10, TEN_MINUTES));

    Outcome.Needed needed = Objects.requireNonNull(outcome.needed());
    assertThat(needed.buffer()).isEqualByComparingTo("0");
    assertThat(needed.leverage()).as("of those looked at").isEqualByComparingTo("6");
    assertThat(of(needed.capital())).isCloseTo(2 / 6.0, within(1e-7));
  }

  /// The same gap for hours: what is sent within half an hour is in time at twice the leverage.
  @Test
  void whatIsSentInTimeSavesALegThatRunsLow() {
    PriceGap slow = new PriceGap(0.08, Duration.ofHours(3));
    FlatPast past = new FlatPast("10").rebalancedAt(0.5);

    Outcome outcome = past.struck(slow, NOON);

    assertThat(outcome.liquidations()).isZero();
    assertThat(outcome.transfers()).isPositive();
    assertThat(outcome.netPnl()).isEqualByComparingTo("0");
  }

  @Test
  void whileAVenueIsOutNothingFillsThere() {
    FlatPast past = new FlatPast("3").closedAt(NOON);
    Instant struck = NOON.minus(Duration.ofMinutes(30));

    Outcome outcome = past.struck(new Outage(Duration.ofHours(3)), struck);

    assertThat(outcome.liquidations()).isZero();
    assertThat(outcome.netPnl()).isEqualByComparingTo("0");
    assertThat(outcome.words()).isEqualTo("bybit is out for 180 minutes");
  }

  /// What is to be closed while it is out is closed at once on the other venue, and there when it
  /// is back.
  @Test
  void anOrderWaitsForTheVenueThatIsOut() {
    FlatPast past = new FlatPast("3").closedAt(NOON);
    Instant struck = NOON.minus(Duration.ofMinutes(30));
    Outage outage = new Outage(Duration.ofHours(3));
    Place place = Place.of(past.bought.id().venue(), Side.BUY);
    List<Input> tape =
        ShockedTape.of(
            past.tape().inputs(),
            outage.at(new Strike(struck, place, new Held(List.of()))),
            Duration.ofHours(9));

    List<Fill> fills = past.fills(tape);

    Instant back = struck.plus(Duration.ofHours(3));
    assertThat(fills).hasSize(4);
    assertThat(fills.get(2).id()).isEqualTo(past.sold.id());
    assertThat(fills.get(2).at()).isBefore(NOON.plus(Duration.ofMinutes(6)));
    assertThat(fills.get(3).id()).isEqualTo(past.bought.id());
    assertThat(fills.get(3).at()).isBetween(back, back.plus(Duration.ofMinutes(1)));
  }

  @Test
  void atTheCapsBothLegsPayForSoManySettlements() {
    FundingExtreme three = new FundingExtreme(3, new BigDecimal("0.003"));

    Outcome outcome = new FlatPast("3").struck(three, NOON);

    // each pays 0.003 of 10,000 three times
    assertThat(of(outcome.difference())).isCloseTo(-2 * 3 * 0.003 * 10_000, within(1e-6));
  }

  /// Turns round behind the first of them.
  @Test
  void whoTurnsRoundPaysAsWell() {
    FlatPast past = new FlatPast("3");
    Instant turns = NOON.plus(Duration.ofHours(6));
    past.tradedBy(() -> new Turning(past, turns));

    Outcome outcome = past.struck(new FundingExtreme(3, new BigDecimal("0.003")), NOON);

    assertThat(of(outcome.difference())).isCloseTo(-2 * 3 * 0.003 * 9_000, within(1e-6));
  }

  /// Holds a pair one way round, and from an instant on the other.
  private static final class Turning implements Strategy {
    /// Less than there is money for, so that what was paid leaves enough to turn.
    private static final BigDecimal NOTIONAL = new BigDecimal("9000");

    private final FlatPast past;
    private final Instant turns;

    Turning(FlatPast past, Instant turns) {
      this.past = past;
      this.turns = turns;
    }

    @Override
    public void decide(MarketView view, Input input, Offers offers, Desk desk) {
      boolean before = view.now().isBefore(turns);
      InstrumentId buy = before ? past.bought.id() : past.sold.id();
      InstrumentId sell = before ? past.sold.id() : past.bought.id();
      if (desk.positions().stream().anyMatch(position -> !position.longId().equals(buy))) {
        desk.closeAll("turns");
      } else if (desk.positions().isEmpty()) {
        desk.open(new Plan(buy, sell, NOTIONAL, null, "turns"));
      }
    }
  }

  @Test
  void aVenuesOwnCapIsTakenWhereItIsKnown() {
    Instrument capped =
        FlatPast.perpetual("bybit", "USDT").toBuilder()
            .fundingCap(new BigDecimal("0.02"))
            .fundingFloor(new BigDecimal("-0.02"))
            .build();
    FlatPast past = new FlatPast("3", capped, FlatPast.perpetual("okx", "USDT"));

    Outcome outcome = past.struck(new FundingExtreme(2, new BigDecimal("0.003")), NOON);

    assertThat(of(outcome.difference())).isCloseTo(-2 * (0.02 + 0.003) * 10_000, within(1e-6));
  }

  /// The short is closed at 90, what it hedged is sold at the 85.5 of a venue that fell deeper.
  @Test
  void aLegTakenAwayLeavesTheOtherToBeSoldAtWhatIsBidThen() {
    Outcome outcome = new FlatPast("2").struck(new Deleveraged(crash(0.10, 0.05)), NOON);

    assertThat(outcome.deleveraged()).isEqualTo(1);
    assertThat(outcome.liquidations()).isZero();
    assertThat(of(outcome.netPnl())).isCloseTo(100 * (10 - 14.5), within(1e-6));
    assertThat(outcome.words())
        .isEqualTo("at the bottom of the crash okx closes the shorts that won there");
  }

  /// Both margins lie in the coin, and the gain of one leg is the loss of the other.
  @Test
  void aCoinOffItsPegTakesItsShareOfWhatLiesInIt() {
    Outcome outcome = new FlatPast("4").struck(new Depeg(0.10), NOON);

    assertThat(of(Objects.requireNonNull(outcome.coinLoss()))).isCloseTo(500, within(1e-3));
    assertThat(of(outcome.netPnl())).isCloseTo(-500, within(1e-3));
    assertThat(outcome.place().coin()).isEqualTo("USDT");
  }

  /// A short in the coin that falls loses its share of the margin, and of the notional it owes.
  @Test
  void aShortInTheFallenCoinLosesOnItsNotionalToo() {
    FlatPast past =
        new FlatPast("4", FlatPast.perpetual("bybit", "USDC"), FlatPast.perpetual("okx", "USDT"));

    Outcome outcome = past.struck(new Depeg(0.10), NOON);

    assertThat(outcome.place().coin()).isEqualTo("USDT");
    assertThat(of(outcome.netPnl())).isCloseTo(-0.10 * (2_500 + 10_000), within(1e-3));
  }

  /// What was bought with the coin is worth what it was, whatever the coin is.
  @Test
  void aSpotLegBoughtWithTheCoinLosesNothing() {
    Instrument spot =
        Instrument.spot(InstrumentId.parse("binance-spot:BTCUSDT"), "BTC", "USDT").build();
    FlatPast past = new FlatPast("4", spot, FlatPast.perpetual("okx", "USDC"));

    Outcome outcome = past.struck(new Depeg(0.10), NOON);

    // of the two coins the one of the short hurts: 0.1 × (2,500 + 10,000)
    assertThat(outcome.place().coin()).isEqualTo("USDC");
    assertThat(of(outcome.netPnl())).isCloseTo(-1_250, within(1e-3));
  }

  @Test
  void theLargerTheGapTheLessLeverageItBears() {
    BigDecimal before = new BigDecimal("1000");
    for (double gap : new double[] {0.02, 0.05, 0.1, 0.2, 0.3}) {
      Outcome outcome =
          new FlatPast("1").leveragesUpTo("30").struck(new PriceGap(gap, TEN_MINUTES), NOON);
      BigDecimal borne = Objects.requireNonNull(outcome.largestLeverage());
      assertThat(borne).isLessThan(before);
      before = borne;
    }
  }

  @Test
  void nothingDiffersBeforeAGapAndAfterIt() {
    FlatPast past = new FlatPast("3");
    List<Input> recorded = past.tape().inputs();
    Instant within = NOON.plus(Duration.ofMinutes(30)); // within a bar, and so is its end
    Place place = Place.of(past.bought.id().venue(), Side.BUY);
    Strike strike = new Strike(within, place, new Held(List.of()));

    List<Input> shocked =
        ShockedTape.of(recorded, new PriceGap(0.1, TEN_MINUTES).at(strike), Duration.ofHours(9));

    assertThat(until(shocked, within)).isEqualTo(until(recorded, within));
    Instant after = within.plus(TEN_MINUTES);
    assertThat(since(shocked, after)).isEqualTo(since(recorded, after));
    assertThat(shocked).hasSizeGreaterThan(recorded.size());
  }

  private static List<Input> until(List<Input> inputs, Instant when) {
    return inputs.stream().filter(input -> input.receivedAt().isBefore(when)).toList();
  }

  private static List<Input> since(List<Input> inputs, Instant when) {
    return inputs.stream().filter(input -> input.receivedAt().isAfter(when)).toList();
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    List<Shock> all =
        List.of(
            new PriceGap(0.1, TEN_MINUTES),
            crash(0.3, 0.05),
            new Outage(Duration.ofHours(2)),
            new Depeg(0.1));
    FlatPast past = new FlatPast("5").rebalancedAt(0.5);

    assertThat(past.test().run(all, null, 3)).isEqualTo(past.test().run(all, null, 1));
  }

  @Test
  void thePastAsItWasStandsFirst() {
    List<Outcome> outcomes =
        new FlatPast("3").test().run(List.of(new PriceGap(0.1, TEN_MINUTES)), NOON, 1);

    assertThat(outcomes).extracting(Outcome::shock).containsExactly("none", "gap");
    assertThat(outcomes.getFirst().at()).isNull();
    assertThat(outcomes.getFirst().difference()).isEqualByComparingTo("0");
    assertThat(outcomes.get(1).at()).isEqualTo(NOON);
  }
}
