package dev.carry.sim.backpack;

import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Window;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.SimVenue;

/// Backpack: a limit is not published; ours is the one its clients assume.
public final class BackpackSide implements VenueSide {
  private static final int LIMIT = 20;

  private final VenueTime time;
  private final BackpackRest rest;
  private final BackpackStreams streams;
  private final Window used = new Window(1_000);

  public BackpackSide(Market market, VenueTime time) {
    Board board = market.board(SimVenue.BACKPACK);
    this.time = time;
    this.rest = new BackpackRest(market, board, time);
    this.streams = new BackpackStreams(market, board, time);
  }

  @Override
  public RestAnswer answer(RestRequest request) {
    return used.add(request.from(), 1, time.trueNow()) > LIMIT
        ? refusal(429, 0)
        : rest.answer(request);
  }

  @Override
  public RestAnswer refusal(int status, long retrySeconds) {
    return switch (status) {
      case 429 -> BackpackRest.error(429, "TOO_MANY_REQUESTS", "Too many requests.");
      case 403 -> RestAnswer.page(403, "<html><body>403 Forbidden</body></html>");
      case 503 -> BackpackRest.error(503, "SERVICE_UNAVAILABLE", "System under maintenance.");
      default -> BackpackRest.error(status, "SERVER_ERROR", "Internal server error.");
    };
  }

  @Override
  public boolean serves(String path) {
    return path.isEmpty() || path.equals("/");
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
