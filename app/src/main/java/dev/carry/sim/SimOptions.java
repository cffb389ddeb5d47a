package dev.carry.sim;

import dev.carry.sim.fault.Fault;
import dev.carry.sim.world.SimClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How a simulator is to be.
///
/// @param seed everything random follows from it
/// @param speed simulated seconds in a second of the wall, above 0
/// @param port to listen on, 0 for any free one
/// @param assets coins, 1 to 600, the deepest first
/// @param density messages a second as a multiple of the ordinary (about 800 when everything is
///     subscribed), above 0
/// @param historyDays days of settled funding before the start, 1 to 90
/// @param start where simulated time begins; empty for now
/// @param clock a clock to run on instead of one made from `start` and `speed`
/// @param faults what goes wrong
/// @param frames folder of recorded messages to serve instead of the market
/// @param pace speed of recorded messages, infinite for as fast as the client reads
public record SimOptions(
    long seed,
    double speed,
    int port,
    int assets,
    double density,
    int historyDays,
    Optional<Instant> start,
    Optional<SimClock> clock,
    List<Fault> faults,
    Optional<Path> frames,
    double pace) {

  /// Most coins there can be: with them the venues list about 1,500 perpetuals, as the real ones.
  public static final int MAX_ASSETS = 600;

  /// The coins that everybody knows.
  public static final int KNOWN_ASSETS = 64;

  public SimOptions {
    faults = List.copyOf(faults);
    check(speed > 0 && speed <= 100_000, "speed", speed, "above 0 and at most 100000");
    check(port >= 0 && port <= 65_535, "port", port, "0 to 65535");
    check(assets >= 1 && assets <= MAX_ASSETS, "assets", assets, "1 to " + MAX_ASSETS);
    check(density > 0 && density <= 100, "density", density, "above 0 and at most 100");
    check(historyDays >= 1 && historyDays <= 90, "history days", historyDays, "1 to 90");
    check(pace > 0, "pace", pace, "above 0, or max");
  }

  private static void check(boolean fine, String what, Object found, String allowed) {
    if (!fine) {
      throw SimException.wrongCall(what + ": found " + found + ", allowed is " + allowed);
    }
  }

  /// Seed 1, real time, any free port, the coins everybody knows, no faults.
  public static SimOptions defaults() {
    return new SimOptions(
        1,
        1,
        0,
        KNOWN_ASSETS,
        1,
        30,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        1);
  }

  public SimOptions withSeed(long value) {
    return new SimOptions(
        value, speed, port, assets, density, historyDays, start, clock, faults, frames, pace);
  }

  public SimOptions withSpeed(double value) {
    return new SimOptions(
        seed, value, port, assets, density, historyDays, start, clock, faults, frames, pace);
  }

  public SimOptions withPort(int value) {
    return new SimOptions(
        seed, speed, value, assets, density, historyDays, start, clock, faults, frames, pace);
  }

  public SimOptions withAssets(int value) {
    return new SimOptions(
        seed, speed, port, value, density, historyDays, start, clock, faults, frames, pace);
  }

  public SimOptions withDensity(double value) {
    return new SimOptions(
        seed, speed, port, assets, value, historyDays, start, clock, faults, frames, pace);
  }

  public SimOptions withHistoryDays(int value) {
    return new SimOptions(
        seed, speed, port, assets, density, value, start, clock, faults, frames, pace);
  }

  public SimOptions withStart(Instant value) {
    return new SimOptions(
        seed,
        speed,
        port,
        assets,
        density,
        historyDays,
        Optional.of(value),
        clock,
        faults,
        frames,
        pace);
  }

  public SimOptions withClock(SimClock value) {
    return new SimOptions(
        seed,
        speed,
        port,
        assets,
        density,
        historyDays,
        start,
        Optional.of(value),
        faults,
        frames,
        pace);
  }

  public SimOptions withFaults(List<Fault> value) {
    return new SimOptions(
        seed, speed, port, assets, density, historyDays, start, clock, value, frames, pace);
  }

  public SimOptions withFrames(Path value) {
    return new SimOptions(
        seed,
        speed,
        port,
        assets,
        density,
        historyDays,
        start,
        clock,
        faults,
        Optional.of(value),
        pace);
  }

  public SimOptions withPace(double value) {
    return new SimOptions(
        seed, speed, port, assets, density, historyDays, start, clock, faults, frames, value);
  }
}
