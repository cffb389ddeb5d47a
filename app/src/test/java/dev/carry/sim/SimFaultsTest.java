package dev.carry.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.sim.fault.Fault;
import dev.carry.sim.fault.Kind;
import dev.carry.sim.fault.Storm;
import dev.carry.sim.world.SimVenue;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a client sees of each fault. Binance's book ticker of BTC, about ten a second, is the
/// stream that suffers.
class SimFaultsTest {
  private static final Duration SOON = Duration.ofSeconds(3);
  private static final String QUOTES = "binance-usdm/public/ws/btcusdt@bookTicker";

  private @Nullable Visitor open;

  @AfterEach
  void stop() {
    if (open != null) {
      open.close();
    }
  }

  private Visitor with(Fault... faults) {
    Visitor visitor = new Visitor(SimOptions.defaults().withAssets(5).withFaults(List.of(faults)));
    open = visitor;
    return visitor;
  }

  private static Fault fault(Kind kind) {
    return Fault.of(SOON, SimVenue.BINANCE_USDM, kind);
  }

  private static long number(String quote) {
    return Visitor.parse(quote).path("u").asLong();
  }

  private static List<String> take(Visitor.Line line, int count) {
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(line.raw(text -> true));
    }
    return taken;
  }

  @Test
  void aDisconnectCutsTheVenueWithoutAClosingFrameAndNoOther() {
    Visitor visitor = with(fault(Kind.DISCONNECT));
    Visitor.Line line = visitor.connect(QUOTES);
    Visitor.Line other = visitor.connect("bybit/v5/public/linear");
    assertThat(line.raw(text -> text.startsWith(Visitor.CLOSED))).endsWith("1006");
    other.send("{\"op\":\"ping\"}");
    assertThat(other.raw(text -> true)).contains("pong");
    assertThat(visitor.connect(QUOTES).raw(text -> true)).contains("bookTicker");
  }

  @Test
  void silenceKeepsTheSocketOpenAndTheDataDead() {
    Visitor visitor = with(fault(Kind.SILENCE).lasting(Duration.ofSeconds(20)));
    Visitor.Line line = visitor.connect(QUOTES);
    visitor.advance(Duration.ofSeconds(4));
    line.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":9}");
    line.raw(text -> text.contains("\"id\":9"));
    long before = Visitor.START.plusSeconds(4).toEpochMilli();
    JsonNode after = line.next(m -> m.path("T").asLong() > before);
    assertThat(after.path("T").asLong())
        .isGreaterThan(Visitor.START.plusSeconds(22).toEpochMilli());
  }

  @Test
  void aRefusalIsOfTheVenuesKind() {
    Visitor visitor =
        with(
            fault(Kind.REFUSE)
                .withStatus(418, Duration.ofSeconds(77))
                .on(List.of(SimVenue.values())));
    assertThat(visitor.response("binance-usdm/fapi/v1/time").statusCode()).isEqualTo(200);
    visitor.advance(SOON);
    HttpResponse<String> answer = visitor.response("binance-usdm/fapi/v1/time");
    assertThat(answer.statusCode()).isEqualTo(418);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("77");
    assertThat(answer.body()).contains("-1003");
    assertThat(visitor.response("okx/api/v5/public/time").statusCode()).isEqualTo(418);
  }

  @Test
  void garbageAndTruncationCannotBeParsed() {
    for (Kind kind : List.of(Kind.GARBAGE, Kind.TRUNCATE)) {
      Visitor visitor = with(fault(kind).withShare(1));
      Visitor.Line line = visitor.connect(QUOTES);
      String spoiled = line.raw(text -> !parses(text));
      assertThat(spoiled).doesNotStartWith(Visitor.CLOSED);
      visitor.close();
    }
  }

  private static boolean parses(String text) {
    try {
      return new ObjectMapper().readTree(text).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  @Test
  void duplicatesComeTwiceInARow() {
    Visitor visitor = with(fault(Kind.DUPLICATE).withShare(1));
    List<String> taken = take(visitor.connect(QUOTES), 60);
    assertThat(new HashSet<>(taken)).hasSizeBetween(30, 55);
    for (int i = 59; i > 50; i--) {
      boolean pairs = taken.get(i).equals(taken.get(i - 1));
      assertThat(pairs || taken.get(i - 1).equals(taken.get(i - 2))).isTrue();
    }
  }

  @Test
  void reorderedMessagesComeAfterTheirSuccessor() {
    Visitor visitor = with(fault(Kind.REORDER).withShare(0.5));
    List<String> taken = take(visitor.connect(QUOTES), 80);
    int backwards = 0;
    for (int i = 1; i < taken.size(); i++) {
      backwards += number(taken.get(i)) < number(taken.get(i - 1)) ? 1 : 0;
    }
    assertThat(backwards).isBetween(5, 40);
    assertThat(new HashSet<>(taken)).hasSize(80);
  }

  @Test
  void delayedMessagesComeLateAndInOrder() {
    Visitor visitor = with(fault(Kind.DELAY).withBy(Duration.ofSeconds(2)));
    Visitor.Line line = visitor.connect(QUOTES);
    long from = Visitor.START.plusSeconds(4).toEpochMilli();
    JsonNode late = line.next(m -> m.path("T").asLong() > from);
    long lag = visitor.server().now().toEpochMilli() - late.path("T").asLong();
    assertThat(lag).isGreaterThanOrEqualTo(1_900);
    List<String> taken = take(line, 20);
    for (int i = 1; i < taken.size(); i++) {
      assertThat(number(taken.get(i))).isGreaterThan(number(taken.get(i - 1)));
    }
  }

  @Test
  void staleMessagesRepeatTheLastOneWithItsOldStamp() {
    Visitor visitor = with(fault(Kind.STALE).lasting(Duration.ofSeconds(60)));
    Visitor.Line line = visitor.connect(QUOTES);
    List<String> taken = take(line, 80);
    Set<String> end = new HashSet<>(taken.subList(60, 80));
    assertThat(end).hasSize(1);
  }

  @Test
  void aSkewedClockShowsInEveryStamp() {
    Visitor visitor = with(fault(Kind.CLOCK_SKEW).withBy(Duration.ofSeconds(-90)));
    Visitor.Line line = visitor.connect(QUOTES);
    long skewed = Visitor.START.minusSeconds(60).toEpochMilli();
    JsonNode quote = line.next(m -> m.path("T").asLong() < skewed);
    assertThat(quote.path("E").asLong()).isLessThan(skewed + 10);
    long server = visitor.get("binance-usdm/fapi/v1/time").path("serverTime").asLong();
    assertThat(visitor.server().now().toEpochMilli() - server).isEqualTo(90_000);
    String date = visitor.response("binance-usdm/fapi/v1/time").headers().firstValue("Date").get();
    assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
        .isEqualTo(Instant.ofEpochMilli(server).truncatedTo(ChronoUnit.SECONDS));
  }

  @Test
  void anIntervalChangesForItsSymbolAlone() {
    Visitor visitor = with(fault(Kind.PERIOD_CHANGE).withSymbol("BTCUSDT").withHours(1));
    visitor.advance(SOON);
    JsonNode row = visitor.get("binance-usdm/fapi/v1/premiumIndex?symbol=BTCUSDT");
    assertThat(Instant.ofEpochMilli(row.path("nextFundingTime").asLong()))
        .isEqualTo("2026-05-04T14:00:00Z");
    JsonNode info = visitor.get("binance-usdm/fapi/v1/fundingInfo");
    assertThat(info.get(0).path("symbol").asText()).isEqualTo("BTCUSDT");
    assertThat(info.get(0).path("fundingIntervalHours").asInt()).isEqualTo(1);
  }

  @Test
  void aDelistedContractSettlesAndThenIsGone() {
    Visitor visitor = with(fault(Kind.DELIST).withSymbol("SOLUSDT").lasting(Duration.ofSeconds(5)));
    visitor.advance(SOON);
    JsonNode row = visitor.get("binance-usdm/fapi/v1/premiumIndex?symbol=SOLUSDT");
    assertThat(row.path("nextFundingTime").asLong()).isZero();
    assertThat(row.path("markPrice")).isEqualTo(row.path("indexPrice"));
    visitor.advance(Duration.ofSeconds(6));
    assertThat(visitor.get("binance-usdm/fapi/v1/premiumIndex?symbol=SOLUSDT").path("code").asInt())
        .isEqualTo(-1121);
  }

  @Test
  void anImpostorTradesFarFromItsNamesakeElsewhere() {
    Visitor visitor =
        with(
            Fault.of(SOON, SimVenue.OKX, Kind.IMPOSTOR).withSymbol("SOL-USDT-SWAP").withTimes(0.1));
    visitor.advance(SOON);
    double okx =
        visitor
            .get("okx/api/v5/market/ticker?instId=SOL-USDT-SWAP")
            .path("data")
            .get(0)
            .path("bidPx")
            .asDouble();
    double binance =
        visitor
            .get("binance-usdm/fapi/v1/premiumIndex?symbol=SOLUSDT")
            .path("markPrice")
            .asDouble();
    assertThat(okx / binance).isBetween(0.05, 0.2);
  }

  @Test
  void anUpgradeIsAnnouncedAndThenCuts() {
    Visitor visitor =
        with(Fault.of(SOON, SimVenue.OKX, Kind.UPGRADE).lasting(Duration.ofSeconds(10)));
    Visitor.Line line = visitor.connect("okx/ws/v5/public");
    JsonNode notice = line.next(m -> m.path("event").asText().equals("notice"));
    assertThat(notice.path("code").asText()).isEqualTo("64008");
    line.raw(text -> text.startsWith(Visitor.CLOSED));
  }

  @ParameterizedTest
  @EnumSource(names = {"DELIST", "SILENCE"})
  void aFaultAboutASymbolNobodyListsStopsTheStart(Kind kind) {
    SimOptions options =
        SimOptions.defaults().withAssets(3).withFaults(List.of(fault(kind).withSymbol("NOPEUSDT")));
    assertThatThrownBy(() -> SimServer.start(options))
        .isInstanceOfSatisfying(SimException.class, e -> assertThat(e.isWrongCall()).isTrue())
        .hasMessageContaining("binance-usdm lists no 'NOPEUSDT'");
  }

  @Test
  void theVenuesOutliveAStorm() {
    Visitor visitor =
        new Visitor(
            SimOptions.defaults()
                .withAssets(3)
                .withFaults(Storm.of(11, Duration.ofSeconds(60), 80)));
    open = visitor;
    for (int i = 0; i < 40; i++) {
      visitor.connect(QUOTES);
      visitor.advance(Duration.ofSeconds(2));
    }
    visitor.advance(Duration.ofSeconds(60));
    Visitor.Line line = visitor.connect(QUOTES);
    JsonNode quote = line.next(m -> m.path("e").asText().equals("bookTicker"));
    assertThat(quote.path("s").asText()).isEqualTo("BTCUSDT");
  }
}
