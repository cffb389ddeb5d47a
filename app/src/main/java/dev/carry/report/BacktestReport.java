package dev.carry.report;

import dev.carry.backtest.BacktestResult;
import dev.carry.model.InstrumentId;
import dev.carry.model.JsonText;
import dev.carry.portfolio.Line;
import dev.carry.portfolio.TradeEvent.Closed;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A backtest as data: one JSON object, and its trades as CSV.
public final class BacktestReport {
  private final BacktestResult result;

  public BacktestReport(BacktestResult result) {
    this.result = result;
  }

  public String json() {
    JsonText json =
        new JsonText()
            .put("strategy", result.strategy())
            .put("from", result.from())
            .put("to", result.to())
            .put("notional", result.notional())
            .put("capital", result.account().capital())
            .put("netPnl", result.netPnl())
            .putRaw("attribution", lines(result.attribution()))
            .put("returnOnCapital", result.returnOnCapital())
            .put("annualised", result.annualised())
            .put("maxDrawdown", result.maxDrawdown())
            .put("trades", result.trades().size())
            .put("settlements", result.settlements())
            .put("turnover", result.turnover())
            .put("timeInMarket", result.timeInMarket())
            .put("liquidations", result.liquidations())
            .putRaw("baselines", baselines())
            .put("incomplete", !result.missing().isEmpty());
    if (!result.missing().isEmpty()) {
      json.putRaw("missing", texts(result.missing()));
    }
    return json.putRaw("assumptions", texts(result.assumptions())).end();
  }

  private String baselines() {
    JsonText json = new JsonText();
    result.baselines().forEach((name, pnl) -> json.put(name, pnl));
    return json.end();
  }

  private static String texts(List<String> texts) {
    return JsonText.array(texts.stream().map(JsonText::string).toList());
  }

  private static String lines(Map<Line, BigDecimal> lines) {
    JsonText json = new JsonText();
    lines.forEach((line, amount) -> json.put(JsonText.kebab(line), amount));
    return json.end();
  }

  /// One line a trade, under a heading.
  public String csv() {
    StringBuilder csv =
        new StringBuilder("position,asset,long,short,opened,closed,notional,settlements,netPnl");
    for (Line line : Line.values()) {
      csv.append(',').append(line.name().toLowerCase(Locale.ROOT));
    }
    csv.append(",expectedNetApr,unhedgedMs,because\n");
    for (Closed trade : result.trades()) {
      InstrumentId bought = trade.legs().get(0);
      InstrumentId sold = trade.legs().get(1);
      csv.append(trade.position()).append(',').append(trade.asset());
      csv.append(',').append(bought).append(',').append(sold);
      csv.append(',').append(trade.openedAt()).append(',').append(trade.at());
      csv.append(',').append(trade.notional().toPlainString());
      csv.append(',').append(trade.settlements());
      csv.append(',').append(trade.pnl().toPlainString());
      for (Line line : Line.values()) {
        BigDecimal amount = trade.lines().getOrDefault(line, BigDecimal.ZERO);
        csv.append(',').append(amount.toPlainString());
      }
      Double expected = trade.expectedNetApr();
      csv.append(',').append(expected == null ? "" : expected);
      csv.append(',').append(trade.unhedged().toMillis());
      csv.append(',').append('"').append(trade.closed().replace("\"", "\"\"")).append("\"\n");
    }
    return csv.toString();
  }
}
