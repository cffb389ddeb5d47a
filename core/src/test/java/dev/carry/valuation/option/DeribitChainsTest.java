package dev.carry.valuation.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.testkit.SharedCsv;
import dev.carry.testkit.SharedCsv.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole chains as Deribit stated them. Its volatilities are rounded to 0.01 point, its forwards to
/// a cent, its greeks to five decimals; its mark price follows the index of another moment.
class DeribitChainsTest {
  /// Most that a stated mark price differs from that of the stated volatility, in coin.
  private static final double MARK = 6e-4;

  /// Half of the last digit of a stated volatility.
  private static final double ROUNDED_IV = 5e-5;

  /// Where Deribit's own search for a volatility ends: as near to a price, in coin.
  private static final double SEARCH = 1.3e-5;

  /// The highest volatility that Deribit states.
  private static final double CAP = 5;

  @ParameterizedTest
  @CsvSource({"btc, 976", "eth, 996"})
  void markPricesAreThoseOfTheirVolatility(String coin, int count) {
    List<Double> errors = new ArrayList<>();
    for (Row row : chain(coin)) {
      Black76 option = Options.ofDeribit(row, "mark_iv");
      double price = InversePremium.toCoin(option.price(), option.forward());
      errors.add(Math.abs(price - row.number("mark_price")));
    }
    Collections.sort(errors);
    assertThat(errors).hasSize(count);
    assertThat(errors.get(count / 2)).as("median").isLessThan(7e-6);
    assertThat(errors.get(count * 95 / 100)).as("95 %").isLessThan(7.6e-5);
    assertThat(errors.getLast()).as("worst").isLessThan(MARK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"btc", "eth"})
  void greeksAreDeribits(String coin) {
    for (Row row : chain(coin)) {
      Black76 option = Options.ofDeribit(row, "mark_iv");
      Black76.Greeks greeks = option.greeks();
      double days = option.years() * 365;
      double moment = days < 2 ? 4e-3 : 1e-3; // what the index of another moment makes of it
      near(row, "delta", greeks.delta(), 1e-4, 0);
      near(row, "gamma", greeks.gamma(), 5.4e-6, 0);
      near(row, "vega", greeks.vega(), 1e-5, moment);
      near(row, "rho", greeks.rho(), 1e-5, moment);
      // Deribit tells what an option loses until tomorrow: no more than until its expiry, nor more
      // than its price.
      double loss = Math.min(-greeks.theta() * Math.min(1, days), option.price());
      near(row, "theta", -loss, 1e-5, days < 2 ? 3e-2 : 1e-3);
    }
  }

  private static void near(Row row, String greek, double got, double absolute, double relative) {
    double stated = row.number(greek);
    assertThat(got)
        .as("%s %s", row.place(), greek)
        .isCloseTo(stated, within(absolute + relative * Math.abs(stated)));
  }

  @ParameterizedTest
  @CsvSource({"btc, 15", "eth, 15"})
  void markPricesImplyTheirVolatilityAsFarAsTheyAreStated(String coin, int belowIntrinsic) {
    int none = 0;
    for (Row row : chain(coin)) {
      Black76 option = Options.ofDeribit(row, "mark_iv");
      double coins = row.number("mark_price");
      if (coins == 0) {
        continue; // rounded away
      }
      double found = Options.implied(option, InversePremium.toQuote(coins, option.forward()));
      if (Double.isNaN(found)) {
        none++;
        assertThat(option.timeValue()).as(row.place()).isLessThan(MARK * option.forward());
      } else {
        agrees(row, option, found, MARK);
      }
    }
    assertThat(none).as("marked below their intrinsic value").isEqualTo(belowIntrinsic);
  }

  @ParameterizedTest
  @CsvSource({"btc, bid, 290", "btc, ask, 596", "eth, bid, 10", "eth, ask, 42"})
  void quotesImplyTheVolatilityStatedBesideThem(String coin, String side, int count) {
    int compared = 0;
    for (Row row : chain(coin)) {
      double coins = row.number("best_" + side + "_price");
      if (coins == 0 || row.number(side + "_iv") == 0) {
        continue;
      }
      Black76 option = Options.ofDeribit(row, side + "_iv");
      double found = Options.implied(option, InversePremium.toQuote(coins, option.forward()));
      if (option.volatility() >= CAP) {
        assertThat(found)
            .as(row.place())
            .satisfiesAnyOf(
                iv -> assertThat(iv).isNaN(), iv -> assertThat(iv).isGreaterThan(CAP - ROUNDED_IV));
      } else {
        compared++;
        agrees(row, option, found, SEARCH);
      }
    }
    assertThat(compared).isEqualTo(count);
  }

  /// Two volatilities of prices that near to each other, in coin, beside what rounding hides.
  private static void agrees(Row row, Black76 stated, double found, double coins) {
    double vega = Math.min(Options.vega(stated), Options.vega(Options.at(stated, found)));
    assertThat(found)
        .as(row.place())
        .isCloseTo(
            stated.volatility(),
            within(ROUNDED_IV + InversePremium.toQuote(coins, stated.forward()) / vega));
  }

  private static List<Row> chain(String coin) {
    return SharedCsv.rows("options/deribit_" + coin + "_chain_2021-02-11.csv");
  }
}
