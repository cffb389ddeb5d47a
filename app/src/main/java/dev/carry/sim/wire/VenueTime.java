package dev.carry.sim.wire;

import dev.carry.sim.world.Market;
import dev.carry.sim.world.SimClock;

/// The time as one venue tells it: the simulated clock, off by a skew while a fault says so.
public final class VenueTime {
  private final SimClock clock;
  private final Market market;
  private long skewMillis;

  public VenueTime(SimClock clock, Market market) {
    this.clock = clock;
    this.market = market;
  }

  /// Makes the venue's stamps wrong by this much; positive is ahead.
  public void skew(long millis) {
    skewMillis = millis;
  }

  /// Epoch milliseconds for stamps of the moment: server time, acknowledgements.
  public long now() {
    return clock.millis() + skewMillis;
  }

  /// Epoch milliseconds of the market's last step, for stamps of data.
  public long marketNow() {
    return market.time() + skewMillis;
  }

  /// The venue's stamp of a moment in the market.
  public long stamp(long time) {
    return time + skewMillis;
  }

  /// Milliseconds as clients live them, for limits and timeouts: since the start, simulated time
  /// divided by the clock's speed.
  public long trueNow() {
    return market.start() + Math.round((clock.millis() - market.start()) / clock.speed());
  }
}
