package dev.carry.venue.okx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.model.Book;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.Levels;
import dev.carry.model.Liquidation;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.model.PremiumIndex;
import dev.carry.model.Quote;
import dev.carry.model.Trade;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.Recordings;
import dev.carry.venue.VenueCodec;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every recorded message of OKX through the codec.
class OkxRecordingsTest {
  private static final Instant NOW = Instant.parse("2026-09-01T00:00:00Z");

  @Test
  void everyRecordedMessageIsAFactAControlOrExplained() {
    Instruments listed = new Instruments();
    Map<String, Integer> outcomes = new TreeMap<>();
    List<String> broken = new ArrayList<>();
    for (Recordings.Message message : Recordings.ofVenue("okx")) {
      Frame frame = Frame.of(Okx.ID, message.stream(), NOW, message.bytes());
      Decoded decoded = new Okx().codec(listed).decode(frame);
      Golden.keep(decoded, listed);
      outcomes.merge(
          (message.isReal() ? "real " : "example ") + Recordings.outcome(decoded), 1, Integer::sum);
      Recordings.broken(decoded).forEach(reason -> broken.add(message.place() + ": " + reason));
    }
    System.out.println("OKX recordings: " + outcomes);
    assertThat(broken)
        .as("only an example that is two messages in one text, made by hand, is no message")
        .singleElement()
        .asString()
        .startsWith("jkorf/ws__Unified__ExchangeData__Concurrent.txt");
    assertThat(listed.all()).as("contracts listed in 2022").hasSizeGreaterThan(200);
  }

  /// Read once more by another parser, field by field.
  @Test
  void factsCarryTheNumbersOfTheirFields() throws IOException {
    ObjectMapper json = new ObjectMapper();
    int compared = 0;
    for (Recordings.Message message : Recordings.ofVenue("okx")) {
      Frame frame = Frame.of(Okx.ID, message.stream(), NOW, message.bytes());
      Decoded decoded = new Okx().codec(new Instruments()).decode(frame);
      if (message.isReal()) {
        compared += compare(json, message, decoded);
      }
    }
    System.out.println("OKX facts compared with their fields: " + compared);
    assertThat(compared).isGreaterThan(450);
  }

  /// Spot is recorded beside the contracts; here it is read as the other venue reads it.
  @Test
  void everyRecordedMessageOfSpotIsAFactAControlOrExplained() throws IOException {
    ObjectMapper json = new ObjectMapper();
    Instruments listed = new Instruments();
    VenueCodec codec = new OkxSpot().codec(listed);
    int compared = 0;
    for (Recordings.Message message : Recordings.ofVenue("okx")) {
      if (message.isReal()) {
        Decoded decoded =
            codec.decode(Frame.of(OkxSpot.ID, message.stream(), NOW, message.bytes()));
        assertThat(Recordings.broken(decoded)).as(message.place()).isEmpty();
        Golden.keep(decoded, listed);
        compared += compare(json, message, decoded);
      }
    }
    System.out.println("OKX spot facts compared with their fields: " + compared);
    assertThat(compared).isGreaterThan(450);
    assertThat(listed.all())
        .as("pairs listed in 2022")
        .hasSizeGreaterThan(500)
        .allMatch(instrument -> instrument.kind() == Instrument.Kind.SPOT);
  }

  private static int compare(ObjectMapper json, Recordings.Message message, Decoded decoded)
      throws IOException {
    boolean partly = decoded instanceof Decoded.Facts facts && !facts.unusable().isEmpty();
    List<MarketEvent> events = partly ? List.of() : Recordings.events(decoded);
    if (events.isEmpty()) {
      return 0;
    }
    JsonNode raw = json.readTree(message.bytes());
    int compared = 0;
    if (raw.get("data").get(0).isObject()) {
      for (MarketEvent event : events) {
        compared += compare(message.place(), raw, event);
      }
    }
    return compared;
  }

  private static int compare(String place, JsonNode message, MarketEvent event) {
    JsonNode row = rowOf(message, event);
    return switch (event) {
      case Trade e ->
          same(place, row, "px", e.price())
              + same(place, row, "sz", e.size())
              + words(place, row, "side", e.taker());
      case Quote e when row.has("bidPx") ->
          same(place, row, "bidPx", e.bid())
              + same(place, row, "bidSz", e.bidSize())
              + same(place, row, "askPx", e.ask())
              + same(place, row, "askSz", e.askSize());
      case Quote e -> level(place, row, "bids", e.bid(), e.bidSize());
      case Book e -> levels(place, row, "bids", e.bids()) + levels(place, row, "asks", e.asks());
      case MarkPrice e -> same(place, row, "markPx", e.price());
      case IndexPrice e -> same(place, row, "idxPx", e.price());
      case OpenInterest e -> same(place, row, "oi", e.size());
      case FundingEstimate e when e.which() == FundingEstimate.Which.COMING ->
          same(place, row, "fundingRate", e.rate());
      case FundingEstimate e -> same(place, row, "nextFundingRate", e.rate());
      case FundingSettled e -> same(place, row, "settFundingRate", e.rate());
      case PremiumIndex e -> same(place, row, "premium", e.value());
      case Liquidation e -> {
        JsonNode detail = row.has("details") ? row.get("details").get(0) : row;
        yield same(place, detail, "bkPx", e.price())
            + same(place, detail, "sz", e.size())
            + words(place, detail, "posSide", e.liquidated());
      }
      default -> 0;
    };
  }

  private static JsonNode rowOf(JsonNode message, MarketEvent event) {
    for (JsonNode row : message.get("data")) {
      if (event.id().symbol().equals(row.path("instId").asText())) {
        return row;
      }
    }
    return message.get("data").get(0);
  }

  private static int same(String place, JsonNode row, String field, @Nullable BigDecimal ours) {
    String text = row.path(field).asText();
    if (text.isEmpty()) {
      assertThat(ours).as(place).isNull();
    } else {
      assertThat(ours).as(place + " " + field).isEqualTo(new BigDecimal(text));
    }
    return 1;
  }

  private static int words(String place, JsonNode row, String field, Enum<?> ours) {
    assertThat(ours.name()).as(place).isEqualToIgnoringCase(row.get(field).asText());
    return 1;
  }

  private static int level(
      String place,
      JsonNode row,
      String side,
      @Nullable BigDecimal price,
      @Nullable BigDecimal size) {
    JsonNode levels = row.get(side);
    if (levels.isEmpty()) {
      assertThat(price).as(place).isNull();
      return 1;
    }
    assertThat(price).as(place).isEqualTo(new BigDecimal(levels.get(0).get(0).asText()));
    assertThat(size).as(place).isEqualTo(new BigDecimal(levels.get(0).get(1).asText()));
    return 2;
  }

  private static int levels(String place, JsonNode row, String side, Levels ours) {
    assertThat(ours.count()).as(place).isEqualTo(row.get(side).size());
    for (int i = 0; i < ours.count(); i++) {
      JsonNode level = row.get(side).get(i);
      assertThat(ours.price(i)).as(place).isEqualTo(new BigDecimal(level.get(0).asText()));
      assertThat(ours.size(i)).as(place).isEqualTo(new BigDecimal(level.get(1).asText()));
    }
    return 2 * ours.count();
  }
}
