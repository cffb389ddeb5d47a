package dev.carry.sim;

import dev.carry.sim.fault.Weather;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.world.SimClock;
import dev.carry.sim.world.SimVenue;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The simulated market as a house of venues.
final class MarketHost implements VenueHost {
  /// Longest stretch of computing before the event loop serves its sockets again.
  private static final long BUDGET_NANOS = 15_000_000;

  private final Map<SimVenue, Connections> connections = new EnumMap<>(SimVenue.class);
  private final World world;

  MarketHost(SimOptions options, SimClock clock) {
    for (SimVenue venue : SimVenue.values()) {
      connections.put(venue, new Connections());
    }
    this.world = new World(options, clock, venue -> connections(venue.id()).cutAll());
  }

  @Override
  public List<String> venues() {
    return SimServer.simulated();
  }

  @Override
  public @Nullable VenueSide side(String id) {
    return venues().contains(id) ? world.side(SimVenue.of(id)) : null;
  }

  @Override
  public Weather weather(String id) {
    return world.schedule().of(SimVenue.of(id));
  }

  @Override
  public long time(String id) {
    return world.time(SimVenue.of(id)).now();
  }

  @Override
  public Connections connections(String id) {
    Connections found = connections.get(SimVenue.of(id));
    if (found == null) {
      throw new IllegalStateException("no connections of " + id);
    }
    return found;
  }

  @Override
  public boolean advance() {
    boolean there = world.advance(BUDGET_NANOS);
    connections.values().forEach(Connections::flush);
    return there;
  }
}
