package dev.carry.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Candle;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {
  @ParameterizedTest
  @CsvSource({
    "binance_BTCUSDT.csv, binance-usdm:BTCUSDT, funding",
    "binance_BTCUSD_PERP_inverse.csv, binance-coinm:BTCUSD_PERP, funding",
    "bybit_BTCUSD_inverse.csv, bybit:BTCUSD, funding",
    "okx_BTC-USD-SWAP_inverse.csv, okx:BTC-USD-SWAP, funding",
    "gate_BTCUSDT.csv, gate:BTC_USDT, funding",
    "mexc_ETHUSDT.csv, mexc:ETH_USDT, funding",
    "htx_BTCUSDT.csv, htx:BTC-USDT, funding",
    "kucoin_BTCUSDT.csv, kucoin:XBTUSDTM, funding",
    "kucoin_ETHUSDT.csv.gz, kucoin:ETHUSDTM, funding",
    "dydx-v3_BTC-USD.csv, dydx-v3:BTC-USD, funding",
    "drift_BTC-PERP.csv, drift:BTC-PERP, funding",
    "apollox_BTCUSDT.csv, apollox:BTCUSDT, funding",
    "binance_BTCUSDT_mark_1h.csv, binance-usdm:BTCUSDT, mark PT1H",
    "binance_BTCUSDT_index_8h.csv, binance-usdm:BTCUSDT, index PT8H",
    "binance_BTCUSDT_perp_1h.csv, binance-usdm:BTCUSDT, trade PT1H",
    "hyperliquid_BTC_perp_8h.csv, hyperliquid:BTC, trade PT8H",
    "binance_BTC_spot_8h.csv, binance-spot:BTCUSDT, trade PT8H",
    "okx_BTC_spot_8h.csv, okx-spot:BTC-USDT, trade PT8H",
    "okx_ETH_perp_usdt_8h.csv, okx:ETH-USDT-SWAP, trade PT8H",
    "okx_ETH_perp_coin_8h.csv, okx:ETH-USD-SWAP, trade PT8H",
    "binance_BTC_perp_coin_8h.csv, binance-coinm:BTCUSD_PERP, trade PT8H",
    "bybit_BTC_perp_coin_8h.csv, bybit:BTCUSD, trade PT8H",
    "binance_BTCUSDT_at_settlement.csv, binance-usdm:BTCUSDT, trade PT1H",
    "bitmex_XBTUSD_at_settlement.csv, bitmex:XBTUSD, mid PT0S",
    "binance_BTCUSDT_oi_4h.csv, binance-usdm:BTCUSDT, open_interest"
  })
  void aNameSaysVenueSymbolAndFacts(String name, String id, String holds) {
    FileName parsed = FileName.parse(name).orElseThrow();

    assertThat(parsed.id()).hasToString(id);
    assertThat(words(parsed)).isEqualTo(holds);
    assertThat(FileName.parse(parsed.text() + ".csv")).contains(parsed);
  }

  private static String words(FileName name) {
    return name.holds() == FileName.Holds.CANDLES
        ? Objects.requireNonNull(name.of()).name().toLowerCase(Locale.ROOT) + " " + name.every()
        : name.holds().name().toLowerCase(Locale.ROOT);
  }

  @Test
  void aTradeCandleIsNeverAMark() {
    for (String name : new String[] {"perp_1h", "trade_1h", "perp_usdt_8h", "at_settlement"}) {
      assertThat(FileName.parse("binance_BTCUSDT_" + name + ".csv").orElseThrow().of())
          .isEqualTo(Candle.Of.TRADE);
    }
  }

  @Test
  void symbolsThatNoFileNameCanHaveComeBack() {
    FileName slash = FileName.parse("okx-spot_A%2FB%3AC.csv").orElseThrow();

    assertThat(slash.id()).hasToString("okx-spot:A/B:C");
    assertThat(FileName.parse(slash.text() + ".csv")).contains(slash);
  }

  @Test
  void unknownVenuesAndOtherFilesAreNoHistories() {
    assertThat(FileName.parse("nowhere_BTCUSDT.csv")).isEmpty();
    assertThat(FileName.parse("BTCUSDT.csv")).isEmpty();
    assertThat(FileName.parse("bybit_BTCUSDT.txt")).isEmpty();
  }
}
