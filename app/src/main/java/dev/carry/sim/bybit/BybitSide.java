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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Bybit v5: contracts, or spot.
public final class BybitSide implements VenueSide {
  private static final int IP_LIMIT = 600;
  private static final int ENDPOINT_LIMIT = 120;
  private static final long BAN_MILLIS = 600_000;

  private final VenueTime time;
  private final BybitRest rest;

  /// By the last part of their path.
  private final Map<String, BybitStreams> streams = new TreeMap<>();

  private final Window perAddress = new Window(5_000);
  private final Window perEndpoint = new Window(1_000);
  private final Map<String, Long> bannedUntil = new HashMap<>();

  /// @param venue the contracts or the pairs
  public BybitSide(Market market, SimVenue venue, VenueTime time) {
    Board board = market.board(venue);
    this.time = time;
    this.rest = new BybitRest(market, board, time);
    List<String> categories =
        venue == SimVenue.BYBIT_SPOT ? List.of("spot") : List.of("linear", "inverse");
    for (String category : categories) {
      streams.put(category, new BybitStreams(market, board, time, category));
    }
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
    return path.startsWith("/v5/public/") && streams.containsKey(category(path));
  }

  @Override
  public Session open(Wire wire) {
    BybitStreams found = streams.get(category(wire.path()));
    if (found == null) {
      throw new IllegalArgumentException("no socket at " + wire.path());
    }
    return found.open(wire);
  }

  @Override
  public void step() {
    streams.values().forEach(BybitStreams::step);
  }

  private static String category(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
