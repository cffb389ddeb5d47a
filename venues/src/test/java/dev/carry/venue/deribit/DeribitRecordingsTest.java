package dev.carry.venue.deribit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.model.Book;
import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexPrice;
import dev.carry.model.Levels;
import dev.carry.model.Liquidation;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.model.OptionTicker;
import dev.carry.model.OptionTicker.Offer;
import dev.carry.model.Quote;
import dev.carry.model.Trade;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.Recordings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every recorded message of Deribit through the codec, and what another project made of them.
class DeribitRecordingsTest {
  private static final Instant NOW = Instant.parse("2026-09-01T00:00:00Z");

  private final Instruments listed = new Instruments();

  @Test
  void everyRecordedMessageIsAFactAControlOrExplained() {
    Map<String, Integer> outcomes = new TreeMap<>();
    List<String> broken = new ArrayList<>();
    for (Recordings.Message message : Recordings.ofVenue("deribit")) {
      Decoded decoded = decode(message);
      Golden.keep(decoded, listed);
      outcomes.merge(
          (message.isReal() ? "real " : "example ") + Recordings.outcome(decoded), 1, Integer::sum);
      Recordings.broken(decoded).forEach(reason -> broken.add(message.place() + ": " + reason));
    }
    System.out.println("Deribit recordings: " + outcomes);
    assertThat(broken).isEmpty();
    assertThat(listed.all()).isNotEmpty();
  }

  @Test
  void pricesRatesSidesAmountsAndTimesAreThoseAnotherProjectRead() {
    int compared = 0;
    for (Recordings.Message message : Recordings.ofVenue("deribit")) {
      JsonNode expected = message.expected();
      List<MarketEvent> events = Recordings.events(decode(message));
      if (expected != null && !events.isEmpty()) {
        for (JsonNode normalised : expected) {
          compared += compare(message.place(), normalised, events);
        }
      }
    }
    System.out.println("Deribit facts compared with normalised ones: " + compared);
    assertThat(compared).isGreaterThan(12);
  }

  @Test
  void factsAreThoseOfTheNormalisedFixtures() throws IOException {
    ObjectMapper json = new ObjectMapper();
    int compared = 0;
    for (String line : Files.readAllLines(Recordings.path("tardis/node_fixtures/deribit.jsonl"))) {
      JsonNode fixture = json.readTree(line);
      byte[] raw = json.writeValueAsBytes(fixture.get("raw"));
      Decoded decoded = new Deribit().codec(listed).decode(Frame.of(Deribit.ID, "-", NOW, raw));
      List<MarketEvent> events = Recordings.events(decoded);
      if (!events.isEmpty() && fixture.has("normalized")) {
        for (JsonNode normalised : fixture.get("normalized")) {
          compared += compare(fixture.get("case").asText(), normalised, events);
        }
      }
    }
    System.out.println("Deribit facts compared with normalised fixtures: " + compared);
    assertThat(compared).isGreaterThan(12);
  }

  private static int compare(String place, JsonNode normalised, List<MarketEvent> events) {
    return switch (normalised.get("type").asText()) {
      case "trade" -> trade(place, normalised, events);
      case "liquidation" -> liquidation(place, normalised, events);
      case "book_ticker" -> quote(place, normalised, events);
      case "book_change" -> book(place, normalised, events);
      case "derivative_ticker" -> ticker(place, normalised, events);
      case "option_summary" -> option(place, normalised, events);
      default -> 0;
    };
  }

  private static int trade(String place, JsonNode normalised, List<MarketEvent> events) {
    Trade trade =
        of(Trade.class, events).stream()
            .filter(t -> normalised.get("id").asText().equals(t.tradeId()))
            .findFirst()
            .orElseThrow(() -> new AssertionError(place + ": no trade " + normalised));
    same(place, normalised.get("price"), trade.price());
    same(place, normalised.get("amount"), trade.size());
    assertThat(trade.taker()).as(place).hasToString(upper(normalised.get("side")));
    time(place, normalised, trade);
    return 1;
  }

  /// Their side is that of the forced order: selling closes a long.
  private static int liquidation(String place, JsonNode normalised, List<MarketEvent> events) {
    Liquidation liquidation = of(Liquidation.class, events).getFirst();
    same(place, normalised.get("price"), liquidation.price());
    same(place, normalised.get("amount"), liquidation.size());
    assertThat(liquidation.liquidated())
        .as(place)
        .isEqualTo(
            normalised.get("side").asText().equals("sell")
                ? Liquidation.Position.LONG
                : Liquidation.Position.SHORT);
    return 1;
  }

