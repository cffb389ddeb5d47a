package dev.carry.sim.krakenfutures;

import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.SimVenue;

/// Kraken Futures: public REST calls are not counted.
public final class KrakenFuturesSide implements VenueSide {
  private final KrakenFuturesRest rest;
  private final KrakenFuturesCharts charts;
  private final KrakenFuturesStreams streams;

  public KrakenFuturesSide(Market market, VenueTime time) {
    Board board = market.board(SimVenue.KRAKEN_FUTURES);
    this.rest = new KrakenFuturesRest(board, time);
    this.charts = new KrakenFuturesCharts(market, board, time);
    this.streams = new KrakenFuturesStreams(market, board, time);
  }

  @Override
  public RestAnswer answer(RestRequest request) {
    return request.path().startsWith(KrakenFuturesCharts.ROOT)
        ? charts.answer(request)
        : rest.answer(request);
  }

  @Override
  public RestAnswer refusal(int status, long retrySeconds) {
    return switch (status) {
      case 429 -> rest.error(429, "apiLimitExceeded");
      case 403 -> RestAnswer.page(403, "<html><body>403 Forbidden</body></html>");
      case 503 -> rest.error(503, "Unavailable");
      default -> rest.error(status, "Server Error");
    };
  }

  @Override
  public boolean serves(String path) {
    return path.equals("/ws/v1");
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
