package dev.carry.valuation.option;

import dev.carry.valuation.Normal;

/// Black's formula without its units: with `x = −|ln(F/K)|` and the deviation `s = σ√T`, the price
/// at expiry of the out-of-the-money option is `√(FK) · b(x, s)`.
///
/// Everything is written in `h = x/s ≤ 0` and `t = s/2`, and over the vega
/// `b' = ∂b/∂s = exp(−(h² + t²)/2) / √2π`: what remains is smooth, of moderate size and free of
/// exponentials that underflow. Its relative error stays below 2e-14, and is largest about
/// `h = −3.5`; rounding of `h` costs a price as much.
final class NormalisedBlack {
  /// Where the Taylor series in `t` would lose more digits than rounding of `h` costs anyway.
  private static final double FAR = -3.5;

  /// Terms of the continued fraction: at `FAR` they leave a relative error of 3e-15; odd.
  private static final int DEPTH = 29;

  private NormalisedBlack() {}

  /// `−|ln(F/K)|`, with all digits also where forward and strike are close.
  static double logMoneyness(double forward, double strike) {
    double less = Math.min(forward, strike);
    double more = Math.max(forward, strike);
    return less > more / 2 ? StrictMath.log1p((less - more) / more) : StrictMath.log(less / more);
  }

  /// `b'`: vega for a forward and a strike of 1.
  static double vega(double h, double t) {
    return StrictMath.exp(-(h * h + t * t) / 2) / Normal.ROOT_TWO_PI;
  }

  /// `b / b' = Y(h + t) − Y(h − t)`, with `Y = Φ/φ`. Where `t` is small the two differ by a
  /// fifth or less: there the difference is summed as a series, since subtracting leaves noise.
  static double priceOverVega(double h, double t) {
    if (t > 0.1 * (1 - h)) {
      return Normal.cdfOverDensity(h + t) - Normal.cdfOverDensity(h - t);
    }
    return h > FAR ? near(h, t) : far(h, t);
  }

  /// `(b(x, ∞) − b) / b'`: how much dearer the option could be. All terms are positive.
  static double headroomOverVega(double h, double t) {
    return Normal.cdfOverDensity(-h - t) + Normal.cdfOverDensity(h - t);
  }

  /// `2 Σ Y⁽ⁿ⁾(h) tⁿ/n!` over odd n. Derivatives follow from `Y' = 1 + hY`:
  /// `Y⁽ⁿ⁺¹⁾ = h Y⁽ⁿ⁾ + n Y⁽ⁿ⁻¹⁾`.
  private static double near(double h, double t) {
    double even = Normal.cdfOverDensity(h);
    double odd = 1 + h * even;
    double power = t;
    double sum = 0;
    double term = odd * power;
    for (int n = 1; term > 1e-17 * sum; n += 2) {
      sum += term;
      even = h * odd + n * even;
      odd = h * even + (n + 1) * odd;
      power *= t * t / ((n + 1) * (n + 2));
      term = odd * power;
    }
    return 2 * sum;
  }

  /// The same by the ratios `Rₙ = Y⁽ⁿ⁾ / Y⁽ⁿ⁻¹⁾ = n / (|h| + Rₙ₊₁)`, from far down the continued
  /// fraction upwards: all terms are positive, so no digit is lost.
  private static double far(double h, double t) {
    double distance = -h;
    double ratio = (Math.sqrt(distance * distance + 4 * (DEPTH + 1)) - distance) / 2;
    double sum = 1;
    for (int n = DEPTH; n > 1; n -= 2) {
      double odd = distance + ratio;
      double even = distance + n / odd;
      sum = 1 + t * t / (odd * even) * sum;
      ratio = (n - 1) / even;
    }
    double first = 1 / (distance + ratio);
    return 2 * t * first / (distance + first) * sum;
  }
}
