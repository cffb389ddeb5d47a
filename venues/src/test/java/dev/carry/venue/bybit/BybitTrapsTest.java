package dev.carry.venue.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Instrument;
import dev.carry.model.Liquidation;
import dev.carry.model.Quote;
import dev.carry.venue.Decoded;
import dev.carry.venue.FeeTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What has misled others about Bybit, one test a trap; more of them in [BybitCodecTest].
class BybitTrapsTest extends BybitMessages {

  @Test
  void theRetiredLiquidationTopicIsASampleAndItsSideIsThePositionsToo() {
    Liquidation sample =
        one(
            "{'topic':'liquidation.BTCUSDT','type':'snapshot','ts':%d,'data':{'symbol':'BTCUSDT','side':'Buy','price':'100','size':'1','updatedTime':%d}}"
                .formatted(TS, TS),
            Liquidation.class);
    assertThat(sample.complete()).isFalse();
    assertThat(sample.liquidated()).isEqualTo(Liquidation.Position.LONG);
  }

  @Test
  void aRestartOfTheServiceEmptiesWhatTheFirstLevelRemembered() {
    decode(orderbook(1, "snapshot", "[['99','1']]", "[['103','1']]"));
    Quote after = one(orderbook(1, "snapshot", "[]", "[['104','2']]"), Quote.class);
    assertThat(after.bid()).isNull();
    assertThat(after.ask()).isEqualByComparingTo("104");
  }

  @Test
  void aFirstLevelRepeatedInQuietIsTheSameQuote() {
    String message = orderbook(1, "snapshot", "[['99','1']]", "[['103','1']]");
    assertThat(one(message, Quote.class)).isEqualTo(one(message, Quote.class));
  }

  @Test
  void aDeltaThatTakesTheLastLevelsAwayEmptiesTheQuote() {
    decode(orderbook(1, "snapshot", "[['99','1']]", "[['103','1']]"));
    Quote emptied = one(orderbook(1, "delta", "[['99','0']]", "[['103','0']]"), Quote.class);
    assertThat(emptied.bid()).isNull();
    assertThat(emptied.ask()).isNull();
  }

  @Test
  void aSideNotSeenYetIsNotAnEmptyOne() {
    assertThat(decode(delta("BTCUSDT", "'bid1Price':'','bid1Size':''")))
        .isEqualTo(new Decoded.Ignored("a ticker in which no fact moved"));
  }

  @ParameterizedTest
  @CsvSource({
    "BTCUSDT, BASE, true",
    "BTCPERP, BASE, true",
    "BTCUSD, QUOTE, true",
    "BTC-26DEC25, BASE, false",
    "BTCUSDT-26DEC25, BASE, false",
    "BTCUSDU23, QUOTE, false"
  })
  void anUnlistedSymbolIsReadByItsSpelling(
      String symbol, Instrument.SizeIn sizeIn, boolean perpetual) {
    Market market = new Market(Bybit.ID, symbol, false);
    assertThat(market.sizeIn(listed)).isEqualTo(sizeIn);
    assertThat(market.perpetual(null)).isEqualTo(perpetual);
    assertThat(market.option).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"BTC-26DEC25-100000-C", "BTC-26DEC25-100000-C-USDT"})
  void anOptionIsOneWithOrWithoutItsSettlementInTheName(String symbol) {
    assertThat(new Market(Bybit.ID, symbol, false).option).isTrue();
  }

  @Test
  void aPreMarketContractCostsWhatItsOwnTableSays() {
    Instrument listedAlready = list("BTCUSDT", "LinearPerpetual", "'fundingInterval':480");
    Instrument before = list("NEWUSDT", "LinearPerpetual", "'status':'PreLaunch'");
    FeeTable ordinary = new Bybit().fees(listedAlready);
    assertThat(new Bybit().fees(before).lowest().taker()).isEqualTo(0.001);
    assertThat(ordinary.lowest().taker()).isEqualTo(0.00055);
  }
}
