package dev.carry.sim.bitget;

import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Window;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.SimVenue;

/// Bitget's perpetuals.
public final class BitgetSide implements VenueSide {
  private static final int LIMIT = 20;

  private final VenueTime time;
  private final BitgetRest rest;
  private final BitgetStreams streams;
  private final Window used = new Window(1_000);

  public BitgetSide(Market market, VenueTime time) {
    Board board = market.board(SimVenue.BITGET);
    this.time = time;
    this.rest = new BitgetRest(market, board, time);
    this.streams = new BitgetStreams(market, board, time);
  }

  /// Each endpoint has an allowance of its own.
  @Override
  public RestAnswer answer(RestRequest request) {
    long now = used.add(request.from() + request.path(), 1, time.trueNow());
    RestAnswer answer = now > LIMIT ? refusal(429, 0) : rest.answer(request);
    return answer.with("x-mbx-used-remain-limit", Long.toString(Math.max(0, LIMIT - now)));
  }

  @Override
  public RestAnswer refusal(int status, long retrySeconds) {
    return switch (status) {
      case 429 -> rest.error(429, "429", "Too Many Requests");
      case 403 -> RestAnswer.page(403, "<html><body>403 Forbidden</body></html>");
      default -> rest.error(status, "40725", "service return an error");
    };
  }

  @Override
  public boolean serves(String path) {
    return path.equals("/v2/ws/public") || path.equals("/v3/ws/public");
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
