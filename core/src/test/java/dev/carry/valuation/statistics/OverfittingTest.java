package dev.carry.valuation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.junit.jupiter.api.Test;

class OverfittingTest {

  @Test
  void choosingAmongNoiseChoosesNothing() {
    double sum = 0;
    int runs = 40;
    for (int seed = 0; seed < runs; seed++) {
      sum += Overfitting.of(noise(seed, 50, 320)).probability();
    }
    assertThat(sum / runs).isCloseTo(0.5, within(0.1));
  }

  @Test
  void aTrialThatIsTrulyBetterStaysTheBest() {
    double[][] returns = noise(3, 50, 320);
    for (int i = 0; i < 320; i++) {
      returns[20][i] += 0.5;
    }
    Overfitting result = Overfitting.of(returns);

    assertThat(result.combinations()).isEqualTo(12_870);
    assertThat(result.probability()).isLessThan(0.01);
    assertThat(result.lossProbability()).isLessThan(0.01);
    assertThat(result.medianLogit()).isCloseTo(Math.log(50), within(1e-12));
  }

  @Test
  void everyNumberIsThatOfALiteralReadingOfThePaper() {
    double[][] returns = noise(5, 9, 96);
    Literal literal = new Literal(returns, 8);
    Overfitting result = Overfitting.of(returns, 8);

    assertThat(result.combinations()).isEqualTo(70).isEqualTo(literal.logits.size());
    assertThat(result.probability()).isCloseTo(share(literal.logits, 1e-9), within(1e-12));
    assertThat(result.lossProbability()).isCloseTo(share(literal.outside, 0), within(1e-12));
    assertThat(result.medianLogit())
        .isCloseTo(Median.withDefaults().evaluate(array(literal.logits)), within(1e-12));
    SimpleRegression library = new SimpleRegression();
    for (int i = 0; i < literal.inside.size(); i++) {
      library.addData(literal.inside.get(i), literal.outside.get(i));
    }
    assertThat(result.degradation()).isCloseTo(library.getSlope(), within(1e-10));
  }

  @Test
  void trialsThatAreTiedShareTheMiddleOfTheirRanks() {
    double[][] returns = noise(6, 1, 64);
    double[][] same = {returns[0], returns[0].clone(), returns[0].clone()};
    Overfitting result = Overfitting.of(same, 4);

    assertThat(result.medianLogit()).isZero();
    assertThat(result.probability()).as("at the median, not above it").isEqualTo(1);
  }

  @Test
  void doingNothingIsATrialOfRatioZero() {
    double[][] returns = noise(7, 2, 64);
    for (int i = 0; i < 64; i++) {
      returns[0][i] = 0;
      returns[1][i] -= 0.5;
    }
    Overfitting result = Overfitting.of(returns, 8);

    assertThat(result.probability()).isZero();
    assertThat(result.lossProbability()).isZero();
  }

  @Test
  void gainsThatNeverVaryAreTheBestThereIs() {
    double[][] returns = noise(8, 3, 64);
    Arrays.fill(returns[1], 0.1);
    Overfitting result = Overfitting.of(returns, 8);

    assertThat(result.probability()).isZero();
    assertThat(result.degradation()).isNaN();
  }

  @Test
  void whatCannotBeDividedIsRefused() {
    assertThatThrownBy(() -> Overfitting.of(noise(1, 5, 64), 7)).hasMessageContaining("even");
    assertThatThrownBy(() -> Overfitting.of(noise(1, 5, 31))).hasMessageContaining("31 periods");
    assertThatThrownBy(() -> Overfitting.of(noise(1, 1, 64))).hasMessageContaining("1 trials");
    double[][] holed = noise(1, 5, 64);
    holed[3][9] = Double.NaN;
    assertThatThrownBy(() -> Overfitting.of(holed)).hasMessageContaining("no number");
  }

  private static double[][] noise(long seed, int trials, int periods) {
    RandomGenerator random = FundingSeries.random(seed);
    return IntStream.range(0, trials)
        .mapToObj(_ -> DoubleStream.generate(random::nextGaussian).limit(periods).toArray())
        .toArray(double[][]::new);
  }

  private static double share(List<Double> values, double limit) {
    return (double) values.stream().filter(value -> value < limit).count() / values.size();
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /// Sections 3 and 4 of the paper, step by step, with a library's combinations and moments.
  private static final class Literal {
    private final List<Double> logits = new ArrayList<>();
    private final List<Double> inside = new ArrayList<>();
    private final List<Double> outside = new ArrayList<>();

    Literal(double[][] returns, int blocks) {
      int length = returns[0].length / blocks;
      CombinatoricsUtils.combinationsIterator(blocks, blocks / 2)
          .forEachRemaining(
              chosen -> {
                List<Integer> in = IntStream.of(chosen).boxed().toList();
                List<Double> training = new ArrayList<>();
                List<Double> testing = new ArrayList<>();
                for (double[] trial : returns) {
                  training.add(ratio(trial, length, block -> in.contains(block)));
                  testing.add(ratio(trial, length, block -> !in.contains(block)));
                }
                double most = training.stream().max(Double::compare).orElseThrow();
                double out = testing.get(training.indexOf(most));
                double rank = 1 + testing.stream().filter(other -> other < out).count();
                double relative = rank / (returns.length + 1);
                inside.add(most);
                outside.add(out);
                logits.add(Math.log(relative / (1 - relative)));
              });
    }

    private static double ratio(double[] trial, int length, IntPredicate taken) {
      double[] half =
          IntStream.range(0, trial.length)
              .filter(i -> taken.test(i / length))
              .mapToDouble(i -> trial[i])
              .toArray();
      return Mean.of(half).getAsDouble() / StandardDeviation.of(half).getAsDouble();
    }
  }
}
