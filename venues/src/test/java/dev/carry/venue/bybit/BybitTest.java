package dev.carry.venue.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.venue.Past;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BybitTest {
  private final Bybit bybit = new Bybit();

  @Test
  void everyFactIsOfferedOrItsLackExplained() {
    Set<Fact> all = EnumSet.copyOf(bybit.offers());
    all.addAll(bybit.lacks().keySet());

    assertThat(all).containsExactlyInAnyOrder(Fact.values());
    assertThat(bybit.lacks().keySet()).doesNotContainAnyElementsOf(bybit.offers());
  }

  @Test
  void noConnectionExceedsTheLengthOfTopicsBybitAllows() {
    List<Instrument> many = new ArrayList<>();
    for (int i = 0; i < 800; i++) {
      many.add(linear("SOMECOIN" + i + "USDT"));
    }

    List<SocketPlan> plans = bybit.sockets(many, EnumSet.allOf(Fact.class));

    List<String> topics = new ArrayList<>();
    for (SocketPlan plan : plans) {
      List<String> on = topics(plan);
      assertThat(on.stream().mapToInt(topic -> topic.length() + 3).sum()).isLessThan(21_000);
      topics.addAll(on);
    }
    assertThat(topics).hasSize(4 * 800).doesNotHaveDuplicates();
    assertThat(plans).hasSizeLessThanOrEqualTo(6);
    assertThat(plans).extracting(SocketPlan::name).doesNotHaveDuplicates();
  }

  @Test
  void linearAndInverseHaveSocketsOfTheirOwn() {
    List<SocketPlan> plans =
        bybit.sockets(List.of(linear("BTCUSDT"), inverse("BTCUSD")), Set.of(Fact.MARK));

    assertThat(plans)
        .extracting(SocketPlan::path)
        .containsExactly("/v5/public/linear", "/v5/public/inverse");
    assertThat(topics(plans.getFirst())).containsExactly("tickers.BTCUSDT");
    assertThat(topics(plans.getLast())).containsExactly("tickers.BTCUSD");
  }

  /// Deltas say what changed: a rate at its clamp is not said again before the settlement.
  @Test
  void aRateThatStandsForAWholePeriodIsNoSilence() {
    SocketPlan plan =
        bybit.sockets(List.of(linear("BTCUSDT")), Set.of(Fact.FUNDING_ESTIMATE)).getFirst();

    assertThat(plan.promises())
        .allSatisfy(promise -> assertThat(promise.quiet()).isGreaterThan(Duration.ofHours(8)));
  }

  @Test
  void onlyWhatIsAskedForIsSubscribedAndPromised() {
    SocketPlan plan =
        bybit.sockets(List.of(linear("BTCUSDT")), Set.of(Fact.LIQUIDATION)).getFirst();

    assertThat(topics(plan)).containsExactly("allLiquidation.BTCUSDT");
    assertThat(plan.promises()).isEmpty();
  }

  @Test
  void aMarketBeforeItsLaunchIsNotSubscribedLestAllOthersAreRefused() {
    Instrument soon = linear("SOONUSDT").toBuilder().status(Instrument.Status.PRE_LAUNCH).build();

    assertThat(bybit.sockets(List.of(soon), EnumSet.allOf(Fact.class))).isEmpty();
    assertThat(bybit.books(List.of(soon))).isEmpty();
  }

  @Test
  void aScanAsksOneCallForEachLine() {
    assertThat(bybit.snapshot(List.of(linear("BTCUSDT"), linear("ETHUSDT"))))
        .extracting(RestCall::path)
        .containsExactly("/v5/market/tickers?category=linear");
    assertThat(bybit.snapshot(List.of())).hasSize(2);
  }

  @Test
  void settledFundingPagesBackwardsWithinItsRange() {
    Instant from = Instant.parse("2026-01-01T00:00:00Z");
    Instant to = Instant.parse("2026-09-01T00:00:00Z");

    RestCall call = bybit.settled(inverse("BTCUSD"), from, to).orElseThrow();

    assertThat(call.path())
        .isEqualTo(
            "/v5/market/funding/history?category=inverse&symbol=BTCUSD"
                + "&startTime=1767225599999&endTime=1788220800000&limit=200");
    assertThat(call.page("endTime=1780000000000").path())
        .contains("startTime=1767225599999")
        .contains("endTime=1780000000000")
        .doesNotContain("1788220800000");
  }

  @Test
  void datedFuturesHaveNoSettledFunding() {
    Instrument dated = linear("BTC-25DEC26").toBuilder().kind(Instrument.Kind.DATED_FUTURE).build();

    assertThat(bybit.settled(dated, Instant.EPOCH, Instant.EPOCH)).isEmpty();
    assertThat(bybit.past(Past.Series.FUNDING, dated)).isEmpty();
    SocketPlan plan = bybit.sockets(List.of(dated), EnumSet.allOf(Fact.class)).getFirst();
    assertThat(topics(plan)).contains("tickers.BTC-25DEC26");
    assertThat(plan.promises())
        .extracting(SocketPlan.Promise::fact)
        .contains(Fact.MARK)
        .doesNotContain(Fact.FUNDING_ESTIMATE);
  }

  @Test
  void everySeriesIsAskedForByThePathThatKeepsIt() {
    Instrument linear = linear("BTCUSDT");
    Instant from = Instant.ofEpochMilli(1_788_220_800_000L);
    for (Past.Series series : Past.Series.values()) {
      Past past = bybit.past(series, linear).orElseThrow();
      RestCall call = past.window().between(from, from.plus(past.span()));
      assertThat(call.path())
          .startsWith(
              switch (series) {
                case FUNDING -> "/v5/market/funding/history?";
                case MARK -> "/v5/market/mark-price-kline?";
                case INDEX -> "/v5/market/index-price-kline?";
                case PREMIUM -> "/v5/market/premium-index-price-kline?";
                case TRADE -> "/v5/market/kline?";
                case OPEN_INTEREST -> "/v5/market/open-interest?";
              })
          .contains("category=linear&symbol=BTCUSDT");
    }
    Instrument inverse =
        linear("BTCUSD").toBuilder().payoff(Instrument.Payoff.INVERSE).settle("BTC").build();
    assertThat(bybit.past(Past.Series.PREMIUM, inverse)).as("of linear perpetuals only").isEmpty();
    assertThat(bybit.books(List.of(linear, inverse)))
        .extracting(SocketPlan::name)
        .containsExactly("books-linear-1", "books-inverse-1");
  }

  @Test
  void instrumentsAreAskedForInPagesAsLargeAsAllowed() {
    assertThat(bybit.instruments())
        .allSatisfy(call -> assertThat(call.path()).contains("limit=1000"));
    assertThat(bybit.instruments()).extracting(RestCall::stream).doesNotHaveDuplicates();
  }

  @Test
  void feesFallWithTheTierAndTakersPayMore() {
    assertThat(bybit.fees(linear("BTCUSDT")).lowest().taker()).isEqualTo(0.00055);
    assertThat(bybit.fees(linear("BTCUSDT")).tiers())
        .allSatisfy(tier -> assertThat(tier.taker()).isGreaterThan(tier.maker()));
  }

  private static List<String> topics(SocketPlan plan) {
    Pattern topic = Pattern.compile("\"([a-zA-Z]+\\.[^\"]+)\"");
    return plan.hello().stream()
        .flatMap(text -> topic.matcher(text).results())
        .map((MatchResult result) -> result.group(1))
        .toList();
  }

  private static Instrument linear(String symbol) {
    return Instrument.perpetual(InstrumentId.of(Bybit.ID, symbol), "BTC", "USDT").build();
  }

  private static Instrument inverse(String symbol) {
    return Instrument.perpetual(InstrumentId.of(Bybit.ID, symbol), "BTC", "USD")
        .settle("BTC")
        .payoff(Instrument.Payoff.INVERSE)
        .sizeIn(Instrument.SizeIn.QUOTE)
        .build();
  }
}
