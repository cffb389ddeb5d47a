package dev.carry.valuation;

import java.util.Arrays;
import java.util.Optional;

/// Follows the premium index of one perpetual and computes from it what the coming settlement will
/// be. Bounded memory, one thread.
///
/// The premium is averaged over steps of time. What is left of the interval is expected to go back
/// to the mean as fast as steps did of late: a regression of each step on the one before, in which
/// what is old counts ever less. The band is the standard error of that, exact for such a process.
/// Assumed is thus one speed of return, and shocks as large as they were: shocks of real premiums
/// are rarer and larger than normal ones, so that the band is mostly too wide, and now and then far
/// too narrow.
public final class Nowcaster {
  /// Steps that are remembered; an interval of more is known in part only.
  private static final int MOST_STEPS = 64;

  /// Pairs of neighbouring steps it takes to say how fast they return.
  private static final int LEAST_PAIRS = 30;

  /// Weights are summed up to this.
  private static final double ROUNDING = 1e-9;

  private static final long NONE = Long.MIN_VALUE;

  private final long stepMillis;
  private final double kept;

  /// Means of whole steps, and of which step, at the step's number modulo the length.
  private final double[] means = new double[MOST_STEPS];

  private final long[] steps = new long[MOST_STEPS];

  private long step = NONE;
  private double sum;
  private int count;

  // of pairs of neighbours (x, then y): their number, and weighted sums
  private int pairs;
  private double weight;
  private double sumX;
  private double sumY;
  private double sumXx;
  private double sumXy;
  private double sumYy;

  /// @param stepMillis what premiums are averaged over; an eighth of the interval is plenty
  /// @param halfMillis a pair this old counts half
  public Nowcaster(long stepMillis, long halfMillis) {
    if (stepMillis <= 0 || halfMillis < stepMillis) {
      throw new IllegalArgumentException("step of " + stepMillis + " ms, half " + halfMillis);
    }
    this.stepMillis = stepMillis;
    this.kept = StrictMath.pow(0.5, (double) stepMillis / halfMillis);
    Arrays.fill(steps, NONE);
  }

  /// Takes the premium index of a moment; one of an earlier step than the last comes too late.
  ///
  /// @param premium finite fraction
  public void premium(long atMillis, double premium) {
    if (!Double.isFinite(premium)) {
      throw new IllegalArgumentException("premium " + premium + " at " + atMillis);
    }
    long at = Math.floorDiv(atMillis, stepMillis);
    if (at < step) {
      return;
    }
    if (at > step) {
      endStep();
      step = at;
      sum = 0;
      count = 0;
    }
    sum += premium;
    count++;
  }

  private void endStep() {
    if (count == 0) {
      return;
    }
    double mean = sum / count;
    double before = whole(step - 1);
    int place = place(step);
    means[place] = mean;
    steps[place] = step;
    if (!Double.isNaN(before)) {
      pairs++;
      weight = weight * kept + 1;
      sumX = sumX * kept + before;
      sumY = sumY * kept + mean;
      sumXx = sumXx * kept + before * before;
      sumXy = sumXy * kept + before * mean;
      sumYy = sumYy * kept + mean * mean;
    }
  }

  private static int place(long step) {
    return (int) Math.floorMod(step, (long) MOST_STEPS);
  }

  /// The mean of a whole step; NaN when it is not known.
  private double whole(long number) {
    int place = place(number);
    return steps[place] == number ? means[place] : Double.NaN;
  }

  /// The mean of a step as far as it is known; NaN: not at all.
  private double known(long number) {
    return number == step && count > 0 ? sum / count : whole(number);
  }

  /// How steps follow each other.
  ///
  /// @param mean what they go back to; NaN: not known
  /// @param slope how much of a deviation the next step keeps, 0 to 1
  /// @param shock standard deviation of what comes anew with each step; NaN: not known
  private record Course(double mean, double slope, double shock) {
    private static final Course UNKNOWN = new Course(Double.NaN, 1, Double.NaN);

    double next(double value) {
      return slope == 1 ? value : mean + slope * (value - mean);
    }

    /// Standard deviation of a step of which nothing is known.
    double deviation() {
      return shock / Math.sqrt(1 - slope * slope);
    }
  }

  private Course course() {
    double meanX = sumX / weight;
    double meanY = sumY / weight;
    double ofX = sumXx / weight - meanX * meanX;
    double together = sumXy / weight - meanX * meanY;
    if (pairs < LEAST_PAIRS || !(ofX > 0)) {
      return Course.UNKNOWN;
    }
    double slope = Math.clamp(together / ofX, 0, 1);
    double left = sumYy / weight - meanY * meanY - 2 * slope * together + slope * slope * ofX;
    return new Course(meanX, slope, Math.sqrt(Math.max(0, left)));
  }

