package dev.carry.venue.ftx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.Liquidation;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quote;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.venue.Damage;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.VenueCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What has misled others about FTX, one test a trap. Single quotes stand for double ones.
class FtxTest {
  private static final Ftx VENUE = new Ftx();
  private static final Instant NOW = Instant.parse("2021-07-22T22:45:00Z");
  private static final String PERPETUAL =
      "{'channel':'instrument','generated':true,'market':'BTC-PERP','type':'update','data':{"
          + "'stats':{'nextFundingRate':-0.000012,'nextFundingTime':'2021-07-22T23:00:00+00:00'},"
          + "'info':{'name':'BTC-PERP','type':'perpetual','underlying':'BTC','enabled':true,"
          + "'priceIncrement':0.5}}}";

  private final VenueCodec codec = VENUE.codec(new Instruments());

  static List<String> topics() {
    return Golden.topics(VENUE);
  }

  @ParameterizedTest
  @MethodSource("topics")
  void framesBecomeTheEventsThatWereReviewed(String topic) {
    Golden.check(VENUE, topic);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void damagedBytesNeverThrowAndInventNoNumber(long seed) {
    assertThat(Damage.checkCompleting(VENUE, seed)).isGreaterThan(1000);
  }

  @Test
  void aLiquidationIsATradeThatSaysSoAndItsSideIsTheOrders() {
    String row =
        "{'channel':'trades','market':'LTC-PERP','type':'update','data':[{'id':7,'price':64.33,"
            + "'size':0.03,'side':'%s','liquidation':true,"
            + "'time':'2021-07-22T22:44:59.659525+00:00'}]}";
    assertThat(facts(row.formatted("sell")))
        .satisfiesExactly(
            trade -> assertThat(((Trade) trade).taker()).isEqualTo(Side.SELL),
            liquidation -> {
              Liquidation closed = (Liquidation) liquidation;
              assertThat(closed.liquidated()).isEqualTo(Liquidation.Position.LONG);
              assertThat(closed.priceIs()).isEqualTo(Liquidation.PriceIs.FILL);
              assertThat(closed.venueTime()).isEqualTo("2021-07-22T22:44:59.659525Z");
            });
    assertThat(((Liquidation) facts(row.formatted("buy")).getLast()).liquidated())
        .isEqualTo(Liquidation.Position.SHORT);
    assertThat(facts(row.formatted("buy").replace("'liquidation':true", "'liquidation':false")))
        .hasSize(1);
  }

  @Test
  void theRateIsOfOneHourAndOfTheComingSettlement() {
    FundingEstimate estimate = (FundingEstimate) facts(PERPETUAL).getLast();
    assertThat(estimate.rate()).isEqualTo("-0.000012");
    assertThat(estimate.period()).isEqualTo(Duration.ofHours(1));
    assertThat(estimate.which()).isEqualTo(FundingEstimate.Which.COMING);
    assertThat(estimate.settlesAt()).isEqualTo("2021-07-22T23:00:00Z");
    FundingSettled settled =
        (FundingSettled)
            facts(
                    "{'success':true,'result':[{'future':'BTC-PERP','rate':-0.000011,"
                        + "'time':'2021-07-22T22:00:00+00:00'}]}")
                .getFirst();
    assertThat(settled.period()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void aListingIsToldOnceAndAgainWhereItChangedOrAfterAReset() {
    assertThat(facts(PERPETUAL).getFirst()).isInstanceOf(Listing.class);
    assertThat(facts(PERPETUAL)).hasSize(1).noneMatch(Listing.class::isInstance);
    Listing halted = (Listing) facts(PERPETUAL.replace("true,'priceI", "false,'priceI")).getFirst();
    assertThat(halted.instrument().status()).isEqualTo(Instrument.Status.HALTED);
    codec.reset();
    assertThat(facts(PERPETUAL).getFirst()).isInstanceOf(Listing.class);
  }

  @Test
  void aMoveContractIsNoFutureOnAPriceAndHasNoPremium() {
    String move =
        PERPETUAL
            .replace("BTC-PERP", "BTC-MOVE-0722")
            .replace("'type':'perpetual'", "'type':'move','mark':192,'index':32162");
    assertThat(decode(move)).isInstanceOf(Decoded.Ignored.class);
  }

  @Test
  void aDatedContractOfAListWithoutExpiriesIsNotGuessed() {
    assertThat(
            decode(
                "{'success':true,'result':[{'name':'BTC-0924','type':'future',"
                    + "'underlying':'BTC'}]}"))
        .isInstanceOf(Decoded.Ignored.class);
  }

  @Test
  void secondsWithDecimalsAreKeptToTheMicrosecond() {
    Quote quote =
        (Quote)
            facts(
                    "{'channel':'ticker','market':'BTC/EUR','type':'update','data':{'bid':54346,"
                        + "'ask':54411,'bidSize':0.0919,'askSize':0.0048,"
                        + "'time':1626993904.0866942}}")
                .getFirst();
    assertThat(quote.venueTime()).isEqualTo("2021-07-22T22:45:04.086694Z");
  }

  @Test
  void itSaysThatItIsClosed() {
    assertThat(VENUE.closed()).hasValueSatisfying(why -> assertThat(why).contains("2022-11-13"));
  }

  private Decoded decode(String message) {
    return codec.decode(Frame.of(Ftx.ID, "ws", NOW, message.replace('\'', '"')));
  }

  private List<MarketEvent> facts(String message) {
    Decoded decoded = decode(message);
    assertThat(decoded).as(message).isInstanceOf(Decoded.Facts.class);
    return ((Decoded.Facts) decoded).events();
  }
}
