package dev.carry.sim.dydx;

import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Window;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.SimVenue;

/// dYdX v4: `/v4` and its socket.
public final class DydxSide implements VenueSide {
  private static final int REQUESTS = 100;

  private final VenueTime time;
  private final DydxRest rest;
  private final DydxStreams streams;
  private final Window used = new Window(10_000);

  public DydxSide(Market market, VenueTime time) {
    Board board = market.board(SimVenue.DYDX);
    this.time = time;
    this.rest = new DydxRest(market, board, time);
    this.streams = new DydxStreams(market, board, time, rest);
  }

  @Override
  public RestAnswer answer(RestRequest request) {
    return used.add(request.from(), 1, time.trueNow()) > REQUESTS
        ? refusal(429, 0)
        : rest.answer(request);
  }

  @Override
  public RestAnswer refusal(int status, long retrySeconds) {
    return switch (status) {
      case 429 -> RestAnswer.of(429, "{\"errors\":[{\"msg\":\"Too many requests\"}]}");
      case 403 ->
          RestAnswer.of(
              403,
              "{\"errors\":[{\"code\":\"GEOBLOCKED\",\"msg\":\"Because you appear to be a resident"
                  + " of, or trading from, a jurisdiction that violates our terms of use.\"}]}");
      default -> RestAnswer.of(status, "{\"errors\":[{\"msg\":\"Internal Server Error\"}]}");
    };
  }

  @Override
  public boolean serves(String path) {
    return path.equals("/v4/ws");
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
