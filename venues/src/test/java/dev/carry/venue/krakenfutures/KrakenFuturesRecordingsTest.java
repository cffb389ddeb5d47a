package dev.carry.venue.krakenfutures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.model.Book;
import dev.carry.model.IndexPrice;
import dev.carry.model.Levels;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.model.Trade;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.Recordings;
import dev.carry.venue.session.OrderBooks;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Every recorded message of Kraken Futures through the codec.
class KrakenFuturesRecordingsTest {
  private static final Instant NOW = Instant.parse("2026-09-01T00:00:00Z");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @Test
  void everyRecordedMessageIsAFactAControlOrExplained() {
    Instruments listed = new Instruments();
    Map<String, Integer> outcomes = new TreeMap<>();
    List<String> broken = new ArrayList<>();
    for (Recordings.Message message : Recordings.ofVenue("kraken_futures")) {
      Frame frame = Frame.of(KrakenFutures.ID, message.stream(), NOW, message.bytes());
      Decoded decoded = new KrakenFutures().codec(listed).decode(frame);
      Golden.keep(decoded, listed);
      outcomes.merge(
          (message.isReal() ? "real " : "example ") + Recordings.outcome(decoded), 1, Integer::sum);
      Recordings.broken(decoded).forEach(reason -> broken.add(message.place() + ": " + reason));
    }
    System.out.println("Kraken Futures recordings: " + outcomes);
    assertThat(broken).isEmpty();
    assertThat(outcomes).containsEntry("real depth", 7_014 + 10 + 2 + 2 + 3 + 1);
    assertThat(listed.all()).as("contracts listed in 2021 and 2025").hasSizeGreaterThan(17);
  }

  /// The rule that changes are chained by is not documented; the wire keeps it. Nor do the sides
  /// ever cross, though each message carries one level.
  @Test
  void theNumbersOfABookCountUpByOneForEachProductAndItsSidesStayApart() {
    Map<String, Long> last = new HashMap<>();
    OrderBooks books = new OrderBooks(new KrakenFutures(), id -> false);
    int chained = 0;
    List<Recordings.Message> messages =
        Recordings.ofVenue("kraken_futures").stream()
            .filter(message -> message.source().equals("cryptofeed"))
            .filter(message -> message.stream().startsWith("ws_book"))
            .sorted((a, b) -> b.stream().compareTo(a.stream()))
            .toList();
    for (Recordings.Message message : messages) {
      Frame frame = Frame.of(KrakenFutures.ID, message.stream(), NOW, message.bytes());
      Decoded decoded = new KrakenFutures().codec(new Instruments()).decode(frame);
      Decoded.Depth depth = (Decoded.Depth) decoded;
      String symbol = depth.book().id().symbol();
      assertThat(books.take(depth)).as(message.place()).isNull();
      if (depth.after() != null) {
        assertThat(depth.after()).as(message.place()).isEqualTo(last.get(symbol));
        chained++;
      }
      last.put(symbol, depth.last());
    }
    assertThat(chained).isEqualTo(7_014);
  }

  /// Read once more by another parser, field by field.
  @Test
  void factsCarryTheNumbersOfTheirFields() throws IOException {
    int compared = 0;
    for (Recordings.Message message : Recordings.ofVenue("kraken_futures")) {
      Frame frame = Frame.of(KrakenFutures.ID, message.stream(), NOW, message.bytes());
      Decoded decoded = new KrakenFutures().codec(new Instruments()).decode(frame);
      JsonNode raw = JSON.readTree(message.bytes());
      if (decoded instanceof Decoded.Facts facts && raw.has("feed")) {
        for (MarketEvent event : facts.events()) {
          compared += compare(message.place(), raw, event);
        }
      } else if (decoded instanceof Decoded.Depth depth) {
        compared += depth(message.place(), raw, depth.book());
      }
    }
    System.out.println("Kraken Futures facts compared with their fields: " + compared);
    assertThat(compared).isGreaterThan(15_000);
  }

  private static int compare(String place, JsonNode raw, MarketEvent event) {
    assertThat(event.id().symbol()).isEqualTo(raw.get("product_id").asText());
    return switch (event) {
      case Trade e -> same(place, raw, "price", e.price()) + same(place, raw, "qty", e.size());
      case MarkPrice e -> same(place, raw, "markPrice", e.price());
      case IndexPrice e -> same(place, raw, "index", e.price());
      case OpenInterest e -> same(place, raw, "openInterest", e.size());
      default -> 0;
    };
  }

  private static int depth(String place, JsonNode raw, Book book) {
    if (!book.snapshot()) {
      boolean buy = raw.get("side").asText().equals("buy");
      Levels level = buy ? book.bids() : book.asks();
      assertThat(level.count()).as(place).isEqualTo(1);
      return same(place, raw, "price", level.price(0)) + same(place, raw, "qty", level.size(0));
    }
    return levels(place, raw.get("bids"), book.bids())
        + levels(place, raw.get("asks"), book.asks());
  }

  private static int levels(String place, JsonNode rows, Levels levels) {
    assertThat(levels.count()).as(place).isEqualTo(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      same(place, rows.get(i), "price", levels.price(i));
      same(place, rows.get(i), "qty", levels.size(i));
    }
    return 2 * rows.size();
  }

  private static int same(String place, JsonNode row, String field, BigDecimal ours) {
    assertThat(ours).as(place + " " + field).isEqualByComparingTo(row.get(field).decimalValue());
    return 1;
  }
}
