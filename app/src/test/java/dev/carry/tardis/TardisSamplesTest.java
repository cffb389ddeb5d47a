package dev.carry.tardis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.model.VenueId;
import dev.carry.testkit.Shared;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.roster.Venues;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Recorded messages with what Tardis' own tools made of them: ours are the same, field by field,
/// but for what `docs/DIFFERENCES.md` tells.
class TardisSamplesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void hyperliquidDiffersInRepeatedTradesAndTheTimeOfSettlement() throws IOException {
    Map<String, Integer> differences = compare("hyperliquid", "hyperliquid");
    assertThat(differences)
        .containsOnly(
            Map.entry("trade: ours only", 4),
            Map.entry("derivative_ticker: fundingTimestamp: ours only", 1));
  }

  @Test
  void dydxDiffersInTheIndexTheTimeOfSettlementAndTheTimeOfTheOracle() throws IOException {
    Map<String, Integer> differences = compare("dydx-v4", "dydx");
    assertThat(differences)
        .containsOnly(
            Map.entry("derivative_ticker: fundingTimestamp: ours only", 4),
            Map.entry("derivative_ticker: indexPrice: ours only", 4),
            Map.entry("derivative_ticker: timestamp: another", 1),
            Map.entry("derivative_ticker: lastPrice: theirs only", 1),
            Map.entry("liquidation: id: theirs only", 1));
  }

  /// What differs, each with how often.
  private static Map<String, Integer> compare(String exchange, String venue) throws IOException {
    Map<String, Integer> differences = new TreeMap<>();
    Map<String, Replay> replays = new LinkedHashMap<>();
    int compared = 0;
    for (String text :
        Files.readAllLines(Shared.folder("data/tardis/node_fixtures/" + exchange + ".jsonl"))) {
      JsonNode line = parse(text);
      String kind = line.path("kind").asText();
      // Each kind is a reading of its own: their tools read a recording once for each.
      Replay replay =
          replays.computeIfAbsent(
              line.path("case").asText() + kind, any -> new Replay(VenueId.of(venue)));
      List<JsonNode> ours = replay.read(line, kind);
      JsonNode theirs = line.path("normalized");
      compared += theirs.size();
      for (int i = 0; i < Math.max(ours.size(), theirs.size()); i++) {
        if (i >= theirs.size()) {
          differences.merge(kind + ": ours only", 1, Integer::sum);
        } else if (i >= ours.size()) {
          differences.merge(kind + ": theirs only", 1, Integer::sum);
        } else {
          fields(kind, ours.get(i), theirs.get(i), differences);
        }
      }
    }
    assertThat(compared).as(exchange).isGreaterThan(5);
    return differences;
  }

  private static void fields(
      String kind, JsonNode ours, JsonNode theirs, Map<String, Integer> differences) {
    Set<String> names = new TreeSet<>();
    ours.fieldNames().forEachRemaining(names::add);
    theirs.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      JsonNode a = ours.path(name);
      JsonNode b = theirs.path(name);
      boolean noneOfOurs = a.isMissingNode() || a.isNull();
      boolean noneOfTheirs = b.isMissingNode() || b.isNull();
      if ((noneOfOurs && noneOfTheirs) || same(a, b)) {
        continue;
      }
      String how = noneOfOurs ? "theirs only" : noneOfTheirs ? "ours only" : "another";
      differences.merge(kind + ": " + name + ": " + how, 1, Integer::sum);
    }
  }

  private static boolean same(JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return a.decimalValue().compareTo(b.decimalValue()) == 0;
    }
    if (a.isArray() && b.isArray() && a.size() == b.size()) {
      for (int i = 0; i < a.size(); i++) {
        if (!same(a.get(i), b.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (a.isObject() && b.isObject() && a.size() == b.size()) {
      return a.properties().stream().allMatch(f -> same(f.getValue(), b.path(f.getKey())));
    }
    return a.equals(b);
  }

  private static JsonNode parse(String text) throws IOException {
    return JSON.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).readTree(text);
  }

  /// One recording on its way through codec and writer.
  private static final class Replay {
    private final VenueId venue;
    private final Instruments known = new Instruments();
    private final VenueCodec codec;
    private final TardisJson tardis = new TardisJson();

    private Replay(VenueId venue) {
      this.venue = venue;
      this.codec = Venues.find(venue).orElseThrow().codec(known);
    }

    private List<JsonNode> read(JsonNode line, String kind) throws IOException {
      Instant at = Instant.parse(line.get("localTimestamp").asText());
      Frame frame = Frame.of(venue, "-", at, line.get("raw").toString());
      List<String> lines =
          switch (codec.decode(frame)) {
            case Decoded.Facts facts -> tardis.write(facts.events(), known);
            case Decoded.Depth depth -> tardis.write(List.of(depth.book()), known);
            case Decoded.Control _, Decoded.Unusable _ -> List.of();
          };
      List<JsonNode> ofKind = new ArrayList<>();
      for (String text : lines) {
        JsonNode message = parse(text);
        if (message.path("type").asText().equals(kind)) {
          ofKind.add(message);
        }
      }
      return ofKind;
    }
  }
}
