package dev.carry.sim.fault;

import dev.carry.sim.world.SimVenue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// All faults in the order in which they begin, and which of them are under way.
public final class Schedule {
  /// What a fault does beyond the wire. Each is called once as the fault begins and once as it
  /// ends, for each venue.
  public interface Effects {
    void begin(Fault fault, SimVenue venue);

    void end(Fault fault, SimVenue venue);
  }

  private final List<Fault> ahead;
  private final List<Fault> active = new ArrayList<>();
  private final Map<SimVenue, Weather> weather = new EnumMap<>(SimVenue.class);
  private final long start;
  private final Effects effects;

  /// @param start epoch milliseconds that offsets count from
  public Schedule(List<Fault> faults, long seed, long start, Effects effects) {
    this.ahead = new ArrayList<>(faults);
    this.ahead.sort(Comparator.comparing(Fault::at));
    this.start = start;
    this.effects = effects;
    for (SimVenue venue : SimVenue.values()) {
      boolean remembers =
          faults.stream().anyMatch(f -> f.what() == Kind.STALE && f.venues().contains(venue));
      weather.put(
          venue, new Weather(new SplittableRandom(seed * 31 + venue.id().hashCode()), remembers));
    }
  }

  /// The weather on a venue.
  public Weather of(SimVenue venue) {
    Weather found = weather.get(venue);
    if (found == null) {
      throw new IllegalStateException("no weather on " + venue);
    }
    return found;
  }

  /// Begins and ends what is due at `now`, epoch milliseconds.
  public void until(long now) {
    weather.values().forEach(w -> w.time(now));
    for (Fault fault : List.copyOf(active)) {
      if (start + fault.at().plus(fault.lasts()).toMillis() <= now) {
        active.remove(fault);
        for (SimVenue venue : fault.venues()) {
          of(venue).end(fault);
          effects.end(fault, venue);
        }
      }
    }
    while (!ahead.isEmpty() && start + ahead.getFirst().at().toMillis() <= now) {
      Fault fault = ahead.removeFirst();
      active.add(fault);
      for (SimVenue venue : fault.venues()) {
        of(venue).begin(fault);
        effects.begin(fault, venue);
      }
    }
  }
}
