package dev.carry.sim.hyperliquid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Window;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.SimVenue;

/// Hyperliquid: `POST /info` and one socket.
public final class HyperliquidSide implements VenueSide {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WEIGHT_A_MINUTE = 1_200;

  private final VenueTime time;
  private final HyperliquidInfo info;
  private final HyperliquidStreams streams;
  private final Window used = new Window(60_000);

  public HyperliquidSide(Market market, VenueTime time) {
    Board board = market.board(SimVenue.HYPERLIQUID);
    this.time = time;
    this.info = new HyperliquidInfo(market, board, time);
    this.streams = new HyperliquidStreams(market, board, time, info);
  }

  @Override
  public RestAnswer answer(RestRequest request) {
    if (!request.path().equals("/info")) {
      return RestAnswer.of(404, "");
    }
    if (!request.method().equals("POST")) {
      return RestAnswer.of(405, "");
    }
    HyperliquidInfo.Answer answer = info.answer(parse(request.body()));
    if (answer == null) {
      return RestAnswer.of(422, "Failed to deserialize the JSON body into the target type");
    }
    if (used.add(request.from(), answer.weight(), time.trueNow()) > WEIGHT_A_MINUTE) {
      return refusal(429, 0);
    }
    String json = answer.json();
    return json == null ? RestAnswer.of(500, "null") : RestAnswer.ok(json);
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  @Override
  public RestAnswer refusal(int status, long retrySeconds) {
    return status == 403
        ? RestAnswer.page(403, "<html><body>403 Forbidden</body></html>")
        : RestAnswer.of(status, "null");
  }

  @Override
  public boolean serves(String path) {
    return path.equals("/ws") && streams.hasRoom();
  }

  @Override
  public Session open(Wire wire) {
    return streams.open(wire);
  }

  @Override
  public void step() {
    streams.step();
  }
}
