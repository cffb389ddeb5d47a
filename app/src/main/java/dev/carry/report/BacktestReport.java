package dev.carry.report;

import dev.carry.backtest.BacktestResult;
import dev.carry.backtest.Trial;
import dev.carry.backtest.WalkForward;
import dev.carry.backtest.stress.StressResult;
import dev.carry.model.InstrumentId;
import dev.carry.model.JsonText;
import dev.carry.model.Line;
import dev.carry.model.TradeEvent.Closed;
import dev.carry.model.TradeEvent.Incident;
import dev.carry.model.TradeJson;
import dev.carry.valuation.statistics.Overfitting;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A backtest as data: one JSON object, and its trades as CSV.
public final class BacktestReport {
  private static final int MOST_INCIDENTS = 500; // of a kind

  private final BacktestResult result;
  private final WalkForward.@Nullable Result walk;
  private final StressResult stress;

  /// @param walk how its parameters were chosen; absent: they were given
  /// @param stress what shocks make of it
  public BacktestReport(
      BacktestResult result, WalkForward.@Nullable Result walk, StressResult stress) {
    this.result = result;
    this.walk = walk;
    this.stress = stress;
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
    List<Incident> all = result.of(Incident.class);
    List<Incident> told = firstOfEach(all);
    json.putRaw("assumptions", texts(result.assumptions()))
        .putRaw("incidents", JsonText.array(told.stream().map(TradeJson::incident).toList()));
    if (told.size() < all.size()) {
      json.put("incidentsLeftOff", all.size() - told.size());
    }
    if (walk != null) {
      walkForward(json, walk);
    }
    if (!stress.outcomes().isEmpty()) {
      json.putRaw("stress", StressReport.json(stress.outcomes()))
          .putRaw("stressAssumptions", texts(stress.assumptions()));
    }
    return json.end();
  }

  /// So many of each kind: a liquidation must not be lost behind hundreds of missing settlements.
  private static List<Incident> firstOfEach(List<Incident> all) {
    Map<Incident.Kind, Integer> seen = new EnumMap<>(Incident.Kind.class);
    return all.stream()
        .filter(incident -> seen.merge(incident.kind(), 1, Integer::sum) <= MOST_INCIDENTS)
        .toList();
  }

  private static void walkForward(JsonText json, WalkForward.Result walk) {
    json.putRaw("folds", JsonText.array(walk.folds().stream().map(BacktestReport::fold).toList()))
        .put("trials", walk.trials())
        .put("sharpe", number(walk.sharpe()))
        .put("deflatedSharpe", number(walk.deflatedSharpe()));
    Overfitting overfitting = walk.overfitting();
    if (overfitting != null) {
      json.put("probabilityOfOverfitting", overfitting.probability())
          .put("degradation", number(overfitting.degradation()))
          .put("lossProbability", overfitting.lossProbability());
    }
    json.putRaw(
        "sensitivity",
        JsonText.array(walk.sensitivity().stream().map(BacktestReport::neighbour).toList()));
  }

  private static @Nullable Double number(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }

  private static String fold(WalkForward.Fold fold) {
    JsonText json =
        new JsonText()
            .put("trainFrom", fold.trainFrom())
            .put("trainTo", fold.trainTo())
            .put("testFrom", fold.testFrom())
            .put("testTo", fold.testTo());
    Trial chosen = fold.chosen();
    if (chosen != null) {
      JsonText parameters = new JsonText();
      chosen.parameters().forEach(parameters::put);
      json.putRaw("chosen", parameters.end()).put("trainScore", fold.trainScore());
    }
    return json.put("netPnl", BacktestResult.netPnl(fold.events())).end();
  }

  private static String neighbour(WalkForward.Neighbour neighbour) {
    return new JsonText()
        .put("key", neighbour.key())
        .put("value", neighbour.value())
        .put("chosen", neighbour.chosen())
        .put("sharpe", number(neighbour.sharpe()))
        .put("netPnl", neighbour.netPnl())
        .end();
  }

  private String baselines() {
    JsonText json = new JsonText();
    result.baselines().forEach((name, pnl) -> json.put(name, pnl));
    return json.end();
  }

  private static String texts(List<String> texts) {
    return JsonText.array(texts.stream().map(JsonText::string).toList());
  }

  static String lines(Map<Line, BigDecimal> lines) {
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
