package dev.carry.sim.world;

/// The average premium index of the running interval, the k-th sample weighted k: later samples
/// weigh more, as Binance (every 5 s), Bybit and OKX (every minute) average.
final class PremiumAverage {
  private final long sampleMillis;
  private long intervalStart;
  private double weighted;
  private double weights;
  private long lastSlot;

  PremiumAverage(long sampleMillis) {
    this.sampleMillis = sampleMillis;
  }

  void restart(long intervalStart) {
    this.intervalStart = intervalStart;
    weighted = 0;
    weights = 0;
    lastSlot = 0;
  }

  /// Takes `premium` at `time` if a new sampling slot has begun. A slot that was jumped over counts
  /// with the value found after it.
  void sample(long time, double premium) {
    long slot = (time - intervalStart) / sampleMillis + 1;
    if (slot <= lastSlot) {
      return;
    }
    double added = (slot * (slot + 1.0) - lastSlot * (lastSlot + 1.0)) / 2;
    weighted += added * premium;
    weights += added;
    lastSlot = slot;
  }

  /// The average so far, zero before the first sample.
  double value() {
    return weights == 0 ? 0 : weighted / weights;
  }
}
