package dev.carry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "500ms,PT0.5S",
    "30s,PT30S",
    "5m,PT5M",
    "8h,PT8H",
    "7d,PT168H",
    "0.5h,PT30M",
    "PT8H,PT8H"
  })
  void durationsAreWrittenWithTheirUnit(String text, Duration expected) {
    assertThat(Units.duration(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "h", "8 hours", "", "-1h", "1w", "0.1ms"})
  void aDurationWithoutAKnownUnitIsRefused(String text) {
    assertThatThrownBy(() -> Units.duration(text)).hasMessageContaining("write 500ms");
  }

  @ParameterizedTest
  @CsvSource({"0.0001,0.0001", "1bp,0.0001", "1.5 bps,0.00015", "0.01%,0.0001", "-3%,-0.03"})
  void ratesAreFractionsBasisPointsOrPercent(String text, double expected) {
    assertThat(Units.fraction(text)).isEqualTo(expected);
  }

  @Test
  void aRateThatIsNoneIsRefused() {
    assertThatThrownBy(() -> Units.fraction("much")).hasMessageContaining("0.0001, 1bp or 0.01%");
  }
}
