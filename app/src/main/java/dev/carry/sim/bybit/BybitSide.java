package dev.carry.sim.bybit;

import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Window;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.SimVenue;
import java.util.HashMap;
import java.util.Map;

/// Bybit v5 derivatives.
public final class BybitSide implements VenueSide {
  private static final int IP_LIMIT = 600;
  private static final int ENDPOINT_LIMIT = 120;
  private static final long BAN_MILLIS = 600_000;

  private final VenueTime time;
  private final BybitRest rest;
  private final BybitStreams linear;
  private final BybitStreams inverse;
  private final Window perAddress = new Window(5_000);
  private final Window perEndpoint = new Window(1_000);
  private final Map<String, Long> bannedUntil = new HashMap<>();

  public BybitSide(Market market, VenueTime time) {
    Board board = market.board(SimVenue.BYBIT);
    this.time = time;
    this.rest = new BybitRest(market, board, time);
    this.linear = new BybitStreams(market, board, time, false);
    this.inverse = new BybitStreams(market, board, time, true);
  }

  @Override
  public RestAnswer answer(RestRequest request) {
    long now = time.trueNow();
    Long banned = bannedUntil.get(request.from());
    if (banned != null && now < banned) {
      return refusal(403, 0);
    }
    if (perAddress.add(request.from(), 1, now) > IP_LIMIT) {
      bannedUntil.put(request.from(), now + BAN_MILLIS);
      return refusal(403, 0);
    }
    long used = perEndpoint.add(request.from() + request.path(), 1, now);
    RestAnswer answer =
        used > ENDPOINT_LIMIT
            ? RestAnswer.ok(rest.error(10006, "Too many visits. Exceeded the API Rate Limit."))
            : rest.answer(request);
    return answer
        .with("X-Bapi-Limit", Integer.toString(ENDPOINT_LIMIT))
        .with("X-Bapi-Limit-Status", Long.toString(Math.max(0, ENDPOINT_LIMIT - used)))
        .with("X-Bapi-Limit-Reset-Timestamp", Long.toString(now + perEndpoint.left(now)));
  }

  @Override
  public RestAnswer refusal(int status, long retrySeconds) {
    if (status == 403) {
      return RestAnswer.page(
          403, "<html><head><title>403 access too frequent</title></head></html>");
    }
    String why = status == 429 ? "Too many visits!" : "Server error";
    return RestAnswer.of(status, rest.error(status == 429 ? 10006 : 10016, why))
        .with("Retry-After", Long.toString(retrySeconds));
  }

  @Override
  public boolean serves(String path) {
    return path.equals("/v5/public/linear") || path.equals("/v5/public/inverse");
  }

  @Override
  public Session open(Wire wire) {
    return (wire.path().endsWith("linear") ? linear : inverse).open(wire);
  }

  @Override
  public void step() {
    linear.step();
    inverse.step();
  }
}
