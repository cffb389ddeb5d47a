package dev.carry.report;

import dev.carry.backtest.BacktestResult;
import dev.carry.model.JsonText;
import dev.carry.model.TradeEvent.Closed;
import dev.carry.model.TradeEvent.Equity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A backtest as one page that needs nothing but a browser: everything is in it.
public final class BacktestPage {
  private static final ClassLoader LOADER = BacktestPage.class.getClassLoader();
  private static final String FOLDER = "dev/carry/report/";

  /// The charts' library announces where it lies, its version in the path.
  private static final String IMPORTS = "META-INF/importmap.json";

  private static final Pattern ECHARTS = Pattern.compile("\"echarts/dist/\" *: *\"([^\"]+)\"");

  private BacktestPage() {}

  /// @param lang `en` or `th`
  public static String of(BacktestReport report, BacktestResult result, String lang) {
    return read(FOLDER + "backtest.html")
        .replace("{{lang}}", lang)
        .replace("{{data}}", data(report, result).replace("<", "\\u003c"))
        .replace("{{echarts}}", echarts().replace("</script", "<\\/script"))
        .replace("{{script}}", read(FOLDER + "backtest.js"));
  }

  private static String data(BacktestReport report, BacktestResult result) {
    List<String> equity = new ArrayList<>();
    for (Equity point : result.of(Equity.class)) {
      equity.add("[" + point.at().toEpochMilli() + "," + point.pnl().toPlainString() + "]");
    }
    return new JsonText()
        .putRaw("result", report.json())
        .putRaw("equity", JsonText.array(equity))
        .putRaw(
            "trades", JsonText.array(result.trades().stream().map(BacktestPage::trade).toList()))
        .end();
  }

  private static String trade(Closed trade) {
    return new JsonText()
        .put("asset", trade.asset())
        .put("long", trade.legs().get(0).toString())
        .put("short", trade.legs().get(1).toString())
        .put("opened", trade.openedAt())
        .put("closed", trade.at())
        .put("netPnl", trade.pnl())
        .putRaw("lines", BacktestReport.lines(trade.lines()))
        .put("expected", trade.expectedNetApr())
        .put("because", trade.closed())
        .end();
  }

  private static String echarts() {
    try {
      for (URL url : Collections.list(LOADER.getResources(IMPORTS))) {
        try (InputStream in = url.openStream()) {
          Matcher found = ECHARTS.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
          if (found.find()) {
            return read("META-INF/resources" + found.group(1) + "echarts.min.js");
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading the libraries' import maps", e);
    }
    throw new IllegalStateException("echarts is not on the class path");
  }

  private static String read(String path) {
    try (InputStream in = LOADER.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }
}
