package dev.carry.venue.hyperliquid;

import static java.util.Objects.requireNonNull;
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
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HyperliquidTest {
  private static final Instant FROM = Instant.ofEpochMilli(1_790_000_000_000L);

  private final Hyperliquid hyperliquid = new Hyperliquid();

  @Test
  void everyCallIsAPostToOnePath() {
    List<RestCall> calls = hyperliquid.snapshot(List.of(coin("BTC"), coin("xyz:TSLA")));
    assertThat(calls).extracting(RestCall::path).containsOnly("/info");
    assertThat(calls)
        .extracting(RestCall::body)
        .containsExactly(
            "{\"type\":\"metaAndAssetCtxs\"}", "{\"type\":\"metaAndAssetCtxs\",\"dex\":\"xyz\"}");
  }

  @Test
  void historyIsAskedForByCoinAndTheNextPageMovesItsStart() {
    RestCall call =
        hyperliquid.settled(coin("xyz:TSLA"), FROM, FROM.plus(Duration.ofDays(30))).orElseThrow();
    assertThat(call.body())
        .isEqualTo(
            "{\"type\":\"fundingHistory\",\"coin\":\"xyz:TSLA\",\"startTime\":1790000000000,"
                + "\"endTime\":1792592000000}");
    assertThat(call.weight()).as("20, and 1 for each 20 of 500 rows").isEqualTo(45);
    assertThat(call.page("startTime=1791000000000").body())
        .contains("\"startTime\":1791000000000,\"endTime\":1792592000000");
  }

  @Test
  void whileSubscriptionsSufficeEveryCoinHasItsOwnContext() {
    List<SocketPlan> plans =
        hyperliquid.sockets(coins(200), EnumSet.of(Fact.FUNDING_ESTIMATE, Fact.QUOTE));
    List<String> texts = texts(plans);
    assertThat(texts).hasSize(400).noneMatch(text -> text.contains("allDexsAssetCtxs"));
    assertThat(plans).allMatch(plan -> plan.hello().size() <= HyperliquidSockets.A_CONNECTION);
  }

  @Test
  void beyondThatAllContextsAreOneSubscriptionBehindTheQuestionForTheirOrder() {
    List<SocketPlan> plans = hyperliquid.sockets(coins(700), hyperliquid.offers());
    assertThat(plans.getFirst().hello()).hasSize(2).first().isEqualTo(HyperliquidSockets.ORDER);
    assertThat(texts(plans).stream().filter(text -> text.contains("subscribe")))
        .hasSize(HyperliquidSockets.MOST_SUBSCRIPTIONS);
    assertThat(plans.size() + hyperliquid.books(coins(700)).size())
        .as("of ten connections of an address")
        .isLessThan(10);
  }

  @Test
  void onlyListedCoinsAreSubscribedForAnUnknownOneClosesTheSocket() {
    Instrument gone = coin("MATIC").toBuilder().status(Instrument.Status.DELISTED).build();
    assertThat(hyperliquid.sockets(List.of(gone), hyperliquid.offers())).isEmpty();
    assertThat(hyperliquid.books(List.of(gone))).isEmpty();
  }

  @Test
  void booksAreTwentyLevelsOfTheCoinsAskedFor() {
    assertThat(texts(hyperliquid.books(List.of(coin("kPEPE")))))
        .containsExactly(
            "{\"method\":\"subscribe\",\"subscription\":{\"type\":\"l2Book\",\"coin\":\"kPEPE\"}}");
  }

  @Test
  void builderMarketsCostTwice() {
    assertThat(hyperliquid.fees(coin("BTC")).lowest().taker()).isEqualTo(0.00045);
    assertThat(hyperliquid.fees(coin("xyz:TSLA")).lowest().taker()).isEqualTo(0.0009);
  }

  @Test
  void thePastIsFundingWithItsPremiumsAndTradeCandles() {
    Instrument coin = coin("kPEPE");
    for (Past.Series series : Past.Series.values()) {
      boolean kept =
          Set.of(Past.Series.FUNDING, Past.Series.PREMIUM, Past.Series.TRADE).contains(series);
      assertThat(hyperliquid.past(series, coin).isPresent()).as(series.name()).isEqualTo(kept);
    }
    Past funding = hyperliquid.past(Past.Series.FUNDING, coin).orElseThrow();
    assertThat(funding.span()).as("500 rows, both ends counted").isEqualTo(Duration.ofHours(499));
    Past candles = hyperliquid.past(Past.Series.TRADE, coin).orElseThrow();
    RestCall call = candles.window().between(FROM, FROM.plus(candles.span()));
    assertThat(requireNonNull(call.body())).contains("\"req\":{\"coin\":\"kPEPE\"");
    assertThat(call.weight()).isLessThan(hyperliquid.limits().weight() / 10);
  }

  private static List<String> texts(List<SocketPlan> plans) {
    return plans.stream().flatMap(plan -> plan.hello().stream()).toList();
  }

  private static List<Instrument> coins(int count) {
    return IntStream.range(0, count).mapToObj(i -> coin("C" + i)).toList();
  }

  private static Instrument coin(String symbol) {
    return Instrument.perpetual(InstrumentId.of(Hyperliquid.ID, symbol), "BTC", "USD").build();
  }
}
