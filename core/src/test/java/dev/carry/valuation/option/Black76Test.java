package dev.carry.valuation.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carry.model.Instrument.OptionType;
import dev.carry.testkit.SharedCsv;
import dev.carry.testkit.SharedCsv.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Against published tables and a computation with 50 digits; none is ours.
class Black76Test {

  /// Black-Scholes-Merton as Black-76: the forward grows at the rate less the yield of the spot, so
  /// what is per 1 of the forward is per `1/growth` of the spot.
  private record OnSpot(Black76 option, double spot, double yield) {
    static OnSpot of(
        OptionType type,
        double spot,
        double strike,
        double yield,
        double rate,
        double years,
        double volatility) {
      double forward = spot * Math.exp((rate - yield) * years);
      return new OnSpot(new Black76(type, forward, strike, years, volatility, rate), spot, yield);
    }

    private double growth() {
      return option.forward() / spot;
    }

    double delta() {
      return option.greeks().delta() * growth();
    }

    double gamma() {
      return option.greeks().gamma() * growth() * growth();
    }

    /// The spot held instead of the forward, which it nears by the yield and the rate.
    double thetaPerYear() {
      double drift = (option.rate() - yield) * option.forward();
      return option.greeks().theta() * 365 - option.greeks().delta() * drift;
    }

    double vega() {
      return option.greeks().vega() * 100;
    }

    double rho() {
      return option.greeks().rho() * 100;
    }
  }

  @Test
  void pricesAreHaugs() {
    List<Row> rows = SharedCsv.rows("options/haug_bsm_prices.csv");
    assertThat(rows).hasSize(43);
    for (Row row : rows) {
      double price = haug(row, "dividend_or_carry_q", "rate_r").option().price();
      assertThat(price)
          .as(row.place())
          .isCloseTo(row.number("published_price"), within(row.number("tolerance")))
          .isCloseTo(
              row.number("recomputed_price_full_precision"), within(1e-13 * row.number("spot")));
    }
  }

  @Test
  void greeksAreHaugs() {
    List<Row> rows = SharedCsv.rows("options/haug_bsm_greeks.csv");
    assertThat(rows).hasSize(11);
    for (Row row : rows) {
      OnSpot on = haug(row, "q", "r");
      double got =
          switch (row.text("greek")) {
            case "delta" -> on.delta();
            case "elasticity" -> on.delta() * on.spot() / on.option().price();
            case "gamma" -> on.gamma();
            case "vega" -> on.vega();
            case "theta_per_year" -> on.thetaPerYear();
            case "theta_per_day_365" -> on.thetaPerYear() / 365;
            case "rho" -> on.rho();
            case "dividend_rho" -> -on.option().years() * on.spot() * on.delta();
            default -> throw new AssertionError(row.place());
          };
      double full = row.number("recomputed_full_precision");
      assertThat(got)
          .as(row.place())
          .isCloseTo(row.number("published_value"), within(1.1e-4))
          .isCloseTo(full, within(1e-13 * Math.max(1, Math.abs(full))));
    }
  }

  private static OnSpot haug(Row row, String yield, String rate) {
    return OnSpot.of(
        Options.type(row.text("option_type")),
        row.number("spot"),
        row.number("strike"),
        row.number(yield),
        row.number(rate),
        row.number("t_years"),
        row.number("sigma"));
  }

  /// Its values have ten digits, and none after the tenth place.
  @Test
  void pricesAndGreeksAreVollibs() {
    List<Row> rows = SharedCsv.rows("options/vollib_bs_table.csv");
    assertThat(rows).hasSize(101);
    for (Row row : rows) {
      vollib(row, OptionType.CALL, "bs_call", "C");
      vollib(row, OptionType.PUT, "bs_put", "P");
    }
  }

  private static void vollib(Row row, OptionType type, String price, String greek) {
    OnSpot on =
        OnSpot.of(
            type,
            row.number("S"),
            row.number("K"),
            0,
            row.number("R"),
            row.number("t"),
            row.number("v"));
    vollib(row, price, on.option().price());
    vollib(row, greek + "D", on.delta());
    vollib(row, greek + "G", on.gamma());
    vollib(row, greek + "T", on.thetaPerYear());
    vollib(row, greek + "V", on.vega());
    vollib(row, greek + "R", on.rho());
  }

