package dev.carry.venue.backpack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexPrice;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.Recordings;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Every recorded message of Backpack through the codec.
class BackpackRecordingsTest {
  private static final Instant NOW = Instant.parse("2026-09-23T03:40:00Z");

  @Test
  void everyRecordedMessageIsAFactAControlOrExplained() {
    Map<String, Integer> outcomes = new TreeMap<>();
    List<String> broken = new ArrayList<>();
    for (Recordings.Message message : Recordings.ofVenue("backpack")) {
      Decoded decoded = decode(message);
      outcomes.merge(Recordings.outcome(decoded), 1, Integer::sum);
      Recordings.broken(decoded).forEach(reason -> broken.add(message.place() + ": " + reason));
    }
    assertThat(broken).isEmpty();
    assertThat(outcomes)
        .containsEntry("facts", 4)
        .containsEntry("facts with unusable rows", 1)
        .containsEntry("depth", 2)
        .containsEntry("control REFUSED", 3)
        .hasSize(4);
  }

  /// Read once more by another parser, field by field.
  @Test
  void markPricesCarryTheNumbersOfTheirFields() throws IOException {
    ObjectMapper json = new ObjectMapper();
    int compared = 0;
    for (Recordings.Message message : Recordings.ofVenue("backpack")) {
      JsonNode raw = json.readTree(message.bytes());
      if (!raw.isArray() || !raw.get(0).has("markPrice")) {
        continue;
      }
      for (MarketEvent event : ((Decoded.Facts) decode(message)).events()) {
        JsonNode row = rowOf(raw, event);
        switch (event) {
          case MarkPrice e -> same(row, "markPrice", e.price());
          case IndexPrice e -> same(row, "indexPrice", e.price());
          case FundingEstimate e -> {
            same(row, "fundingRate", e.rate());
            assertThat(e.settlesAt())
                .isEqualTo(Instant.ofEpochMilli(row.get("nextFundingTimestamp").asLong()));
          }
          default -> throw new AssertionError("a fact of no field: " + event);
        }
        compared++;
      }
    }
    assertThat(compared).isEqualTo(3 * 8);
  }

  private static JsonNode rowOf(JsonNode rows, MarketEvent event) {
    for (JsonNode row : rows) {
      if (row.get("symbol").asText().equals(event.id().symbol())) {
        return row;
      }
    }
    throw new AssertionError("no row of " + event.id());
  }

  private static void same(JsonNode row, String field, BigDecimal ours) {
    assertThat(ours).as(field).isEqualTo(new BigDecimal(row.get(field).asText()));
  }

  private static Decoded decode(Recordings.Message message) {
    Frame frame = Frame.of(Backpack.ID, message.stream(), NOW, message.bytes());
    return new Backpack().codec(new Instruments()).decode(frame);
  }
}
