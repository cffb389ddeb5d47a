package dev.carry.valuation.statistics;

/// Mean, and the sums of the powers of the deviations from it; computed in two passes, for a single
/// pass loses its digits where the mean is large against the deviation, as it is with funding. The
/// mean is summed as distance from the first value, so that values that are all the same have
/// deviations of exactly 0.
///
/// @param count how many values
/// @param mean in the unit of the values; NaN of none
/// @param squares sum of the squared deviations from the mean
/// @param cubes sum of their third powers
/// @param fourths sum of their fourth powers
public record Moments(int count, double mean, double squares, double cubes, double fourths) {

  public static Moments of(double... values) {
    return of(values, 0, values.length);
  }

  /// Of the values in `[from, to)`.
  static Moments of(double[] values, int from, int to) {
    double first = from < to ? values[from] : Double.NaN;
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i] - first;
    }
    double mean = first + sum / (to - from);
    double squares = 0;
    double cubes = 0;
    double fourths = 0;
    for (int i = from; i < to; i++) {
      double deviation = values[i] - mean;
      double square = deviation * deviation;
      squares += square;
      cubes += square * deviation;
      fourths += square * square;
    }
    return new Moments(to - from, mean, squares, cubes, fourths);
  }

  /// Unbiased, of a sample (divides by n − 1); NaN of fewer than two.
  public double sampleVariance() {
    return squares / (count - 1);
  }

  /// Of a sample (divides by n − 1); NaN of fewer than two.
  public double sampleDeviation() {
    return Math.sqrt(sampleVariance());
  }

  /// Of the values as the whole population (divides by n).
  public double populationDeviation() {
    return Math.sqrt(squares / count);
  }

  /// Of the population: third central moment over the third power of the deviation; 0 when
  /// symmetric, NaN without dispersion.
  public double skewness() {
    double variance = squares / count;
    return cubes / count / (variance * Math.sqrt(variance));
  }

  /// Of the population, *not* in excess: 3 for a normal distribution, NaN without dispersion.
  public double kurtosis() {
    double variance = squares / count;
    return fourths / count / (variance * variance);
  }
}
