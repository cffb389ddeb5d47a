package dev.carry.sim.fault;

import dev.carry.sim.world.SimVenue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/// Bad weather drawn from a seed: the same seed always gives the same faults.
public final class Storm {
  private static final Kind[] KINDS = {
    Kind.DISCONNECT,
    Kind.SILENCE,
    Kind.REFUSE,
    Kind.GARBAGE,
    Kind.TRUNCATE,
    Kind.DUPLICATE,
    Kind.REORDER,
    Kind.DELAY,
    Kind.STALE,
    Kind.CLOCK_SKEW
  };

  private Storm() {}

  /// Faults on all venues over a time.
  ///
  /// @param over simulated time in which they begin
  /// @param count how many, at most 10 000
  public static List<Fault> of(long seed, Duration over, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    SimVenue[] venues = SimVenue.values();
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < Math.min(count, 10_000); i++) {
      Kind kind = KINDS[random.nextInt(KINDS.length)];
      SimVenue venue = venues[random.nextInt(venues.length)];
      Duration at = Duration.ofMillis(random.nextLong(Math.max(1, over.toMillis())));
      Duration lasts = Duration.ofMillis(500 + random.nextLong(10_000));
      Fault fault =
          Fault.of(at, venue, kind)
              .lasting(lasts)
              .withShare(0.05 + 0.4 * random.nextDouble())
              .withStatus(random.nextBoolean() ? 429 : 503, lasts)
              .withBy(Duration.ofMillis(100 + random.nextLong(3_000)));
      faults.add(fault);
    }
    faults.sort(Comparator.comparing(Fault::at));
    return faults;
  }
}
