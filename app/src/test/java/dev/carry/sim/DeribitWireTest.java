package dev.carry.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Deribit v2 as a client without any library meets it.
class DeribitWireTest {
  private static final String PUBLIC = "deribit/api/v2/public/";

  private Visitor visitor = Visitor.plain();

  @AfterEach
  void stop() {
    visitor.close();
  }

  private static String call(int id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"method\":\""
        + method
        + "\",\"params\":"
        + params
        + "}";
  }

  @Test
  void answersComeInTheEnvelope() {
    JsonNode answer = visitor.get(PUBLIC + "get_time");
    assertThat(answer.path("jsonrpc").asText()).isEqualTo("2.0");
    assertThat(answer.path("testnet").asBoolean(true)).isFalse();
    assertThat(answer.path("usOut").asLong() - answer.path("usIn").asLong())
        .isEqualTo(answer.path("usDiff").asLong());
    assertThat(Instant.ofEpochMilli(answer.path("result").asLong())).isEqualTo(Visitor.START);
  }

  @Test
  void instrumentsAreInverseAndLinear() {
    JsonNode all = visitor.get(PUBLIC + "get_instruments").path("result");
    assertThat(all.findValuesAsText("instrument_name"))
        .contains("BTC-PERPETUAL", "ETH-PERPETUAL", "BTC_USDC-PERPETUAL", "SOL_USDC-PERPETUAL");
    JsonNode bitcoin = visitor.get(PUBLIC + "get_instruments?currency=BTC").path("result");
    assertThat(bitcoin.get(0).path("instrument_type").asText()).isEqualTo("reversed");
    assertThat(bitcoin.get(0).path("contract_size").asDouble()).isEqualTo(10);
    assertThat(bitcoin.findValuesAsText("settlement_currency")).containsOnly("BTC");
  }

  @Test
  void aPerpetualTickerHasFundingAsNumbers() {
    JsonNode ticker = visitor.get(PUBLIC + "ticker?instrument_name=BTC-PERPETUAL").path("result");
    assertThat(ticker.path("current_funding").isNumber()).isTrue();
    assertThat(ticker.path("mark_price").isNumber()).isTrue();
    assertThat(ticker.path("state").asText()).isEqualTo("open");
    double premium = ticker.path("mark_price").asDouble() / ticker.path("index_price").asDouble();
    assertThat(premium).isBetween(0.99, 1.01);
  }

  @Test
  void hourlyHistoryAddsUpToTheTrailingEightHours() {
    long end = Visitor.START.toEpochMilli();
    JsonNode rows =
        visitor
            .get(
                PUBLIC
                    + "get_funding_rate_history?instrument_name=SOL_USDC-PERPETUAL"
                    + "&start_timestamp=0&end_timestamp="
                    + end)
            .path("result");
    assertThat(rows).hasSize(720);
    double sum = 0;
    for (int i = 712; i < 720; i++) {
      sum += rows.get(i).path("interest_1h").asDouble();
      assertThat(rows.get(i).path("timestamp").asLong() % 3_600_000).isZero();
    }
    assertThat(rows.get(719).path("interest_8h").asDouble()).isCloseTo(sum, Offset.offset(1e-12));
  }

  @Test
  void theSummaryWantsOneCurrency() {
    JsonNode rows = visitor.get(PUBLIC + "get_book_summary_by_currency?currency=USDC&kind=future");
    assertThat(rows.path("result").findValuesAsText("instrument_name"))
        .allMatch(name -> name.contains("_USDC"));
    HttpResponse<String> any =
        visitor.response(PUBLIC + "get_book_summary_by_currency?currency=any&kind=future");
    assertThat(any.statusCode()).isEqualTo(400);
    assertThat(Visitor.parse(any.body()).path("error").path("code").asInt()).isEqualTo(-32602);
  }

  @Test
  void badChannelsVanishFromTheAnswer() {
    Visitor.Line line = visitor.connect("deribit/ws/api/v2");
    line.send(
        call(
            7,
            "public/subscribe",
            "{\"channels\":[\"ticker.BTC-PERPETUAL.100ms\",\"ticker.NOPE.100ms\","
                + "\"deribit_price_index.btc_usd\",\"perpetual.ETH-PERPETUAL.100ms\"]}"));
    JsonNode answer = Visitor.parse(line.still());
    assertThat(answer.path("id").asInt()).isEqualTo(7);
    assertThat(answer.path("result")).hasSize(3);
    assertThat(answer.path("result").toString()).doesNotContain("NOPE");
    JsonNode index =
        line.next(
            m -> m.path("params").path("channel").asText().equals("deribit_price_index.btc_usd"));
    assertThat(index.findValue("index_name").asText()).isEqualTo("btc_usd");
    JsonNode light =
        line.next(m -> m.path("params").path("channel").asText().startsWith("perpetual."));
    assertThat(light.findValue("interest").isNumber()).isTrue();
    line.next(m -> m.path("params").path("channel").asText().startsWith("ticker.BTC"));
  }

  @Test
  void rawChannelsWantALogin() {
    Visitor.Line line = visitor.connect("deribit/ws/api/v2");
    line.send(call(1, "public/subscribe", "{\"channels\":[\"ticker.BTC-PERPETUAL.raw\"]}"));
    assertThat(Visitor.parse(line.still()).path("error").path("code").asInt()).isEqualTo(13778);
  }

  @Test
  void aHeartbeatMustBeAnswered() {
    Visitor.Line line = visitor.connect("deribit/ws/api/v2");
    line.send(call(1, "public/set_heartbeat", "{\"interval\":5}"));
    assertThat(Visitor.parse(line.still()).path("error").path("code").asInt()).isEqualTo(-32602);
    line.send(call(2, "public/set_heartbeat", "{\"interval\":10}"));
    assertThat(Visitor.parse(line.still()).path("result").asText()).isEqualTo("ok");
    line.next(m -> m.path("params").path("type").asText().equals("test_request"));
    line.send(call(3, "public/test", "{}"));
    line.next(m -> m.path("id").asInt() == 3);
    line.next(m -> m.path("params").path("type").asText().equals("test_request"));
    line.raw(text -> text.startsWith(Visitor.CLOSED));
  }

  @Test
  void changesOfTheBookChain() {
    Visitor.Line line = visitor.connect("deribit/ws/api/v2");
    line.send(call(1, "public/subscribe", "{\"channels\":[\"book.BTC-PERPETUAL.100ms\"]}"));
    JsonNode first = line.next(m -> m.has("params")).path("params").path("data");
    assertThat(first.path("type").asText()).isEqualTo("snapshot");
    long last = first.path("change_id").asLong();
    for (int i = 0; i < 5; i++) {
      JsonNode change = line.next(m -> m.has("params")).path("params").path("data");
      assertThat(change.path("prev_change_id").asLong()).isEqualTo(last);
      last = change.path("change_id").asLong();
    }
  }

  @Test
  void spentCreditsEndTheSession() {
    Visitor.Line line = visitor.connect("deribit/ws/api/v2");
    for (int i = 0; i < 4; i++) {
      line.send(call(i, "public/get_instruments", "{}"));
    }
    JsonNode refused = line.next(m -> m.has("error"));
    assertThat(refused.path("error").path("code").asInt()).isEqualTo(10028);
    line.raw(text -> text.startsWith(Visitor.CLOSED));
    HttpResponse<String> rest = visitor.response(PUBLIC + "get_instruments");
    for (int i = 0; i < 3; i++) {
      rest = visitor.response(PUBLIC + "get_instruments");
    }
    assertThat(rest.statusCode()).isEqualTo(429);
  }
}
