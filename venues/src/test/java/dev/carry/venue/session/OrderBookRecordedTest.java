package dev.carry.venue.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.model.Book;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.Levels;
import dev.carry.venue.Decoded.Depth;
import dev.carry.venue.Recordings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// Five recorded minutes of a venue that sends both changes and the touch, each with its update
/// number: where both name the same number, the merged book must show the same touch.
class OrderBookRecordedTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void theMergedTouchIsTheTouchThatTheVenueToldBesideIt() throws Exception {
    Path file = Recordings.path("history/l2/hftbacktest_usdm_btcusdt_20240808.gz");
    OrderBooks books = new OrderBooks(new TestVenue(), id -> false);
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    int gaps = 0;
    long last = 0;
    Book book = null;
    try (BufferedReader lines = open(file)) {
      for (String line; (line = lines.readLine()) != null; ) {
        JsonNode data = JSON.readTree(line.substring(line.indexOf(' ') + 1)).path("data");
        switch (data.path("e").asText()) {
          case "depthUpdate" -> {
            Depth depth = depth(data, last == 0);
            gaps += books.take(depth) == null ? 0 : 1;
            last = depth.last();
            List<Book> told = new ArrayList<>();
            books.tell(Instant.EPOCH.plusSeconds(compared), Duration.ZERO, told::add);
            book = told.isEmpty() ? book : told.getFirst();
          }
          case "bookTicker" -> {
            if (book != null && data.path("u").asLong() == last) {
              compared++;
              String theirs = data.path("b").asText() + " " + data.path("a").asText();
              String ours = book.bids().price(0) + " " + book.asks().price(0);
              if (!ours.equals(theirs)) {
                wrong.add(last + ": " + theirs + ", merged " + ours);
              }
            }
          }
          default -> {
            // trades
          }
        }
      }
    }
    System.out.println(compared + " touches compared, " + gaps + " gaps");
    assertThat(gaps).isZero();
    assertThat(compared).isGreaterThan(100);
    assertThat(wrong).isEmpty();
  }

  private static BufferedReader open(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
  }

  /// The recording begins with changes: the first stands for the whole book.
  private static Depth depth(JsonNode data, boolean first) {
    Instant at = Instant.ofEpochMilli(data.path("T").asLong());
    Book book =
        new Book(
            TestVenue.id("BTC"),
            at,
            at,
            first,
            levels(data.path("b")),
            levels(data.path("a")),
            SizeIn.BASE);
    return new Depth(
        book, data.path("U").asLong(), data.path("u").asLong(), data.path("pu").asLong(), null);
  }

  private static Levels levels(JsonNode rows) {
    List<BigDecimal> values = new ArrayList<>();
    rows.forEach(row -> row.forEach(cell -> values.add(new BigDecimal(cell.asText()))));
    return Levels.of(values);
  }
}
