package dev.carry.valuation.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.model.Instrument.OptionType;
import dev.carry.testkit.SharedCsv;
import dev.carry.testkit.SharedCsv.Row;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImpliedVolatilityTest {

  /// A price at or out of the money says its volatility to the last digits. One in the money, as
  /// far as its last digit does: between the volatility asked for and the one found the price moves
  /// by no more than that digit. Where that digit is larger than the time value, there is none.
  @Test
  void everyPriceOfTheGridGivesItsVolatilityOrTheReason() {
    int unresolved = 0;
    for (Row row : SharedCsv.rows("options/black76_highprec_grid.csv")) {
      Black76 option = Options.ofGrid(row);
      double price = row.number("undiscounted_price");
      switch (implied(option, price)) {
        case Implied.Volatility found -> {
          double error = Math.abs(found.perYear() - option.volatility());
          double rounding = 2e-15 * option.volatility();
          if (!Options.isOutOfTheMoney(option)) {
            double leastVega =
                Math.min(
                    row.number("vega_per_1.00"), Options.vega(Options.at(option, found.perYear())));
            rounding += Math.ulp(price) / leastVega;
          }
          assertThat(error).as(row.place()).isLessThanOrEqualTo(rounding);
        }
        case Implied.None none -> {
          unresolved++;
          assertThat(Options.isOutOfTheMoney(option)).as(row.place()).isFalse();
          assertThat(option.timeValue()).as(row.place()).isLessThan(Math.ulp(price));
          assertThat(none.because()).as(row.place()).contains("no time value");
        }
      }
    }
    assertThat(unresolved).isEqualTo(282);
  }

  private static Implied implied(Black76 option, double price) {
    return ImpliedVolatility.of(
        option.type(), price, option.forward(), option.strike(), option.years(), option.rate());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aPriceOutOfTheMoneyGivesItsVolatilityBack(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < 100_000; i++) {
      Black76 option = any(random);
      double price = option.timeValue();
      double most = Math.min(option.forward(), option.strike());
      if (price < 1e-290 || price > most * 0.999) {
        continue; // nothing left to solve for
      }
      OptionType out = option.forward() < option.strike() ? OptionType.CALL : OptionType.PUT;
      double found =
          ImpliedVolatility.perYear(
              out, price, option.forward(), option.strike(), option.years(), 0);
      // what one digit of the price is worth in volatility, and what solving costs
      double allowed = 1e-14 * option.volatility() + 4 * Math.ulp(price) / Options.vega(option);
      assertThat(found)
          .as("seed %d, %d: %s", seed, i, option)
          .isCloseTo(option.volatility(), within(allowed));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void callAndPutDifferByTheForwardAndRiseWithVolatility(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < 20_000; i++) {
      Black76 one = any(random);
      double rate = random.nextDouble(-0.1, 0.2);
      Black76 call = with(one, OptionType.CALL, one.forward(), one.volatility(), rate);
      Black76 put = with(one, OptionType.PUT, one.forward(), one.volatility(), rate);
      String place = "seed " + seed + ", " + i + ": " + call;
      double parity = StrictMath.exp(-rate * one.years()) * (one.forward() - one.strike());
      assertThat(call.price() - put.price())
          .as(place)
          .isCloseTo(parity, within(4 * Math.ulp(Math.max(call.price(), put.price()))));
      assertThat(call.greeks().delta() - put.greeks().delta())
          .as(place)
          .isCloseTo(StrictMath.exp(-rate * one.years()), within(1e-14));
      double higher = one.volatility() * 1.001;
      assertThat(with(one, OptionType.CALL, one.forward(), higher, rate).price())
          .as(place)
          .isGreaterThanOrEqualTo(call.price());
      assertThat(with(one, OptionType.CALL, one.forward() * 1.001, one.volatility(), rate).price())
          .as(place)
          .isGreaterThanOrEqualTo(call.price());
    }
  }

  /// Strikes from a twentieth to twenty times the forward, an hour to four years.
  private static Black76 any(RandomGenerator random) {
    double forward = Math.exp(random.nextDouble(-3, 12));
    return new Black76(
        OptionType.CALL,
        forward,
        forward * Math.exp(random.nextDouble(-3, 3)),
        Math.exp(random.nextDouble(-9, 1.4)),
        Math.exp(random.nextDouble(-5, 2)),
        0);
  }

  private static Black76 with(
      Black76 option, OptionType type, double forward, double volatility, double rate) {
    return new Black76(type, forward, option.strike(), option.years(), volatility, rate);
  }

  @Test
  void discountingIsUndone() {
    Black76 put = new Black76(OptionType.PUT, 100, 110, 2, 0.4, 0.05);
    assertThat(Options.implied(put, put.price())).isCloseTo(0.4, within(1e-15));
  }

  /// Rounding of the discount must not look like time value.
  @ParameterizedTest
  @ValueSource(doubles = {-0.03, 0, 0.01, 0.05, 0.07, 0.11})
  void theIntrinsicValueAloneImpliesNone(double rate) {
    double intrinsic = Black76.intrinsic(OptionType.CALL, 110, 100, 0.7, rate);
    assertThat(ImpliedVolatility.perYear(OptionType.CALL, intrinsic, 110, 100, 0.7, rate)).isNaN();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CALL | 9.9   | 110 | 100 | 1   | 0   | price 9.9 is below the intrinsic value 10.0
          CALL | 10    | 110 | 100 | 1   | 0   | price 10.0 has no time value
          PUT  | 0     | 110 | 100 | 1   | 0   | price 0.0 has no time value
          PUT  | -1    | 110 | 100 | 1   | 0   | price -1.0 is below the intrinsic value 0.0
          CALL | 110   | 110 | 100 | 1   | 0   | price 110.0 is not below the discounted forward 110.0
          PUT  | 100   | 110 | 100 | 1   | 0   | price 100.0 is not below the discounted strike 100.0
          CALL | 105   | 110 | 100 | 1   | 0.1 | price 105.0 is not below the discounted forward 99.5
          CALL | 12    | 110 | 100 | 0   | 0   | expired: 0.0 years to go
          CALL | 12    | 110 | 100 | -.5 | 0   | expired: -0.5 years to go
          CALL | NaN   | 110 | 100 | 1   | 0   | price NaN, rate 0.0: not numbers
          CALL | 12    | 110 | 100 | 1   | NaN | price 12.0, rate NaN: not numbers
          CALL | 12    | NaN | 100 | 1   | 0   | forward NaN, strike 100.0: more than 0 is allowed
          CALL | 12    | 110 | 0   | 1   | 0   | forward 110.0, strike 0.0: more than 0 is allowed
          CALL | 12    | Infinity | 100 | 1 | 0 | forward Infinity, strike 100.0: more than 0
          """)
  void outsideTheBoundsThereIsNoneAndTheReasonIsTold(
      OptionType type,
      double price,
      double forward,
      double strike,
      double years,
      double rate,
      String because) {
    assertThat(ImpliedVolatility.perYear(type, price, forward, strike, years, rate)).isNaN();
    assertThat(ImpliedVolatility.of(type, price, forward, strike, years, rate))
        .isInstanceOfSatisfying(
            Implied.None.class, none -> assertThat(none.because()).startsWith(because));
  }
}
