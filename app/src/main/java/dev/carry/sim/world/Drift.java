package dev.carry.sim.world;

/// A mean-reverting walk (Ornstein–Uhlenbeck) stepped by its exact solution, so the size of the
/// step does not change its distribution.
final class Drift {
  private final double mean;
  private final double deviation;
  private final double rate;
  private long dt = -1;
  private double keep;
  private double noise;
  private double value;

  /// @param deviation standard deviation in the long run
  /// @param halfLifeMillis time in which half of a distance to the mean is gone
  Drift(double mean, double deviation, double halfLifeMillis, double start) {
    this.mean = mean;
    this.deviation = deviation;
    this.rate = Math.log(2) / halfLifeMillis;
    this.value = start;
  }

  double value() {
    return value;
  }

  void push(double by) {
    value += by;
  }

  void bound(double limit) {
    value = Math.clamp(value, -limit, limit);
  }

  /// Moves `millis` on with a standard normal draw.
  double step(long millis, double normal) {
    if (millis != dt) {
      dt = millis;
      keep = StrictMath.exp(-rate * millis);
      noise = deviation * Math.sqrt(1 - keep * keep);
    }
    value = mean + (value - mean) * keep + noise * normal;
    return value;
  }
}
