package dev.carry.venue.dydx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.venue.Past;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DydxTest {
  private static final Instant FROM = Instant.parse("2026-08-01T00:00:00Z");

  private final Dydx dydx = new Dydx();

  @Test
  void historyHasNoLowerBoundSoAsManyRowsAreAskedForAsTheTimeHasHours() {
    RestCall call =
        dydx.settled(market("BTC-USD"), FROM, FROM.plus(Duration.ofDays(1))).orElseThrow();
    assertThat(call.path())
        .isEqualTo(
            "/v4/historicalFunding/BTC-USD?effectiveBeforeOrAt=2026-08-02T00:00:00Z&limit=26");
    RestCall older = call.page("effectiveBeforeOrAt=2026-07-01T00:00:00Z");
    assertThat(older.path()).contains("limit=26", "effectiveBeforeOrAt=2026-07-01T00:00:00Z");
    assertThat(dydx.settled(market("BTC-USD"), FROM, FROM.plus(Duration.ofDays(90))).orElseThrow())
        .extracting(RestCall::path)
        .asString()
        .endsWith("limit=1000");
  }

  @Test
  void aConnectionTakesThirtyTwoSubscriptionsOfAChannel() {
    List<SocketPlan> plans =
        dydx.sockets(markets(70), EnumSet.of(Fact.MARK, Fact.QUOTE, Fact.LIQUIDATION));
    assertThat(plans).hasSize(1 + 3);
    assertThat(plans.getFirst().hello())
        .containsExactly("{\"type\":\"subscribe\",\"channel\":\"v4_markets\"}");
    for (SocketPlan plan : plans.subList(1, 4)) {
      for (String channel : List.of("v4_orderbook", "v4_trades")) {
        assertThat(plan.hello().stream().filter(text -> text.contains(channel)).count())
            .isLessThanOrEqualTo(DydxSockets.OF_A_CHANNEL);
      }
    }
  }

  @Test
  void touchesAndBooksOfOneChannelAreToldApartByTheNameOfTheirConnection() {
    List<Instrument> one = markets(1);
    assertThat(dydx.sockets(one, EnumSet.of(Fact.QUOTE)))
        .singleElement()
        .satisfies(plan -> assertThat(plan.name()).startsWith(DydxSockets.TOUCHES));
    assertThat(dydx.books(one))
        .singleElement()
        .satisfies(
            plan -> {
              assertThat(plan.name()).doesNotStartWith(DydxSockets.TOUCHES);
              assertThat(plan.promises().getFirst().fact()).isEqualTo(Fact.BOOK);
            });
  }

  @Test
  void marketsInFinalSettlementAreLeftAlone() {
    Instrument gone = market("LUNA-USD").toBuilder().status(Instrument.Status.DELISTED).build();
    assertThat(dydx.sockets(List.of(gone), dydx.offers())).isEmpty();
    assertThat(dydx.snapshot(List.of(gone))).isEmpty();
  }

  @Test
  void thePastIsFundingAndCandlesThatBearTheOpenInterest() {
    Instrument market = market("BTC-USD");
    Past funding = dydx.past(Past.Series.FUNDING, market).orElseThrow();
    String path = funding.window().between(FROM, FROM.plus(funding.span())).path();
    assertThat(path).as("one answer holds the whole stretch").endsWith("limit=1000");
    Past interest = dydx.past(Past.Series.OPEN_INTEREST, market).orElseThrow();
    assertThat(interest.window().between(FROM, FROM.plus(Duration.ofHours(2))).path())
        .as("toISO is exclusive")
        .isEqualTo(
            "/v4/candles/perpetualMarkets/BTC-USD?resolution=1HOUR&fromISO=2026-08-01T00:00:00Z"
                + "&toISO=2026-08-01T02:00:00.001Z&limit=1000");
    assertThat(dydx.past(Past.Series.MARK, market)).isEmpty();
    assertThat(dydx.past(Past.Series.INDEX, market)).isEmpty();
  }

  private static List<Instrument> markets(int count) {
    return IntStream.range(0, count).mapToObj(i -> market("C" + i + "-USD")).toList();
  }

  private static Instrument market(String symbol) {
    return Instrument.perpetual(InstrumentId.of(Dydx.ID, symbol), "BTC", "USD").build();
  }
}
