package dev.carry.venue.okx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.venue.Damage;
import dev.carry.venue.Golden;
import dev.carry.venue.Past;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OkxSpotTest {
  private static final Instrument PAIR =
      Instrument.spot(InstrumentId.of(OkxSpot.ID, "BTC-USDT"), "BTC", "USDT").build();

  private final OkxSpot spot = new OkxSpot();

  @ParameterizedTest
  @ValueSource(strings = {"instruments", "prices", "books", "trades", "candles"})
  void framesBecomeTheEventsAPersonHasRead(String topic) {
    Golden.check(spot, topic);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8})
  void damagedBytesNeverThrowAndNeverInventNumbers(long seed) {
    assertThat(Damage.check(spot, seed)).isGreaterThan(500);
  }

  @Test
  void aPairIsSubscribedForWhatSpotHasAndNothingElse() {
    List<SocketPlan> plans = spot.sockets(List.of(PAIR), Set.of(Fact.values()));
    assertThat(plans)
        .extracting(SocketPlan::path)
        .containsExactly("/ws/v5/public", "/ws/v5/business");
    assertThat(plans.getFirst().hello())
        .containsExactly(
            "{\"op\":\"subscribe\",\"args\":["
                + "{\"channel\":\"instruments\",\"instType\":\"SPOT\"},"
                + "{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"},"
                + "{\"channel\":\"books5\",\"instId\":\"BTC-USDT\"},"
                + "{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"}]}");
    assertThat(plans.getLast().hello().getFirst()).contains("candle1m").doesNotContain("mark");
  }

  @Test
  void allPairsAreOneCall() {
    assertThat(spot.snapshot(List.of(PAIR)))
        .extracting(RestCall::path)
        .containsExactly("/api/v5/market/tickers?instType=SPOT");
  }

  @Test
  void onlyTradesHaveAPast() {
    for (Past.Series series : Past.Series.values()) {
      assertThat(spot.past(series, PAIR).isPresent()).isEqualTo(series == Past.Series.TRADE);
    }
  }
}
