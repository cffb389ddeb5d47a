package dev.carry.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Kraken Futures as a client without any library meets it.
class KrakenFuturesWireTest {
  private static final String REST = "kraken-futures/derivatives/api/v3/";
  private static final String CHARTS = "kraken-futures/api/charts/v1/";

  private final Visitor visitor = Visitor.plain();

  @AfterEach
  void stop() {
    visitor.close();
  }

  private Visitor.Line subscribed(String feed, String product) {
    Visitor.Line line = visitor.connect("kraken-futures/ws/v1");
    assertThat(Visitor.parse(line.still()).path("event").asText()).isEqualTo("info");
    line.send(
        "{\"event\":\"subscribe\",\"feed\":\""
            + feed
            + "\",\"product_ids\":[\""
            + product
            + "\"]}");
    JsonNode acknowledged = Visitor.parse(line.still());
    assertThat(acknowledged.path("event").asText()).isEqualTo("subscribed");
    assertThat(acknowledged.path("product_ids").path(0).asText()).isEqualTo(product);
    return line;
  }

  private JsonNode ticker(String symbol) {
    for (JsonNode row : visitor.get(REST + "tickers").path("tickers")) {
      if (row.path("symbol").asText().equals(symbol)) {
        return row;
      }
    }
    throw new AssertionError("no ticker of " + symbol);
  }

  @Test
  void contractsAreNamedByTheirKind() {
    List<String> symbols =
        visitor.get(REST + "instruments").path("instruments").findValuesAsText("symbol");
    assertThat(symbols)
        .contains("PF_XBTUSD", "PI_XBTUSD", "FI_XBTUSD_260626", "FF_ETHUSD_260626", "PF_PEPEUSD")
        .noneMatch(symbol -> symbol.contains("BTCUSD"));
  }

  /// Dollars for a coin, coins for a dollar: about the same rate.
  @Test
  void restStatesFundingAsMoney() {
    JsonNode linear = ticker("PF_XBTUSD");
    JsonNode inverse = ticker("PI_XBTUSD");
    assertThat(linear.has("relativeFundingRate")).isFalse();
    double index = linear.path("indexPrice").asDouble();
    assertThat(Math.abs(linear.path("fundingRate").asDouble())).isLessThan(0.0025 * index);
    assertThat(Math.abs(inverse.path("fundingRate").asDouble())).isLessThan(0.0025 / index);
  }

  @Test
  void theSocketStatesMoneyAndTheRateOfTheRunningHour() {
    Visitor.Line line = subscribed("ticker", "PF_XBTUSD");
    JsonNode first = Visitor.parse(line.still());
    double relative = first.path("relative_funding_rate").asDouble();
    double money = first.path("funding_rate").asDouble();
    assertThat(money / relative).isCloseTo(first.path("index").asDouble(), within(2_000.0));
    assertThat(Instant.ofEpochMilli(first.path("next_funding_rate_time").asLong()))
        .isEqualTo("2026-05-04T14:00:00Z");
    JsonNode second = line.next(m -> m.path("feed").asText().equals("ticker"));
    assertThat(second.path("time").asLong()).isGreaterThan(first.path("time").asLong());
    assertThat(second.path("relative_funding_rate").asDouble()).as("fixed").isEqualTo(relative);
  }

  @Test
  void historyBeginsWithTheHourAndEndsWithTheOneThatRuns() {
    JsonNode rates = visitor.get(REST + "historical-funding-rates?symbol=PF_XBTUSD").path("rates");
    JsonNode last = rates.get(rates.size() - 1);
    assertThat(last.path("timestamp").asText()).isEqualTo("2026-05-04T13:00:00.000Z");
    Visitor.Line line = subscribed("ticker", "PF_XBTUSD");
    assertThat(Visitor.parse(line.still()).path("relative_funding_rate").asDouble())
        .isEqualTo(last.path("relativeFundingRate").asDouble());
    JsonNode wrong = visitor.get(REST + "historical-funding-rates?symbol=FI_XBTUSD_260626");
    assertThat(wrong.path("result").asText()).isEqualTo("error");
  }

