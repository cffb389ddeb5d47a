package dev.carry.valuation.option;

import dev.carry.valuation.Normal;

/// The deviation `s = σ√T` at which [NormalisedBlack] gives a price, after P. Jäckel, "Let's Be
/// Rational", Wilmott (2015): a rational guess, then Householder's method of third order, which
/// makes of three good digits twelve and of five all there are.
///
/// Over the deviation the price is convex up to `√(2|x|)` and concave above. The tangent there,
/// followed down to a price of 0 and up to the highest price, marks off two middle regions, in
/// which the deviation is interpolated over the price as it is. In the two outer ones a transform
/// of it is, which stays tame where the price runs into its bounds, and a logarithm is solved.
///
/// ```
///   price       0 ── lowest ──┬── middle ──┬── middle ──┬── highest ── min(F, K)
///   deviation   0            low        √(2|x|)       high               ∞
/// ```
final class ImpliedDeviation {
  private static final double ROOT_THREE = 1.7320508075688772;
  private static final double ROOT_HALF_PI = 1.2533141373155003;

  /// A step this small leaves an error of its fourth power.
  private static final double LAST_STEP = 1e-5;

  /// Steps before the bracket alone decides; one to three are taken.
  private static final int MOST_STEPS = 64;

  private enum Region {
    LOWEST,
    MIDDLE,
    HIGHEST
  }

  private ImpliedDeviation() {}

  /// @param x `−|ln(F/K)|`
  /// @param price of the out-of-the-money option at expiry over `√(FK)`, > 0
  /// @param headroom what lacks to the highest price, over `√(FK)`, > 0
  static double of(double x, double price, double headroom) {
    double center = Math.sqrt(-2 * x);
    double vega = StrictMath.exp(x / 2) / Normal.ROOT_TWO_PI;
    double overVega = NormalisedBlack.priceOverVega(-center / 2, center / 2);
    double priceAtCenter = vega * overVega;
    if (price >= priceAtCenter) {
      double high = center + Normal.ROOT_TWO_PI - overVega;
      return ofConcave(x, price, headroom, center, priceAtCenter, vega, high);
    }
    return ofConvex(x, price, center, priceAtCenter, vega, center - overVega);
  }

  private static double ofConvex(
      double x, double price, double center, double priceAtCenter, double vega, double low) {
    double h = x / low;
    double t = low / 2;
    double vegaAtLow = NormalisedBlack.vega(h, t);
    double priceAtLow = vegaAtLow * NormalisedBlack.priceOverVega(h, t);
    if (price >= priceAtLow) {
      double width = priceAtCenter - priceAtLow;
      double guess =
          new RationalCubic(width, low, center, 1 / vegaAtLow, 1 / vega)
              .bentRight(0, (price - priceAtLow) / width, (priceAtCenter - price) / width);
      return solve(Region.MIDDLE, x, price, guess, low, center);
    }
    // Interpolated: 2π|x|/√27 · Φ(z)³ with z = x/(√3 s), which approaches the price itself.
    double z = h / ROOT_THREE;
    double ratio = Normal.cdfOverDensity(z);
    double scale = -x * 2 * Math.PI / (3 * ROOT_THREE);
    double cdf = ratio * Normal.density(z);
    double slope = z * z * ratio * ratio * StrictMath.exp(t * t / 2);
    double second = slope * (low / 4 - 2 * (z / ratio + 1 + z * z) / low) / vegaAtLow;
    double share = price / priceAtLow;
    double transformed =
        new RationalCubic(priceAtLow, 0, scale * cdf * cdf * cdf, 1, slope)
            .bentRight(second, share, 1 - share);
    double guess = x / (ROOT_THREE * Normal.lowerQuantile(StrictMath.cbrt(transformed / scale)));
    return solve(Region.LOWEST, x, StrictMath.log(price), guess, 0, low);
  }

