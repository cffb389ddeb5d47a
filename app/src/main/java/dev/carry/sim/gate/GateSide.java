package dev.carry.sim.gate;

import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Window;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.SimVenue;

/// Gate's perpetuals.
public final class GateSide implements VenueSide {
  private static final int LIMIT = 200;

  private final VenueTime time;
  private final GateRest rest;
  private final GateStreams streams;
  private final Window used = new Window(10_000);

  public GateSide(Market market, VenueTime time) {
    Board board = market.board(SimVenue.GATE);
    this.time = time;
    this.rest = new GateRest(market, board, time);
    this.streams = new GateStreams(market, board, time);
  }

  /// Each endpoint has an allowance of its own.
  @Override
  public RestAnswer answer(RestRequest request) {
    long now = used.add(request.from() + request.path(), 1, time.trueNow());
    RestAnswer answer = now > LIMIT ? refusal(429, 0) : rest.answer(request);
    return answer
        .with("X-Gate-RateLimit-Limit", Integer.toString(LIMIT))
        .with("X-Gate-RateLimit-Requests-Remain", Long.toString(Math.max(0, LIMIT - now)))
        .with("X-Gate-RateLimit-Reset-Timestamp", Long.toString(time.now() / 1000));
  }

  @Override
  public RestAnswer refusal(int status, long retrySeconds) {
    return switch (status) {
      case 429 -> GateRest.error(429, "TOO_MANY_REQUESTS", "Request Rate limit Exceeded");
      case 403 -> RestAnswer.page(403, "<html><body>Access Denied</body></html>");
      default -> GateRest.error(status, "SERVER_ERROR", "Internal server error");
    };
  }

  @Override
  public boolean serves(String path) {
    return path.equals("/v4/ws/usdt") || path.equals("/v4/ws/btc");
  }

  @Override
  public Session open(Wire wire) {
    return streams.open(wire);
  }

  @Override
  public void step() {
    streams.step();
  }

  /// Warns every client that the server is about to be upgraded.
  @Override
  public void announceUpgrade() {
    streams.announceUpgrade();
  }
}