  /// What the interval that ends at `endMillis` will be charged.
  ///
  /// @param running the venue's own rate for the interval so far (fraction per period), NaN where
  ///     there is none: it knows what was averaged better than we do, but says nothing of where
  ///     within the damper the average is, and nothing of what is to come
  /// @return empty: nothing is known of the interval
  public Optional<Nowcast> nowcast(
      FundingFormula formula, long nowMillis, long endMillis, long periodMillis, double running) {
    Interval interval = new Interval(formula, nowMillis, endMillis, periodMillis);
    if (!Double.isNaN(running)) {
      double near = Double.isNaN(interval.elapsed) ? formula.interest8h() : interval.elapsed;
      interval.correct(formula.premiumOf(running, periodMillis, near));
    }
    if (Double.isNaN(interval.latest())) {
      return Optional.empty();
    }
    double premium = interval.mean();
    double error = interval.error();
    return Optional.of(
        new Nowcast(
            formula.rate(premium, periodMillis),
            band(formula, premium - error, periodMillis),
            band(formula, premium + error, periodMillis),
            periodMillis,
            endMillis + formula.lag() * periodMillis,
            interval.seen));
  }

  private static double band(FundingFormula formula, double premium, long periodMillis) {
    return Double.isNaN(premium) ? Double.NaN : formula.rate(premium, periodMillis);
  }

  /// An interval at a moment: what of it has elapsed, and what is left.
  private final class Interval {
    private final FundingFormula formula;
    private final long startMillis;
    private final long periodMillis;
    private final Course course = course();

    /// The step in which the moment lies, and which share of it has elapsed.
    private final long current;

    private final double elapsedOfCurrent;

    /// Weight in the average of all that has elapsed, and of what is known of that.
    private final double past;

    private double seen;

    /// Mean of what is known of the past; NaN: nothing is.
    private double elapsed;

    Interval(FundingFormula formula, long nowMillis, long endMillis, long periodMillis) {
      this.formula = formula;
      this.startMillis = endMillis - periodMillis;
      this.periodMillis = periodMillis;
      long now = Math.clamp(nowMillis, startMillis, endMillis);
      this.current = Math.floorDiv(now, stepMillis);
      this.elapsedOfCurrent = (double) Math.floorMod(now, stepMillis) / stepMillis;
      this.past = upTo(now);
      double weighted = 0;
      for (long i = Math.floorDiv(startMillis, stepMillis); i <= current; i++) {
        double value = known(i);
        if (!Double.isNaN(value)) {
          double part = Math.min(past, upTo((i + 1) * stepMillis)) - upTo(i * stepMillis);
          seen += part;
          weighted += part * value;
        }
      }
      this.elapsed = weighted / seen;
    }

    private double upTo(long millis) {
      return formula.weightUpTo((double) (millis - startMillis) / periodMillis);
    }

    /// Puts what the venue averaged in the place of what was seen.
    void correct(double premium) {
      elapsed = premium;
      seen = past;
    }

    /// The mean of the current step as it is expected to become, from the newest step that is known
    /// and what has elapsed of this one; NaN: nothing is known.
    double latest() {
      double before = Double.NaN;
      for (long i = current - MOST_STEPS + 1; i < current; i++) {
        double value = known(i);
        before = Double.isNaN(value) ? course.next(before) : value;
      }
      double begun = known(current);
      if (Double.isNaN(before)) {
        return Double.isNaN(begun) ? elapsed : begun;
      }
      double expected = course.next(before);
      return Double.isNaN(begun)
          ? expected
          : elapsedOfCurrent * begun + (1 - elapsedOfCurrent) * expected;
    }

    /// The average over the whole interval.
    double mean() {
      double sum = past == 0 ? 0 : past * (Double.isNaN(elapsed) ? latest() : elapsed);
      double value = latest();
      double done = past;
      for (long i = current; done < 1; i++) {
        double upTo = upTo((i + 1) * stepMillis);
        sum += (upTo - done) * value;
        done = upTo;
        value = course.next(value);
      }
      return sum;
    }

    /// The standard error of it; NaN: not known.
    double error() {
      double later = 0;
      double squares = 0;
      for (long i = Math.floorDiv(startMillis + periodMillis - 1, stepMillis); i > current; i--) {
        later = upTo((i + 1) * stepMillis) - upTo(i * stepMillis) + course.slope() * later;
        squares += later * later;
      }
      double ofCurrent =
          Math.max(0, upTo((current + 1) * stepMillis) - past)
              + (1 - elapsedOfCurrent) * course.slope() * later;
      squares += ofCurrent * ofCurrent;
      double coming = squares == 0 ? 0 : course.shock() * Math.sqrt(squares);
      double missed = past - seen < ROUNDING ? 0 : (past - seen) * course.deviation();
      return Math.sqrt(coming * coming + missed * missed);
    }
  }
}
