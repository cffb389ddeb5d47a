package dev.carry.sim.kraken;

import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Window;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.SimVenue;

/// Kraken, spot.
public final class KrakenSide implements VenueSide {
  /// About a call a second, and a few at once.
  private static final int CALLS = 20;

  private static final int WINDOW_MILLIS = 15_000;

  private final VenueTime time;
  private final KrakenRest rest;
  private final KrakenStreams streams;
  private final Window used = new Window(WINDOW_MILLIS);

  public KrakenSide(Market market, VenueTime time) {
    Board board = market.board(SimVenue.KRAKEN_SPOT);
    this.time = time;
    this.rest = new KrakenRest(market, board, time);
    this.streams = new KrakenStreams(market, board, time);
  }

  /// Too many calls are answered with 200 and an error.
  @Override
  public RestAnswer answer(RestRequest request) {
    if (used.add(request.from(), 1, time.trueNow()) > CALLS) {
      return KrakenRest.error("EAPI:Rate limit exceeded");
    }
    return rest.answer(request);
  }

  @Override
  public RestAnswer refusal(int status, long retrySeconds) {
    return switch (status) {
      case 429 -> RestAnswer.of(429, "{\"error\":[\"EAPI:Rate limit exceeded\"]}");
      case 403 -> RestAnswer.page(403, "<html><body>error code: 1015</body></html>");
      default -> RestAnswer.of(status, "{\"error\":[\"EService:Unavailable\"]}");
    };
  }

  @Override
  public boolean serves(String path) {
    return path.equals("/v2");
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
