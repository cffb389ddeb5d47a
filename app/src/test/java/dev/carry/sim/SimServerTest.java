package dev.carry.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimServerTest {
  @Test
  void endpointsNameEveryVenueOnOnePort() {
    try (SimServer server = SimServer.start(SimOptions.defaults().withAssets(2))) {
      JsonNode endpoints = Visitor.parse(server.endpointsJson());
      assertThat(endpoints.fieldNames())
          .toIterable()
          .containsExactlyElementsOf(SimServer.simulated());
      assertThat(endpoints.path("okx").path("ws").asText())
          .isEqualTo("ws://127.0.0.1:" + server.port() + "/okx");
      assertThat(endpoints.path("okx").path("rest").asText())
          .isEqualTo("http://127.0.0.1:" + server.port() + "/okx");
    }
  }

  @Test
  void anOccupiedPortIsNamedWithItsMend() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> SimServer.start(SimOptions.defaults().withAssets(1).withPort(port)))
          .isInstanceOf(SimException.class)
          .hasMessage(
              "port "
                  + port
                  + " on 127.0.0.1 is in use: stop what listens there, choose another"
                  + " port, or 0 for any free one");
    }
  }

  @Test
  void badOptionsAreToldWithWhatIsAllowed() {
    assertThatThrownBy(() -> SimOptions.defaults().withAssets(601))
        .hasMessage("assets: found 601, allowed is 1 to 600");
    assertThatThrownBy(() -> SimOptions.defaults().withSpeed(0)).hasMessageContaining("speed");
  }

  @Test
  void anUnknownVenueIsToldWhichThereAre() {
    try (Visitor visitor = Visitor.plain()) {
      assertThat(visitor.response("mtgox/x").body())
          .contains(
              "no venue 'mtgox' here, there are: " + String.join(", ", SimServer.simulated()));
    }
  }

  @Test
  void theClockRunsAtItsSpeedForEveryVenue() {
    try (SimServer server = SimServer.start(SimOptions.defaults().withAssets(2).withSpeed(3_600))) {
      assertThat(server.clock().speed()).isEqualTo(3_600);
      assertThat(server.clock().instant()).isBeforeOrEqualTo(server.now());
    }
  }

  @Test
  void settlementsAppearInEveryHistoryAfterTheirBoundary() {
    try (Visitor visitor = new Visitor(SimOptions.defaults().withAssets(2).withSpeed(600))) {
      visitor.advance(Duration.ofMinutes(154));
      long boundary = 1_777_910_400_000L;
      String binance =
          visitor.response("binance-usdm/fapi/v1/fundingRate?symbol=BTCUSDT&limit=1").body();
      assertThat(Visitor.parse(binance).get(0).path("fundingTime").asLong() / 1_000)
          .isEqualTo(boundary / 1_000);
      assertThat(
              visitor
                  .get("bybit/v5/market/funding/history?category=linear&symbol=BTCUSDT&limit=1")
                  .findValue("fundingRateTimestamp")
                  .asLong())
          .isEqualTo(boundary);
      assertThat(
              visitor
                  .get("okx/api/v5/public/funding-rate-history?instId=BTC-USDT-SWAP&limit=1")
                  .findValue("fundingTime")
                  .asLong())
          .isEqualTo(boundary);
    }
  }

  @Test
  void recordedMessagesAreServedInTheirOrderWithTheirDisconnect(@TempDir Path folder)
      throws IOException {
    Path venue = Files.createDirectories(folder.resolve("okx"));
    Files.writeString(
        venue.resolve("tickers.raw"),
        """
        2026-01-01T00:00:00.0000000Z {"n":1}
        2026-01-01T00:00:02.0000000Z {"n":3}

        2026-01-01T00:00:05.0000000Z {"n":4}
        """);
    Files.writeString(venue.resolve("trades.raw"), "2026-01-01T00:00:01.0000000Z {\"n\":2}\n");
    Files.writeString(venue.resolve("rest_funding-rate.json"), "{\"code\": \"0\", \"data\": []}");
    try (Visitor visitor = new Visitor(SimOptions.defaults().withFrames(folder))) {
      assertThat(visitor.server().venues()).containsExactly("okx");
      Visitor.Line line = visitor.connect("okx/ws/v5/public");
      line.send("{\"op\":\"subscribe\",\"args\":[{\"channel\":\"tickers\",\"instId\":\"X\"}]}");
      assertThat(line.raw(text -> text.contains("subscribe"))).contains("\"event\":\"subscribe\"");
      List<String> all =
          List.of(
              line.raw(text -> text.contains("\"n\"") || text.startsWith(Visitor.CLOSED)),
              line.raw(text -> true));
      assertThat(all.getLast()).isIn("{\"n\":2}", "{\"n\":3}");
      line.raw(text -> text.startsWith(Visitor.CLOSED));
      Visitor.Line again = visitor.connect("okx/ws/v5/public");
      assertThat(again.raw(text -> true)).isEqualTo("{\"n\":4}");
      assertThat(visitor.response("okx/api/v5/public/funding-rate?instId=ANY").body())
          .isEqualTo("{\"code\":\"0\",\"data\":[]}");
      assertThat(visitor.response("okx/api/v5/public/time").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void restBodiesAreFoundByTheAddressRecordedBesideThem(@TempDir Path folder) throws IOException {
    Path venue = Files.createDirectories(folder.resolve("binance_usdm").resolve("any"));
    Files.writeString(venue.resolve("http_depth.jsonl"), "{\"a\":1}\n{\"a\":2}\n");
    Files.writeString(
        venue.resolve("http_depth.recv_ts"),
        """
        1626992741.3\thttps://fapi.binance.com/fapi/v1/depth?symbol=A&limit=5
        1626992742.4\thttps://fapi.binance.com/fapi/v1/depth?symbol=B&limit=5
        """);
    try (Visitor visitor = new Visitor(SimOptions.defaults().withFrames(folder))) {
      assertThat(visitor.response("binance-usdm/fapi/v1/depth?symbol=B&limit=5").body())
          .isEqualTo("{\"a\":2}");
      assertThat(visitor.response("binance-usdm/fapi/v1/depth?symbol=A&limit=5").body())
          .isEqualTo("{\"a\":1}");
      assertThat(visitor.get("binance-usdm/fapi/v1/none").path("code").asInt()).isEqualTo(-5000);
    }
  }

  @Test
  void aFolderWithoutRecordingsIsToldSo(@TempDir Path folder) {
    assertThatThrownBy(() -> SimServer.start(SimOptions.defaults().withFrames(folder)))
        .isInstanceOf(SimException.class)
        .hasMessageContaining("no recorded messages under");
  }
}
