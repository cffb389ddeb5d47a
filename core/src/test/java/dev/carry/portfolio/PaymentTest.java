package dev.carry.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Side;
import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

/// What a settlement pays whom.
class PaymentTest {
  private static final BigDecimal MARK = new BigDecimal("50000");
  private static final BigDecimal RATE = new BigDecimal("0.0001");

  @Test
  void positiveFundingMeansLongsPay() {
    BigDecimal two = new BigDecimal("2");
    assertThat(Payment.LINEAR.funding(Side.BUY, two, MARK, RATE)).isEqualByComparingTo("-10");
    assertThat(Payment.LINEAR.funding(Side.SELL, two, MARK, RATE)).isEqualByComparingTo("10");
    assertThat(Payment.LINEAR.funding(Side.BUY, two, MARK, RATE.negate()))
        .isEqualByComparingTo("10");
  }

  @Test
  void anInverseLegPaysInItsCoinChangedAtTheMark() {
    BigDecimal contracts = new BigDecimal("100000"); // of one dollar each
    BigDecimal dollars = Payment.INVERSE.funding(Side.BUY, contracts, MARK, RATE);
    assertThat(dollars.divide(MARK, MathContext.DECIMAL128)).isEqualByComparingTo("-0.0002");
  }
}
