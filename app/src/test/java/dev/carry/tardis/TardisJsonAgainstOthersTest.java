package dev.carry.tardis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.roster.Venues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Our Tardis messages against those that another project publishes beside recorded ones.
class TardisJsonAgainstOthersTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Their recorded messages through our codecs: every normalised message they publish for what
  /// both express is among ours, with their numbers, sides and times.
  @ParameterizedTest
  @CsvSource({
    "binance-futures, binance-usdm, 5",
    "binance-delivery, binance-coinm, 2",
    "bitmex, bitmex, 2",
    "bybit, bybit, 7",
    "okex-swap, okx, 5",
    "okex-futures, okx, 1",
    "deribit, deribit, 4",
    "gate-io-futures, gate, 3",
    "bitget-futures, bitget, 5",
    "ftx, ftx, 3"
  })
  void tickersAndLiquidationsAgreeWithTheSamples(String exchange, String venue, int atLeast) {
    List<JsonNode> ours = ofRecordings(exchange, VenueId.of(venue));
    Map<String, String> liquidation =
        exchange.startsWith("binance-") ? LIQUIDATION_AT_FILL : LIQUIDATION;
    int compared = 0;
    List<String> differing = new ArrayList<>();
    for (Map<String, String> row : rows("derivative_ticker_from_fixtures.csv", exchange)) {
      compared += compare(row, "derivative_ticker", TICKER, ours, differing);
    }
    for (Map<String, String> row : rows("liquidations_from_fixtures.csv", exchange)) {
      compared += compare(row, "liquidation", liquidation, ours, differing);
    }
    System.out.println(exchange + ": " + ours.size() + " messages, " + compared + " compared");
    assertThat(differing).isEmpty();
    assertThat(compared).isGreaterThanOrEqualTo(atLeast);
  }

  /// Levels are compared whatever their order: ours stand best first.
  @ParameterizedTest
  @CsvSource({"deribit, deribit, 5", "bitmex, bitmex, 12"})
  void normalisedMessagesAgreeWithTheSamples(String exchange, String venue, int atLeast) {
    List<JsonNode> ours = ofRecordings(exchange, VenueId.of(venue));
    int compared = 0;
    List<String> missing = new ArrayList<>();
    for (JsonNode line : fixtures(exchange)) {
      for (JsonNode expected : line.path("normalized")) {
        String type = expected.get("type").asText();
        Set<String> fields =
            type.equals("liquidation") && exchange.startsWith("binance-")
                ? LIQUIDATION_AT_FILL.keySet()
                : EXPRESSED.getOrDefault(type, Set.of());
        boolean both =
            !fields.isEmpty()
                && ours.stream().anyMatch(message -> isAbout(message, type, expected));
        if (both) {
          compared++;
          if (ours.stream()
              .noneMatch(
                  message -> isAbout(message, type, expected) && same(message, expected, fields))) {
            missing.add(expected.toString());
          }
        }
      }
    }
    System.out.println(exchange + ": " + compared + " normalised messages compared");
    assertThat(missing).isEmpty();
    assertThat(compared).isGreaterThanOrEqualTo(atLeast);
  }

  private static final MathContext FIFTEEN_DIGITS = new MathContext(15);

  private static final Map<String, String> TICKER =
      Map.of(
          "funding_rate", "fundingRate",
          "predicted_funding_rate", "predictedFundingRate",
          "open_interest", "openInterest",
          "index_price", "indexPrice",
          "mark_price", "markPrice");
  private static final Map<String, String> LIQUIDATION =
      Map.of("side", "side", "price", "price", "amount", "amount");

  /// Of a Binance liquidation they keep the order's limit, we the average price of its fills.
  private static final Map<String, String> LIQUIDATION_AT_FILL =
      Map.of("side", "side", "amount", "amount");

  /// The fields both sides have; a last price and an id of a liquidation are theirs alone.
  private static final Map<String, Set<String>> EXPRESSED =
      Map.of(
          "trade", Set.of("id", "price", "amount", "side"),
          "liquidation", Set.of("price", "amount", "side"),
          "book_ticker", Set.of("askAmount", "askPrice", "bidPrice", "bidAmount"),
          "book_change", Set.of("isSnapshot", "bids", "asks"),
          "derivative_ticker", Set.copyOf(TICKER.values()));

  private static boolean isAbout(JsonNode ours, String type, JsonNode expected) {
    return ours.get("type").asText().equals(type)
        && ours.get("symbol").equals(expected.get("symbol"))
        && ours.get("timestamp").equals(expected.get("timestamp"));
  }

  private static boolean same(JsonNode ours, JsonNode expected, Set<String> fields) {
    return fields.stream()
        .allMatch(
            field ->
                (field.equals("bids") || field.equals("asks"))
                    ? levels(ours.path(field)).equals(levels(expected.path(field)))
                    : same(ours.path(field), expected.path(field)));
  }

  /// Amounts by price; equal numbers are equal however they are written.
  private static Map<BigDecimal, BigDecimal> levels(JsonNode side) {
    Map<BigDecimal, BigDecimal> levels = new TreeMap<>();
    side.forEach(
        level ->
            levels.put(
                level.path("price").decimalValue(),
                level.path("amount").decimalValue().stripTrailingZeros()));
    return levels;
  }

  private static boolean same(JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return a.decimalValue().compareTo(b.decimalValue()) == 0;
    }
    if (a.isContainerNode() && b.isContainerNode() && a.size() == b.size()) {
      if (a.isArray()) {
        for (int i = 0; i < a.size(); i++) {
          if (!same(a.get(i), b.get(i))) {
            return false;
          }
        }
        return true;
      }
      return a.properties().stream().allMatch(f -> same(f.getValue(), b.path(f.getKey())));
    }
    return a.equals(b);
  }

  /// Compares a row of theirs with ours of the same symbol and time.
  ///
  /// @return 1 where ours express it
  private static int compare(
      Map<String, String> row,
      String type,
      Map<String, String> columns,
      List<JsonNode> ours,
      List<String> differing) {
    List<JsonNode> same =
        ours.stream()
            .filter(message -> message.get("type").asText().equals(type))
            .filter(message -> message.get("symbol").asText().equals(row.get("symbol")))
            .filter(message -> micros(message.get("timestamp")).equals(row.get("timestamp")))
            .toList();
    if (same.isEmpty()) {
      return 0;
    }
    boolean found =
        same.stream()
            .anyMatch(
                message ->
                    columns.entrySet().stream()
                        .allMatch(
                            column ->
                                equal(
                                    message.path(column.getValue()).asText(),
                                    Objects.requireNonNull(row.get(column.getKey())))));
    if (!found) {
      differing.add("theirs " + row + ", ours " + same);
    }
    return 1;
  }

  /// They keep doubles and write fifteen digits of them: what has more is theirs when rounded.
  private static boolean equal(String ours, String theirs) {
    boolean number = !ours.isEmpty() && !theirs.isEmpty() && !Character.isLetter(theirs.charAt(0));
    return number
        ? new BigDecimal(ours).round(FIFTEEN_DIGITS).compareTo(new BigDecimal(theirs)) == 0
        : ours.equals(theirs);
  }

  private static String micros(JsonNode time) {
    return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time.asText())));
  }

  /// Our messages of one exchange's recordings; each case of theirs is a recording of its own.
  private static List<JsonNode> ofRecordings(String exchange, VenueId venue) {
    VenueDescriptor descriptor = Venues.find(venue).orElse(null);
    assumeTrue(descriptor != null, "skipped: " + venue + " is not in the roster");
    List<JsonNode> ours = new ArrayList<>();
    Set<String> cases = new LinkedHashSet<>();
    List<JsonNode> lines = fixtures(exchange);
    lines.forEach(line -> cases.add(line.path("case").asText()));
    for (String one : cases) {
      VenueCodec codec = Objects.requireNonNull(descriptor).codec(new Instruments());
      TardisJson tardis = new TardisJson();
      for (JsonNode line : lines) {
        if (line.path("case").asText().equals(one)) {
          Instant at = Instant.parse(line.get("localTimestamp").asText());
          Frame frame = Frame.of(venue, "-", at, line.get("raw").toString());
          List<MarketEvent> events =
              switch (codec.decode(frame)) {
                case Decoded.Facts facts -> facts.events();
                case Decoded.Depth depth -> List.of(depth.book());
                case Decoded.Control _, Decoded.Unusable _ -> List.of();
              };
          tardis.write(events, new Instruments()).forEach(text -> ours.add(parse(text)));
        }
      }
    }
    return ours.stream().filter(m -> m.get("exchange").asText().equals(exchange)).toList();
  }

  private static List<JsonNode> fixtures(String exchange) {
    try {
      return Files.readAllLines(Shared.folder("data/tardis/node_fixtures/" + exchange + ".jsonl"))
          .stream()
          .map(TardisJsonAgainstOthersTest::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  private static List<Map<String, String>> rows(String file, String exchange) {
    try {
      List<String> lines = Files.readAllLines(Shared.folder("data/tardis/derived_csv/" + file));
      String[] columns = lines.getFirst().split(",", -1);
      List<Map<String, String>> rows = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split(",", -1);
        if (cells[0].equals(exchange)) {
          Map<String, String> row = new TreeMap<>();
          for (int i = 0; i < columns.length; i++) {
            row.put(columns[i], cells[i]);
          }
          rows.add(row);
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
