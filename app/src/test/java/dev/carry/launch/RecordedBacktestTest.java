package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.testkit.Shared;
import dev.carry.testkit.SharedCsv;
import dev.carry.valuation.Margin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real histories held, against the same sums made of the files with nothing of ours.
class RecordedBacktestTest {
  private static final long EIGHT_HOURS = 8 * 3_600_000L;
  @TempDir private Path folder;

  /// Opening and closing price of each candle, by its opening.
  private static Map<Long, double[]> candles(String file) {
    Map<Long, double[]> candles = new TreeMap<>();
    for (SharedCsv.Row row : SharedCsv.rows("history/prices/" + file)) {
      candles.put(
          (long) row.number("ts_ms"), new double[] {row.number("open"), row.number("close")});
    }
    return candles;
  }

  /// @param which 0: the opening price, 1: the closing one
  private static double price(Map<Long, double[]> candles, long at, int which) {
    return Objects.requireNonNull(candles.get(at), () -> "no candle at " + at)[which];
  }

  @Test
  void aYearOfCashAndCarryEarnsWhatTheFilesSumTo() throws IOException {
    Path history = Shared.folder("data/history");
    Path files = history.resolve("prices");
    Called imported =
        Called.call(
            "history",
            "import",
            history.resolve("funding/binance_BTCUSDT.csv").toString(),
            files.resolve("binance_BTC_spot_8h.csv").toString(),
            files.resolve("binance_BTC_perp_usdt_8h.csv").toString(),
            "--data",
            folder.toString());
    assertThat(imported.exit()).as(imported.err()).isZero();
    Instant from = Instant.parse("2023-01-01T00:00:00Z");
    Instant to = Instant.parse("2023-10-01T00:00:00Z");

    Called called =
        Called.call(
            "backtest",
            "--data",
            folder.toString(),
            "--strategy",
            "hold",
            "--long",
            "binance-spot:BTCUSDT",
            "--short",
            "binance-usdm:BTCUSDT",
            "--from",
            from.toString(),
            "--to",
            to.toString(),
            "--notional",
            "10000",
            "--spread",
            "0",
            "--slippage",
            "0",
            "--leverage",
            "1",
            "--rule",
            "account.buffer=3",
            "--rule",
            "execution.transfer-cost=0",
            "--format",
            "json");
    assertThat(called.exit()).as(called.err()).isZero();
    JsonNode result = new ObjectMapper().readTree(called.out());

    Map<Long, double[]> spot = candles("binance_BTC_spot_8h.csv");
    Map<Long, double[]> perp = candles("binance_BTC_perp_usdt_8h.csv");
    double size = Math.floor(1e8 * 10_000 / price(spot, from.toEpochMilli(), 0)) / 1e8;
    double funding = 0;
    int settlements = 0;
    for (SharedCsv.Row row : SharedCsv.rows("history/funding/binance_BTCUSDT.csv")) {
      long at = (long) row.number("ts_ms");
      if (at > from.toEpochMilli() && at <= to.toEpochMilli()) {
        funding += size * price(perp, at - EIGHT_HOURS, 1) * row.number("funding_rate");
        settlements++;
      }
    }
    double spotIn = price(spot, from.toEpochMilli(), 0);
    double spotOut = price(spot, to.toEpochMilli() - EIGHT_HOURS, 1);
    double perpIn = price(perp, from.toEpochMilli(), 0);
    double perpOut = price(perp, to.toEpochMilli() - EIGHT_HOURS, 1);
    double price = size * ((spotOut - spotIn) - (perpOut - perpIn));
    double fees = size * (0.001 * (spotIn + spotOut) + 0.0005 * (perpIn + perpOut));

    assertThat(result.path("settlements").asInt()).isEqualTo(settlements).isEqualTo(819);
    JsonNode lines = result.path("attribution");
    assertThat(lines.path("funding").asDouble()).isCloseTo(funding, within(1e-5));
    assertThat(lines.path("price").asDouble()).isCloseTo(price, within(1e-6));
    assertThat(lines.path("fees").asDouble()).isCloseTo(-fees, within(1e-6));
    assertThat(result.path("netPnl").asDouble()).isCloseTo(funding + price - fees, within(1e-5));
    assertThat(result.path("incomplete").asBoolean()).isFalse();
  }

