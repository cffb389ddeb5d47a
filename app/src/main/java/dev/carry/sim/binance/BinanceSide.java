package dev.carry.sim.binance;

import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.SimVenue;

/// One of Binance's markets: USD-M or COIN-M futures, or spot.
public final class BinanceSide implements VenueSide {
  private final BinanceStreams streams;
  private final BinanceRest rest;
  private final BinanceLimits limits;

  public BinanceSide(SimVenue venue, Market market, VenueTime time) {
    BinanceProduct product = BinanceProduct.of(venue);
    Board board = market.board(venue);
    this.limits = new BinanceLimits(product, time);
    this.rest = new BinanceRest(product, market, board, time);
    this.streams = new BinanceStreams(product, market, board, time);
  }

  @Override
  public RestAnswer answer(RestRequest request) {
    return limits.guard(request, () -> rest.answer(request));
  }

  @Override
  public RestAnswer refusal(int status, long retrySeconds) {
    return limits.refusal(status, retrySeconds, "127.0.0.1");
  }

  @Override
  public boolean serves(String path) {
    return streams.serves(path);
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
