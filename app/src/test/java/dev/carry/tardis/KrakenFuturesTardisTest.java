package dev.carry.tardis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.model.MarketEvent;
import dev.carry.model.VenueId;
import dev.carry.testkit.Shared;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.roster.Venues;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Kraken Futures as Tardis normalises it: every message they publish beside a recorded one, field
/// by field. What differs is told in `docs/DIFFERENCES.md`.
class KrakenFuturesTardisTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final VenueId KRAKEN = VenueId.of("kraken-futures");
  private static final Instant HOURLY_SINCE = Instant.parse("2022-09-29T12:00:00Z");

  /// A recorded message and what they made of it.
  private record Pair(JsonNode raw, List<JsonNode> theirs) {}

  @ParameterizedTest
  @ValueSource(strings = {"book", "book_snapshot", "ticker", "trade"})
  void everyFieldAgreesOrDiffersForAReasonWeState(String channel) throws IOException {
    int compared = 0;
    TreeSet<String> differences = new TreeSet<>();
    for (Pair pair : pairs("data/venues/kraken_futures/tardis_node", channel)) {
      List<JsonNode> ours = ours(pair.raw, Instant.parse("2026-11-01T00:00:00Z"));
      for (JsonNode theirs : pair.theirs) {
        JsonNode same =
            ours.stream()
                .filter(message -> message.get("type").equals(theirs.get("type")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing like " + theirs + " in " + ours));
        compared += compare(pair.raw, theirs, same, differences);
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(6);
    assertThat(differences)
        .isSubsetOf(
            "an empty side is absent, theirs is 0",
            "an update without a time takes the time of arrival",
            "before 2022-09-29 the relative rate over four hours, theirs is money",
            "prices of the last trade are theirs alone");
  }

  @Test
  void ofAContractNotYetOpenWeTellMarkAndIndexAndTheyTellNothing() throws IOException {
    Pair closed =
        pairs("data/venues/kraken_futures/tardis_node", "ticker").stream()
            .filter(pair -> pair.raw.path("product_id").asText().equals("PF_SUIUSD"))
            .findFirst()
            .orElseThrow();
    assertThat(closed.theirs)
        .extracting(m -> m.get("type").asText())
        .containsExactly("book_ticker");
    JsonNode ticker =
        ours(closed.raw, Instant.parse("2026-11-01T00:00:00Z")).stream()
            .filter(message -> message.get("type").asText().equals("derivative_ticker"))
            .findFirst()
            .orElseThrow();
    assertThat(ticker.get("markPrice").decimalValue()).isEqualByComparingTo("1.3336");
    assertThat(ticker.has("fundingRate")).isFalse();
  }

  private static int compare(JsonNode raw, JsonNode theirs, JsonNode ours, Set<String> out) {
    int compared = 0;
    for (var field : theirs.properties()) {
      JsonNode their = field.getValue();
      JsonNode our = ours.path(field.getKey());
      switch (field.getKey()) {
        case "localTimestamp" -> {}
        case "lastPrice" -> out.add("prices of the last trade are theirs alone");
        case "timestamp" -> {
          if (raw.has("timestamp") || raw.has("time")) {
            assertThat(our).as(raw.toString()).isEqualTo(their);
            compared++;
          } else {
            out.add("an update without a time takes the time of arrival");
          }
        }
        case "id" -> {
          boolean kept = ours.get("type").asText().equals("trade") && !their.isNull();
          assertThat(our.isMissingNode()).as(raw.toString()).isEqualTo(!kept);
        }
        case "fundingRate", "predictedFundingRate" ->
            compared += funding(raw, field.getKey(), their, our, out);
        default -> {
          boolean empty = their.isNumber() && their.decimalValue().signum() == 0;
          if (empty && our.isMissingNode()) {
            out.add("an empty side is absent, theirs is 0");
          } else {
            assertThat(same(their, our)).as(field + " against " + ours).isTrue();
          }
          compared++;
        }
      }
    }
    return compared;
  }

  private static int funding(
      JsonNode raw, String field, JsonNode their, JsonNode our, Set<String> out) {
    if (their.isNull()) {
      assertThat(our.isMissingNode()).isTrue();
      return 1;
    }
    boolean hourly = !Instant.ofEpochMilli(raw.get("time").asLong()).isBefore(HOURLY_SINCE);
    String end = field.equals("fundingRate") ? "" : "_prediction";
    BigDecimal relative = raw.get("relative_funding_rate" + end).decimalValue();
    if (hourly) {
      assertThat(our.decimalValue()).isEqualByComparingTo(their.decimalValue());
      assertThat(our.decimalValue()).isEqualByComparingTo(relative);
    } else {
      assertThat(their.decimalValue())
          .isEqualByComparingTo(raw.get("funding_rate" + end).decimalValue());
      assertThat(our.decimalValue()).isEqualByComparingTo(relative.multiply(BigDecimal.valueOf(4)));
      out.add("before 2022-09-29 the relative rate over four hours, theirs is money");
    }
    return 1;
  }

  private static boolean same(JsonNode theirs, JsonNode ours) {
    if (theirs.isNull()) {
      return ours.isMissingNode();
    }
    if (theirs.isNumber() && ours.isNumber()) {
      return theirs.decimalValue().compareTo(ours.decimalValue()) == 0;
    }
    if (theirs.isArray() && theirs.size() == ours.size()) {
      for (int i = 0; i < theirs.size(); i++) {
        if (!same(theirs.get(i), ours.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (theirs.isObject()) {
      return theirs.properties().stream().allMatch(f -> same(f.getValue(), ours.path(f.getKey())));
    }
    return theirs.equals(ours);
  }

  private static List<JsonNode> ours(JsonNode raw, Instant at) throws IOException {
    VenueCodec codec = Venues.find(KRAKEN).orElseThrow().codec(new Instruments());
    Decoded decoded = codec.decode(Frame.of(KRAKEN, "-", at, raw.toString()));
    List<MarketEvent> events =
        switch (decoded) {
          case Decoded.Facts facts -> facts.events();
          case Decoded.Depth depth -> List.of(depth.book());
          case Decoded.Control _, Decoded.Unusable _ -> List.of();
        };
    List<JsonNode> ours = new ArrayList<>();
    for (String line : new TardisJson().write(events, new Instruments())) {
      ours.add(JSON.readTree(line));
    }
    return ours;
  }

  private static List<Pair> pairs(String folder, String channel) throws IOException {
    Path file = Shared.folder(folder).resolve("cryptofacilities__" + channel + ".jsonl");
    List<Pair> pairs = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode node = JSON.readTree(line);
      List<JsonNode> theirs = new ArrayList<>();
      node.get("expected").forEach(theirs::add);
      pairs.add(new Pair(node.get("raw"), theirs));
    }
    return pairs;
  }
}
