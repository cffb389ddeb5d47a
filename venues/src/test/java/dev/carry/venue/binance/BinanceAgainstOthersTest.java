package dev.carry.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.model.Book;
import dev.carry.model.Candle;
import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexPrice;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.Liquidation;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quote;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.model.VenueId;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.Recordings;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.roster.Venues;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Recordings read a second time, by others: by Jackson field by field, and by Tardis.
class BinanceAgainstOthersTest {
  private static final Instant NOW = Instant.parse("2026-09-01T00:00:00Z");
  /// Trades at a price that nobody bid or asked.
  private static final Set<String> NO_MARKET = Set.of("INSURANCE_FUND", "ADL");
  private static final ObjectMapper JSON = new ObjectMapper();

  private VenueDescriptor venue = new BinanceUsdm();
  private VenueCodec codec = venue.codec(new Instruments());
  private final Map<String, Integer> compared = new TreeMap<>();

  @Test
  void fiveMinutesOfARealMarketReadAsJacksonReadsThem() throws IOException {
    Path file = Recordings.path("history/l2/hftbacktest_usdm_btcusdt_20240808.gz");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line; (line = lines.readLine()) != null; ) {
        compare(line.substring(line.indexOf(' ') + 1));
      }
    }
    assertThat(compared)
        .containsEntry("bookTicker", 66089)
        .containsEntry("trade", 21313)
        .containsEntry("depthUpdate", 6551);
  }

  @Test
  void recordedSocketsReadAsJacksonReadsThem() throws IOException {
    for (Recordings.Message message : Recordings.ofVenue("binance_usdm")) {
      if (message.isReal() && !message.place().contains("rest_")) {
        compare(new String(message.bytes(), StandardCharsets.UTF_8));
      }
    }
    assertThat(compared)
        .containsKeys("bookTicker", "trade", "aggTrade", "depthUpdate", "markPriceUpdate")
        .containsKeys("forceOrder");
  }

  @Test
  void recordedSocketsOfInverseContractsReadAsJacksonReadsThem() throws IOException {
    venue = new BinanceCoinm();
    codec = venue.codec(new Instruments());
    for (Recordings.Message message : Recordings.ofVenue("binance_coinm")) {
      if (message.isReal()) {
        compare(new String(message.bytes(), StandardCharsets.UTF_8));
      }
    }
    assertThat(compared)
        .containsKeys("bookTicker", "trade", "aggTrade", "depthUpdate", "markPriceUpdate")
        .containsKeys("forceOrder", "kline");
  }

  @ParameterizedTest
  @CsvSource({
    "binance_usdm, binance-usdm, 700",
    "binance_coinm, binance-coinm, 700",
    "binance_spot, binance-spot, 100"
  })
  void recordedBooksAreChainsWithoutAHole(String folder, String id, int atLeast) {
    VenueCodec books = Venues.find(VenueId.of(id)).orElseThrow().codec(new Instruments());
    Map<InstrumentId, Long> last = new HashMap<>();
    int links = 0;
    for (Recordings.Message message : Recordings.ofVenue(folder)) {
      if (message.place().startsWith("cryptofeed/ws_depth")
          && books.decode(Frame.of(VenueId.of(id), "-", NOW, message.bytes()))
              instanceof Decoded.Depth depth) {
        Long before = last.put(depth.book().id(), depth.last());
        if (before != null) {
          assertThat(depth.after()).as(message.place()).isEqualTo(before);
          links++;
        }
        assertThat(depth.first()).isLessThanOrEqualTo(depth.last());
      }
    }
    assertThat(links).isGreaterThan(atLeast);
  }

  @Test
  void tardisReadsTheSameLiquidation() throws IOException {
    List<String> liquidations =
        Files.readAllLines(Recordings.path("tardis/derived_csv/liquidations_from_fixtures.csv"));
    for (Recordings.Message message : Recordings.ofVenue("binance_usdm")) {
      if (message.source().equals("tardis_node")) {
        JsonNode data = JSON.readTree(message.bytes()).get("data");
        for (MarketEvent event : facts(new String(message.bytes(), StandardCharsets.UTF_8))) {
          if (event instanceof Liquidation e) {
            // Tardis tells the order's side, and its limit instead of its fill
            String row =
                "binance-futures,%s,%d000,1567296001275000,,%s,%s,%s"
                    .formatted(
                        e.id().symbol(),
                        time(e.venueTime()),
                        e.liquidated() == Liquidation.Position.LONG ? "sell" : "buy",
                        data.get("o").get("p").asText(),
                        e.size().toPlainString());
            assertThat(liquidations).contains(row);
            compared.merge("liquidation", 1, Integer::sum);
          }
        }
      }
    }
    assertThat(compared).containsEntry("liquidation", 1);
  }

  private void compare(String message) throws IOException {
    JsonNode tree = JSON.readTree(message);
    JsonNode data = tree.has("data") ? tree.get("data") : tree;
    if (!data.has("e") || NO_MARKET.contains(data.path("X").asText())) {
      return;
    }
    String kind = data.get("e").asText();
    List<MarketEvent> events = facts(message);
    switch (kind) {
      case "bookTicker" -> {
        Quote e = (Quote) events.getFirst();
        assertThat(e.bid()).isEqualTo(number(data, "b"));
        assertThat(e.bidSize()).isEqualTo(number(data, "B"));
        assertThat(e.ask()).isEqualTo(number(data, "a"));
        assertThat(e.askSize()).isEqualTo(number(data, "A"));
        same(e, data, "T");
      }
      case "trade", "aggTrade" -> {
        Trade e = (Trade) events.getFirst();
        assertThat(e.price()).isEqualTo(number(data, "p"));
        assertThat(e.size()).isEqualTo(number(data, "q"));
        assertThat(e.taker()).isEqualTo(data.get("m").asBoolean() ? Side.SELL : Side.BUY);
        JsonNode id = data.get(kind.equals("trade") ? "t" : "a");
        assertThat(e.tradeId()).isEqualTo(id == null ? null : id.asText());
        same(e, data, "T");
      }
      case "depthUpdate" -> {
        if (!events.isEmpty()) {
          Book e = (Book) events.getFirst();
          levels(e.bids(), data.get("b"));
          levels(e.asks(), data.get("a"));
          assertThat(e.snapshot()).isEqualTo(tree.path("stream").asText().matches(".*@depth\\d.*"));
          same(e, data, "T");
        }
      }
      case "markPriceUpdate" -> marks(events, data);
      case "forceOrder" -> {
        Liquidation e = (Liquidation) events.getFirst();
        assertThat(e.price()).isEqualTo(number(data.get("o"), "ap"));
        assertThat(e.size()).isEqualTo(number(data.get("o"), "z"));
        same(e, data.get("o"), "T");
      }
      case "kline" -> {
        assertThat(events.isEmpty()).isEqualTo(!data.get("k").get("x").asBoolean());
        for (MarketEvent event : events) {
          assertThat(((Candle) event).close()).isEqualTo(number(data.get("k"), "c"));
        }
      }
      default -> {
        return;
      }
    }
    compared.merge(kind, 1, Integer::sum);
  }

  private static void marks(List<MarketEvent> events, JsonNode data) {
    boolean pays = data.path("T").asLong() > 0 && !data.path("r").asText().isEmpty();
    assertThat(events).hasSize(1 + (data.has("i") ? 1 : 0) + (pays ? 1 : 0));
    for (MarketEvent event : events) {
      switch (event) {
        case MarkPrice e -> assertThat(e.price()).isEqualTo(number(data, "p"));
        case IndexPrice e -> assertThat(e.price()).isEqualTo(number(data, "i"));
        case FundingEstimate e -> {
          assertThat(e.rate()).isEqualTo(number(data, "r"));
          assertThat(time(e.settlesAt())).isEqualTo(data.get("T").asLong());
          assertThat(e.period()).isNull();
        }
        default -> throw new AssertionError(event.toString());
      }
      same(event, data, "E");
    }
  }

  private static void levels(Levels levels, JsonNode side) {
    assertThat(levels.count()).isEqualTo(side.size());
    for (int i = 0; i < levels.count(); i++) {
      assertThat(levels.price(i)).isEqualTo(new BigDecimal(side.get(i).get(0).asText()));
      assertThat(levels.size(i)).isEqualTo(new BigDecimal(side.get(i).get(1).asText()));
    }
  }

  private static void same(MarketEvent event, JsonNode data, String timeField) {
    assertThat(event.id().symbol()).isEqualTo(data.get("s").asText());
    assertThat(time(event.venueTime())).isEqualTo(data.get(timeField).asLong());
  }

  private static long time(@Nullable Instant instant) {
    return instant == null ? 0 : instant.toEpochMilli();
  }

  private static BigDecimal number(JsonNode data, String field) {
    return new BigDecimal(data.get(field).asText());
  }

  private List<MarketEvent> facts(String message) {
    return switch (codec.decode(Frame.of(venue.id(), "-", NOW, message))) {
      case Decoded.Facts facts -> facts.events();
      case Decoded.Depth depth -> List.of(depth.book());
      case Decoded.Control _, Decoded.Unusable _ -> List.of();
    };
  }
}
