package dev.carry.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quote;
import dev.carry.model.VenueId;
import dev.carry.venue.roster.Venues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rules every venue keeps, each in its venue's own words. Single quotes stand for double ones.
class SharedRulesTest {
  private static final Instant AT = Instant.parse("2026-09-01T16:00:05Z");

  /// Settlements eight hours apart, in milliseconds.
  private static final String TIMES = "@a=1788192000000 @b=1788220800000 @c=1788249600000";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "binance-usdm | - | {'e':'bookTicker','s':'BTCUSDT','b':'0.00','B':'0','a':'0.00','A':'0'}",
        "binance-usdm | bookTicker | [{'symbol':'BTCUSDT','bidPrice':'0','bidQty':'0',"
            + "'askPrice':'0','askQty':'0','time':0}]",
        "bybit | - | {'topic':'tickers.BTCUSDT','type':'snapshot','ts':1,'data':{"
            + "'symbol':'BTCUSDT','bid1Price':'','bid1Size':'','ask1Price':'','ask1Size':''}}",
        "bybit | - | {'topic':'orderbook.1.BTCUSDT','type':'snapshot','ts':1,"
            + "'data':{'s':'BTCUSDT','b':[],'a':[]}}",
        "okx | - | {'arg':{'channel':'tickers','instId':'BTC-USDT-SWAP'},'data':[{"
            + "'instId':'BTC-USDT-SWAP','bidPx':'','bidSz':'','askPx':'','askSz':''}]}",
        "okx | - | {'arg':{'channel':'bbo-tbt','instId':'BTC-USDT-SWAP'},"
            + "'data':[{'asks':[],'bids':[],'ts':'1'}]}",
        "deribit | - | {'method':'subscription','params':{'channel':'ticker.BTC-PERPETUAL.100ms',"
            + "'data':{'instrument_name':'BTC-PERPETUAL','best_bid_price':0.0,"
            + "'best_bid_amount':0.0,'best_ask_price':0.0,'best_ask_amount':0.0}}}",
        "deribit | book_summary/BTC | {'result':[{'instrument_name':'BTC-PERPETUAL',"
            + "'bid_price':null,'ask_price':null}]}"
      })
  void anEmptiedBookIsToldSoThatItsLastTouchCannotPassForOne(
      String venue, String stream, String message) {
    assertThat(decode(venue, stream, message))
        .filteredOn(Quote.class::isInstance)
        .singleElement()
        .satisfies(
            event -> {
              Quote quote = (Quote) event;
              assertThat(quote.bid()).isNull();
              assertThat(quote.bidSize()).isNull();
              assertThat(quote.ask()).isNull();
              assertThat(quote.askSize()).isNull();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "binance-usdm | - | {'e':'markPriceUpdate','s':'BTCUSDT','p':'1','T':1788220800000}",
        "bybit | - | {'topic':'tickers.BTCUSDT','type':'delta','ts':1,'data':{"
            + "'symbol':'BTCUSDT','markPrice':'1'}}",
        "okx | - | {'arg':{'channel':'tickers','instId':'BTC-USDT-SWAP'},'data':[{"
            + "'instId':'BTC-USDT-SWAP','vol24h':'1','volCcy24h':'1'}]}",
        "deribit | - | {'method':'subscription','params':{'channel':'ticker.BTC-PERPETUAL.100ms',"
            + "'data':{'instrument_name':'BTC-PERPETUAL','mark_price':1}}}"
      })
  void aMessageThatDoesNotSpeakOfTheTouchSaysNothingAboutIt(
      String venue, String stream, String message) {
    assertThat(decode(venue, stream, message)).noneMatch(Quote.class::isInstance);
  }

  /// Positive means that longs pay on all four: no venue's sign is turned.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "binance-usdm | - | {'e':'markPriceUpdate','s':'BTCUSDT','p':'1','r':'-0.0003','T':@b}",
        "bybit | - | {'topic':'tickers.BTCUSDT','type':'snapshot','ts':1,'data':{"
            + "'symbol':'BTCUSDT','fundingRate':'-0.0003','nextFundingTime':'@b'}}",
        "okx | - | {'arg':{'channel':'funding-rate','instId':'BTC-USDT-SWAP'},'data':[{"
            + "'instId':'BTC-USDT-SWAP','fundingRate':'-0.0003','fundingTime':'@b'}]}",
        "deribit | - | {'method':'subscription','params':{'channel':'ticker.BTC-PERPETUAL.100ms',"
            + "'data':{'instrument_name':'BTC-PERPETUAL','current_funding':-3e-4}}}"
      })
  void aNegativeRateIsPaidByShortsOnEveryVenue(String venue, String stream, String message) {
    assertThat(decode(venue, stream, message))
        .filteredOn(FundingEstimate.class::isInstance)
        .singleElement()
        .satisfies(
            event -> assertThat(((FundingEstimate) event).rate()).isEqualByComparingTo("-0.0003"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "binance-usdm | fundingRate | [{'symbol':'BTCUSDT','fundingRate':'-0.1','fundingTime':@a},"
            + "{'symbol':'BTCUSDT','fundingRate':'0.2','fundingTime':@b},"
            + "{'symbol':'BTCUSDT','fundingRate':'0.3','fundingTime':@c}]",
        "bybit | funding-history/BTCUSDT | {'retCode':0,'result':{'category':'linear','list':["
            + "{'symbol':'BTCUSDT','fundingRate':'0.3','fundingRateTimestamp':'@c'},"
            + "{'symbol':'BTCUSDT','fundingRate':'0.2','fundingRateTimestamp':'@b'},"
            + "{'symbol':'BTCUSDT','fundingRate':'-0.1','fundingRateTimestamp':'@a'}]}}",
        "okx | funding-rate-history/BTC-USDT-SWAP | {'code':'0','data':["
            + "{'instId':'BTC-USDT-SWAP','realizedRate':'0.3','fundingTime':'@c'},"
            + "{'instId':'BTC-USDT-SWAP','realizedRate':'0.2','fundingTime':'@b'},"
            + "{'instId':'BTC-USDT-SWAP','realizedRate':'-0.1','fundingTime':'@a'}]}"
      })
  void historyWithoutPeriodsTellsThemByItsDistances(String venue, String stream, String message) {
    List<FundingSettled> settled = settled(decode(venue, stream, message));
    assertThat(settled)
        .extracting(e -> e.rate().toPlainString())
        .containsExactly("-0.1", "0.2", "0.3");
    assertThat(settled)
        .extracting(FundingSettled::period)
        .containsExactly(null, Duration.ofHours(8), Duration.ofHours(8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "binance-usdm | BTCUSDT | fundingRate | [{'symbol':'BTCUSDT','fundingRate':'0.1',"
            + "'fundingTime':@a}]",
        "bybit | BTCUSDT | funding-history/BTCUSDT | {'retCode':0,'result':{'category':'linear',"
            + "'list':[{'symbol':'BTCUSDT','fundingRate':'0.1','fundingRateTimestamp':'@a'}]}}",
        "okx | BTC-USDT-SWAP | funding-rate-history/BTC-USDT-SWAP | {'code':'0','data':["
            + "{'instId':'BTC-USDT-SWAP','realizedRate':'0.1','fundingTime':'@a'}]}",
        "okx | BTC-USDT-SWAP | - | {'arg':{'channel':'funding-rate'},'data':[{"
            + "'instId':'BTC-USDT-SWAP','settState':'settled','settFundingRate':'0.1',"
            + "'prevFundingTime':'@a','fundingTime':'@b','nextFundingTime':'@c'}]}"
      })
  void thePeriodListedTodayIsNotTakenForThatOfAnEarlierSettlement(
      String venue, String symbol, String stream, String message) {
    Instruments listed = new Instruments();
    InstrumentId id = InstrumentId.of(VenueId.of(venue), symbol);
    listed.put(Instrument.perpetual(id, "BTC", "USDT").fundingPeriod(Duration.ofHours(4)).build());
    assertThat(settled(decode(venue, stream, message, listed)))
        .singleElement()
        .satisfies(e -> assertThat(e.period()).isNull());
  }

  @Test
  void everyTierIsInEveryTableOfItsVenueAndNeverCostsMoreThanTheOneBelow() {
    for (VenueDescriptor venue : Venues.all()) {
      List<String> names =
          venue.feeTables().values().iterator().next().tiers().stream()
              .map(FeeTable.Tier::name)
              .toList();
      for (FeeTable table : venue.feeTables().values()) {
        assertThat(table.tiers()).extracting(FeeTable.Tier::name).isEqualTo(names);
        for (int i = 1; i < table.tiers().size(); i++) {
          FeeTable.Tier below = table.tiers().get(i - 1);
          assertThat(table.tiers().get(i).taker()).isLessThanOrEqualTo(below.taker());
          assertThat(table.tiers().get(i).maker()).isLessThanOrEqualTo(below.maker());
        }
        assertThat(table.source()).as("says where and when").containsPattern("20[0-9]{2}");
      }
    }
  }

  /// The numbers of the sources that the tables name.
  @ParameterizedTest
  @CsvSource({
    "binance-usdm, regular, 0.0002, 0.0005",
    "binance-usdm, vip9, 0, 0.00017",
    "bybit, VIP 0, 0.0002, 0.00055",
    "bybit, Supreme VIP, 0, 0.0003",
    "okx, regular, 0.0002, 0.0005",
    "okx, vip1, 0.00018, 0.0004",
    "okx, vip7, -0.00002, 0.00025",
    "deribit, standard, 0.00015, 0.00035",
    "deribit, vip6, -0.00004, 0.00017"
  })
  void feesAreThoseOfTheirSource(String venue, String tier, double maker, double taker) {
    InstrumentId id = InstrumentId.of(VenueId.of(venue), "BTC");
    FeeTable table = descriptor(venue).fees(Instrument.perpetual(id, "BTC", "USDT").build());
    assertThat(table.tier(tier)).isEqualTo(new FeeTable.Tier(tier, maker, taker));
  }

  private static List<FundingSettled> settled(List<MarketEvent> events) {
    return events.stream()
        .filter(FundingSettled.class::isInstance)
        .map(FundingSettled.class::cast)
        .sorted((x, y) -> x.settledAt().compareTo(y.settledAt()))
        .toList();
  }

  private static VenueDescriptor descriptor(String venue) {
    return Venues.find(VenueId.of(venue)).orElseThrow();
  }

  private static List<MarketEvent> decode(String venue, String stream, String message) {
    return decode(venue, stream, message, new Instruments());
  }

  private static List<MarketEvent> decode(
      String venue, String stream, String message, Instruments listed) {
    String text = message.replace('\'', '"');
    for (String time : TIMES.split(" ", -1)) {
      text = text.replace(time.substring(0, 2), time.substring(3));
    }
    Decoded decoded =
        descriptor(venue).codec(listed).decode(Frame.of(VenueId.of(venue), stream, AT, text));
    assertThat(decoded).isInstanceOf(Decoded.Facts.class);
    return ((Decoded.Facts) decoded).events();
  }
}
