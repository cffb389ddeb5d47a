package dev.carry.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.model.Trade;
import dev.carry.model.Volume;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.Past;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.VenueCodec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What sets COIN-M apart from USD-M. Single quotes stand for double ones.
class BinanceCoinmTest {
  private static final Instant NOW = Instant.parse("2026-09-01T00:00:00Z");
  private static final String CONTRACTS =
      "{'serverTime':1788220800000,'symbols':["
          + "{'symbol':'BTCUSD_PERP','pair':'BTCUSD','contractType':'PERPETUAL',"
          + "'deliveryDate':4133404800000,'contractStatus':'TRADING','contractSize':100,"
          + "'marginAsset':'BTC','baseAsset':'BTC','quoteAsset':'USD'},"
          + "{'symbol':'BTCUSD_261225','pair':'BTCUSD','contractType':'CURRENT_QUARTER',"
          + "'deliveryDate':1798185600000,'contractStatus':'TRADING','contractSize':100,"
          + "'marginAsset':'BTC','baseAsset':'BTC','quoteAsset':'USD'}]}";

  private final BinanceCoinm venue = new BinanceCoinm();
  private final Instruments listed = new Instruments();
  private final VenueCodec codec = venue.codec(listed);

  @Test
  void aContractIsAHundredDollarsOfBitcoinAndSizesCountContracts() {
    send("exchangeInfo", CONTRACTS);
    Instrument perpetual = instrument("BTCUSD_PERP");
    assertThat(perpetual.payoff()).isEqualTo(Instrument.Payoff.INVERSE);
    assertThat(perpetual.settle()).isEqualTo("BTC");
    Trade trade =
        (Trade)
            only("{'e':'aggTrade','a':1,'s':'BTCUSD_PERP','p':'50000.0','q':'10','T':1,'m':true}");
    assertThat(trade.sizeIn()).isEqualTo(Instrument.SizeIn.CONTRACTS);
    assertThat(perpetual.sizeBase(trade.size(), trade.price()))
        .as("10 × 100 USD at 50 000")
        .isEqualByComparingTo("0.02");
  }

  @Test
  void withoutARowInFundingInfoAPerpetualPaysEveryEightHoursAndAQuarterNever() {
    send("exchangeInfo", CONTRACTS);
    send("fundingInfo", "[]");
    assertThat(instrument("BTCUSD_PERP").fundingPeriod()).isEqualTo(Duration.ofHours(8));
    Instrument quarter = instrument("BTCUSD_261225");
    assertThat(quarter.fundingPeriod()).isNull();
    assertThat(quarter.settles()).isEqualTo(Instrument.Settles.NONE);
    assertThat(quarter.expiry()).isEqualTo("2026-12-25T08:00:00Z");
    assertThat(
            facts(
                "{'e':'markPriceUpdate','E':1,'s':'BTCUSD_261225','p':'61000','i':'60000',"
                    + "'r':'','T':0}"))
        .noneMatch(FundingEstimate.class::isInstance);
  }

  @Test
  void theIndexIsThePairsForAllItsContracts() {
    send("exchangeInfo", CONTRACTS);
    for (String symbol : List.of("BTCUSD_PERP", "BTCUSD_261225")) {
      IndexPrice index =
          (IndexPrice)
              facts("{'e':'markPriceUpdate','E':1,'s':'" + symbol + "','p':'61000','i':'60000'}")
                  .getFirst();
      assertThat(index.id()).isEqualTo(InstrumentId.of(BinanceCoinm.ID, "BTCUSD"));
      assertThat(instrument(symbol).indexSymbol()).isEqualTo("BTCUSD");
    }
    assertThat(only("{'e':'indexPriceUpdate','E':1,'i':'BTCUSD','p':'60000.5'}"))
        .isInstanceOfSatisfying(
            IndexPrice.class, index -> assertThat(index.id().symbol()).isEqualTo("BTCUSD"));
  }

  @Test
  void theVolumeOfContractsIsNeitherBaseNorQuoteAndTheOtherOneIsBase() {
    Volume volume =
        (Volume) only("{'e':'24hrMiniTicker','E':1,'s':'BTCUSD_PERP','v':'1000','q':'2.5'}");
    assertThat(volume.base24h()).isEqualByComparingTo("2.5");
    assertThat(volume.quote24h()).isNull();
  }

