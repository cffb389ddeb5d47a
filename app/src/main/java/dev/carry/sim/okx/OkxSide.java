package dev.carry.sim.okx;

import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Window;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.SimVenue;

/// OKX v5: swaps and futures, or spot.
public final class OkxSide implements VenueSide {
  private static final int LIMIT = 20;

  private final VenueTime time;
  private final OkxRest rest;
  private final OkxStreams streams;
  private final Window used = new Window(2_000);

  /// @param venue the contracts or the pairs
  public OkxSide(Market market, SimVenue venue, VenueTime time) {
    Board board = market.board(venue);
    this.time = time;
    this.rest = new OkxRest(market, board, time);
    this.streams = new OkxStreams(market, board, time);
  }

  @Override
  public RestAnswer answer(RestRequest request) {
    String what =
        request.from() + request.path() + request.get("instType", "") + request.get("instId", "");
    if (used.add(what, 1, time.trueNow()) > LIMIT) {
      return refusal(429, 0);
    }
    return rest.answer(request);
  }

  @Override
  public RestAnswer refusal(int status, long retrySeconds) {
    return switch (status) {
      case 429 -> RestAnswer.of(429, "{\"msg\":\"Too Many Requests\",\"code\":\"50011\"}");
      case 403 -> RestAnswer.page(403, "<html><body>403 Forbidden</body></html>");
      default ->
          RestAnswer.of(
              status,
              "{\"code\":\"50001\",\"msg\":\"Service temporarily unavailable. Please try again"
                  + " later.\",\"data\":[]}");
    };
  }

  @Override
  public boolean serves(String path) {
    return path.equals("/ws/v5/public") || path.equals("/ws/v5/business");
  }

  @Override
  public Session open(Wire wire) {
    return streams.open(wire);
  }

  @Override
  public void step() {
    streams.step();
  }

  /// Warns every client that its connection will be closed for an upgrade.
  @Override
  public void announceUpgrade() {
    streams.announceUpgrade();
  }
}
