package dev.carry.venue.hyperliquid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.Recordings;
import dev.carry.venue.VenueCodec;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Every recorded message of Hyperliquid through the codec.
class HyperliquidRecordingsTest {
  private static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");

  /// Why a real message may rightly give nothing.
  private static final Set<String> EXPLAINED =
      Set.of(
          "ignored: mids are no prices that anybody offers",
          "ignored: spot is not read",
          "ignored: a channel or answer without a fact we read",
          "ignored: rates of several venues second hand: context, never an input");

  @Test
  void everyRecordedMessageIsAFactAControlOrExplained() {
    Instruments listed = new Instruments();
    Map<String, Integer> outcomes = new TreeMap<>();
    List<String> broken = new ArrayList<>();
    for (Recordings.Message message : Recordings.ofVenue("hyperliquid")) {
      Decoded decoded = decode(new Hyperliquid().codec(listed), message);
      Golden.keep(decoded, listed);
      String outcome = Recordings.outcome(decoded);
      outcomes.merge((message.isReal() ? "real " : "example ") + outcome, 1, Integer::sum);
      Recordings.broken(decoded).forEach(reason -> broken.add(message.place() + ": " + reason));
      if (message.isReal()) {
        assertThat(outcome.equals("facts") || EXPLAINED.contains(outcome))
            .as(message.place() + " " + outcome)
            .isTrue();
      }
    }
    System.out.println("Hyperliquid recordings: " + outcomes);
    assertThat(broken)
        .as("only an example that is two messages in one text, made by hand, is no message")
        .singleElement()
        .asString()
        .startsWith("jkorf/ws__Concurrent.txt");
  }

  /// Seventy-nine settlements eight hours apart, then hourly, with two hours between two of them.
  @Test
  void theRecordedHistoryHasThePeriodOfEachSettlement() {
    List<FundingSettled> settled = new ArrayList<>();
    for (Recordings.Message message : Recordings.ofVenue("hyperliquid")) {
      if (message.place().equals("sdk_cassettes/fundingHistory.jsonl:2")) {
        Decoded.Facts facts =
            (Decoded.Facts) decode(new Hyperliquid().codec(new Instruments()), message);
        facts.events().stream()
            .filter(FundingSettled.class::isInstance)
            .forEach(event -> settled.add((FundingSettled) event));
      }
    }
    assertThat(settled).hasSize(1_038);
    for (int i = 1; i < settled.size(); i++) {
      Instant before = settled.get(i - 1).settledAt().truncatedTo(ChronoUnit.HOURS);
      Instant at = settled.get(i).settledAt().truncatedTo(ChronoUnit.HOURS);
      Duration hours = Duration.between(before, at);
      boolean hole = hours.equals(Duration.ofHours(2));
      assertThat(settled.get(i).period()).isEqualTo(hole ? Duration.ofHours(1) : hours);
    }
  }

  /// The recorded message holds the contexts of the first dex and of eight builder dexes: with an
  /// order of each at hand every row is told by its coin, and numbers stand as they stood.
  @Test
  void aRecordedMessageOfAllContextsIsReadByPosition() throws IOException {
    for (Recordings.Message message : Recordings.ofVenue("hyperliquid")) {
      if (!message.place().contains("ws_all_dexs_asset_ctxs")) {
        continue;
      }
      VenueCodec codec = new Hyperliquid().codec(new Instruments());
      Decoded.Control asked = (Decoded.Control) decode(codec, message);
      assertThat(asked.reply()).isEqualTo(HyperliquidSockets.ORDER);
      JsonNode dexes = new ObjectMapper().readTree(message.bytes()).path("data").path("ctxs");
      codec.decode(Frame.of(Hyperliquid.ID, "contexts-1", NOW, order(dexes)));
      Decoded.Facts facts = (Decoded.Facts) decode(codec, message);
      assertThat(Recordings.broken(facts)).isEmpty();
      int compared = 0;
      for (MarketEvent event : facts.events()) {
        if (event instanceof FundingEstimate estimate) {
          assertThat(estimate.rate()).isEqualTo(stated(dexes, event.id().symbol(), "funding"));
          compared++;
        } else if (event instanceof MarkPrice mark) {
          assertThat(mark.price()).isEqualTo(stated(dexes, event.id().symbol(), "markPx"));
          compared++;
        }
      }
      assertThat(compared).as("two of 412 rows").isEqualTo(2 * 412);
    }
  }

  /// Coins named by their places: `0`, `1`, and `xyz:0`.
  private static String order(JsonNode dexes) {
    StringBuilder metas = new StringBuilder();
    for (JsonNode dex : dexes) {
      String prefix = dex.get(0).asText().isEmpty() ? "" : dex.get(0).asText() + ":";
      StringBuilder coins = new StringBuilder();
      for (int place = 0; place < dex.get(1).size(); place++) {
        coins.append(place == 0 ? "" : ",").append("{\"name\":\"" + prefix + place + "\"}");
      }
      metas.append(metas.isEmpty() ? "" : ",").append("{\"universe\":[" + coins + "]}");
    }
    return "{\"channel\":\"post\",\"data\":{\"id\":1,\"response\":{\"type\":\"info\",\"payload\":"
        + "{\"type\":\"allPerpMetas\",\"data\":["
        + metas
        + "]}}}}";
  }

  private static BigDecimal stated(JsonNode dexes, String symbol, String field) {
    int colon = symbol.indexOf(':');
    String name = colon < 0 ? "" : symbol.substring(0, colon);
    int place = Integer.parseInt(symbol.substring(colon + 1));
    for (JsonNode dex : dexes) {
      if (dex.get(0).asText().equals(name)) {
        return new BigDecimal(dex.get(1).get(place).path(field).asText());
      }
    }
    throw new AssertionError("no dex of " + symbol);
  }

  private static Decoded decode(VenueCodec codec, Recordings.Message message) {
    return codec.decode(Frame.of(Hyperliquid.ID, message.stream(), NOW, message.bytes()));
  }
}
