package dev.carry.sim.coinbase;

import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Window;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.SimVenue;

/// Coinbase Exchange, spot.
public final class CoinbaseSide implements VenueSide {
  /// Ten calls a second, and fifteen at once.
  private static final int BURST = 15;

  private final VenueTime time;
  private final CoinbaseRest rest;
  private final CoinbaseStreams streams;
  private final Window used = new Window(1_000);

  public CoinbaseSide(Market market, VenueTime time) {
    Board board = market.board(SimVenue.COINBASE_SPOT);
    this.time = time;
    this.rest = new CoinbaseRest(market, board, time);
    this.streams = new CoinbaseStreams(market, board, time);
  }

  @Override
  public RestAnswer answer(RestRequest request) {
    if (used.add(request.from(), 1, time.trueNow()) > BURST) {
      return refusal(429, 0);
    }
    return rest.answer(request);
  }

  @Override
  public RestAnswer refusal(int status, long retrySeconds) {
    return switch (status) {
      case 429 -> CoinbaseRest.says(429, "Public rate limit exceeded");
      case 403 -> CoinbaseRest.says(403, "Forbidden");
      default -> CoinbaseRest.says(status, "Internal server error");
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