  /// Of an option the touch is in its ticker.
  private static int quote(String place, JsonNode normalised, List<MarketEvent> events) {
    List<OptionTicker> options = of(OptionTicker.class, events);
    if (!options.isEmpty()) {
      offer(place, normalised, "bid", options.getFirst().bid());
      offer(place, normalised, "ask", options.getFirst().ask());
      return 1;
    }
    Quote quote = of(Quote.class, events).getFirst();
    same(place, normalised.get("bidPrice"), quote.bid());
    same(place, normalised.get("bidAmount"), quote.bidSize());
    same(place, normalised.get("askPrice"), quote.ask());
    same(place, normalised.get("askAmount"), quote.askSize());
    time(place, normalised, quote);
    return 1;
  }

  private static void offer(String place, JsonNode normalised, String side, Offer ours) {
    same(place, normalised.path(side + "Price"), ours.price());
    same(place, normalised.path(side + "Amount"), ours.size());
  }

  /// Their volatilities are percents; that of a side nobody stands on is none with us.
  private static int option(String place, JsonNode normalised, List<MarketEvent> events) {
    OptionTicker option = of(OptionTicker.class, events).getFirst();
    offer(place, normalised, "bestBid", option.bid());
    offer(place, normalised, "bestAsk", option.ask());
    if (option.ask().price() != null) {
      same(place, normalised.path("bestAskIV"), percent(option.ask().iv()));
    }
    same(place, normalised.path("bestBidIV"), percent(option.bid().iv()));
    same(place, normalised.path("lastPrice"), option.last());
    same(place, normalised.path("openInterest"), option.openInterest());
    same(place, normalised.path("markPrice"), option.mark());
    same(place, normalised.path("markIV"), percent(option.markIv()));
    same(place, normalised.path("delta"), option.greeks().delta());
    same(place, normalised.path("gamma"), option.greeks().gamma());
    same(place, normalised.path("vega"), option.greeks().vega());
    same(place, normalised.path("theta"), option.greeks().theta());
    same(place, normalised.path("rho"), option.greeks().rho());
    same(place, normalised.path("underlyingPrice"), option.underlyingPrice());
    time(place, normalised, option);
    return 1;
  }

  private static @Nullable BigDecimal percent(@Nullable BigDecimal fraction) {
    return fraction == null ? null : fraction.movePointRight(2);
  }

  private static int book(String place, JsonNode normalised, List<MarketEvent> events) {
    Book book = of(Book.class, events).getFirst();
    assertThat(book.snapshot()).as(place).isEqualTo(normalised.get("isSnapshot").asBoolean());
    levels(place, normalised.get("bids"), book.bids());
    levels(place, normalised.get("asks"), book.asks());
    time(place, normalised, book);
    return 1;
  }

  private static void levels(String place, JsonNode normalised, Levels levels) {
    assertThat(levels.count()).as(place).isEqualTo(normalised.size());
    for (int i = 0; i < levels.count(); i++) {
      same(place, normalised.get(i).get("price"), levels.price(i));
      same(place, normalised.get(i).get("amount"), levels.size(i));
    }
  }

  private static int ticker(String place, JsonNode normalised, List<MarketEvent> events) {
    same(place, normalised.get("markPrice"), of(MarkPrice.class, events).getFirst().price());
    same(place, normalised.get("indexPrice"), of(IndexPrice.class, events).getFirst().price());
    same(place, normalised.get("openInterest"), of(OpenInterest.class, events).getFirst().size());
    List<FundingEstimate> estimates = of(FundingEstimate.class, events);
    same(
        place,
        normalised.get("fundingRate"),
        estimates.isEmpty() ? null : estimates.getFirst().rate());
    return 1;
  }

  private static void same(String place, JsonNode number, @Nullable BigDecimal ours) {
    if (number.isNull() || number.isMissingNode()) {
      assertThat(ours).as(place).isNull();
    } else {
      assertThat(ours).as(place).isEqualByComparingTo(new BigDecimal(number.asText()));
    }
  }

  private static void time(String place, JsonNode normalised, MarketEvent event) {
    assertThat(event.venueTime())
        .as(place)
        .isEqualTo(Instant.parse(normalised.get("timestamp").asText()));
  }

  private static <T extends MarketEvent> List<T> of(Class<T> type, List<MarketEvent> events) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static String upper(JsonNode text) {
    return text.asText().toUpperCase(Locale.ROOT);
  }

  private Decoded decode(Recordings.Message message) {
    Frame frame = Frame.of(Deribit.ID, message.stream(), NOW, message.bytes());
    return new Deribit().codec(listed).decode(frame);
  }
}
