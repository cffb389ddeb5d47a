package dev.carry.sim;

import dev.carry.sim.fault.Weather;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.world.SimClock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the door needs to know of the house behind it.
interface VenueHost {
  /// The house that the options ask for.
  static VenueHost of(SimOptions options, SimClock clock) {
    return options
        .frames()
        .<VenueHost>map(folder -> new FramesHost(options, folder, clock))
        .orElseGet(() -> new MarketHost(options, clock));
  }

  /// The ids of all venues.
  List<String> venues();

  /// A venue by its id.
  @Nullable VenueSide side(String id);

  /// The faults on a venue.
  Weather weather(String id);

  /// What a venue's clock says, epoch milliseconds.
  long time(String id);

  /// Where connections are kept, so that a fault can cut them.
  Connections connections(String id);

  /// Moves everything towards the clock for a short while; true when it got there.
  boolean advance();
}
