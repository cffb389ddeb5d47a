package dev.carry.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentBuilder;
import dev.carry.model.InstrumentId;
import dev.carry.venue.Past;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BinanceUsdmTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BinanceUsdm venue = new BinanceUsdm();

  @Test
  void booksGoByPublicAndAllElseByMarket() throws IOException {
    for (SocketPlan plan : venue.sockets(perpetuals(3), EnumSet.allOf(Fact.class))) {
      assertThat(plan.path()).isIn("/public/stream", "/market/stream");
      for (String stream : streams(plan)) {
        boolean book = stream.contains("@bookTicker") || stream.contains("@depth");
        assertThat(plan.path()).as(stream).startsWith(book ? "/public/" : "/market/");
      }
    }
  }

  @Test
  void everyPerpetualIsSubscribedOnceWithinTheLimits() throws IOException {
    List<Instrument> listed = perpetuals(1700);
    List<SocketPlan> plans = venue.sockets(listed, Set.of(Fact.QUOTE));
    assertThat(plans).as("1700 streams, at most 1024 a connection").hasSize(2);
    List<String> all = new ArrayList<>();
    for (SocketPlan plan : plans) {
      assertThat(streams(plan)).hasSizeLessThanOrEqualTo(1024);
      assertThat(plan.hello())
          .allSatisfy(
              text -> assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThan(4096));
      assertThat(plan.promises()).hasSameSizeAs(streams(plan));
      all.addAll(streams(plan));
    }
    assertThat(all).hasSize(1700).doesNotHaveDuplicates().contains("coin7usdt@bookTicker");
  }

  @Test
  void fundingMarksAndIndexesOfAllSymbolsAreOneStream() throws IOException {
    List<SocketPlan> plans =
        venue.sockets(
            perpetuals(900),
            Set.of(Fact.MARK, Fact.INDEX, Fact.FUNDING_ESTIMATE, Fact.LIQUIDATION));
    assertThat(plans).hasSize(1);
    assertThat(streams(plans.getFirst())).containsExactly("!markPrice@arr@1s", "!forceOrder@arr");
  }

  @Test
  void whatIsGoneIsNotSubscribedAndDatedFuturesAre() throws IOException {
    Instrument gone = perpetual("GONEUSDT").status(Instrument.Status.DELISTED).build();
    assertThat(venue.sockets(List.of(gone), Set.of(Fact.QUOTE))).isEmpty();
    assertThat(streams(venue.sockets(List.of(dated()), Set.of(Fact.QUOTE)).getFirst()))
        .containsExactly("btcusdt_261225@bookTicker");
    Instrument soon = perpetual("SOONUSDT").status(Instrument.Status.PRE_LAUNCH).build();
    assertThat(venue.sockets(List.of(soon), Set.of(Fact.QUOTE)).getFirst().promises()).isEmpty();
  }

  @Test
  void symbolsInChineseArePercentEncodedInCalls() {
    Instrument instrument = perpetual("币安人生USDT").build();
    RestCall call =
        venue.settled(instrument, Instant.EPOCH, Instant.ofEpochMilli(1000)).orElseThrow();
    assertThat(call.path())
        .isEqualTo(
            "/fapi/v1/fundingRate?symbol=%E5%B8%81%E5%AE%89%E4%BA%BA%E7%94%9FUSDT"
                + "&startTime=0&endTime=1000&limit=1000");
    assertThat(call.page("startTime=500").path())
        .endsWith("&endTime=1000&limit=1000&startTime=500");
  }

  @Test
  void datedFuturesHaveMarksAndAnIndexInThePastButNeitherFundingNorPremium() {
    assertThat(venue.settled(dated(), Instant.EPOCH, Instant.EPOCH)).isEmpty();
    assertThat(venue.past(Past.Series.FUNDING, dated())).isEmpty();
    assertThat(venue.past(Past.Series.PREMIUM, dated())).isEmpty();
    assertThat(call(Past.Series.MARK, dated()).path())
        .startsWith("/fapi/v1/markPriceKlines?symbol=BTCUSDT_261225&interval=1h&");
  }

  @Test
  void theIndexOfADatedFutureIsAskedForByItsPairAndToldUnderItsSymbol() {
    RestCall call = call(Past.Series.INDEX, dated());
    assertThat(call.path()).startsWith("/fapi/v1/indexPriceKlines?pair=BTCUSDT&interval=1h&");
    assertThat(call.stream()).isEqualTo("indexPriceKlines/BTCUSDT_261225");
  }

  @Test
  void theOpenInterestOfThePastIsKeptForThirtyDays() {
    Past past = venue.past(Past.Series.OPEN_INTEREST, perpetual("BTCUSDT").build()).orElseThrow();
    assertThat(past.kept()).isEqualTo(Duration.ofDays(30));
    assertThat(past.bar()).isEqualTo(Duration.ofHours(1));
    assertThat(past.window().between(Instant.EPOCH, Instant.ofEpochMilli(1000)).path())
        .isEqualTo(
            "/futures/data/openInterestHist?symbol=BTCUSDT&period=1h&startTime=0&endTime=1000"
                + "&limit=500");
  }

  @Test
  void aStretchOfThePastFitsInOneAnswerWithBothItsEnds() {
    for (Past.Series series : List.of(Past.Series.MARK, Past.Series.TRADE)) {
      Past past = venue.past(series, perpetual("BTCUSDT").build()).orElseThrow();
      assertThat(past.span().dividedBy(Duration.ofHours(1)) + 1).isEqualTo(1500);
    }
  }

  @Test
  void aBookBeginsWithTheWholeAndGoesOnByThePublicSocket() throws IOException {
    Instrument instrument = perpetual("BTCUSDT").build();
    SocketPlan plan = venue.books(List.of(instrument)).getFirst();
    assertThat(plan.path()).isEqualTo("/public/stream");
    assertThat(streams(plan)).containsExactly("btcusdt@depth@100ms");
    RestCall whole = venue.bookSnapshot(instrument).orElseThrow();
    assertThat(whole.stream()).isEqualTo("depth/BTCUSDT");
    assertThat(whole.path()).isEqualTo("/fapi/v1/depth?symbol=BTCUSDT&limit=1000");
    assertThat(venue.books(List.of())).isEmpty();
  }

  private RestCall call(Past.Series series, Instrument instrument) {
    return venue
        .past(series, instrument)
        .orElseThrow()
        .window()
        .between(Instant.EPOCH, Instant.ofEpochMilli(1000));
  }

  private static Instrument dated() {
    return perpetual("BTCUSDT_261225").kind(Instrument.Kind.DATED_FUTURE).build();
  }

  @Test
  void aScanIsTwoCalls() {
    assertThat(venue.snapshot(perpetuals(700)).stream().map(RestCall::stream))
        .containsExactly("premiumIndex", "bookTicker");
  }

  private static List<Instrument> perpetuals(int count) {
    List<Instrument> listed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      listed.add(perpetual("COIN" + i + "USDT").build());
    }
    return listed;
  }

  private static InstrumentBuilder perpetual(String symbol) {
    return Instrument.perpetual(InstrumentId.of(BinanceUsdm.ID, symbol), "COIN", "USDT");
  }

  private static List<String> streams(SocketPlan plan) throws IOException {
    List<String> streams = new ArrayList<>();
    for (String text : plan.hello()) {
      JsonNode request = JSON.readTree(text);
      assertThat(request.get("method").asText()).isEqualTo("SUBSCRIBE");
      request.get("params").forEach(stream -> streams.add(stream.asText()));
    }
    return streams;
  }
}
