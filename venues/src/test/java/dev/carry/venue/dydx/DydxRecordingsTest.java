package dev.carry.venue.dydx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.model.FundingSettled;
import dev.carry.model.MarketEvent;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.Recordings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Every recorded message of dYdX v4 through the codec; answers of REST are recorded in a wrap of
/// the collector's own.
class DydxRecordingsTest {
  private static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void everyRecordedMessageIsAFactAControlOrExplained() throws IOException {
    Instruments listed = new Instruments();
    Map<String, Integer> outcomes = new TreeMap<>();
    List<String> broken = new ArrayList<>();
    for (Recordings.Message message : Recordings.ofVenue("dydx_v4")) {
      Decoded decoded = decode(listed, message);
      Golden.keep(decoded, listed);
      String outcome = Recordings.outcome(decoded);
      outcomes.merge((message.isReal() ? "real " : "example ") + outcome, 1, Integer::sum);
      Recordings.broken(decoded).forEach(reason -> broken.add(message.place() + ": " + reason));
      if (message.isReal()) {
        assertThat(outcome).as(message.place()).isIn("facts", "depth");
      }
    }
    System.out.println("dYdX recordings: " + outcomes);
    assertThat(broken).isEmpty();
    assertThat(listed.all()).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void theRecordedHistoryIsHourlyNewestFirstWithStampsLateByMilliseconds() throws IOException {
    for (Recordings.Message message : Recordings.ofVenue("dydx_v4")) {
      if (!message.place().contains("http_get_historical_funding")) {
        continue;
      }
      Decoded.Facts facts = (Decoded.Facts) decode(new Instruments(), message);
      assertThat(facts.events()).hasSizeGreaterThan(2);
      Instant before = NOW;
      for (MarketEvent event : facts.events()) {
        FundingSettled settled = (FundingSettled) event;
        assertThat(settled.period()).isEqualTo(Duration.ofHours(1));
        assertThat(settled.settledAt()).isBefore(before);
        assertThat(settled.settledAt().toEpochMilli() % 3_600_000).isLessThan(1_000);
        assertThat(settled.markPrice()).isPositive();
        before = settled.settledAt();
      }
    }
  }

  private static Decoded decode(Instruments listed, Recordings.Message message) throws IOException {
    byte[] bytes = message.bytes();
    JsonNode wrap = JSON.readTree(bytes).path("result");
    if (!wrap.isMissingNode()) {
      bytes = JSON.writeValueAsBytes(wrap);
    }
    return new Dydx().codec(listed).decode(Frame.of(Dydx.ID, message.stream(), NOW, bytes));
  }
}
