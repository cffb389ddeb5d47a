package dev.carry.sim.binance;

import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.SimVenue;

/// Binance USD-M futures.
public final class BinanceSide implements VenueSide {
  private final BinanceStreams streams;
  private final BinanceRest rest;
  private final BinanceLimits limits;

  public BinanceSide(Market market, VenueTime time) {
    this.limits = new BinanceLimits(time);
    this.rest = new BinanceRest(market, market.board(SimVenue.BINANCE_USDM), time);
    this.streams = new BinanceStreams(market, market.board(SimVenue.BINANCE_USDM), time);
  }

  @Override
  public RestAnswer answer(RestRequest request) {
    return limits.guard(request, () -> rest.answer(request));
  }

  @Override
  public RestAnswer refusal(int status, long retrySeconds) {
    return BinanceLimits.refusal(status, retrySeconds, "127.0.0.1");
  }

  @Override
  public boolean serves(String path) {
    return BinanceStreams.serves(path);
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
