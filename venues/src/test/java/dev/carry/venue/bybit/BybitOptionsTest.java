package dev.carry.venue.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.OptionTicker;
import dev.carry.model.OptionTicker.Offer;
import dev.carry.model.OptionTicker.PremiumIn;
import dev.carry.venue.Damage;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bybit's options, and what has misled others about them. Single quotes stand for double ones.
class BybitOptionsTest {
  private static final Instant AT = Instant.parse("2026-09-01T06:00:00Z");
  private static final String CALL = "BTC-25DEC26-90000-C-USDT";

  private final BybitOptions options = new BybitOptions();

  @ParameterizedTest
  @ValueSource(strings = {"instruments", "chain"})
  void framesBecomeTheEventsAPersonHasRead(String topic) {
    Golden.check(options, topic);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8})
  void damagedBytesNeverThrowAndNeverInventNumbers(long seed) {
    assertThat(Damage.check(options, seed)).isGreaterThan(200);
  }

  @Test
  void aZeroIsNoOfferAndNoVolatility() {
    OptionTicker option =
        ticker("'bidPrice':'0','bidSize':'0','bidIv':'0','lastPrice':'0','markPriceIv':'0.5'");
    assertThat(option.bid()).isEqualTo(Offer.NONE);
    assertThat(option.last()).isNull();
  }

  @Test
  void socketAndRestSpellTheSameFieldsDifferently() {
    OptionTicker pushed =
        ticker("'bidPrice':'5','bidIv':'0.4','askPrice':'6','askIv':'0.5','markPriceIv':'0.45'");
    Decoded answered =
        decode(
            "{'retCode':0,'result':{'category':'option','list':[{'symbol':'"
                + CALL
                + "','underlyingPrice':'','bid1Price':'5','bid1Iv':'0.4','ask1Price':'6',"
                + "'ask1Iv':'0.5','markIv':'0.45'}]}}");
    assertThat(option(answered)).isEqualTo(pushed);
  }

  @Test
  void premiumsAreMoneyAndVolatilitiesFractions() {
    OptionTicker option = ticker("'markPrice':'1990.5','markPriceIv':'1.4674'");
    assertThat(option.premiumIn()).isEqualTo(PremiumIn.QUOTE);
    assertThat(option.markIv()).isEqualByComparingTo("1.4674");
  }

  @Test
  void theStrikeStandsInTheNameOnly() {
    List<Instrument> listed = listed();
    assertThat(listed)
        .extracting(Instrument::canonical)
        .containsExactly("BTC/USD:USDC", "BTC/USDT:USDT", "ETH/USDT:USDT");
    assertThat(listed.get(1).strike()).isEqualByComparingTo("90000");
    assertThat(listed.get(1).expiry()).isEqualTo("2026-12-25T08:00:00Z");
  }

  @Test
  void aTypeThatContradictsTheNameIsRejected() {
    Decoded decoded =
        decode(
            "{'retCode':0,'result':{'list':[{'symbol':'"
                + CALL
                + "','optionsType':'Put','status':'Trading','baseCoin':'BTC','quoteCoin':'USDT',"
                + "'settleCoin':'USDT'}]}}");
    assertThat(decoded).isInstanceOf(Decoded.Rejected.class);
  }

  @Test
  void topicsThatWereNotTakenAreToldThoughTheCallSucceeded() {
    Decoded decoded =
        decode(
            "{'success':true,'data':{'failTopics':['tickers.X'],'successTopics':[]},"
                + "'type':'COMMAND_RESP'}");
    assertThat(((Decoded.Control) decoded).what()).isEqualTo(Decoded.Control.What.REFUSED);
  }

  @Test
  void aChainIsOneTickerAnOptionAndOneCallACoin() {
    List<SocketPlan> plans = options.sockets(listed(), Set.of(Fact.OPTION));
    assertThat(plans).extracting(SocketPlan::path).containsExactly("/v5/public/option");
    assertThat(plans.getFirst().hello().getFirst()).contains("tickers." + CALL);
    assertThat(options.sockets(listed(), Set.of(Fact.INSTRUMENT))).isEmpty();
    assertThat(options.snapshot(listed()))
        .extracting(RestCall::path)
        .containsExactly(
            "/v5/market/tickers?category=option&baseCoin=BTC",
            "/v5/market/tickers?category=option&baseCoin=ETH");
  }

  private List<Instrument> listed() {
    Instruments listed = new Instruments();
    Golden.run(options, Golden.frames(options, "instruments"), listed);
    return listed.all();
  }

  private OptionTicker ticker(String fields) {
    return option(
        decode(
            "{'topic':'tickers."
                + CALL
                + "','type':'snapshot','data':{'symbol':'"
                + CALL
                + "',"
                + fields
                + "}}"));
  }

  private static OptionTicker option(Decoded decoded) {
    return (OptionTicker) ((Decoded.Facts) decoded).events().getFirst();
  }

  private Decoded decode(String text) {
    Frame frame = Frame.of(BybitOptions.ID, "option-1", AT, text.replace('\'', '"'));
    return options.codec(new Instruments()).decode(frame);
  }
}
