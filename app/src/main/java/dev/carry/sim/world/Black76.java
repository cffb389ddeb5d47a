package dev.carry.sim.world;

/// An option on a forward without interest: price in what strike and forward are in, greeks per 1
/// of forward and volatility and per year.
record Black76(boolean call, double forward, double strike, double years, double volatility) {

  private double deviation() {
    return volatility * Math.sqrt(years);
  }

  private double d1() {
    return Math.log(forward / strike) / deviation() + deviation() / 2;
  }

  private double sign() {
    return call ? 1 : -1;
  }

  double price() {
    double s = sign();
    double worth = s * (forward * normal(s * d1()) - strike * normal(s * (d1() - deviation())));
    return Math.max(0, worth);
  }

  double delta() {
    return call ? normal(d1()) : normal(d1()) - 1;
  }

  double gamma() {
    return density(d1()) / (forward * deviation());
  }

  double vega() {
    return forward * density(d1()) * Math.sqrt(years);
  }

  double theta() {
    return -forward * density(d1()) * volatility / (2 * Math.sqrt(years));
  }

  double rho() {
    double s = sign();
    return s * strike * years * normal(s * (d1() - deviation()));
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /// To about 1e-7 of the value: a polynomial in `1 / (1 + z / 2)` for the complementary error
  /// function.
  private static double normal(double x) {
    double z = Math.abs(x) / Math.sqrt(2);
    double t = 1 / (1 + z / 2);
    double sum = 0.17087277;
    for (double factor :
        new double[] {
          -0.82215223,
          1.48851587,
          -1.13520398,
          0.27886807,
          -0.18628806,
          0.09678418,
          0.37409196,
          1.00002368,
          -1.26551223
        }) {
      sum = factor + t * sum;
    }
    double tail = t * Math.exp(-z * z + sum) / 2;
    return x < 0 ? tail : 1 - tail;
  }
}
