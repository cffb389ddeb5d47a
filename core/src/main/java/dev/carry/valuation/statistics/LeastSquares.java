package dev.carry.valuation.statistics;

/// A straight line through points, by least squares.
///
/// @param slope of y per unit of x; NaN when x does not vary
/// @param slopeError standard error of the slope; NaN of fewer than three points
record LeastSquares(double slope, double slopeError) {

  static LeastSquares of(double[] x, double[] y) {
    Moments ofX = Moments.of(x);
    double meanY = Moments.of(y).mean();
    double products = 0;
    for (int i = 0; i < x.length; i++) {
      products += (x[i] - ofX.mean()) * (y[i] - meanY);
    }
    double slope = products / ofX.squares();
    double residuals = 0;
    for (int i = 0; i < x.length; i++) {
      double residual = y[i] - meanY - slope * (x[i] - ofX.mean());
      residuals += residual * residual;
    }
    return new LeastSquares(slope, Math.sqrt(residuals / (x.length - 2) / ofX.squares()));
  }
}
