package dev.carry.venue.bitget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.EventJson;
import dev.carry.model.FundingEstimate;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.Payoff;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.Instrument.Status;
import dev.carry.model.Liquidation;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What has misled others about Bitget, one test a trap. Single quotes stand for double ones.
class BitgetTrapsTest {
  private static final String AT = "2026-09-01T06:00:00.250Z";

  private final Instruments listed = new Instruments();
  private final BitgetCodec codec = new BitgetCodec(listed);

  @ParameterizedTest
  @ValueSource(
      strings = {"", "'nextFundingTime':'',", "'nextFundingTime':'0',", "'nextFundingTime':null,"})
  void aRateWithoutItsSettlementIsNoEstimate(String next) {
    assertThat(estimates(ticker(AT, next + "'fundingRate':'0','markPrice':'1'"))).isEmpty();
  }

  @Test
  void theTickerLagsBehindASettlementAndTheFundingCallDoesNot() {
    contract("'symbol':'BTCUSDT','baseCoin':'BTC','quoteCoin':'USDT','fundInterval':'8'");
    String rate = "'fundingRate':'0.0001','nextFundingTime':'1788278400000'";
    assertThat(estimates(ticker("2026-09-01T08:00:01Z", rate))).isEmpty();
    assertThat(estimates(ticker("2026-09-01T08:00:03Z", rate))).hasSize(1);
    assertThat(
            estimates(
                funding(
                    "'symbol':'BTCUSDT','fundingRate':'0.0001','fundingRateInterval':'8',"
                        + "'nextUpdate':'1788278400000'")))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void theIntervalIsInHoursAndAChangeListsTheContractAgain(int hours) {
    contract("'symbol':'BTCUSDT','baseCoin':'BTC','quoteCoin':'USDT','fundInterval':'6'");
    List<MarketEvent> events =
        funding(
            "'symbol':'BTCUSDT','fundingRate':'0.0001','fundingRateInterval':'"
                + hours
                + "','nextUpdate':'1788249600000','minFundingRate':'-0.003','maxFundingRate':'0.003'");
    assertThat(estimates(events).getFirst().period()).isEqualTo(Duration.ofHours(hours));
    Instrument now = ((Listing) events.getFirst()).instrument();
    assertThat(now.fundingPeriod()).isEqualTo(Duration.ofHours(hours));
    assertThat(now.fundingFloor()).isEqualByComparingTo("-0.003");
  }

  @Test
  void contractsThatAreNotListedHaveNoFundingHere() {
    contract("'symbol':'BTCUSDT','baseCoin':'BTC','quoteCoin':'USDT'");
    Decoded test = fundingOf("'symbol':'RWATESTMEUSDT','fundingRate':'0','maxFundingRate':null");
    assertThat(test).isInstanceOf(Decoded.Ignored.class);
  }

  @ParameterizedTest
  @CsvSource({"SBTCSUSDT, SBTC, SUSDT", "SBTCSUSD, SBTC, SUSD", "BGTESTMEUSDT, BGTESTME, USDT"})
  void demoAndTestContractsAreNotListed(String symbol, String base, String quote) {
    Decoded decoded =
        contracts(
            "'symbol':'" + symbol + "','baseCoin':'" + base + "','quoteCoin':'" + quote + "'");
    assertThat(decoded).isEqualTo(new Decoded.Ignored("a demo or test contract"));
  }

  @Test
  void coinSettledContractsAreInverseAndSizedInCoinsAllTheSame() {
    Instrument inverse =
        contract(
            "'symbol':'BTCUSD','baseCoin':'BTC','quoteCoin':'USD','supportMarginCoins':['ETH'],"
                + "'sizeMultiplier':'0.001'");
    assertThat(inverse.payoff()).isEqualTo(Payoff.INVERSE);
    assertThat(inverse.settle()).isEqualTo("BTC");
    assertThat(inverse.sizeIn()).isEqualTo(SizeIn.BASE);
    assertThat(inverse.sizeBase(new BigDecimal("3"), new BigDecimal("60000")))
        .isEqualByComparingTo("3");
  }

  @ParameterizedTest
  @CsvSource({
    "normal, -1, TRADING",
    "normal, 1788300000000, DELISTING",
    "limit_open, -1, DELISTING",
    "listed, -1, PRE_LAUNCH",
    "maintain, -1, HALTED",
    "restrictedAPI, -1, HALTED",
    "off, -1, DELISTED"
  })
  void statesThatTakersCannotTradeInAreNotTrading(String state, String off, Status status) {
    assertThat(
            contract(
                    "'symbol':'BTCUSDT','baseCoin':'BTC','quoteCoin':'USDT','symbolStatus':'"
                        + state
                        + "','offTime':'"
                        + off
                        + "'")
                .status())
        .isEqualTo(status);
  }

  @Test
  void theLastDigitsOfThePriceStepAreCountedFromItsPlaces() {
    assertThat(
            contract(
                    "'symbol':'XUSDT','baseCoin':'X','quoteCoin':'USDT','pricePlace':'4',"
                        + "'priceEndStep':'5'")
                .tickSize())
        .isEqualByComparingTo("0.0005");
  }

  @Test
  void theSideOfALiquidationIsThePositionsAndItsAmountIsMoney() {
    Instrument ape = contract("'symbol':'APEUSDT','baseCoin':'APE','quoteCoin':'USDT'");
    Liquidation closed =
        (Liquidation)
            only(
                push(
                    "{'instType':'usdt-futures','topic':'liquidation'}",
                    "[{'symbol':'APEUSDT','side':'buy','price':'0.1649','amount':'13.70319',"
                        + "'ts':'1788242399000'}]"));
    assertThat(closed.liquidated()).isEqualTo(Liquidation.Position.LONG);
    assertThat(closed.sizeIn()).isEqualTo(SizeIn.QUOTE);
    assertThat(closed.complete()).isFalse();
    assertThat(EventJson.write(closed, ape)).contains("\"sizeBase\":83.1,");
  }

  /// It comes with every subscription, and again after every reconnect.
  @Test
  void tradesOfBeforeTheSubscriptionAreNotToldAgain() {
    String row = "[{'ts':'1788242399000','price':'2','size':'1','side':'buy','tradeId':'7'}]";
    String arg = "{'instType':'USDT-FUTURES','channel':'trade','instId':'XUSDT'}";
    assertThat(push(arg, row)).isInstanceOf(Decoded.Facts.class);
    assertThat(decode("-", AT, "{'action':'snapshot','arg':" + arg + ",'data':" + row + "}"))
        .isEqualTo(new Decoded.Ignored("trades of before the subscription"));
  }

  @Test
  void aBookIsLinkedByTheNumberOfTheOneBeforeAlsoBeyondADouble() {
    Decoded.Depth depth =
        (Decoded.Depth)
            push(
                "{'instType':'COIN-FUTURES','channel':'books','instId':'BTCUSD'}",
                "[{'asks':[],'bids':[],'seq':1483653649791156273,'pseq':1483653649791156271}]");
    assertThat(depth.after()).isEqualTo(1_483_653_649_791_156_271L);
    assertThat(depth.last()).isEqualTo(1_483_653_649_791_156_273L);
  }

  @Test
  void aChecksumOfZeroIsNone() {
    Decoded.Depth depth =
        (Decoded.Depth)
            push(
                "{'instType':'USDT-FUTURES','channel':'books','instId':'XUSDT'}",
                "[{'asks':[['2','1']],'bids':[],'checksum':0,'ts':'1788242399000'}]");
    assertThat(depth.checksum()).isNull();
    assertThat(depth.after()).isNull();
  }

  @Test
  void levelsAreTextsOnTheSocketAndNumbersByRest() {
    Decoded pushed =
        push(
            "{'instType':'USDT-FUTURES','channel':'books15','instId':'XUSDT'}",
            "[{'asks':[['2.50','1']],'bids':[]}]");
    Decoded answered =
        decode("merge-depth/XUSDT", AT, "{'code':'00000','data':{'asks':[[2.50,1]],'bids':[]}}");
    assertThat(only(pushed).toString()).contains("2.50 × 1");
    assertThat(only(answered).toString()).contains("2.50 × 1");
  }

  @Test
  void pagesOfAHistoryAreCountedUntilTheTimeThatIsAskedFor() {
    String call = "history-fund-rate/BTCUSDT/1785000000000";
    assertThat(nextPage(call, 1_788_220_800_000L, 100)).isEqualTo("pageNo=2");
    assertThat(nextPage(call, 1_787_860_800_000L, 100)).isEqualTo("pageNo=3");
    assertThat(nextPage(call, 1_787_500_800_000L, 99)).as("the last is not full").isNull();
    assertThat(nextPage(call, 1_788_220_800_000L, 100)).as("it begins anew").isEqualTo("pageNo=2");
    assertThat(nextPage(call, 1_788_220_800_000L, 100)).as("and again").isEqualTo("pageNo=2");
    assertThat(nextPage("history-fund-rate/BTCUSDT/1788000000000", 1_788_220_800_000L, 100))
        .as("far enough back")
        .isNull();
  }

  /// Hourly settlements, the newest first.
  private @Nullable String nextPage(String call, long newest, int count) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      rows.append(i == 0 ? "" : ",")
          .append("{'symbol':'BTCUSDT','fundingRate':'0','fundingTime':'")
          .append(newest - i * 3_600_000L)
          .append("'}");
    }
    Decoded page = decode(call, AT, "{'code':'00000','data':[" + rows + "]}");
    return ((Decoded.Facts) page).nextPage();
  }

  @Test
  void pongIsNoJson() {
    assertThat(decode("-", AT, "pong")).isInstanceOf(Decoded.Control.class);
  }

  // --- frames ------------------------------------------------------------------------------

  private Decoded decode(String stream, String at, String json) {
    return codec.decode(Frame.of(Bitget.ID, stream, Instant.parse(at), json.replace('\'', '"')));
  }

  private Decoded push(String arg, String rows) {
    return decode("-", AT, "{'action':'update','arg':" + arg + ",'data':" + rows + "}");
  }

  private List<MarketEvent> ticker(String at, String fields) {
    return events(
        decode(
            "public-1",
            at,
            "{'action':'snapshot','arg':{'instType':'USDT-FUTURES','channel':'ticker',"
                + "'instId':'BTCUSDT'},'data':[{'indexPrice':'1',"
                + fields
                + "}]}"));
  }

  private Decoded contracts(String fields) {
    Decoded decoded =
        decode("contracts/USDT-FUTURES", AT, "{'code':'00000','data':[{" + fields + "}]}");
    Golden.keep(decoded, listed);
    return decoded;
  }

  private Instrument contract(String fields) {
    return ((Listing) only(contracts(fields))).instrument();
  }

  private Decoded fundingOf(String fields) {
    return decode(
        "current-fund-rate/USDT-FUTURES", AT, "{'code':'00000','data':[{" + fields + "}]}");
  }

  private List<MarketEvent> funding(String fields) {
    return events(fundingOf(fields));
  }

  private static List<MarketEvent> events(Decoded decoded) {
    return ((Decoded.Facts) decoded).events();
  }

  private static MarketEvent only(Decoded decoded) {
    assertThat(events(decoded)).hasSize(1);
    return Objects.requireNonNull(events(decoded).getFirst());
  }

  private static List<FundingEstimate> estimates(List<MarketEvent> events) {
    return events.stream()
        .filter(FundingEstimate.class::isInstance)
        .map(FundingEstimate.class::cast)
        .toList();
  }
}
