package dev.carry.venue.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexPrice;
import dev.carry.model.Liquidation;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.Recordings;
import dev.carry.venue.VenueCodec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every recorded message through the codec; skipped where the recordings are not at hand.
class BybitRecordingsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  /// Files that hold no JSON message: two frames with a prefix, and a comma left out.
  private static final Set<String> BROKEN =
      Set.of("jkorf/ws__V5__Spot__Concurrent.txt:1", "xchange/orderBookDeltaResponse.json5:1");

  @ParameterizedTest
  @ValueSource(strings = {"bybit", "bybit_v2_2021"})
  void everyRecordedMessageIsUnderstoodOrExplained(String folder) {
    VenueCodec codec = new Bybit().codec(new Instruments());
    Map<String, Integer> counts = new TreeMap<>();
    List<String> rejected = new ArrayList<>();
    for (Recordings.Message message : Recordings.ofVenue(folder)) {
      Decoded decoded = codec.decode(Frame.of(Bybit.ID, message.stream(), NOW, message.bytes()));
      count(decoded, counts);
      if (decoded instanceof Decoded.Rejected && !BROKEN.contains(message.place())) {
        rejected.add(message.place() + ": " + decoded);
      }
      if (decoded instanceof Decoded.Facts facts && message.isReal()) {
        facts.unusable().stream()
            .filter(Decoded.Rejected.class::isInstance)
            .forEach(row -> rejected.add(message.place() + ": " + row));
      }
    }
    counts.forEach((what, count) -> System.out.println(folder + " " + count + " × " + what));
    assertThat(rejected).isEmpty();
    assertThat(counts).isNotEmpty();
  }

  @Test
  void liquidationsAgreeWithTheSamplesOfAnotherProject() throws IOException {
    List<String> expected =
        csv("liquidations_from_fixtures.csv").stream()
            .filter(row -> !cell(row, "timestamp").isEmpty() && cell(row, "id").isEmpty())
            .filter(row -> Long.parseLong(cell(row, "timestamp")) > 1_673_000_000_000_000L)
            .map(
                row ->
                    cell(row, "symbol")
                        + " "
                        + cell(row, "timestamp")
                        + " "
                        + cell(row, "side")
                        + " "
                        + cell(row, "price")
                        + " × "
                        + cell(row, "amount"))
            .toList();

    List<String> actual =
        recordedEvents().stream()
            .filter(Liquidation.class::isInstance)
            .map(Liquidation.class::cast)
            // They write the side of the order that closes the position.
            .map(
                e ->
                    e.id().symbol()
                        + " "
                        + micros(e.venueTime())
                        + " "
                        + (e.liquidated() == Liquidation.Position.LONG ? "sell" : "buy")
                        + " "
                        + e.price().toPlainString()
                        + " × "
                        + e.size().toPlainString())
            .distinct()
            .toList();

    assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void tickersAgreeWithTheSamplesOfAnotherProject() throws IOException {
    Map<String, List<MarketEvent>> byTime =
        recordedEvents().stream()
            .filter(e -> e.venueTime() != null)
            .collect(Collectors.groupingBy(e -> e.id().symbol() + " " + micros(e.venueTime())));
    int compared = 0;
    for (Map<String, String> row : csv("derivative_ticker_from_fixtures.csv")) {
      List<MarketEvent> events = byTime.get(cell(row, "symbol") + " " + cell(row, "timestamp"));
      if (events == null) {
        continue;
      }
      for (MarketEvent event : events) {
        switch (event) {
          case MarkPrice e -> same(cell(row, "mark_price"), e.price());
          case IndexPrice e -> same(cell(row, "index_price"), e.price());
          case OpenInterest e -> same(cell(row, "open_interest"), e.size());
          case FundingEstimate e -> {
            same(cell(row, "funding_rate"), e.rate());
            assertThat(Long.toString(micros(e.settlesAt())))
                .isEqualTo(cell(row, "funding_timestamp"));
          }
          default -> {
            continue;
          }
        }
        compared++;
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(11);
  }

  private static void same(String theirs, BigDecimal ours) {
    assertThat(ours).isEqualByComparingTo(theirs);
  }

  private static String cell(Map<String, String> row, String column) {
    return Objects.requireNonNull(row.get(column), column);
  }

  private static long micros(@Nullable Instant time) {
    return time == null ? 0 : ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  private static List<MarketEvent> recordedEvents() {
    VenueCodec codec = new Bybit().codec(new Instruments());
    List<MarketEvent> events = new ArrayList<>();
    for (Recordings.Message message : Recordings.ofVenue("bybit")) {
      if (message.place().startsWith("tardis_node/bybit__")
          && codec.decode(Frame.of(Bybit.ID, message.stream(), NOW, message.bytes()))
              instanceof Decoded.Facts facts) {
        events.addAll(facts.events());
      }
    }
    return events;
  }

  /// The rows of Bybit in a file of samples, by column.
  private static List<Map<String, String>> csv(String name) throws IOException {
    List<String> lines = Files.readAllLines(Recordings.path("tardis/derived_csv/" + name));
    String[] columns = lines.getFirst().split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      if (cells[0].equals("bybit")) {
        Map<String, String> row = new TreeMap<>();
        for (int i = 0; i < columns.length; i++) {
          row.put(columns[i], cells[i]);
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static void count(Decoded decoded, Map<String, Integer> counts) {
    switch (decoded) {
      case Decoded.Facts facts -> {
        facts.events().forEach(e -> counts.merge(e.fact().label(), 1, Integer::sum));
        facts.unusable().forEach(row -> counts.merge(row.why(), 1, Integer::sum));
      }
      case Decoded.Depth _ -> counts.merge("depth", 1, Integer::sum);
      case Decoded.Control control -> counts.merge("control " + control.what(), 1, Integer::sum);
      case Decoded.Ignored ignored -> counts.merge("ignored: " + ignored.why(), 1, Integer::sum);
      case Decoded.Rejected row -> counts.merge("rejected: " + row.why(), 1, Integer::sum);
    }
  }
}
