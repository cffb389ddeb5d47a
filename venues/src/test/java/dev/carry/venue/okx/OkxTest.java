package dev.carry.venue.okx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.venue.Past;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OkxTest {
  private static final Pattern ARGUMENT = Pattern.compile("\\{\"channel\":\"[^}]+}");

  private final Okx okx = new Okx();

  @Test
  void everyPerpetualIsSubscribedOnceForEveryFactAsked() {
    Set<Fact> facts = EnumSet.of(Fact.FUNDING_ESTIMATE, Fact.MARK, Fact.INDEX, Fact.QUOTE);
    List<SocketPlan> plans = okx.sockets(swaps(700), facts);
    List<String> arguments = arguments(plans);
    assertThat(new HashSet<>(arguments)).hasSameSizeAs(arguments).hasSize(4 * 700);
    assertThat(arguments)
        .contains(
            "{\"channel\":\"index-tickers\",\"instId\":\"C42-USDT\"}",
            "{\"channel\":\"funding-rate\",\"instId\":\"C699-USDT-SWAP\"}");
  }

  @Test
  void oneIndexOfManyInstrumentsIsSubscribedOnceAConnection() {
    Instrument linear = swap("BTC-USDT-SWAP", "BTC-USD");
    Instrument other = swap("BTC-USDC-SWAP", "BTC-USD");
    List<SocketPlan> plans = okx.sockets(List.of(linear, other), EnumSet.of(Fact.INDEX));
    assertThat(arguments(plans)).hasSize(1);
    assertThat(plans.getFirst().promises()).hasSize(1);
  }

  @Test
  void subscribeMessagesStayBelow64Kilobytes() {
    for (SocketPlan plan : okx.sockets(swaps(900), okx.offers())) {
      assertThat(plan.hello().size()).as("of 480 an hour").isLessThan(20);
      for (String text : plan.hello()) {
        assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThan(64 * 1024);
      }
    }
  }

  @Test
  void candlesAreServedByTheBusinessPath() {
    List<SocketPlan> plans = okx.sockets(swaps(3), EnumSet.of(Fact.CANDLE));
    assertThat(plans).singleElement().extracting(SocketPlan::path).isEqualTo("/ws/v5/business");
  }

  @Test
  void futuresAreAskedForOnlyWhereXPerpsAreListed() {
    assertThat(okx.snapshot(swaps(2)))
        .extracting(RestCall::path)
        .containsExactly(
            "/api/v5/public/funding-rate?instId=ANY",
            "/api/v5/public/mark-price?instType=SWAP",
            "/api/v5/market/tickers?instType=SWAP",
            "/api/v5/market/index-tickers?quoteCcy=USDT");
    List<Instrument> mixed = new ArrayList<>(swaps(1));
    mixed.add(swap("BTC-USD_UM_XPERP-310404", "BTC-USD"));
    assertThat(okx.openInterest(mixed))
        .extracting(RestCall::path)
        .containsExactly(
            "/api/v5/public/open-interest?instType=SWAP",
            "/api/v5/public/open-interest?instType=FUTURES");
  }

  @Test
  void historyIsAskedForWithBothEndsIncluded() {
    RestCall call =
        okx.settled(swaps(1).getFirst(), Instant.ofEpochMilli(1000), Instant.ofEpochMilli(9000))
            .orElseThrow();
    assertThat(call.path()).contains("before=999", "after=9001");
    assertThat(call.page("after=5000").path()).contains("before=999", "after=5000");
  }

  @Test
  void datedFuturesHaveNoFundingHistory() {
    Instrument dated =
        swap("BTC-USD-261225", "BTC-USD").toBuilder().kind(Instrument.Kind.DATED_FUTURE).build();
    assertThat(okx.settled(dated, Instant.EPOCH, Instant.EPOCH)).isEmpty();
    assertThat(okx.past(Past.Series.FUNDING, dated)).isEmpty();
    assertThat(arguments(okx.sockets(List.of(dated), okx.offers())))
        .contains(
            "{\"channel\":\"mark-price\",\"instId\":\"BTC-USD-261225\"}",
            "{\"channel\":\"index-tickers\",\"instId\":\"BTC-USD\"}",
            "{\"channel\":\"tickers\",\"instId\":\"BTC-USD-261225\"}")
        .noneMatch(argument -> argument.contains("funding-rate"));
    assertThat(okx.snapshot(List.of(dated)))
        .extracting(RestCall::path)
        .contains("/api/v5/public/mark-price?instType=FUTURES");
  }

  @Test
  void booksAreWholeFirstAndFourHundredLevelsDeep() {
    List<SocketPlan> plans = okx.books(swaps(60));
    assertThat(plans).extracting(SocketPlan::name).containsExactly("books-1", "books-2");
    assertThat(arguments(plans))
        .hasSize(60)
        .contains("{\"channel\":\"books\",\"instId\":\"C59-USDT-SWAP\"}");
  }

  @Test
  void thePastIsAskedForWithBothEndsIncludedAndNoMoreThanAPage() {
    Instrument swap = swap("BTC-USDT-SWAP", "BTC-USDT");
    Past index = okx.past(Past.Series.INDEX, swap).orElseThrow();
    Instant from = Instant.parse("2026-09-01T00:00:00Z");
    RestCall call = index.window().between(from, from.plus(index.span()));
    assertThat(call.stream()).isEqualTo("history-index-candles/BTC-USDT/1H");
    assertThat(call.path())
        .isEqualTo(
            "/api/v5/market/history-index-candles?instId=BTC-USDT&bar=1H&before=1788220799999"
                + "&after=1788577200001&limit=100");
    assertThat(index.span()).isEqualTo(Duration.ofHours(99));
    assertThat(okx.past(Past.Series.PREMIUM, swap)).isEmpty();
  }

  /// The row of an hour holds the open interest of the hour's end.
  @Test
  void pastOpenInterestIsAskedForByTheBeginningOfItsHours() {
    Past interest =
        okx.past(Past.Series.OPEN_INTEREST, swap("BTC-USDT-SWAP", "BTC-USDT")).orElseThrow();
    Instant from = Instant.parse("2026-09-01T01:00:00Z");
    assertThat(interest.window().between(from, from.plusSeconds(3600)).path())
        .contains("period=1H&begin=1788220799999&end=1788224400001");
  }

  private static List<String> arguments(List<SocketPlan> plans) {
    return plans.stream()
        .flatMap(plan -> plan.hello().stream())
        .flatMap(text -> ARGUMENT.matcher(text).results())
        .map(MatchResult::group)
        .toList();
  }

  private static List<Instrument> swaps(int count) {
    List<Instrument> swaps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      swaps.add(swap("C" + i + "-USDT-SWAP", "C" + i + "-USDT"));
    }
    return swaps;
  }

  private static Instrument swap(String symbol, String index) {
    return Instrument.perpetual(InstrumentId.of(Okx.ID, symbol), "BTC", "USDT")
        .indexSymbol(index)
        .build();
  }
}
