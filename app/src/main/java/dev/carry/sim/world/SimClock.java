package dev.carry.sim.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The only clock of the simulator. Give the same object to a client and both live in one time.
///
/// A running clock starts at an instant and moves `speed` times as fast as the wall; a manual clock
/// moves only when told. Safe for use from any thread.
public final class SimClock implements InstantSource {
  private static final long NOT_RUNNING = Long.MIN_VALUE;

  private final Instant start;
  private final double speed;
  private final long startNanos;
  private volatile Duration stepped = Duration.ZERO;

  private SimClock(Instant start, double speed, long startNanos) {
    this.start = start;
    this.speed = speed;
    this.startNanos = startNanos;
  }

  /// A clock that starts at `start` and runs `speed` (above 0) times as fast as the wall.
  public static SimClock running(Instant start, double speed) {
    if (!(speed > 0 && speed <= 100_000)) {
      throw new IllegalArgumentException(
          "speed must be above 0 and at most 100000, found " + speed);
    }
    return new SimClock(start, speed, System.nanoTime());
  }

  /// A clock that stands at `start` until [#advance].
  public static SimClock manual(Instant start) {
    return new SimClock(start, 1, NOT_RUNNING);
  }

  @Override
  public Instant instant() {
    if (startNanos == NOT_RUNNING) {
      return start.plus(stepped);
    }
    return start.plusNanos(Math.round((System.nanoTime() - startNanos) * speed));
  }

  /// Simulated seconds in a second of the wall; 1 for a manual clock.
  public double speed() {
    return speed;
  }

  /// Moves a manual clock forward.
  public synchronized void advance(Duration by) {
    if (startNanos != NOT_RUNNING) {
      throw new IllegalStateException("a running clock cannot be advanced by hand");
    }
    if (by.isNegative()) {
      throw new IllegalArgumentException("a clock does not go back, found " + by);
    }
    stepped = stepped.plus(by);
  }
}
