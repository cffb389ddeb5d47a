package dev.carry.venue.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.model.Book;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.MarketEvent;
import dev.carry.model.Trade;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.Recordings;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.LevelReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Every recorded message of Kraken through the codec, and Kraken's own checksum of its books.
class KrakenRecordingsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  private final KrakenSpot kraken = new KrakenSpot();

  @Test
  void everyRecordedMessageIsAFactAControlOrExplained() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Instruments listed = new Instruments();
    VenueCodec codec = kraken.codec(listed);
    Map<String, Integer> outcomes = new TreeMap<>();
    List<String> broken = new ArrayList<>();
    int compared = 0;
    for (Recordings.Message message : Recordings.ofVenue("kraken_spot")) {
      Decoded decoded =
          codec.decode(Frame.of(KrakenSpot.ID, message.stream(), NOW, message.bytes()));
      Golden.keep(decoded, listed);
      outcomes.merge(
          (message.isReal() ? "real " : "example ") + Recordings.outcome(decoded), 1, Integer::sum);
      if (message.isReal()) {
        Recordings.broken(decoded).forEach(why -> broken.add(message.place() + ": " + why));
        for (MarketEvent event : Recordings.events(decoded)) {
          compared += compare(message.place(), mapper.readTree(message.bytes()), event);
        }
      }
    }
    System.out.println("Kraken recordings: " + outcomes + ", compared " + compared);
    assertThat(broken).isEmpty();
    assertThat(compared).isGreaterThan(4_000);
    assertThat(listed.all()).hasSizeGreaterThan(200);
  }

  /// Numbers and their zeros as they stood: the venue's checksum holds for each recorded change.
  @Test
  void everyRecordedChecksumIsThatOfTheMergedBook() {
    VenueCodec codec = kraken.codec(new Instruments());
    Map<InstrumentId, Merged> books = new HashMap<>();
    int checked = 0;
    for (Recordings.Message message : Recordings.ofVenue("kraken_spot")) {
      if (message.place().startsWith("cryptofeed/ws_v1_book")
          && codec.decode(Frame.of(KrakenSpot.ID, "-", NOW, message.bytes()))
              instanceof Decoded.Depth depth) {
        Merged book = books.computeIfAbsent(depth.book().id(), _ -> new Merged());
        book.take(depth.book());
        if (depth.checksum() != null) {
          assertThat(kraken.checksum(levels(book.bids), levels(book.asks)))
              .as(message.place())
              .isEqualTo(depth.checksum());
          checked++;
        }
      }
    }
    System.out.println("Kraken checksums that hold: " + checked);
    assertThat(checked).isGreaterThan(4_000);
  }

  private static final class Merged {
    private final NavigableMap<BigDecimal, BigDecimal> bids =
        new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<BigDecimal, BigDecimal> asks = new TreeMap<>();

    void take(Book book) {
      if (book.snapshot()) {
        bids.clear();
        asks.clear();
      }
      take(book.bids(), bids);
      take(book.asks(), asks);
    }

    private static void take(Levels changes, NavigableMap<BigDecimal, BigDecimal> side) {
      for (int i = 0; i < changes.count(); i++) {
        side.remove(changes.price(i));
        if (changes.size(i).signum() > 0) {
          side.put(changes.price(i), changes.size(i));
        }
      }
    }
  }

  private static Levels levels(NavigableMap<BigDecimal, BigDecimal> side) {
    StringBuilder text = new StringBuilder("[");
    side.forEach(
        (price, size) ->
            text.append(text.length() == 1 ? "" : ",")
                .append("[\"")
                .append(price.toPlainString())
                .append("\",\"")
                .append(size.toPlainString())
                .append("\"]"));
    byte[] bytes = text.append(']').toString().getBytes(StandardCharsets.US_ASCII);
    JsonReader json = new JsonReader();
    json.open(bytes, 0, bytes.length);
    return new LevelReader().read(json);
  }

  /// Read once more by another parser.
  private static int compare(String place, JsonNode raw, MarketEvent event) {
    if (!raw.isArray()) {
      return 0;
    }
    return switch (event) {
      case Trade e -> {
        for (JsonNode row : raw.get(1)) {
          if (new BigDecimal(row.get(0).asText()).compareTo(e.price()) == 0
              && new BigDecimal(row.get(1).asText()).compareTo(e.size()) == 0) {
            assertThat(e.taker().name()).as(place).startsWithIgnoringCase(row.get(3).asText());
            yield 2;
          }
        }
        throw new AssertionError(place + ": no trade like " + e);
      }
      case Book e -> {
        int count = 0;
        for (JsonNode part : raw) {
          for (String side : List.of("as", "bs", "a", "b")) {
            count += part.isObject() && part.has(side) ? part.get(side).size() : 0;
          }
        }
        assertThat(e.bids().count() + e.asks().count()).as(place).isEqualTo(count);
        yield count;
      }
      default -> {
        assertThat(event.id().symbol()).as(place).doesNotContain("XBT");
        yield 1;
      }
    };
  }
}
