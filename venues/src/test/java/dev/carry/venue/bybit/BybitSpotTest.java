package dev.carry.venue.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.venue.Damage;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.Past;
import dev.carry.venue.Recordings;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.VenueCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BybitSpotTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  private final BybitSpot spot = new BybitSpot();

  @ParameterizedTest
  @ValueSource(strings = {"instruments", "tickers", "books", "trades", "candles"})
  void framesGiveTheEventsThatWereReadByAPerson(String topic) {
    Golden.check(spot, topic);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8})
  void damagedBytesNeverThrowAndNeverInventNumbers(long seed) {
    assertThat(Damage.check(spot, seed)).isGreaterThan(500);
  }

  /// A spelling that is an inverse contract elsewhere is a pair here.
  @Test
  void sizesAreInCoinsWhateverThePairIsCalled() {
    String trade =
        "{\"topic\":\"publicTrade.BTCUSD\",\"type\":\"snapshot\",\"ts\":2,\"data\":[{\"T\":1,"
            + "\"s\":\"BTCUSD\",\"S\":\"Buy\",\"v\":\"0.5\",\"p\":\"61000\",\"i\":\"1\"}]}";
    Decoded decoded =
        spot.codec(new Instruments()).decode(Frame.of(BybitSpot.ID, "spot-1", NOW, trade));
    assertThat(Golden.events(decoded))
        .singleElement()
        .hasFieldOrPropertyWithValue("sizeIn", Instrument.SizeIn.BASE);
  }

  @Test
  void aMessageHoldsTenTopicsAndTheTouchComesFromTheBook() {
    List<SocketPlan> plans = spot.sockets(pairs(12), EnumSet.of(Fact.QUOTE, Fact.MARK));
    assertThat(plans).singleElement().extracting(SocketPlan::path).isEqualTo("/v5/public/spot");
    assertThat(plans.getFirst().hello()).hasSize(2);
    assertThat(plans.getFirst().hello().getLast())
        .isEqualTo(
            "{\"op\":\"subscribe\",\"args\":[\"orderbook.1.C10USDT\",\"orderbook.1.C11USDT\"]}");
    assertThat(plans.getFirst().promises())
        .extracting(SocketPlan.Promise::fact)
        .containsExactly(Fact.QUOTE);
    assertThat(spot.sockets(pairs(1), Set.of(Fact.FUNDING_ESTIMATE))).isEmpty();
  }

  @Test
  void aTickerPromisesNoTouch() {
    SocketPlan plan = spot.sockets(pairs(1), EnumSet.of(Fact.VOLUME)).getFirst();
    assertThat(plan.promises()).extracting(SocketPlan.Promise::fact).containsExactly(Fact.VOLUME);
  }

  @Test
  void onlyTradesHaveAPast() {
    Instrument pair = pairs(1).getFirst();
    for (Past.Series series : Past.Series.values()) {
      assertThat(spot.past(series, pair).isPresent()).isEqualTo(series == Past.Series.TRADE);
    }
  }

  /// Spot is recorded beside the contracts, by collectors who say so in the name.
  @Test
  void everyRecordedMessageOfSpotIsAFactAControlOrExplained() {
    VenueCodec codec = spot.codec(new Instruments());
    List<String> broken = new ArrayList<>();
    int facts = 0;
    for (Recordings.Message message : Recordings.ofVenue("bybit")) {
      if (message.isReal() && message.stream().contains("spot")) {
        Decoded decoded =
            codec.decode(Frame.of(BybitSpot.ID, message.stream(), NOW, message.bytes()));
        Recordings.broken(decoded).forEach(why -> broken.add(message.place() + ": " + why));
        facts += Recordings.events(decoded).size();
      }
    }
    assertThat(broken).isEmpty();
    assertThat(facts).isGreaterThan(5);
  }

  private static List<Instrument> pairs(int count) {
    List<Instrument> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String base = "C" + i;
      pairs.add(
          Instrument.spot(InstrumentId.of(BybitSpot.ID, base + "USDT"), base, "USDT").build());
    }
    return pairs;
  }
}