  @Test
  void theOpenInterestOfThePastIsOfTheContractThatTheCallNames() {
    String rows =
        "[{'pair':'BTCUSD','contractType':'PERPETUAL','sumOpenInterest':'20403',"
            + "'sumOpenInterestValue':'34.5','timestamp':1788217200000}]";
    Decoded.Facts facts = (Decoded.Facts) send("openInterestHist/BTCUSD_PERP", rows);
    OpenInterest interest = (OpenInterest) facts.events().getFirst();
    assertThat(interest.size()).isEqualTo(new BigDecimal("20403"));
    assertThat(interest.notional()).as("the venue's value is in coin, not in dollars").isNull();
    assertThat(send("-", rows)).isInstanceOf(Decoded.Ignored.class);
  }

  @Test
  void rowsOfLinearContractsInAllMarketStreamsAreNotOurs() {
    assertThat(
            send("-", "{'e':'aggTrade','a':1,'s':'BTCUSDT','p':'5','q':'1','T':1,'m':true,'st':1}"))
        .isEqualTo(new Decoded.Ignored("a USD-M row: linear contracts are a venue of their own"));
  }

  @Test
  void oneRouteCarriesAllAndAPairIsAskedForOnce() {
    send("exchangeInfo", CONTRACTS);
    List<SocketPlan> plans = venue.sockets(listed.all(), EnumSet.allOf(Fact.class));
    assertThat(plans).allSatisfy(plan -> assertThat(plan.path()).isEqualTo("/stream"));
    assertThat(venue.sockets(listed.all(), Set.of(Fact.MARK)).getFirst().hello())
        .containsExactly(
            "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusd@markPrice@1s\"],\"id\":1}");
  }

  @Test
  void theSettledFundingOfAllAtOnceIsNotOffered() {
    assertThat(venue.settledOfAll(NOW, NOW)).isEmpty();
  }

  @Test
  void thePastIsAskedForByPairWhereTheVenueWantsThat() {
    send("exchangeInfo", CONTRACTS);
    Instrument perpetual = instrument("BTCUSD_PERP");
    assertThat(call(Past.Series.INDEX, perpetual).path())
        .startsWith("/dapi/v1/indexPriceKlines?pair=BTCUSD&interval=1h&");
    assertThat(call(Past.Series.INDEX, perpetual).stream()).isEqualTo("indexPriceKlines/BTCUSD");
    assertThat(call(Past.Series.OPEN_INTEREST, perpetual).path())
        .startsWith("/futures/data/openInterestHist?pair=BTCUSD&contractType=PERPETUAL&period=1h&");
    assertThat(venue.past(Past.Series.OPEN_INTEREST, instrument("BTCUSD_261225"))).isEmpty();
    assertThat(venue.past(Past.Series.FUNDING, instrument("BTCUSD_261225"))).isEmpty();
  }

  /// Of a stretch that holds more candles than one answer may, the newest would come: the oldest
  /// would be missing without a word.
  @Test
  void noStretchOfCandlesIsLongerThanOneAnswerNorThanTheVenueAllows() {
    send("exchangeInfo", CONTRACTS);
    Past past = venue.past(Past.Series.MARK, instrument("BTCUSD_PERP")).orElseThrow();
    assertThat(past.span()).isLessThan(Duration.ofDays(200));
    assertThat(past.span().dividedBy(Duration.ofHours(1)) + 1).isLessThanOrEqualTo(1500);
  }

  private RestCall call(Past.Series series, Instrument instrument) {
    return venue
        .past(series, instrument)
        .orElseThrow()
        .window()
        .between(NOW, NOW.plus(Duration.ofHours(1)));
  }

  private Instrument instrument(String symbol) {
    return Objects.requireNonNull(listed.find(symbol), symbol);
  }

  private Decoded send(String stream, String message) {
    Decoded decoded =
        codec.decode(Frame.of(BinanceCoinm.ID, stream, NOW, message.replace('\'', '"')));
    Golden.keep(decoded, listed);
    return decoded;
  }

  private List<MarketEvent> facts(String message) {
    return ((Decoded.Facts) send("-", message)).events();
  }

  private MarketEvent only(String message) {
    List<MarketEvent> events = facts(message);
    assertThat(events).hasSize(1);
    return events.getFirst();
  }
}
