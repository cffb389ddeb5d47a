package dev.carry.valuation;

/// The normal distribution, with as many good digits in the tails as in the middle: relative errors
/// of a few 1e-16, times `1 + z²/2` where an exponential of `z²/2` is part of the value.
public final class Normal {
  public static final double ROOT_TWO_PI = 2.5066282746310007;
  private static final double ROOT_HALF = 0.7071067811865476;
  private static final double ROOT_HALF_PI = 1.2533141373155003;
  private static final double ONE_OVER_ROOT_PI = 0.5641895835477563;

  private Normal() {}

  /// `φ(z)`.
  public static double density(double z) {
    return StrictMath.exp(-z * z / 2) / ROOT_TWO_PI;
  }

  /// `Φ(z)`.
  public static double cdf(double z) {
    double tail = StrictMath.exp(-z * z / 2) * erfcx(Math.abs(z) * ROOT_HALF) / 2;
    return z < 0 ? tail : 1 - tail;
  }

  /// `Φ(z) / φ(z)`: what is left of a probability when its exponential is taken out. It neither
  /// underflows nor loses digits however negative `z` is; infinite above about 38.
  public static double cdfOverDensity(double z) {
    return ROOT_HALF_PI * erfcx(-z * ROOT_HALF);
  }

  /// `exp(x²) · erfc(x)`: W. J. Cody, "Rational Chebyshev approximations for the error function",
  /// Mathematics of Computation 23 (1969).
  private static double erfcx(double x) {
    if (x < -0.46875) {
      return 2 * StrictMath.exp(x * x) - erfcx(-x);
    }
    if (x <= 0.46875) {
      return erfcxNearZero(x);
    }
    return x <= 4 ? erfcxBelowFour(x) : erfcxAboveFour(x);
  }

  private static double erfcxNearZero(double x) {
    double y = x * x;
    double p = 0.18577770618460315;
    p = p * y + 3.1611237438705655;
    p = p * y + 113.86415415105016;
    p = p * y + 377.485237685302;
    p = p * y + 3209.3775891384694;
    double q = y + 23.601290952344122;
    q = q * y + 244.02463793444417;
    q = q * y + 1282.6165260773723;
    q = q * y + 2844.236833439171;
    return StrictMath.exp(y) * (1 - x * p / q);
  }

  private static double erfcxBelowFour(double x) {
    double p = 2.1531153547440383e-8;
    p = p * x + 0.5641884969886701;
    p = p * x + 8.883149794388377;
    p = p * x + 66.11919063714163;
    p = p * x + 298.6351381974001;
    p = p * x + 881.952221241769;
    p = p * x + 1712.0476126340707;
    p = p * x + 2051.0783778260716;
    p = p * x + 1230.3393547979972;
    double q = x + 15.744926110709835;
    q = q * x + 117.6939508913125;
    q = q * x + 537.1811018620099;
    q = q * x + 1621.3895745666903;
    q = q * x + 3290.7992357334597;
    q = q * x + 4362.619090143247;
    q = q * x + 3439.3676741437216;
    q = q * x + 1230.3393548037495;
    return p / q;
  }

  private static double erfcxAboveFour(double x) {
    double y = 1 / (x * x);
    double p = 0.016315387137302097;
    p = p * y + 0.30532663496123236;
    p = p * y + 0.36034489994980445;
    p = p * y + 0.12578172611122926;
    p = p * y + 0.016083785148742275;
    p = p * y + 0.0006587491615298378;
    double q = y + 2.568520192289822;
    q = q * y + 1.8729528499234673;
    q = q * y + 0.5279051029514285;
    q = q * y + 0.06051834131244132;
    q = q * y + 0.0023352049762686918;
    return (ONE_OVER_ROOT_PI - y * p / q) / x;
  }

  /// The `z` at which `Φ(z) = p`, to machine precision: seven digits and two steps of Halley's
  /// method.
  ///
  /// @param p at least 2e-308, for which a number has all its digits, and below 1
  public static double quantile(double p) {
    if (!(p >= Double.MIN_NORMAL) || !(p < 1)) {
      throw new IllegalArgumentException("probability " + p + ": 0 < p < 1 is allowed");
    }
    if (p > 0.5) {
      return -quantile(1 - p);
    }
    double z = lowerQuantile(p);
    for (int step = 0; step < 2; step++) {
      double error = (cdf(z) - p) / density(z);
      z -= error / (1 + z * error / 2);
    }
    return z;
  }

  /// The `z ≤ 0` at which `Φ(z) = p`, for `0 < p ≤ ½`, to about 7 digits: M. J. Wichura, "Algorithm
  /// AS 241", Applied Statistics 37 (1988), the shorter of its two.
  public static double lowerQuantile(double p) {
    double q = 0.5 - p;
    if (q <= 0.425) {
      double r = 0.180625 - q * q;
      return -q
          * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
          / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1);
    }
    double r = Math.sqrt(-StrictMath.log(p));
    if (r <= 5) {
      r -= 1.6;
      return -(((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
          / ((0.12021132975 * r + 0.73700164250) * r + 1);
    }
    r -= 5;
    return -(((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150)
        / ((0.012258202635 * r + 0.24197894225) * r + 1);
  }
}
