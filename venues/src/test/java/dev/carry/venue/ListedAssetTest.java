package dev.carry.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListedAssetTest {
  @ParameterizedTest
  @CsvSource({
    "1000PEPE, PEPE, 1000",
    "10000SATS, SATS, 10000",
    "1000000MOG, MOG, 1000000",
    "1000X, X, 1000",
    "1MBABYDOGE, BABYDOGE, 1000000"
  })
  void multipliersLeaveTheCoinBehind(String coin, String name, BigDecimal multiplier) {
    assertThat(ListedAsset.of(coin)).isEqualTo(new ListedAsset(name, multiplier));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1INCH", "0G", "4", "C98", "1M", "1MOG", "1000", "BTC", "1", "PRE02ZRO", "100X"})
  void digitsOfANameAreNoMultiplier(String name) {
    assertThat(ListedAsset.of(name)).isEqualTo(new ListedAsset(name, BigDecimal.ONE));
  }
}
