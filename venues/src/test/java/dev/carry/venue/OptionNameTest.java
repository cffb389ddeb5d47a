package dev.carry.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Instrument.OptionType;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionNameTest {

  @ParameterizedTest
  @CsvSource({
    "BTC-9JUN26-90000-C, 2026-06-09T08:00:00Z, 90000, CALL",
    "ETH-26JUN26-16000-P, 2026-06-26T08:00:00Z, 16000, PUT",
    "MATIC_USDC-9MAR24-1d02-P, 2024-03-09T08:00:00Z, 1.02, PUT",
    "BTC-USD-241217-92000-C, 2024-12-17T08:00:00Z, 92000, CALL",
    "XRP-251219-2.05-P, 2025-12-19T08:00:00Z, 2.05, PUT",
    "BTC-30JUN25-100000-C-USDT, 2025-06-30T08:00:00Z, 100000, CALL"
  })
  void dayStrikeAndTypeAreInTheName(
      String symbol, Instant expiry, BigDecimal strike, OptionType type) {
    assertThat(OptionName.of(symbol)).isEqualTo(new OptionName(expiry, strike, type));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BTC-PERPETUAL",
        "BTC-25DEC26",
        "BTCUSDT",
        "BTC-USD-241217",
        "BTC-CS-19MAY26-7_8",
        "BTC-31FEB26-90000-C",
        "BTC-9JUN26-0-C",
        "BTC-9JUN26-x-P",
        "A-B-C",
        ""
      })
  void whatIsNoOptionHasNone(String symbol) {
    assertThat(OptionName.of(symbol)).isNull();
  }
}
