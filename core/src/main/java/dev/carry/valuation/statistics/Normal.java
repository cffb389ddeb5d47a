package dev.carry.valuation.statistics;

/// The standard normal distribution.
final class Normal {
  private static final double SQRT_2 = 1.4142135623730951;
  private static final double SQRT_2_PI = 2.5066282746310002;
  private static final double ONE_OVER_SQRT_PI = 0.5641895835477563;

  // Cody, Rational Chebyshev approximations for the error function, 1969, as in CALERF of SPECFUN:
  // highest power first
  private static final double[] ERF_P = {
    0.18577770618460315,
    3.1611237438705655,
    113.86415415105016,
    377.485237685302,
    3209.3775891384694
  };
  private static final double[] ERF_Q = {
    1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171
  };
  private static final double[] ERFC_P = {
    2.1531153547440383e-08,
    0.5641884969886701,
    8.883149794388377,
    66.11919063714163,
    298.6351381974001,
    881.952221241769,
    1712.0476126340707,
    2051.0783778260716,
    1230.3393547979972
  };
  private static final double[] ERFC_Q = {
    1,
    15.744926110709835,
    117.6939508913125,
    537.1811018620099,
    1621.3895745666903,
    3290.7992357334597,
    4362.619090143247,
    3439.3676741437216,
    1230.3393548037495
  };
  private static final double[] TAIL_P = {
    0.016315387137302097,
    0.30532663496123236,
    0.36034489994980445,
    0.12578172611122926,
    0.016083785148742275,
    0.0006587491615298378
  };
  private static final double[] TAIL_Q = {
    1,
    2.568520192289822,
    1.8729528499234673,
    0.5279051029514285,
    0.06051834131244132,
    0.0023352049762686918
  };

  // Acklam, An algorithm for computing the inverse normal cumulative distribution function, 2003
  private static final double[] CENTRE_P = {
    -3.969683028665376e+01,
    2.209460984245205e+02,
    -2.759285104469687e+02,
    1.383577518672690e+02,
    -3.066479806614716e+01,
    2.506628277459239e+00
  };
  private static final double[] CENTRE_Q = {
    -5.447609879822406e+01,
    1.615858368580409e+02,
    -1.556989798598866e+02,
    6.680131188771972e+01,
    -1.328068155288572e+01,
    1
  };
  private static final double[] OUTER_P = {
    -7.784894002430293e-03,
    -3.223964580411365e-01,
    -2.400758277161838e+00,
    -2.549732539343734e+00,
    4.374664141464968e+00,
    2.938163982698783e+00
  };
  private static final double[] OUTER_Q = {
    7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1
  };
  private static final double OUTER = 0.02425;

  private Normal() {}

  /// The probability of a value at or below `x`; relative error of a few units of the last place,
  /// times x² in the lower tail, where what `x` is rounded to counts so much.
  static double cdf(double x) {
    return x < 0 ? erfc(-x / SQRT_2) / 2 : 1 - erfc(x / SQRT_2) / 2;
  }

  /// The value that `probability` lies at or below: Acklam's approximation (relative error 1e-9)
  /// and one step of Halley's method, which brings it to machine precision.
  ///
  /// @param probability above 0 (a number of full precision: 2e-308) and below 1
  static double inverse(double probability) {
    if (!(probability >= Double.MIN_NORMAL) || !(probability < 1)) {
      throw new IllegalArgumentException("probability " + probability + ": 0 < p < 1 is allowed");
    }
    if (probability > 0.5) {
      return -inverse(1 - probability);
    }
    double x = approximateInverse(probability);
    double error = (cdf(x) - probability) * SQRT_2_PI * StrictMath.exp(x * x / 2);
    return x - error / (1 + x * error / 2);
  }

  private static double approximateInverse(double probability) {
    if (probability < OUTER) {
      double q = Math.sqrt(-2 * StrictMath.log(probability));
      return polynomial(OUTER_P, q) / polynomial(OUTER_Q, q);
    }
    double q = probability - 0.5;
    return q * polynomial(CENTRE_P, q * q) / polynomial(CENTRE_Q, q * q);
  }

  /// The complementary error function of `x` ≥ 0.
  private static double erfc(double x) {
    if (x <= 0.46875) {
      return 1 - x * polynomial(ERF_P, x * x) / polynomial(ERF_Q, x * x);
    }
    if (x <= 4) {
      return exponentialOfSquare(x) * polynomial(ERFC_P, x) / polynomial(ERFC_Q, x);
    }
    double z = 1 / (x * x);
    double tail = z * polynomial(TAIL_P, z) / polynomial(TAIL_Q, z);
    return exponentialOfSquare(x) * (ONE_OVER_SQRT_PI - tail) / x;
  }

  /// `exp(−x²)`, with the square split in two: rounding it would cost the digits of the result.
  private static double exponentialOfSquare(double x) {
    double head = Math.floor(x * 16) / 16;
    double rest = (x - head) * (x + head);
    return StrictMath.exp(-head * head) * StrictMath.exp(-rest);
  }

  private static double polynomial(double[] coefficients, double x) {
    double value = 0;
    for (double coefficient : coefficients) {
      value = value * x + coefficient;
    }
    return value;
  }
}