  private static double ofConcave(
      double x,
      double price,
      double headroom,
      double center,
      double priceAtCenter,
      double vega,
      double high) {
    double h = x / high;
    double t = high / 2;
    double vegaAtHigh = NormalisedBlack.vega(h, t);
    double headroomAtHigh = vegaAtHigh * NormalisedBlack.headroomOverVega(h, t);
    if (headroom >= headroomAtHigh) {
      double width = price - priceAtCenter + headroom - headroomAtHigh;
      double guess =
          new RationalCubic(width, center, high, 1 / vega, 1 / vegaAtHigh)
              .bentLeft(0, (price - priceAtCenter) / width, (headroom - headroomAtHigh) / width);
      return solve(Region.MIDDLE, x, price, guess, center, high);
    }
    // Interpolated: Φ(−s/2), which approaches half the headroom.
    double slope = -StrictMath.exp(h * h / 2) / 2;
    double second = ROOT_HALF_PI * StrictMath.exp(h * h + t * t / 2) * h * h / high;
    double share = headroom / headroomAtHigh;
    double transformed =
        new RationalCubic(headroomAtHigh, Normal.cdf(-t), 0, slope, -0.5)
            .bentLeft(second, 1 - share, share);
    double guess = -2 * Normal.lowerQuantile(transformed);
    return solve(
        Region.HIGHEST, x, StrictMath.log(headroom), guess, high, Double.POSITIVE_INFINITY);
  }

  /// @param target price, its logarithm in the lowest region, that of the headroom in the highest
  private static double solve(
      Region region, double x, double target, double guess, double from, double to) {
    double low = from;
    double high = to;
    double s = guess >= from && guess <= to ? guess : inside(from, to);
    for (int i = 0; i < MOST_STEPS; i++) {
      double step = step(region, x, s, target);
      if (step >= 0) {
        low = s;
      } else {
        high = s;
      }
      double next = s + step;
      if (!(next >= low && next <= high)) {
        next = inside(low, high);
      }
      if (Math.abs(next - s) <= LAST_STEP * s) {
        return next;
      }
      s = next;
    }
    return s;
  }

  private static double inside(double low, double high) {
    return high == Double.POSITIVE_INFINITY ? 2 * low : (low + high) / 2;
  }

  /// From s towards the root of g, which in each region is another function of s.
  private static double step(Region region, double x, double s, double target) {
    double h = x / s;
    double t = s / 2;
    double bend = (h - t) * (h + t) / s; // b''/b'
    double bendChange = -(3 * h * h + t * t) / (s * s); // its derivative by s
    return switch (region) {
      case LOWEST -> { // g = 1/ln b − 1/target
        double overVega = NormalisedBlack.priceOverVega(h, t);
        double log = logOf(overVega, h, t);
        double growth = 1 / overVega; // b'/b
        double weight = 1 + 2 / log;
        yield householder(
            (target - log) * log / target * overVega,
            bend - growth * weight,
            bendChange - growth * (bend - growth) * weight + 2 * growth * growth / (log * log));
      }
      case MIDDLE -> // g = b − target
          householder(
              target / NormalisedBlack.vega(h, t) - NormalisedBlack.priceOverVega(h, t),
              bend,
              bendChange);
      case HIGHEST -> { // g = target − ln(headroom)
        double overVega = NormalisedBlack.headroomOverVega(h, t);
        double decay = 1 / overVega; // b'/headroom
        yield householder(
            (logOf(overVega, h, t) - target) * overVega,
            bend + decay,
            bendChange + decay * (bend + decay));
      }
    };
  }

  /// `ln(overVega · b')`, also where the product underflows.
  private static double logOf(double overVega, double h, double t) {
    return StrictMath.log(overVega / Normal.ROOT_TWO_PI) - (h * h + t * t) / 2;
  }

  /// Newton's step `−g/g'`, corrected by higher derivatives where that leaves its direction.
  ///
  /// @param bend g''/g'
  /// @param bendChange its derivative by s
  private static double householder(double newton, double bend, double bendChange) {
    double third = bend * bend + bendChange;
    double factor = (1 + bend * newton / 2) / (1 + newton * (bend + third * newton / 6));
    return factor > 0 ? newton * factor : newton;
  }
}
