package dev.carry.venue.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.model.Book;
import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexPrice;
import dev.carry.model.Levels;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.model.Quote;
import dev.carry.model.Trade;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.Recordings;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every recorded message of Gate futures through the codec.
class GateRecordingsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  @Test
  void everyRecordedMessageIsAFactAControlOrExplained() {
    Instruments listed = new Instruments();
    Map<String, Integer> outcomes = new TreeMap<>();
    List<String> broken = new ArrayList<>();
    for (Recordings.Message message : Recordings.ofVenue("gate_futures")) {
      Decoded decoded = decode(message, listed);
      Golden.keep(decoded, listed);
      outcomes.merge(
          (message.isReal() ? "real " : "example ") + Recordings.outcome(decoded), 1, Integer::sum);
      Recordings.broken(decoded).forEach(reason -> broken.add(message.place() + ": " + reason));
    }
    System.out.println("Gate recordings: " + outcomes);
    assertThat(broken)
        .as("only an example that is two messages in one text, made by hand, is no message")
        .singleElement()
        .asString()
        .startsWith("jkorf/ws__Futures__Concurrent.txt");
    assertThat(listed.all()).as("contracts listed in 2023").hasSizeGreaterThan(300);
  }

  /// Each message of a book's changes begins where the one before it ended.
  @Test
  void recordedBooksAreChainsWithoutAHole() {
    Map<String, Long> lasts = new HashMap<>();
    int links = 0;
    for (Recordings.Message message : Recordings.ofVenue("gate_futures")) {
      if (message.stream().equals("ws_futures_order_book_update")
          && decode(message, new Instruments()) instanceof Decoded.Depth depth) {
        String symbol = depth.book().id().symbol();
        Long last = lasts.put(symbol, depth.last());
        if (last != null) {
          assertThat(depth.after()).as(message.place()).isEqualTo(last);
          links++;
        }
      }
    }
    assertThat(links).isGreaterThan(300);
  }

  /// Read once more by another parser, field by field.
  @Test
  void factsCarryTheNumbersOfTheirFields() throws IOException {
    ObjectMapper json = new ObjectMapper();
    int compared = 0;
    for (Recordings.Message message : Recordings.ofVenue("gate_futures")) {
      Decoded decoded = decode(message, new Instruments());
      if (!message.isReal()) {
        continue;
      }
      JsonNode result = json.readTree(message.bytes()).path("result");
      if (decoded instanceof Decoded.Depth depth) {
        compared += compare(message.place(), result, depth.book());
      } else if (decoded instanceof Decoded.Facts facts) {
        for (MarketEvent event : facts.events()) {
          compared += compare(message.place(), result, event);
        }
      }
    }
    System.out.println("Gate facts compared with their fields: " + compared);
    assertThat(compared).isGreaterThan(1_000);
  }

  private static Decoded decode(Recordings.Message message, Instruments listed) {
    Frame frame = Frame.of(Gate.ID, message.stream(), NOW, message.bytes());
    return new Gate().codec(listed).decode(frame);
  }

  private static int compare(String place, JsonNode result, MarketEvent event) {
    JsonNode row = rowOf(result, event);
    return switch (event) {
      case Trade e ->
          same(place, row, "price", e.price())
              + same(
                  place,
                  row,
                  "size",
                  e.taker().name().equals("SELL") ? e.size().negate() : e.size());
      case Quote e when !row.path("b").asText().isEmpty() ->
          same(place, row, "b", e.bid()) + same(place, row, "a", e.ask());
      case Book e when row.has("b") ->
          levels(place, row, "b", e.bids()) + levels(place, row, "a", e.asks());
      case Book e when row.has("bids") ->
          levels(place, row, "bids", e.bids()) + levels(place, row, "asks", e.asks());
      case MarkPrice e when row.has("contract") -> same(place, row, "mark_price", e.price());
      case IndexPrice e when row.has("contract") -> same(place, row, "index_price", e.price());
      case OpenInterest e when row.has("total_size") -> same(place, row, "total_size", e.size());
      case FundingEstimate e when !row.has("contract") -> 0;
      case FundingEstimate e when e.which() == FundingEstimate.Which.COMING ->
          same(place, row, "funding_rate", e.rate());
      case FundingEstimate e -> same(place, row, "funding_rate_indicative", e.rate());
      default -> 0;
    };
  }

  private static JsonNode rowOf(JsonNode result, MarketEvent event) {
    JsonNode rows = result.isArray() && result.path(0).isArray() ? result.get(0) : result;
    if (!rows.isArray()) {
      return rows;
    }
    for (JsonNode row : rows) {
      boolean named = event.id().symbol().equals(row.path("contract").asText());
      if (named && (!(event instanceof Trade e) || row.path("id").asText().equals(e.tradeId()))) {
        return row;
      }
    }
    return rows.path(0);
  }

  private static int same(String place, JsonNode row, String field, @Nullable BigDecimal ours) {
    assertThat(ours)
        .as(place + " " + field)
        .isEqualByComparingTo(new BigDecimal(row.path(field).asText()));
    return 1;
  }

  private static int levels(String place, JsonNode row, String side, Levels ours) {
    assertThat(ours.count()).as(place).isEqualTo(row.get(side).size());
    for (int i = 0; i < ours.count(); i++) {
      JsonNode level = row.get(side).get(i);
      assertThat(ours.price(i)).as(place).isEqualTo(new BigDecimal(level.get("p").asText()));
      assertThat(ours.size(i)).as(place).isEqualTo(new BigDecimal(level.get("s").asText()));
    }
    return 2 * ours.count();
  }
}
