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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Recorded messages of options with the `option_summary` that Tardis' own tools made of them: ours
/// are the same, field by field, but for what `docs/DIFFERENCES.md` tells.
class OptionSummariesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void deribitDiffersInTheVolatilityOfAnEmptySide() throws IOException {
    assertThat(compare("deribit", "deribit"))
        .containsOnly(Map.entry("bestAskIV: theirs only", 1), Map.entry("compared", 5));
  }

  @Test
  void okxDiffersInItsGreeksInTheLastPriceAndInMessagesOfItsOldApi() throws IOException {
    assertThat(compare("okex-options", "okx-options"))
        .containsOnly(
            Map.entry("delta: another", 3),
            Map.entry("gamma: another", 3),
            Map.entry("theta: another", 3),
            Map.entry("vega: another", 3),
            Map.entry("lastPrice: theirs only", 1),
            Map.entry("no summary", 12),
            Map.entry("compared", 3));
  }

  @Test
  void bybitDiffersInNothing() throws IOException {
    assertThat(compare("bybit-options", "bybit-options")).containsOnly(Map.entry("compared", 2));
  }

  @Test
  void binanceDiffersInTheLastPriceAndInWhatTheyDidNotReadOfTheOldTicker() throws IOException {
    assertThat(compare("binance-european-options", "binance-options"))
        .containsOnly(
            Map.entry("lastPrice: theirs only", 1),
            Map.entry("markIV: ours only", 2),
            Map.entry("underlyingIndex: theirs only", 2),
            Map.entry("underlyingPrice: theirs only", 2),
            Map.entry("compared", 4));
  }

  /// What differs, each with how often, and how many were compared.
  private static Map<String, Integer> compare(String exchange, String venue) throws IOException {
    Map<String, JsonNode> published = new HashMap<>();
    for (String line :
        Files.readAllLines(Shared.folder("data/options/option_tickers_multi_venue.jsonl"))) {
      JsonNode row = parse(line);
      published.put(row.path("raw").toString(), row.path("normalized"));
    }
    Map<String, Integer> differences = new TreeMap<>();
    Map<String, Reader> readers = new HashMap<>();
    for (String line :
        Files.readAllLines(Shared.folder("data/tardis/node_fixtures/" + exchange + ".jsonl"))) {
      JsonNode fixture = parse(line);
      if (!fixture.path("kind").asText().equals("option_summary")) {
        continue;
      }
      Reader reader =
          readers.computeIfAbsent(
              fixture.path("case").asText(), any -> new Reader(VenueId.of(venue)));
      List<JsonNode> ours = reader.read(fixture);
      for (JsonNode theirs : published.getOrDefault(fixture.path("raw").toString(), NONE)) {
        JsonNode same =
            ours.stream()
                .filter(our -> our.path("symbol").equals(theirs.path("symbol")))
                .findFirst()
                .orElse(null);
        if (same == null) {
          differences.merge("no summary", 1, Integer::sum);
        } else {
          differences.merge("compared", 1, Integer::sum);
          fields(same, theirs, differences);
        }
      }
    }
    return differences;
  }

  private static final JsonNode NONE = JSON.createArrayNode();

  private static void fields(JsonNode ours, JsonNode theirs, Map<String, Integer> differences) {
    TreeSet<String> names = new TreeSet<>();
    ours.fieldNames().forEachRemaining(names::add);
    theirs.fieldNames().forEachRemaining(names::add);
    names.remove("localTimestamp"); // that of the fixtures is made up
    for (String name : names) {
      JsonNode a = ours.path(name);
      JsonNode b = theirs.path(name);
      boolean noneOfTheirs = b.isMissingNode() || b.isNull() || b.asText().isEmpty();
      boolean same =
          (a.isNumber() && b.isNumber())
              ? a.decimalValue().compareTo(b.decimalValue()) == 0
              : (a.equals(b) || (a.isMissingNode() && noneOfTheirs));
      if (!same) {
        String how = a.isMissingNode() ? "theirs only" : noneOfTheirs ? "ours only" : "another";
        differences.merge(name + ": " + how, 1, Integer::sum);
      }
    }
  }

  private static JsonNode parse(String text) throws IOException {
    return JSON.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).readTree(text);
  }

  /// One recording on its way through codec and writer.
  private static final class Reader {
    private final VenueId venue;
    private final Instruments known = new Instruments();
    private final VenueCodec codec;
    private final TardisJson tardis = new TardisJson();

    private Reader(VenueId venue) {
      this.venue = venue;
      this.codec = Venues.find(venue).orElseThrow().codec(known);
    }

    private List<JsonNode> read(JsonNode fixture) throws IOException {
      Instant at = Instant.parse(fixture.get("localTimestamp").asText());
      Frame frame = Frame.of(venue, "-", at, fixture.get("raw").toString());
      List<JsonNode> summaries = new ArrayList<>();
      if (codec.decode(frame) instanceof Decoded.Facts facts) {
        for (String text : tardis.write(facts.events(), known)) {
          JsonNode message = parse(text);
          if (message.path("type").asText().equals("option_summary")) {
            summaries.add(message);
          }
        }
      }
      return summaries;
    }
  }
}
