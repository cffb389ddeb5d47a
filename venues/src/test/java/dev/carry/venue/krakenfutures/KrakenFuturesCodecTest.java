package dev.carry.venue.krakenfutures;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Candle;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.Liquidation;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quote;
import dev.carry.model.Trade;
import dev.carry.model.Volume;
import dev.carry.venue.Damage;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KrakenFuturesCodecTest {
  private static final Instant AT = Instant.parse("2026-09-01T06:20:00.250Z");

  private final Instruments listed = new Instruments();
  private final KrakenFuturesCodec codec = new KrakenFuturesCodec(listed);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "instruments",
        "tickers-socket",
        "tickers-rest",
        "history",
        "books",
        "trades",
        "candles",
        "open-interest",
        "control"
      })
  void framesBecomeTheEventsAPersonHasRead(String topic) {
    Golden.check(new KrakenFutures(), topic);
  }

  // --- funding -----------------------------------------------------------------------------

  @Test
  void theSocketsRelativeRateIsTakenAndNotTheMoney() {
    FundingEstimate estimate =
        estimates(
                feed(
                    "ticker",
                    "'product_id':'PF_XBTUSD','time':1788243600012,'funding_rate':1.12875,"
                        + "'relative_funding_rate':0.000015,"
                        + "'next_funding_rate_time':1788246000000"))
            .getFirst();
    assertThat(estimate.rate()).isEqualByComparingTo("0.000015");
    assertThat(estimate.period()).isEqualTo(Duration.ofHours(1));
    assertThat(estimate.settlesAt()).isEqualTo("2026-09-01T07:00:00Z");
  }

  @Test
  void thePredictionIsForTheSettlementAfterTheComingOne() {
    List<FundingEstimate> estimates =
        estimates(
            feed(
                "ticker",
                "'product_id':'PI_XBTUSD','time':1788243600012,'relative_funding_rate':1e-5,"
                    + "'relative_funding_rate_prediction':-2.5e-6,"
                    + "'next_funding_rate_time':1788246000000"));
    assertThat(estimates)
        .extracting(FundingEstimate::which)
        .containsExactly(FundingEstimate.Which.COMING, FundingEstimate.Which.NEXT);
    assertThat(estimates.getLast().rate()).isEqualByComparingTo("-0.0000025");
    assertThat(estimates.getLast().settlesAt()).isEqualTo("2026-09-01T08:00:00Z");
  }

  /// The same rate of 0.0015 % as money: dollars for a coin, and coins for a dollar.
  @ParameterizedTest
  @CsvSource({"PF_XBTUSD, 1.125, 75000", "PI_XBTUSD, 2e-10, 75000"})
  void moneyBecomesRelativeByDividingForLinearAndMultiplyingForInverse(
      String symbol, String money, String index) {
    FundingEstimate estimate = estimates(ticker(symbol, money, index)).getFirst();
    assertThat(estimate.rate()).isEqualByComparingTo("0.000015");
    assertThat(estimate.settlesAt()).as("the end of the hour").isEqualTo("2026-09-01T07:00:00Z");
    assertThat(estimate.period()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void moneyWithoutAnIndexIsNoRate() {
    assertThat(estimates(ticker("PF_XBTUSD", "1.125", "0"))).isEmpty();
  }

  /// The index has moved since the venue computed and bounded the rate.
  @Test
  void aConvertedRateKeepsWithinTheBoundsTheContractIsListedWith() {
    list(
        "'symbol':'PF_BANUSD','type':'flexible_futures','base':'BAN','quote':'USD',"
            + "'contractSize':1,'tradeable':true,'maxRelativeFundingRate':0.0025");
    assertThat(estimates(ticker("PF_BANUSD", "-0.00053266", "0.136173")).getFirst().rate())
        .isEqualByComparingTo("-0.0025");
  }

  @Test
  void datedFuturesPayNoFunding() {
    assertThat(estimates(ticker("FI_XBTUSD_261225", "1e-10", "75000"))).isEmpty();
  }

  @Test
  void aContractThatIsNotOpenYetStatesZerosAndNoRate() {
    Decoded decoded =
        feed(
            "ticker",
            "'product_id':'PF_SUIUSD','time':1788243600012,'relative_funding_rate':0,"
                + "'relative_funding_rate_prediction':0,'next_funding_rate_time':0,'bid':0,"
                + "'ask':0,'bid_size':0,'ask_size':0,'index':1.33,'markPrice':1.33");
    assertThat(estimates(decoded)).isEmpty();
    Quote quote = only(decoded, Quote.class);
    assertThat(quote.bid()).isNull();
    assertThat(quote.ask()).isNull();
  }

  @Test
  void historyIsStampedWithTheBeginningOfTheHourItIsChargedOver() {
    Decoded decoded = history("2026-09-01T05:00:00Z", "0.00002");
    FundingSettled settled = only(decoded, FundingSettled.class);
    assertThat(settled.settledAt()).isEqualTo("2026-09-01T06:00:00Z");
    assertThat(settled.period()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void theHourThatStillRunsIsListedAndIsNoSettlement() {
    assertThat(history("2026-09-01T06:00:00Z", "0.00002"))
        .isEqualTo(new Decoded.Ignored("a period that still runs: nothing is settled yet"));
  }

  /// Written per hour and charged for four: what was paid is four times the number.
  @Test
  void beforeSeptember2022ARateStoodForFourHours() {
    FundingSettled before =
        only(history("2022-09-29T08:00:00.000Z", "0.00001"), FundingSettled.class);
    assertThat(before.rate()).isEqualByComparingTo("0.00004");
    assertThat(before.period()).isEqualTo(Duration.ofHours(4));
    assertThat(before.settledAt()).isEqualTo("2022-09-29T12:00:00Z");
    FundingSettled after =
        only(history("2022-09-29T12:00:00.000Z", "0.00001"), FundingSettled.class);
    assertThat(after.rate()).isEqualByComparingTo("0.00001");
    assertThat(after.settledAt()).isEqualTo("2022-09-29T13:00:00Z");
  }

  @Test
  void anEstimateFromBeforeSeptember2022IsOverItsFourHoursToo() {
    FundingEstimate estimate =
        estimates(
                feed(
                    "ticker",
                    "'product_id':'PI_LTCUSD','time':1617235200598,"
                        + "'relative_funding_rate':0.00015,'next_funding_rate_time':1617249600000"))
            .getFirst();
    assertThat(estimate.rate()).isEqualByComparingTo("0.0006");
    assertThat(estimate.period()).isEqualTo(Duration.ofHours(4));
  }

  // --- contracts ---------------------------------------------------------------------------

  @Test
  void xbtIsBitcoinAndTheSymbolStays() {
    list(
        "'symbol':'PF_XBTUSD','type':'flexible_futures','base':'XBT','quote':'USD',"
            + "'contractSize':1,'tradeable':true,'postOnly':false");
    Instrument contract = requireNonNull(listed.find("PF_XBTUSD"));
    assertThat(contract.canonical()).isEqualTo("BTC/USD:USD");
    assertThat(contract.sizeBase(new BigDecimal("0.5"), new BigDecimal("75000")))
        .isEqualByComparingTo("0.5");
  }

  @Test
  void inverseContractsAreOfOneDollarAndPayInTheCoin() {
    list("'symbol':'pi_xbtusd','type':'futures_inverse','contractSize':1,'tradeable':true");
    Instrument contract = requireNonNull(listed.find("PI_XBTUSD"));
    assertThat(contract.canonical()).isEqualTo("BTC/USD:BTC");
    assertThat(contract.sizeBase(new BigDecimal("75000"), new BigDecimal("75000")))
        .isEqualByComparingTo("1");
  }

  @Test
  void smallLettersOfOldRestNameTheContractOfTheSocket() {
    assertThat(KrakenSymbol.of("fi_xbtusd_210924").id().symbol()).isEqualTo("FI_XBTUSD_210924");
    assertThat(KrakenSymbol.of("PF_AAPLxUSD").id().symbol()).isEqualTo("PF_AAPLxUSD");
    assertThat(KrakenSymbol.of("in_xbtusd").contract()).isFalse();
  }

  @Test
  void postOnlyContractsMakeNoTrades() {
    list(
        "'symbol':'PF_OLDUSD','type':'flexible_futures','base':'OLD','quote':'USD',"
            + "'contractSize':1,'tradeable':true,'postOnly':true");
    assertThat(requireNonNull(listed.find("PF_OLDUSD")).status())
        .isEqualTo(Instrument.Status.HALTED);
  }

  @Test
  void theVolumeOfInverseContractsIsInDollars() {
    Decoded decoded =
        feed("ticker", "'product_id':'PI_XBTUSD','time':1788243600012,'volume':31403908.0");
    Volume volume = only(decoded, Volume.class);
    assertThat(volume.base24h()).isNull();
    assertThat(volume.quote24h()).isEqualByComparingTo("31403908");
  }

  // --- trades and books --------------------------------------------------------------------

  @Test
  void aForcedSaleIsALongThatWasLiquidated() {
    Decoded decoded = trade("sell", "liquidation");
    assertThat(events(decoded)).hasSize(2).first().isInstanceOf(Trade.class);
    Liquidation sold = only(decoded, Liquidation.class);
    assertThat(sold.liquidated()).isEqualTo(Liquidation.Position.LONG);
    assertThat(sold.priceIs()).isEqualTo(Liquidation.PriceIs.FILL);
    assertThat(only(trade("buy", "liquidation"), Liquidation.class).liquidated())
        .isEqualTo(Liquidation.Position.SHORT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"block", "assignment", "termination"})
  void whatNeverReachedTheBookIsNoTrade(String type) {
    assertThat(trade("sell", type)).isInstanceOf(Decoded.Ignored.class);
  }

  @Test
  void aBookIsChainedByTheNumberBefore() {
    Decoded.Depth change =
        (Decoded.Depth)
            feed("book", "'product_id':'PF_XBTUSD','side':'sell','seq':7,'price':5,'qty':0");
    assertThat(change.after()).isEqualTo(6);
    assertThat(change.last()).isEqualTo(7);
    assertThat(change.book().snapshot()).isFalse();
    assertThat(change.book().asks().count()).isEqualTo(1);
    assertThat(change.book().bids().count()).isZero();
  }

  @Test
  void whatAMessageIsMayStandAtItsEnd() {
    Decoded decoded =
        decode("{'time':1788243600012,'product_id':'PF_XBTUSD','index':5,'feed':'ticker'}");
    assertThat(events(decoded)).isNotEmpty();
  }

  @Test
  void aCandleStillOpenIsNoFactAndAPageFollowsTheNewest() {
    Decoded.Facts facts =
        (Decoded.Facts)
            codec.decode(
                frame(
                    "candles/mark/PF_XBTUSD/1m",
                    "{'candles':[{'time':1788243540000,'open':'1','high':'2','low':'1','close':'2'},"
                        + "{'time':1788243600000,'open':'2','high':'2','low':'2','close':'2'}],"
                        + "'more_candles':true}"));
    assertThat(facts.events()).hasSize(1).first().isInstanceOf(Candle.class);
    assertThat(facts.nextPage()).isEqualTo("from=1788243660");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
  void damagedBytesNeverThrowAndNeverInventNumbers(long seed) {
    assertThat(Damage.check(new KrakenFutures(), seed)).isGreaterThan(1_000);
  }

  @Test
  void truncatedBytesNeverThrow() {
    for (String topic : Golden.topics(new KrakenFutures())) {
      for (Golden.Step step : Golden.frames(new KrakenFutures(), topic)) {
        Frame frame = step.frame();
        for (int length = 0; frame != null && length < frame.length(); length++) {
          Frame cut =
              new Frame(
                  KrakenFutures.ID, frame.stream(), AT, frame.bytes(), frame.offset(), length);
          assertThat(codec.decode(cut)).isInstanceOf(Decoded.Rejected.class);
        }
      }
    }
  }

  // --- helpers -----------------------------------------------------------------------------

  private static Frame frame(String stream, String text) {
    return Frame.of(KrakenFutures.ID, stream, AT, text.replace('\'', '"'));
  }

  private Decoded decode(String text) {
    return codec.decode(frame("market-1", text));
  }

  private Decoded feed(String feed, String fields) {
    return decode("{'feed':'" + feed + "'," + fields + "}");
  }

  private Decoded trade(String side, String type) {
    return feed(
        "trade",
        "'product_id':'PF_XBTUSD','uid':'a','side':'"
            + side
            + "','type':'"
            + type
            + "','seq':1,'time':1788243600012,'qty':0.5,'price':75000");
  }

  private Decoded ticker(String symbol, String money, String index) {
    return codec.decode(
        frame(
            "tickers",
            "{'result':'success','tickers':[{'symbol':'"
                + symbol
                + "','fundingRate':"
                + money
                + ",'indexPrice':"
                + index
                + ",'bid':1,'ask':2}],'serverTime':'2026-09-01T06:20:00.150Z'}"));
  }

  private Decoded history(String timestamp, String rate) {
    return codec.decode(
        frame(
            "historical-funding-rates/PF_XBTUSD",
            "{'result':'success','rates':[{'timestamp':'"
                + timestamp
                + "','fundingRate':1.5,'relativeFundingRate':"
                + rate
                + "}]}"));
  }

  private void list(String fields) {
    Golden.keep(
        codec.decode(frame("instruments", "{'result':'success','instruments':[{" + fields + "}]}")),
        listed);
  }

  private static List<MarketEvent> events(Decoded decoded) {
    assertThat(decoded).isInstanceOf(Decoded.Facts.class);
    return ((Decoded.Facts) decoded).events();
  }

  private static List<FundingEstimate> estimates(Decoded decoded) {
    return events(decoded).stream()
        .filter(FundingEstimate.class::isInstance)
        .map(FundingEstimate.class::cast)
        .toList();
  }

  private static <T extends MarketEvent> T only(Decoded decoded, Class<T> type) {
    List<MarketEvent> found = events(decoded).stream().filter(type::isInstance).toList();
    assertThat(found).hasSize(1);
    return type.cast(found.getFirst());
  }
}
