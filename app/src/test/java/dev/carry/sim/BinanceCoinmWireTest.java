package dev.carry.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Binance COIN-M as a client without any library meets it: what it does otherwise than USD-M.
class BinanceCoinmWireTest {
  private static final String REST = "binance-coinm/dapi/v1/";
  private static final long HOUR = 3_600_000;

  private Visitor visitor = Visitor.plain();

  @BeforeEach
  void fresh() {
    visitor.close();
    visitor = Visitor.plain();
  }

  @AfterEach
  void stop() {
    visitor.close();
  }

  @Test
  void contractsAreWorthDollarsAndAreSettledInTheirCoin() {
    JsonNode first = visitor.get(REST + "exchangeInfo").path("symbols").get(0);
    assertThat(first.path("symbol").asText()).isEqualTo("BTCUSD_PERP");
    assertThat(first.path("contractSize").asInt()).isEqualTo(100);
    assertThat(first.path("contractStatus").asText()).isEqualTo("TRADING");
    assertThat(first.has("status")).isFalse();
    assertThat(first.path("marginAsset").asText()).isEqualTo("BTC");
    assertThat(visitor.get(REST + "exchangeInfo").findValuesAsText("contractType"))
        .contains("PERPETUAL", "CURRENT_QUARTER", "NEXT_QUARTER");
  }

  @Test
  void aQuarterHasEmptyTextsForItsFundingAndOneSymbolIsAnArray() {
    for (JsonNode row : visitor.get(REST + "premiumIndex")) {
      boolean dated = !row.path("symbol").asText().endsWith("_PERP");
      assertThat(row.path("lastFundingRate").asText().isEmpty()).isEqualTo(dated);
      assertThat(row.path("interestRate").asText().isEmpty()).isEqualTo(dated);
      assertThat(row.path("nextFundingTime").asLong() == 0).isEqualTo(dated);
      assertThat(row.path("symbol").asText()).startsWith(row.path("pair").asText());
    }
    assertThat(visitor.get(REST + "premiumIndex?symbol=BTCUSD_PERP")).hasSize(1);
  }

  @Test
  void fundingHistoryNeedsASymbolAndHasNoMarks() {
    assertThat(visitor.get(REST + "fundingRate").path("code").asInt()).isEqualTo(-1102);
    JsonNode rows = visitor.get(REST + "fundingRate?symbol=BTCUSD_PERP&limit=3");
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0).has("markPrice")).isFalse();
    long apart =
        rows.get(1).path("fundingTime").asLong() - rows.get(0).path("fundingTime").asLong();
    assertThat(Math.round(apart / (double) HOUR)).isEqualTo(8);
  }

  @Test
  void socketsAreNotRouted() {
    Visitor.Line line =
        visitor.connect("binance-coinm/stream?streams=btcusd@markPrice@1s/btcusd_perp@bookTicker");
    JsonNode marks =
        line.next(m -> m.path("stream").asText().equals("btcusd@markPrice@1s")).path("data");
    List<String> symbols = new ArrayList<>();
    for (JsonNode row : marks) {
      symbols.add(row.path("s").asText());
      assertThat(row.path("i")).isEqualTo(marks.get(0).path("i"));
      assertThat(row.path("st").asInt()).isEqualTo(2);
    }
    assertThat(symbols).hasSize(3).contains("BTCUSD_PERP");
    JsonNode quote =
        line.next(m -> m.path("stream").asText().equals("btcusd_perp@bookTicker")).path("data");
    assertThat(quote.path("ps").asText()).isEqualTo("BTCUSD");
    assertThat(quote.path("B").asText()).as("whole contracts").matches("\\d+");
  }

  @Test
  void theIndexOfAPairIsToldByItself() {
    Visitor.Line line = visitor.connect("binance-coinm/ws/btcusd@indexPrice@1s");
    JsonNode index = line.next(m -> m.path("e").asText().equals("indexPriceUpdate"));
    assertThat(index.path("i").asText()).isEqualTo("BTCUSD");
    assertThat(index.path("p").asDouble()).isPositive();
  }

  @Test
  void changesOfTheBookJoinTheSnapshot() {
    Visitor.Line line = visitor.connect("binance-coinm/ws/btcusd_perp@depth@100ms");
    JsonNode snapshot = visitor.get(REST + "depth?symbol=BTCUSD_PERP&limit=1000");
    assertThat(snapshot.path("pair").asText()).isEqualTo("BTCUSD");
    long last = snapshot.path("lastUpdateId").asLong();
    JsonNode first = line.next(m -> m.path("u").asLong() >= last);
    assertThat(first.path("U").asLong()).isLessThanOrEqualTo(last);
    JsonNode second = line.next(m -> m.path("e").asText().equals("depthUpdate"));
    assertThat(second.path("pu").asLong()).isEqualTo(first.path("u").asLong());
  }

  @Test
  void ofALongStretchOfCandlesTheNewestComeAndTheStretchHasALimit() {
    long end = Visitor.START.toEpochMilli();
    String call = REST + "markPriceKlines?symbol=BTCUSD_PERP&interval=1h&limit=5&startTime=";
    JsonNode rows = visitor.get(call + (end - 48 * HOUR) + "&endTime=" + end);
    assertThat(rows).hasSize(5);
    assertThat(rows.get(4).get(0).asLong()).isEqualTo(end / HOUR * HOUR);
    JsonNode long200 = visitor.get(call + (end - 201 * 24 * HOUR) + "&endTime=" + end);
    assertThat(long200.path("code").asInt()).isEqualTo(-1127);
    assertThat(visitor.get(REST + "indexPriceKlines?pair=BTCUSD&interval=1h&limit=2")).hasSize(2);
  }

  @Test
  void openInterestOfThePastIsByPairAndTypeOfContract() {
    String call = "binance-coinm/futures/data/openInterestHist?period=1h&limit=2&pair=BTCUSD";
    assertThat(visitor.get(call).path("code").asInt()).isEqualTo(-1102);
    JsonNode rows = visitor.get(call + "&contractType=PERPETUAL");
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).has("symbol")).isFalse();
    assertThat(rows.get(0).path("sumOpenInterest").asText()).matches("\\d+");
    JsonNode now = visitor.get(REST + "openInterest?symbol=BTCUSD_PERP");
    assertThat(now.path("contractType").asText()).isEqualTo("PERPETUAL");
  }
}