  @Test
  void theBookAddsUpToItsRestPicture() {
    Visitor.Line line = subscribed("book", "PF_XBTUSD");
    JsonNode first = Visitor.parse(line.still());
    assertThat(first.path("feed").asText()).isEqualTo("book_snapshot");
    TreeMap<Double, Double> bids = new TreeMap<>();
    for (JsonNode level : first.path("bids")) {
      bids.put(level.path("price").asDouble(), level.path("qty").asDouble());
    }
    long number = first.path("seq").asLong();
    for (int i = 0; i < 60; i++) {
      JsonNode change = line.next(m -> m.path("feed").asText().equals("book"));
      assertThat(change.path("seq").asLong()).isEqualTo(number + 1);
      number++;
      apply(bids, change);
    }
    visitor.advance(Duration.ZERO);
    for (String text : line.drain()) {
      JsonNode change = Visitor.parse(text);
      if (change.path("feed").asText().equals("book")) {
        apply(bids, change);
      }
    }
    JsonNode rest = visitor.get(REST + "orderbook?symbol=PF_XBTUSD").path("orderBook").path("bids");
    List<Double> best = List.copyOf(bids.descendingMap().keySet()).subList(0, 20);
    for (int i = 0; i < 20; i++) {
      assertThat(best.get(i)).isEqualTo(rest.get(i).get(0).asDouble());
    }
  }

  private static void apply(Map<Double, Double> bids, JsonNode change) {
    if (change.path("side").asText().equals("buy")) {
      double price = change.path("price").asDouble();
      if (change.path("qty").asDouble() == 0) {
        bids.remove(price);
      } else {
        bids.put(price, change.path("qty").asDouble());
      }
    }
  }

  @Test
  void tradesBeginWithThoseOfThePast() {
    Visitor.Line line = subscribed("trade", "PF_XBTUSD");
    JsonNode past = Visitor.parse(line.still());
    assertThat(past.path("feed").asText()).isEqualTo("trade_snapshot");
    assertThat(past.path("trades")).isNotEmpty();
    JsonNode trade = line.next(m -> m.path("feed").asText().equals("trade"));
    assertThat(trade.path("type").asText()).isIn("fill", "liquidation");
  }

  @Test
  void candlesAreAskedForInSecondsAndAtMostTwoThousand() {
    long to = Visitor.START.getEpochSecond();
    JsonNode answer =
        visitor.get(CHARTS + "mark/PF_XBTUSD/1m?from=" + (to - 3 * 86_400) + "&to=" + to);
    assertThat(answer.path("candles")).hasSize(2_000);
    assertThat(answer.path("more_candles").asBoolean()).isTrue();
    JsonNode few = visitor.get(CHARTS + "spot/PF_XBTUSD/1h?from=" + (to - 7_200) + "&to=" + to);
    assertThat(few.path("candles")).hasSize(2);
    assertThat(few.path("candles").get(0).path("time").asLong() % 3_600_000).isZero();
    assertThat(visitor.response(CHARTS + "spot/PF_XBTUSD/2h").statusCode()).isEqualTo(400);
  }

  @Test
  void openInterestOfThePastIsStampedInSeconds() {
    long to = Visitor.START.getEpochSecond();
    JsonNode result =
        visitor
            .get(
                CHARTS
                    + "analytics/PF_XBTUSD/open-interest?interval=3600&since="
                    + (to - 86_400)
                    + "&to="
                    + to)
            .path("result");
    assertThat(result.path("timestamp")).hasSize(24);
    assertThat(result.path("data").get(0)).hasSize(4);
    assertThat(result.path("timestamp").get(0).asLong()).isLessThan(to);
  }

  @Test
  void whatIsNotListedIsRefusedAndTheConnectionLivesOn() {
    Visitor.Line line = subscribed("ticker", "PI_ETHUSD");
    line.send("{\"event\":\"subscribe\",\"feed\":\"ticker\",\"product_ids\":[\"PF_NOUSD\"]}");
    assertThat(line.next(m -> m.has("message")).path("message").asText())
        .isEqualTo("Invalid product id");
    line.send("{\"event\":\"ping\"}");
    assertThat(line.next(m -> m.path("event").asText().equals("pong"))).isNotNull();
  }

  @Test
  void aClientThatIsSilentForAMinuteIsDropped() {
    Visitor.Line line = visitor.connect("kraken-futures/ws/v1");
    assertThat(line.raw(text -> text.startsWith(Visitor.CLOSED))).isEqualTo(Visitor.CLOSED + 1001);
  }
}
