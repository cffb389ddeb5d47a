package dev.carry.sim.fault;

import dev.carry.sim.world.SimVenue;
import java.time.Duration;
import java.util.List;

/// One thing that goes wrong. Which of the last parts mean something depends on [Kind].
///
/// @param at simulated time from the start
/// @param lasts simulated time until it is over
/// @param symbol the one it happens to, empty for all
/// @param status HTTP status of a refusal
/// @param retryAfter what a refusal asks for
/// @param share of messages, in `[0, 1]`
/// @param by of a delay or a skew
/// @param hours of the new interval: 1, 2, 4 or 8
/// @param times price of an impostor against the real coin
public record Fault(
    Duration at,
    List<SimVenue> venues,
    Kind what,
    Duration lasts,
    String symbol,
    int status,
    Duration retryAfter,
    double share,
    Duration by,
    int hours,
    double times) {

  public Fault {
    venues = List.copyOf(venues);
    if (at.isNegative() || lasts.isNegative()) {
      throw new IllegalArgumentException("a fault lies ahead and takes time, found " + at);
    }
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be in 0..1, found " + share);
    }
  }

  /// A fault with what usually stands for the parts not given.
  public static Fault of(Duration at, SimVenue venue, Kind what) {
    return new Fault(
        at,
        List.of(venue),
        what,
        what == Kind.UPGRADE ? Duration.ofSeconds(60) : Duration.ofSeconds(30),
        "",
        429,
        Duration.ofSeconds(30),
        0.2,
        Duration.ZERO,
        8,
        0.1);
  }

  public Fault lasting(Duration time) {
    return new Fault(at, venues, what, time, symbol, status, retryAfter, share, by, hours, times);
  }

  public Fault on(List<SimVenue> several) {
    return new Fault(at, several, what, lasts, symbol, status, retryAfter, share, by, hours, times);
  }

  public Fault withSymbol(String only) {
    return new Fault(at, venues, what, lasts, only, status, retryAfter, share, by, hours, times);
  }

  public Fault withStatus(int code, Duration retry) {
    return new Fault(at, venues, what, lasts, symbol, code, retry, share, by, hours, times);
  }

  public Fault withShare(double part) {
    return new Fault(at, venues, what, lasts, symbol, status, retryAfter, part, by, hours, times);
  }

  public Fault withBy(Duration time) {
    return new Fault(
        at, venues, what, lasts, symbol, status, retryAfter, share, time, hours, times);
  }

  public Fault withHours(int interval) {
    return new Fault(
        at, venues, what, lasts, symbol, status, retryAfter, share, by, interval, times);
  }

  public Fault withTimes(double price) {
    return new Fault(at, venues, what, lasts, symbol, status, retryAfter, share, by, hours, price);
  }
}
