package dev.carry.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.model.Instrument;
import dev.carry.model.Line;
import dev.carry.model.TradeEvent.Closed;
import dev.carry.model.TradeEvent.Fill;
import dev.carry.model.TradeEvent.Incident;
import dev.carry.model.TradeEvent.Incident.Kind;
import dev.carry.valuation.Margin;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/// Two BTC on each side at 50,000, three times leverage, 1 % maintenance, 20,000 beside.
class MarginsTest {
  private static final String SPOT = "binance-spot:BTCUSDT";
  private static final String BYBIT = "bybit:BTCUSDT";
  private static final String OKX = "okx:BTC-USDT-SWAP";

  /// @param rebalanceAt so low that nothing is ever sent, or the usual half
  private static PaperMarket opened(double rebalanceAt) {
    AccountSettings usual = PaperMarket.ACCOUNT;
    AccountSettings account =
        new AccountSettings(
            usual.capital(),
            usual.leverage(),
            usual.buffer(),
            rebalanceAt,
            usual.maintenance(),
            null,
            usual.limits(),
            usual.execution());
    return new PaperMarket(account, 0)
        .perpetual(BYBIT, "BTC")
        .perpetual(OKX, "BTC")
        .at("07:00:00")
        .price(BYBIT, "50000")
        .price(OKX, "50000")
        .open(BYBIT, OKX, "100000")
        .at("07:00:01");
  }

  @Test
  void aLongIsLiquidatedAtItsLiquidationPriceAndNotBefore() {
    double price = Margin.liquidationLongLinear(50_000, 3, 0.01, 0);
    PaperMarket market = opened(0.001).at("07:10:00");

    market.mark(BYBIT, String.valueOf(price + 0.01));
    assertThat(market.incidents()).isEmpty();
    market.mark(BYBIT, String.valueOf(price - 0.01));

    assertThat(market.incidents()).containsExactly(Kind.LIQUIDATED);
  }

  @Test
  void aShortIsLiquidatedAtItsLiquidationPriceAndNotBefore() {
    double price = Margin.liquidationShortLinear(50_000, 3, 0.01, 0);
    PaperMarket market = opened(0.001).at("07:10:00");

    market.mark(OKX, String.valueOf(price - 0.01));
    assertThat(market.incidents()).isEmpty();
    market.mark(OKX, String.valueOf(price + 0.01));

    assertThat(market.incidents()).containsExactly(Kind.LIQUIDATED);
  }

  @Test
  void aLiquidatedLegLosesItsMarginAndTheOtherOneIsClosed() {
    PaperMarket market = opened(0.001).at("07:10:00").price(OKX, "34000").mark(BYBIT, "30000");
    market.at("07:10:01");

    assertThat(market.account().positions()).isEmpty();
    Closed closed = market.of(Closed.class).getFirst();
    assertThat(closed.closed()).isEqualTo("a leg was liquidated");
    // the margin of 33,333.33 is gone, the short made 2 × 16,000
    assertThat(closed.pnl().doubleValue()).isCloseTo(-100_000 / 3.0 + 32_000, within(0.01));
  }

  @Test
  void marginIsSentWhenHalfOfItIsGoneAndArrivesLater() {
    PaperMarket market = opened(0.5);
    // half of a third of the value is left: 33,333.33 + 2 (P − 50,000) = P / 3
    market.at("07:10:00").price(OKX, "40005").mark(BYBIT, "40005");
    assertThat(market.incidents()).isEmpty();

    market.price(OKX, "39995").mark(BYBIT, "39995");
    assertThat(market.incidents()).containsExactly(Kind.TRANSFER);
    BigDecimal before = market.account().positions().getFirst().longLeg.margin;
    market.at("07:39:59");
    assertThat(market.account().positions().getFirst().longLeg.margin).isEqualTo(before);
    market.at("07:40:00.001");

    PositionLeg longLeg = market.account().positions().getFirst().longLeg;
    assertThat(longLeg.equity(new BigDecimal("39995")).doubleValue())
        .as("a third of its value again")
        .isCloseTo(2 * 39_995 / 3.0, within(0.01));
    assertThat(market.booked(Line.TRANSFER)).isEqualByComparingTo("-1");
    assertThat(market.account().realised()).isEqualByComparingTo("-1");
  }

  @Test
  void whatFallsFurtherBeforeTheMarginArrivesIsLiquidated() {
    PaperMarket market = opened(0.5).at("07:10:00").price(OKX, "39000").mark(BYBIT, "39000");
    market.at("07:20:00").price(OKX, "33000").mark(BYBIT, "33000");

    assertThat(market.incidents()).containsExactly(Kind.TRANSFER, Kind.LIQUIDATED);
  }

  /// The coin that was bought has its gain, but cannot lend it to the short.
  @Test
  void aCarryIsMadeSmallerWhenThePriceRunsAwayFromItsShort() {
    PaperMarket market =
        new PaperMarket()
            .list(Instrument.spot(PaperMarket.id(SPOT), "BTC", "USDT").build())
            .perpetual(OKX, "BTC")
            .at("07:00:00")
            .price(SPOT, "50000")
            .price(OKX, "50000")
            .open(SPOT, OKX, "100000")
            .at("07:00:01")
            .at("07:10:00")
            .price(SPOT, "60000")
            .price(OKX, "60000")
            .at("07:10:01");

    assertThat(market.of(Incident.class)).singleElement().returns(Kind.TRANSFER, Incident::kind);
    Position position = market.account().positions().getFirst();
    // money of 153,333 is enough for 100,000 of notional: a sixth of 120,000 is given up
    assertThat(position.longLeg.size.doubleValue()).isCloseTo(2 * 5 / 6.0, within(1e-6));
    assertThat(position.shortLeg.size).isEqualByComparingTo(position.longLeg.size);
    assertThat(market.fills()).hasSize(4);
    assertThat(market.fills().getLast().why()).startsWith("margin ran low");

    market.at("07:41:00");
    assertThat(position.shortLeg.equity(new BigDecimal("60000")).doubleValue())
        .isCloseTo(100_000 / 3.0, within(0.1));
    market.close().at("07:41:01");
    assertThat(market.fills())
        .extracting(Fill::why)
        .contains("margin ran low: the price moved away from the entry");
  }

  /// Whatever was moved, lent and given up on the way: what was earned is what the prices earned.
  @Test
  void movingMarginEarnsAndCostsNothingButItsFee() {
    PaperMarket market = opened(0.5);
    String[] prices = {"41000", "39000", "45000", "52000", "61000", "70000", "66000", "50000"};
    for (int hour = 0; hour < prices.length; hour++) {
      market.at("%02d:00:00".formatted(8 + hour));
      market.price(BYBIT, prices[hour]).price(OKX, prices[hour]);
      market.at("%02d:00:01".formatted(8 + hour));
    }
    market.close().at("16:00:01").price(BYBIT, "50000").price(OKX, "50000").at("16:00:02");

    assertThat(market.account().positions()).isEmpty();
    assertThat(market.incidents()).contains(Kind.TRANSFER).doesNotContain(Kind.LIQUIDATED);
    assertThat(market.booked(Line.PRICE)).isEqualByComparingTo("0");
    assertThat(market.account().realised()).isEqualTo(market.booked(Line.TRANSFER).setScale(8));
  }
}
