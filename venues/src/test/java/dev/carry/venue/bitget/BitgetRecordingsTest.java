package dev.carry.venue.bitget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.model.Book;
import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexPrice;
import dev.carry.model.Levels;
import dev.carry.model.Liquidation;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Every recorded message of Bitget through the codec.
class BitgetRecordingsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  @Test
  void everyRecordedMessageIsAFactAControlOrExplained() {
    Map<String, Integer> outcomes = new TreeMap<>();
    List<String> broken = new ArrayList<>();
    for (Recordings.Message message : Recordings.ofVenue("bitget")) {
      Instruments listed = new Instruments();
      Decoded decoded = decode(message, listed);
      Golden.keep(decoded, listed);
      outcomes.merge(
          (message.isReal() ? "real " : "example ") + Recordings.outcome(decoded), 1, Integer::sum);
      Recordings.broken(decoded).forEach(reason -> broken.add(message.place() + ": " + reason));
    }
    System.out.println("Bitget recordings: " + outcomes);
    assertThat(broken)
        .as("only examples that are two messages in one text, made by hand, are no messages")
        .allMatch(place -> place.startsWith("jkorf/ws__") && place.contains("Concurrent.txt"));
  }

  /// A recorder's books of 2022 with the venue's checksum of each: merged, ours is the same.
  @Test
  void recordedBooksHaveTheChecksumTheVenueSent() {
    Bitget bitget = new Bitget();
    Map<String, Merged> books = new HashMap<>();
    int checked = 0;
    for (Recordings.Message message : Recordings.ofVenue("bitget")) {
      if (message.stream().equals("v1_ws_books_mc")
          && decode(message, new Instruments()) instanceof Decoded.Depth depth) {
        String symbol = depth.book().id().symbol();
        Merged book =
            depth.book().snapshot() ? new Merged() : books.getOrDefault(symbol, new Merged());
        books.put(symbol, book);
        apply(book.bids, depth.book().bids());
        apply(book.asks, depth.book().asks());
        if (depth.checksum() != null) {
          assertThat(bitget.checksum(levels(book.bids), levels(book.asks)))
              .as(message.place())
              .isEqualTo(depth.checksum());
          checked++;
        }
      }
    }
    System.out.println("Bitget checksums compared: " + checked);
    assertThat(checked).isGreaterThan(150);
  }

  private static final class Merged {
    private final NavigableMap<BigDecimal, BigDecimal[]> bids =
        new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<BigDecimal, BigDecimal[]> asks = new TreeMap<>();
  }

  private static void apply(NavigableMap<BigDecimal, BigDecimal[]> side, Levels levels) {
    for (int i = 0; i < levels.count(); i++) {
      if (levels.size(i).signum() == 0) {
        side.remove(levels.price(i));
      } else {
        side.put(levels.price(i), new BigDecimal[] {levels.price(i), levels.size(i)});
      }
    }
  }

  private static Levels levels(NavigableMap<BigDecimal, BigDecimal[]> side) {
    return Levels.of(side.values().stream().limit(25).flatMap(l -> List.of(l).stream()).toList());
  }

  /// Read once more by another parser, field by field.
  @Test
  void factsCarryTheNumbersOfTheirFields() throws IOException {
    ObjectMapper json = new ObjectMapper();
    int compared = 0;
    for (Recordings.Message message : Recordings.ofVenue("bitget")) {
      if (message.isReal() && !message.stream().startsWith("http")) {
        Decoded decoded = decode(message, new Instruments());
        JsonNode data = json.readTree(message.bytes()).path("data");
        if (decoded instanceof Decoded.Depth depth) {
          compared += compare(message.place(), data.get(0), depth.book());
        } else if (decoded instanceof Decoded.Facts facts) {
          int row = 0;
          for (MarketEvent event : facts.events()) {
            boolean own = event instanceof Trade || event instanceof Liquidation;
            compared += compare(message.place(), data.path(own ? row++ : 0), event);
          }
        }
      }
    }
    System.out.println("Bitget facts compared with their fields: " + compared);
    assertThat(compared).isGreaterThan(1_000);
  }

  private static Decoded decode(Recordings.Message message, Instruments listed) {
    Frame frame = Frame.of(Bitget.ID, message.stream(), NOW, message.bytes());
    return new Bitget().codec(listed).decode(frame);
  }

  private static int compare(String place, JsonNode row, MarketEvent event) {
    return switch (event) {
      case Trade e ->
          same(place, row, e.price(), "price", "p", "1")
              + same(place, row, e.size(), "size", "v", "2");
      case Liquidation e ->
          same(place, row, e.price(), "price") + same(place, row, e.size(), "amount");
      case Book e ->
          levels(place, row, e.bids(), "bids", "b") + levels(place, row, e.asks(), "asks", "a");
      case MarkPrice e -> same(place, row, e.price(), "markPrice");
      case IndexPrice e -> same(place, row, e.price(), "indexPrice");
      case OpenInterest e -> same(place, row, e.size(), "holdingAmount", "openInterest", "holding");
      case FundingEstimate e -> same(place, row, e.rate(), "fundingRate", "capitalRate");
      default -> 0;
    };
  }

  private static int same(String place, JsonNode row, BigDecimal ours, String... names) {
    for (String name : names) {
      JsonNode field =
          row.isArray() && name.length() == 1 && Character.isDigit(name.charAt(0))
              ? row.path(Integer.parseInt(name))
              : row.path(name);
      if (!field.isMissingNode()) {
        assertThat(ours).as(place + " " + name).isEqualTo(new BigDecimal(field.asText()));
        return 1;
      }
    }
    throw new AssertionError(place + ": none of " + List.of(names));
  }

  private static int levels(String place, JsonNode row, Levels ours, String... names) {
    JsonNode side = row.has(names[0]) ? row.get(names[0]) : row.get(names[1]);
    assertThat(ours.count()).as(place).isEqualTo(side.size());
    for (int i = 0; i < ours.count(); i++) {
      assertThat(ours.price(i)).isEqualTo(new BigDecimal(side.get(i).get(0).asText()));
      assertThat(ours.size(i)).isEqualTo(new BigDecimal(side.get(i).get(1).asText()));
    }
    return 2 * ours.count();
  }
}
