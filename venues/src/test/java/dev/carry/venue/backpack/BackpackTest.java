package dev.carry.venue.backpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.venue.Past;
import dev.carry.venue.SocketPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackpackTest {
  private static final Instant FROM = Instant.parse("2026-09-01T00:00:00Z");

  private final Backpack backpack = new Backpack();

  @Test
  void everyStreamIsSubscribedOnceAndNoConnectionCarriesTooMany() {
    List<SocketPlan> plans = backpack.sockets(perpetuals(150), backpack.offers());
    List<String> streams = new ArrayList<>();
    for (SocketPlan plan : plans) {
      int before = streams.size();
      for (String text : plan.hello()) {
        String list = text.substring(text.indexOf('[') + 1, text.indexOf(']'));
        streams.addAll(List.of(list.split(",", -1)));
      }
      assertThat(streams.size() - before).isBetween(1, BackpackSockets.MOST_STREAMS);
    }
    assertThat(streams).doesNotHaveDuplicates().hasSize(1 + 6 * 150);
    assertThat(streams).contains("\"liquidation\"", "\"markPrice.C149_USDC_PERP\"");
  }

  @Test
  void closedMarketsAreSilentAndPromiseNothing() {
    Instrument halted =
        perpetuals(1).getFirst().toBuilder().status(Instrument.Status.HALTED).build();
    assertThat(backpack.sockets(List.of(halted), Set.of(Fact.MARK)).getFirst().promises())
        .isEmpty();
  }

  @Test
  void aBookIsBegunByRestAndContinuedByItsStream() {
    Instrument one = perpetuals(1).getFirst();
    assertThat(backpack.books(List.of(one)).getFirst().hello())
        .containsExactly("{\"method\":\"SUBSCRIBE\",\"params\":[\"depth.200ms.C0_USDC_PERP\"]}");
    assertThat(backpack.bookSnapshot(one).orElseThrow().path())
        .isEqualTo("/api/v1/depth?symbol=C0_USDC_PERP&limit=1000");
  }

  @Test
  void asManySettlementsAreAskedForAsThereAreHours() {
    Instrument one = perpetuals(1).getFirst();
    assertThat(backpack.settled(one, FROM, FROM.plus(Duration.ofDays(1))).orElseThrow().path())
        .endsWith("&limit=27");
    assertThat(backpack.settled(one, FROM, FROM.plus(Duration.ofDays(5_000))).orElseThrow().path())
        .endsWith("&limit=10000");
  }

  @Test
  void candlesOfThreePricesAreAskedForInSeconds() {
    Instrument one = perpetuals(1).getFirst();
    Past past = backpack.past(Past.Series.INDEX, one).orElseThrow();
    assertThat(past.window().between(FROM, FROM.plus(past.span())).path())
        .isEqualTo(
            "/api/v1/klines?symbol=C0_USDC_PERP&interval=1m&startTime=1788220800"
                + "&endTime=1788280800&priceType=Index");
    assertThat(backpack.past(Past.Series.PREMIUM, one)).isEmpty();
  }

  private static List<Instrument> perpetuals(int count) {
    List<Instrument> perpetuals = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      InstrumentId id = InstrumentId.of(Backpack.ID, "C" + i + "_USDC_PERP");
      perpetuals.add(Instrument.perpetual(id, "C" + i, "USDC").build());
    }
    return perpetuals;
  }
}
