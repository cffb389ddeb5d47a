package dev.carry.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A backtest's report as the verb writes it: two venues at one price, of which one pays more, for
/// forty days, and a settlement that is missing.
public final class MadeReport {
  private static final long START = 1_704_067_200_000L; // 2024-01-01
  private static final long HOUR = 3_600_000L;
  private static final int HOURS = 24 * 40;

  private MadeReport() {}

  /// @param lang `en` or `th`
  /// @return the page
  public static Path of(Path folder, String lang, String... more) {
    try {
      Path data = folder.resolve("data");
      if (!Files.exists(data)) {
        store(folder, data);
      }
      Path report = folder.resolve("report-" + lang);
      List<String> call =
          new ArrayList<>(List.of("backtest", "--data", data.toString(), "--lang", lang));
      call.addAll(List.of("--strategy", "cross-venue", "--spread", "1bp", "--slippage", "1bp"));
      call.addAll(List.of("--rule", "enter.net-apr=-20%", "--rule", "exit.hold=3d"));
      call.addAll(List.of("--report", report.toString()));
      call.addAll(List.of(more));
      succeed(call);
      return report.resolve("report.html");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void store(Path folder, Path data) throws IOException {
    List<String> candles = new ArrayList<>(List.of("ts_ms,open,high,low,close"));
    List<String> bybit = new ArrayList<>(List.of("ts_ms,funding_rate"));
    List<String> binance = new ArrayList<>(List.of("ts_ms,funding_rate"));
    for (int hour = 0; hour < HOURS; hour++) {
      long at = START + hour * HOUR;
      int price = 40_000 + 10 * (hour % 48);
      candles.add(at + "," + price + "," + (price + 9) + "," + (price - 9) + "," + price);
      if (hour % 8 == 0) {
        binance.add(at + ",0.0001");
        if (hour != 40) {
          bybit.add(at + ",0.0003");
        }
      }
    }
    Path files = Files.createDirectories(folder.resolve("files"));
    for (String venue : List.of("bybit", "binance")) {
      Files.write(files.resolve(venue + "_BTCUSDT_perp_1h.csv"), candles);
    }
    Files.write(files.resolve("bybit_BTCUSDT.csv"), bybit);
    Files.write(files.resolve("binance_BTCUSDT.csv"), binance);
    succeed(List.of("history", "import", files.toString(), "--data", data.toString()));
  }

  private static void succeed(List<String> call) {
    Called called = Called.call(call.toArray(String[]::new));
    if (called.exit() != 0) {
      throw new IllegalStateException(call + ": " + called.err());
    }
  }
}
