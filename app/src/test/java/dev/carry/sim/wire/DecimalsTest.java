package dev.carry.sim.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecimalsTest {
  @Test
  void fixedDecimalsAgreeWithBigDecimal() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      int scale = random.nextInt(12);
      double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(12) - 4);
      BigDecimal written = new BigDecimal(Decimals.fixed(value, scale));
      BigDecimal exact = new BigDecimal(value).setScale(scale, RoundingMode.HALF_UP);
      BigDecimal unit =
          BigDecimal.ONE.movePointLeft(scale).add(new BigDecimal(4 * Math.ulp(value)));
      assertThat(written.scale()).isEqualTo(scale);
      assertThat(written.subtract(exact).abs()).isLessThanOrEqualTo(unit);
    }
  }

  @Test
  void numbersAreWrittenAsVenuesWriteThem() {
    assertThat(Decimals.fixed(0.0001, 8)).isEqualTo("0.00010000");
    assertThat(Decimals.fixed(-0.00000001, 8)).isEqualTo("-0.00000001");
    assertThat(Decimals.fixed(-0.000000001, 8)).isEqualTo("0.00000000");
    assertThat(Decimals.fixed(97_480.25, 2)).isEqualTo("97480.25");
    assertThat(Decimals.fixed(12, 0)).isEqualTo("12");
    assertThat(Decimals.trimmed(0.00375, 8)).isEqualTo("0.00375");
    assertThat(Decimals.trimmed(100, 2)).isEqualTo("100");
    assertThat(Decimals.number(149_910, 0)).isEqualTo("149910.0");
    assertThat(Decimals.number(0.00000655, 10)).isEqualTo("6.55e-6");
    assertThat(Decimals.number(0, 10)).isEqualTo("0.0");
  }
}
