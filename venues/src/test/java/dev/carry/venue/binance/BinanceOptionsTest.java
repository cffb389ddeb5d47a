package dev.carry.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.MarketEvent;
import dev.carry.model.OptionTicker;
import dev.carry.model.OptionTicker.Offer;
import dev.carry.model.OptionTicker.PremiumIn;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.model.Volume;
import dev.carry.venue.Damage;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.SocketPlan;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Binance's options, and what has misled others about them. Single quotes stand for double ones.
class BinanceOptionsTest {
  private static final Instant AT = Instant.parse("2026-09-01T06:00:00Z");
  private static final String CALL = "BTC-261225-90000-C";

  private final BinanceOptions options = new BinanceOptions();

  @ParameterizedTest
  @ValueSource(strings = {"instruments", "chain"})
  void framesBecomeTheEventsAPersonHasRead(String topic) {
    Golden.check(options, topic);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8})
  void damagedBytesNeverThrowAndNeverInventNumbers(long seed) {
    assertThat(Damage.check(options, seed)).isGreaterThan(300);
  }

  @Test
  void aVolatilityOfMinusOneIsNone() {
    OptionTicker option = mark("'bo':'0.000','bq':'0.0','b':'-1.0','vo':'2.6'");
    assertThat(option.bid()).isEqualTo(Offer.NONE);
    assertThat(option.markIv()).isEqualByComparingTo("2.6");
    assertThat(option.premiumIn()).isEqualTo(PremiumIn.QUOTE);
  }

  @Test
  void theTypeOfAnEventMayStandAnywhereInIt() {
    assertThat(mark("'bo':'5','vo':'0.5'").underlyingIndex()).isEqualTo("BTCUSDT");
  }

  /// The same letter, two meanings: a vega would pass for a volume, or a volume for a vega.
  @Test
  void vIsVegaInTheOldTickerAndAVolumeInTheNewOne() {
    List<MarketEvent> old =
        events(
            "{'e':'24hrTicker','s':'" + CALL + "','V':'12','A':'40','bo':'5','mp':'6','v':'99'}");
    assertThat(((OptionTicker) old.getFirst()).greeks().vega()).isEqualByComparingTo("99");
    assertThat(((Volume) old.getLast()).base24h()).isEqualByComparingTo("12");
    List<MarketEvent> now = events("{'e':'24hrTicker','s':'" + CALL + "','v':'44','q':'282'}");
    assertThat(now).hasSize(1);
    assertThat(((Volume) now.getFirst()).base24h()).isEqualByComparingTo("44");
  }

  @ParameterizedTest
  @CsvSource({"'1', BUY", "'-1', SELL", "BUY, BUY", "SELL, SELL"})
  void aSideIsANumberOfOneGenerationAndAWordOfTheOther(String side, Side taker) {
    List<MarketEvent> events =
        events("{'e':'trade','s':'" + CALL + "','t':'1','p':'5','q':'1','S':'" + side + "'}");
    assertThat(((Trade) events.getFirst()).taker()).isEqualTo(taker);
  }

  @Test
  void aPriceIsForAsManyCoinsAsTheUnitSays() {
    Instrument xrp = listed().get(2);
    assertThat(xrp.canonical()).isEqualTo("XRP/USDT:USDT");
    assertThat(xrp.priceMultiplier()).isEqualByComparingTo("100");
    assertThat(xrp.sizeBase(new BigDecimal("2"), BigDecimal.TEN)).isEqualByComparingTo("200");
  }

  @Test
  void aChainIsOneStreamAndOpenInterestOneAnExpiry() {
    List<SocketPlan> plans =
        options.sockets(listed().subList(0, 2), Set.of(Fact.OPTION, Fact.OPEN_INTEREST));
    assertThat(plans).extracting(SocketPlan::path).containsOnly("/market/stream");
    assertThat(plans.getFirst().hello().getFirst()).contains("[\"btcusdt@optionMarkPrice\"]");
    assertThat(plans.getLast().hello().getFirst())
        .contains("[\"btcusdt@optionOpenInterest@261225\"]");
    assertThat(options.sockets(listed(), Set.of(Fact.INSTRUMENT))).isEmpty();
  }

  private List<Instrument> listed() {
    Instruments listed = new Instruments();
    Golden.run(options, Golden.frames(options, "instruments"), listed);
    return listed.all().stream()
        .sorted((a, b) -> b.base().equals(a.base()) ? 0 : a.base().compareTo(b.base()))
        .toList();
  }

  private OptionTicker mark(String fields) {
    return (OptionTicker)
        events(
                "{'stream':'btcusdt@optionMarkPrice','data':[{'s':'"
                    + CALL
                    + "','mp':'7',"
                    + fields
                    + ",'e':'markPrice'}]}")
            .getFirst();
  }

  private List<MarketEvent> events(String text) {
    Frame frame = Frame.of(BinanceOptions.ID, "chains-1", AT, text.replace('\'', '"'));
    return ((Decoded.Facts) options.codec(new Instruments()).decode(frame)).events();
  }
}
