package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BasisVerbTest {
  private static final long START = 1_704_067_200_000L;
  private static final long HOUR = 3_600_000L;
  @TempDir private Path folder;

  /// Hourly premiums in basis points: one episode of three hours up, one down that never ends.
  private void store(int... bps) throws IOException {
    List<String> marks = new ArrayList<>(List.of("ts_ms,open,high,low,close"));
    List<String> indexes = new ArrayList<>(List.of("ts_ms,open,high,low,close"));
    List<String> funding = new ArrayList<>(List.of("ts_ms,funding_rate"));
    for (int i = 0; i < bps.length; i++) {
      String mark = String.valueOf(10_000 + bps[i]);
      marks.add(String.join(",", "" + (START + i * HOUR), mark, mark, mark, mark));
      indexes.add(START + i * HOUR + ",10000,10000,10000,10000");
      if (i % 8 == 0) {
        funding.add(START + i * HOUR + ",0.0001");
      }
    }
    Path files = Files.createDirectories(folder.resolve("files"));
    Files.write(files.resolve("bybit_BTCUSDT_mark_1h.csv"), marks);
    Files.write(files.resolve("bybit_BTCUSDT_index_1h.csv"), indexes);
    Files.write(files.resolve("bybit_ETHUSDT_perp_1h.csv"), marks);
    Files.write(files.resolve("bybit-spot_ETHUSDT_trade_1h.csv"), indexes);
    Files.write(files.resolve("bybit_BTCUSDT.csv"), funding);
    Called imported = Called.call("history", "import", files.toString(), "--data", data());
    assertThat(imported.exit()).as(imported.err()).isZero();
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private Called basis(String... more) {
    List<String> call = new ArrayList<>(List.of("basis", "--data", data()));
    call.addAll(List.of(more));
    return Called.call(call.toArray(String[]::new));
  }

  @Test
  void whatIsStoredBecomesAReportAsWordsJsonAndPicture() throws IOException {
    store(0, 6, 9, 8, 1, 0, 0, 0, 0, -7, -8);

    Called called =
        basis(
            "--venue",
            "bybit",
            "--symbol",
            "BTCUSDT",
            "--costs",
            "4bps",
            "--format",
            "json",
            "--out",
            folder.resolve("out").toString());

    assertThat(called.exit()).as(called.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(called.out());
    assertThat(report.get("title").asText()).isEqualTo("Mark against index: bybit BTCUSDT");
    assertThat(report.get("proxy").asBoolean()).isFalse();
    assertThat(report.get("mark").asText()).startsWith("mark candles of 1h, their closes");
    assertThat(report.get("from").asText()).isEqualTo("2024-01-01T01:00:00Z");
    assertThat(report.get("joined").asInt()).isEqualTo(11);
    assertThat(report.at("/statistics/meanBps").asDouble()).isCloseTo(9 / 11.0, within(1e-9));
    assertThat(report.at("/statistics/beyondShare").asDouble()).isCloseTo(5 / 11.0, within(1e-9));
    JsonNode up = report.get("episodes").get(0);
    assertThat(up.get("duration").asText()).isEqualTo("PT3H");
    assertThat(up.get("entryBps").asDouble()).isCloseTo(6, within(1e-9));
    assertThat(up.get("gainBps").asDouble()).isCloseTo(5, within(1e-9));
    assertThat(up.get("covered").asBoolean()).isTrue();
    assertThat(report.get("episodes").get(1).get("ended").asBoolean()).isFalse();
    assertThat(report.get("coveredShare").asDouble()).isEqualTo(1);
    assertThat(report.at("/funding/settled").asBoolean()).isTrue();
    assertThat(report.at("/funding/count").asInt()).isEqualTo(1);

    Path svg = folder.resolve("out/basis-bybit-BTCUSDT.svg");
    assertThat(Files.readString(svg))
        .contains("Mark against index: bybit BTCUSDT", "<polyline", "fill-opacity=\"0.25\"");
    BufferedImage png = ImageIO.read(folder.resolve("out/basis-bybit-BTCUSDT.png").toFile());
    assertThat(png.getWidth()).isEqualTo(2_400);

    assertThat(basis("--venue", "bybit", "--symbol", "BTCUSDT", "--format", "table").out())
        .contains(
            "1 above the index, 1 below",
            "22.0 bps (four takers at the venue's lowest tier",
            "covered by 0 of 1 episodes that ended (0 %)");
  }

  @Test
  void aTradeIsNoMarkAndAProxyCallsItselfOne() throws IOException {
    store(0, 6, 9, 8, 1);

    Called refused = basis("--venue", "bybit", "--symbol", "ETHUSDT");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .contains("bybit:ETHUSDT: of it only what was traded is stored, and a trade is no mark");

    Called proxy =
        basis(
            "--venue",
            "bybit",
            "--symbol",
            "ETHUSDT",
            "--proxy",
            "bybit-spot:ETHUSDT",
            "--format",
            "table");
    assertThat(proxy.exit()).as(proxy.err()).isZero();
    assertThat(proxy.out()).startsWith("Proxy for mark against index: bybit ETHUSDT");
    assertThat(proxy.out()).contains("missing   no settled funding of that time is stored");
  }

  @Test
  void rawMessagesAreReadThroughTheVenuesCodec() throws IOException {
    Path file = folder.resolve("marks.jsonl");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String message =
          """
          {"e":"markPriceUpdate","E":%d,"s":"BTCUSDT","p":"%s","ap":"1","P":"0","i":"100",\
          "r":"0.0001","T":1704096000000}\
          """
              .formatted(START + i * 1_000L, i == 2 ? "100.08" : "100.01");
      lines.add("2024-01-01T00:00:0" + i + ".5000000Z " + message);
    }
    Files.write(file, lines);

    Called called =
        Called.call("basis", "--venue", "binance-usdm", "--format", "json", file.toString());

    assertThat(called.exit()).as(called.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(called.out());
    assertThat(report.get("joined").asInt()).isEqualTo(5);
    assertThat(report.get("from").asText()).isEqualTo("2024-01-01T00:00:00.500Z");
    assertThat(report.at("/statistics/mostBps").asDouble()).isCloseTo(8, within(1e-9));
    assertThat(report.get("episodes")).hasSize(1);
    assertThat(report.at("/funding/settled").asBoolean()).isFalse();
    assertThat(report.get("points").get(2).get(1).asDouble()).isCloseTo(8, within(1e-9));
  }

  @Test
  void wrongCallsAreToldAndEndWithTwo() {
    assertThat(basis().err()).contains("--venue: whose mark is to be compared");
    assertThat(basis("--venue", "nobody").err()).contains("--venue nobody: no such venue");
    assertThat(basis("--venue", "bybit", "--symbol", "BTCUSDT", "--proxy", "nobody:BTC").err())
        .contains("--proxy nobody: no such venue");
    assertThat(basis("--venue", "htx", "--symbol", "BTC-USDT").err())
        .contains("--costs: no fees of htx are known");
    assertThat(basis("--venue", "bybit", "--threshold", "1bps", "--close", "2bps").err())
        .contains("0 <= close <= threshold");
    assertThat(basis("--venue", "bybit", "--proxy", "okx-spot:BTC-USDT").err())
        .contains("--proxy: of one --symbol");
    assertThat(basis("--venue", "bybit", "none.jsonl").err()).contains("none.jsonl: no such file");
    assertThat(basis("--venue", "bybit", "--symbol", "BTCUSDT").exit()).isEqualTo(1);
  }
}