  private static void vollib(Row row, String column, double got) {
    double stated = row.number(column);
    assertThat(got)
        .as("%s %s", row.place(), column)
        .isCloseTo(stated, within(1e-9 + 1e-9 * Math.abs(stated)));
  }

  @Test
  void textbookPointsAreMet() {
    List<Row> rows = SharedCsv.rows("options/textbook_points.csv");
    assertThat(rows).hasSize(8);
    for (Row row : rows) {
      boolean onSpot = row.text("model").equals("BSM");
      double rate = row.number("r");
      OnSpot on =
          OnSpot.of(
              Options.type(row.text("option_type")),
              row.number("S_or_F"),
              row.number("K"),
              onSpot ? 0 : rate,
              rate,
              row.number("t_years"),
              row.number("sigma"));
      double got =
          switch (row.text("quantity")) {
            case "price" -> on.option().price();
            case "delta" -> on.delta();
            case "gamma" -> on.gamma();
            case "vega" -> on.vega() / 100;
            case "theta" -> on.thetaPerYear();
            case "rho" -> on.rho() / 100;
            default -> throw new AssertionError(row.place());
          };
      double full = row.number("full_precision");
      assertThat(got).as(row.place()).isCloseTo(full, within(1e-11 * Math.abs(full)));
    }
  }

  /// Rounding of a logarithm of moneyness of h deviations costs `h²` units in the last place of a
  /// price; beyond that none are lost, down to 1e-290.
  @Test
  void wingsKeepTheirDigits() {
    List<Row> rows = SharedCsv.rows("options/black76_highprec_grid.csv");
    assertThat(rows).hasSize(1121);
    for (Row row : rows) {
      Black76 option = Options.ofGrid(row);
      Black76.Greeks greeks = option.greeks();
      digits(row, option, "undiscounted_price", option.price());
      digits(row, option, "delta_fwd", greeks.delta());
      digits(row, option, "gamma_fwd", greeks.gamma());
      digits(row, option, "vega_per_1.00", greeks.vega() * 100);
      digits(row, option, "theta_per_year_r0", greeks.theta() * 365);
    }
  }

  private static void digits(Row row, Black76 option, String column, double got) {
    double exact = row.number(column);
    double deviations =
        Math.log(option.forward() / option.strike())
            / (option.volatility() * Math.sqrt(option.years()));
    double allowed = 2e-15 * (1 + deviations * deviations) * Math.abs(exact);
    assertThat(got).as("%s %s", row.place(), column).isCloseTo(exact, within(allowed + 1e-290));
  }

  @Test
  void timeValueIsThatOfTheOtherSideToTheLastDigit() {
    Black76 call = new Black76(OptionType.CALL, 60_000, 20_000, 0.1, 0.6, 0);
    Black76 put = new Black76(OptionType.PUT, 60_000, 20_000, 0.1, 0.6, 0);
    assertThat(call.intrinsic()).isEqualTo(40_000);
    assertThat(call.timeValue()).isPositive().isEqualTo(put.timeValue()).isEqualTo(put.price());
  }

  @Test
  void impossibleInputsAreRefused() {
    assertThatThrownBy(() -> new Black76(OptionType.CALL, 0, 1, 1, 1, 0))
        .hasMessage("forward 0.0: more than 0 is allowed");
    assertThatThrownBy(() -> new Black76(OptionType.CALL, 1, Double.NaN, 1, 1, 0))
        .hasMessageContaining("strike");
    assertThatThrownBy(() -> new Black76(OptionType.CALL, 1, 1, -1, 1, 0))
        .hasMessageContaining("years to expiry");
    assertThatThrownBy(() -> new Black76(OptionType.CALL, 1, 1, 1, 0, 0))
        .hasMessageContaining("volatility");
    assertThatThrownBy(() -> new Black76(OptionType.CALL, 1, 1, 1, 1, Double.NaN))
        .hasMessageContaining("rate");
  }
}
