package dev.carry.sim;

import dev.carry.sim.fault.Fault;
import dev.carry.sim.fault.Kind;
import dev.carry.sim.fault.Schedule;
import dev.carry.sim.fault.Weather;
import dev.carry.sim.frames.FramesSide;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.world.SimClock;
import dev.carry.sim.world.SimVenue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Recorded messages as a house of venues: each folder of the frames is one.
final class FramesHost implements VenueHost, Schedule.Effects {
  private static final Set<Kind> OF_THE_MARKET =
      EnumSet.of(Kind.CLOCK_SKEW, Kind.PERIOD_CHANGE, Kind.DELIST, Kind.IMPOSTOR, Kind.UPGRADE);

  private final Map<String, FramesSide> sides = new LinkedHashMap<>();
  private final Map<String, Connections> connections = new LinkedHashMap<>();
  private final Weather calm = Weather.calm();
  private final Schedule schedule;
  private final SimClock clock;

  FramesHost(SimOptions options, Path folder, SimClock clock) {
    this.clock = clock;
    for (Path venue : folders(folder)) {
      String id = String.valueOf(venue.getFileName()).replace('_', '-');
      FramesSide side;
      try {
        side = new FramesSide(id, venue, clock, options.pace());
      } catch (IllegalArgumentException e) {
        throw SimException.wrongCall(String.valueOf(e.getMessage()));
      }
      if (side.size() > 0) {
        sides.put(id, side);
        connections.put(id, new Connections());
      }
    }
    if (sides.isEmpty()) {
      throw SimException.wrongCall(
          "no recorded messages under " + folder + ": expected <venue-id>/<stream>.raw or .jsonl");
    }
    for (Fault fault : options.faults()) {
      if (OF_THE_MARKET.contains(fault.what())) {
        throw SimException.wrongCall(
            "fault '"
                + fault.what().word()
                + "' needs the simulated market, not recorded messages");
      }
    }
    this.schedule = new Schedule(options.faults(), options.seed(), clock.millis(), this);
  }

  private static List<Path> folders(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw SimException.wrongCall("no folder " + folder + " to serve recorded messages from");
    }
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new SimException("cannot read " + folder + ": " + e, e);
    }
  }

  @Override
  public List<String> venues() {
    return new ArrayList<>(sides.keySet());
  }

  @Override
  public @Nullable VenueSide side(String id) {
    return sides.get(id);
  }

  @Override
  public Weather weather(String id) {
    return SimServer.simulated().contains(id) ? schedule.of(SimVenue.of(id)) : calm;
  }

  @Override
  public long time(String id) {
    return clock.millis();
  }

  @Override
  public Connections connections(String id) {
    return connections.computeIfAbsent(id, any -> new Connections());
  }

  @Override
  public boolean advance() {
    schedule.until(clock.millis());
    sides.values().forEach(FramesSide::step);
    connections.values().forEach(Connections::flush);
    return true;
  }

  @Override
  public void begin(Fault fault, SimVenue venue) {
    if (fault.what() == Kind.DISCONNECT) {
      connections(venue.id()).cutAll();
    }
  }

  @Override
  public void end(Fault fault, SimVenue venue) {}
}
