package dev.carry.venue.deribit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.FundingEstimate;
import dev.carry.model.Instrument;
import dev.carry.model.Liquidation;
import dev.carry.model.Liquidation.Position;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.model.OptionTicker;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What has misled others about Deribit, one test a trap. Single quotes stand for double ones.
class DeribitTrapsTest {
  private static final Instant AT = Instant.parse("2026-09-01T06:00:00Z");

  private final DeribitCodec codec = new DeribitCodec(new Instruments());

  @ParameterizedTest
  @CsvSource({"T, buy, SHORT", "T, sell, LONG", "M, buy, LONG", "M, sell, SHORT"})
  void theMakersLiquidationIsOnTheOtherSideThanTheTakers(
      String who, String direction, Position liquidated) {
    Decoded decoded =
        trades("{'trade_seq':1,'direction':'" + direction + "','liquidation':'" + who + "'}");
    assertThat(((Decoded.Facts) decoded).events())
        .filteredOn(Liquidation.class::isInstance)
        .singleElement()
        .satisfies(event -> assertThat(((Liquidation) event).liquidated()).isEqualTo(liquidated));
  }

  @Test
  void aNumberLeftOutIsATradeThatNeverCame() {
    assertThat(gap(41, 42)).isNull();
    assertThat(gap(43)).isNull();
    assertThat(gap(46, 47))
        .isEqualTo("trades of deribit:BTC-PERPETUAL after number 43 and before 46");
    assertThat(gap(48)).as("said once").isNull();
  }

  @Test
  void tradesOfOneMessageMayComeInAnyOrderAndTwice() {
    assertThat(gap(41)).isNull();
    assertThat(gap(43, 42)).isNull();
    assertThat(gap(42, 43, 44)).isNull();
    assertThat(gap(45, 47)).as("a hole within a message").isNotNull();
  }

  @Test
  void anotherConnectionBeginsItsNumbersAnew() {
    assertThat(gap(41)).isNull();
    codec.reset();
    assertThat(gap(90)).isNull();
  }

  @Test
  void tradesByRestProveNoHole() {
    assertThat(gap(41)).isNull();
    Decoded decoded =
        decode(
            "last_trades",
            "{'result':{'trades':[{'instrument_name':'BTC-PERPETUAL','price':1,'amount':1,"
                + "'direction':'buy','trade_seq':99}],'has_more':false}}");
    assertThat(((Decoded.Facts) decoded).gap()).isNull();
    assertThat(gap(42)).isNull();
  }

  @Test
  void aNullFundingIsNoRate() {
    assertThat(
            events(
                push(
                    "ticker.BTC-PERPETUAL.100ms",
                    "{'instrument_name':'BTC-PERPETUAL','mark_price':1,'last_price':null,"
                        + "'current_funding':null}")))
        .noneMatch(FundingEstimate.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"MATIC_USDC-9MAR24-1d02-C", "BTC-9JUN20-9000-P", "BTC_USDC-27JUN25-100000-C"})
  void optionsAreKnownByTheirNamesWithADecimalPointOfDAndDaysOfOneDigit(String name) {
    Decoded decoded =
        push("ticker." + name + ".100ms", "{'instrument_name':'" + name + "','mark_price':0.5}");
    assertThat(((Decoded.Facts) decoded).events()).singleElement().isInstanceOf(OptionTicker.class);
  }

  @Test
  void theContractSizeIsAStepAndIsNotMultipliedIn() {
    assertThat(perpetual("BTC_USDC-PERPETUAL", "BTC", "USDC", 0.0001).contractValue())
        .isEqualByComparingTo("1");
    assertThat(perpetual("BTC-PERPETUAL", "BTC", "BTC", 10).contractValue())
        .isEqualByComparingTo("1");
  }

  @Test
  void linearPerpetualsSettleInUsdcAndInverseOnesInTheirCoin() {
    Instrument linear = perpetual("BTC_USDC-PERPETUAL", "BTC", "USDC", 0.0001);
    assertThat(linear.settle()).isEqualTo("USDC");
    assertThat(linear.payoff()).isEqualTo(Instrument.Payoff.LINEAR);
    Instrument inverse = perpetual("BTC-PERPETUAL", "BTC", "BTC", 10);
    assertThat(inverse.settle()).isEqualTo("BTC");
    assertThat(inverse.payoff()).isEqualTo(Instrument.Payoff.INVERSE);
    assertThat(inverse.settles()).isEqualTo(Instrument.Settles.CONTINUOUS);
  }

  @Test
  void aThousandPepeAreTheSameAssetAsElsewhere() {
    Instrument thousand = perpetual("1000PEPE_USDC-PERPETUAL", "1000PEPE", "USDC", 1);
    assertThat(thousand.base()).isEqualTo("PEPE");
    assertThat(thousand.priceMultiplier()).isEqualByComparingTo("1000");
  }

  private @Nullable String gap(long... numbers) {
    StringJoiner rows = new StringJoiner(",");
    for (long number : numbers) {
      rows.add("{'direction':'buy','trade_seq':" + number + "}");
    }
    return ((Decoded.Facts) trades(rows.toString())).gap();
  }

  private Decoded trades(String rows) {
    return push(
        "trades.BTC-PERPETUAL.100ms",
        "[" + rows.replace("{", "{'instrument_name':'BTC-PERPETUAL','price':1,'amount':10,") + "]");
  }

  private Instrument perpetual(String name, String base, String settle, double step) {
    Decoded decoded =
        decode(
            "instruments/future",
            "{'result':[{'instrument_name':'%s','kind':'future','settlement_period':'perpetual','base_currency':'%s','quote_currency':'USD','counter_currency':'%s','settlement_currency':'%s','contract_size':%s,'is_active':true}]}"
                .formatted(
                    name,
                    base,
                    settle.equals(base) ? "USD" : settle,
                    settle,
                    Double.toString(step)));
    return ((Listing) events(decoded).getFirst()).instrument();
  }

  private Decoded push(String channel, String data) {
    return decode(
        "public-1",
        "{'method':'subscription','params':{'channel':'" + channel + "','data':" + data + "}}");
  }

  private Decoded decode(String stream, String text) {
    return codec.decode(Frame.of(Deribit.ID, stream, AT, text.replace('\'', '"')));
  }

  private static List<MarketEvent> events(Decoded decoded) {
    return Golden.events(decoded);
  }
}