  /// A short of real prices is liquidated by a gap that reaches its liquidation price, as computed
  /// of the files alone, and by none that ends a thousandth before.
  @Test
  void aGapInRealPricesLiquidatesAtTheFormulasPrice() throws IOException {
    Path history = Shared.folder("data/history");
    Path files = history.resolve("prices");
    Called imported =
        Called.call(
            "history",
            "import",
            history.resolve("funding/binance_BTCUSDT.csv").toString(),
            files.resolve("binance_BTC_spot_8h.csv").toString(),
            files.resolve("binance_BTC_perp_usdt_8h.csv").toString(),
            "--data",
            folder.toString());
    assertThat(imported.exit()).as(imported.err()).isZero();
    Map<Long, double[]> perp = candles("binance_BTC_perp_usdt_8h.csv");
    long from = Instant.parse("2023-05-01T00:00:00Z").toEpochMilli();
    long before = Instant.parse("2023-05-03T00:00:00Z").toEpochMilli();
    double entry = price(perp, from, 0);
    double then = price(perp, before, 1); // closed at 08:00, the last before the gap
    double gap = Margin.liquidationShortLinear(entry, 8, 0.01, 0) / then - 1;

    assertThat(liquidated(gap - 0.001)).isZero();
    assertThat(liquidated(gap + 0.001)).isEqualTo(1);
  }

  private int liquidated(double gap) throws IOException {
    Called called =
        Called.call(
            "backtest",
            "--data",
            folder.toString(),
            "--strategy",
            "hold",
            "--long",
            "binance-spot:BTCUSDT",
            "--short",
            "binance-usdm:BTCUSDT",
            "--from",
            "2023-05-01",
            "--to",
            "2023-05-08",
            "--spread",
            "0",
            "--slippage",
            "0",
            "--leverage",
            "8",
            "--rule",
            "account.rebalance-at=0.01",
            "--rule",
            "stress.gap=" + gap,
            "--stress",
            "gap",
            "--stress-at",
            "2023-05-03T12:00:00Z",
            "--format",
            "json");
    assertThat(called.exit()).as(called.err()).isZero();
    JsonNode stress = called.json().path("stress");
    assertThat(stress.path(0).path("liquidations").asInt()).as("without a gap").isZero();
    return stress.path(1).path("liquidations").asInt();
  }

  /// The collection's stamps of OKX are four hours late: what a backtest on them earns is noise.
  @Test
  void pricesStampedWithAnotherClockAreNamedAndMendedByAShift() throws IOException {
    Path history = Shared.folder("data/history");
    String okx = history.resolve("prices/okx_ETH_perp_usdt_8h.csv").toString();
    String hourly = history.resolve("prices/binance_ETHUSDT_perp_1h.csv").toString();
    List<String> funding =
        List.of(
            history.resolve("funding/okx_ETH-USDT-SWAP.csv").toString(),
            history.resolve("funding/binance_ETHUSDT.csv").toString());

    assertThat(gaps("late", hourly, okx, funding, "0s")).contains("are not of one instant");
    assertThat(gaps("mended", hourly, okx, funding, "-4h")).doesNotContain("instant");
  }

  private String gaps(String name, String hourly, String late, List<String> funding, String shift) {
    String data = folder.resolve(name).toString();
    for (String file : funding) {
      assertThat(Called.call("history", "import", file, "--data", data).exit()).isZero();
    }
    assertThat(Called.call("history", "import", hourly, "--data", data).exit()).isZero();
    assertThat(Called.call("history", "import", late, "--shift", shift, "--data", data).exit())
        .isZero();
    Called called =
        Called.call(
            "backtest",
            "--data",
            data,
            "--strategy",
            "hold",
            "--long",
            "okx:ETH-USDT-SWAP",
            "--short",
            "binance-usdm:ETHUSDT",
            "--spread",
            "0",
            "--slippage",
            "0",
            "--format",
            "json");
    assertThat(called.exit()).as(called.err()).isZero();
    return called.out();
  }
}
