package dev.carry.insight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.insight.FactSheet.Unit;
import dev.carry.model.Analysis.Task;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Writes the sheet of a report: the JSON that `backtest` or `basis` wrote.
final class ReportSheet {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportSheet() {}

  /// @param name of the report, as it is told
  /// @throws InsightException where it is neither
  static FactSheet of(String name, String json) {
    JsonNode report;
    try {
      report = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new InsightException(
          name
              + " is no JSON: give what backtest --report (result.json) or basis --format json"
              + " wrote",
          e);
    }
    if (report.has("netPnl") && report.has("strategy")) {
      return backtest(name, report);
    }
    if (report.has("thresholdBps") && report.has("episodes")) {
      return basis(name, report);
    }
    throw new InsightException(
        name
            + " is no report: give what backtest --report (result.json) or basis --format json"
            + " wrote");
  }

  private static FactSheet backtest(String name, JsonNode report) {
    FactSheet sheet =
        new FactSheet(Task.BACKTEST_REPORT, "report/" + name, 0, "")
            .time("from", instant(report.path("from")))
            .time("to", instant(report.path("to")))
            .number("length", hours(report), Unit.HOURS);
    dollars(sheet, report, "notional", "capital", "netPnl", "turnover", "maxDrawdown");
    percents(sheet, report, "returnOnCapital", "annualised", "timeInMarket");
    counts(sheet, report, "trades", "settlements", "liquidations", "trials");
    report
        .path("attribution")
        .properties()
        .forEach(
            line ->
                sheet.number(
                    "attribution" + capital(line.getKey()), number(line.getValue()), Unit.DOLLARS));
    report
        .path("baselines")
        .properties()
        .forEach(
            line ->
                sheet.number(
                    "baseline" + capital(line.getKey()), number(line.getValue()), Unit.DOLLARS));
    sheet
        .number("sharpe", number(report.path("sharpe")), Unit.PLAIN)
        .percent("deflatedSharpe", number(report.path("deflatedSharpe")))
        .percent("probabilityOfOverfitting", number(report.path("probabilityOfOverfitting")))
        .percent("lossProbability", number(report.path("lossProbability")))
        .number("folds", report.path("folds").size())
        .number("missingLines", report.path("missing").size());
    return sheet.flag("incomplete", report.path("incomplete").asBoolean());
  }

  private static FactSheet basis(String name, JsonNode report) {
    FactSheet sheet =
        new FactSheet(Task.BASIS_REPORT, "report/" + name, 0, "")
            .name("venue", report.path("venue").asText())
            .time("from", instant(report.path("from")))
            .time("to", instant(report.path("to")))
            .number("length", hours(report), Unit.HOURS);
    for (String field : new String[] {"threshold", "close", "costs"}) {
      sheet.number(field, number(report.path(field + "Bps")), Unit.BPS);
    }
    counts(sheet, report, "joined", "unjoined");
    JsonNode statistics = report.path("statistics");
    for (String field :
        new String[] {"mean", "deviation", "least", "p01", "p05", "median", "p95", "p99", "most"}) {
      sheet.number(field, number(statistics.path(field + "Bps")), Unit.BPS);
    }
    sheet
        .percent("beyondShare", number(statistics.path("beyondShare")))
        .number("episodes", report.path("episodes").size())
        .percent("coveredShare", number(report.path("coveredShare")));
    JsonNode funding = report.path("funding");
    return sheet
        .number("fundingSettlements", number(funding.path("settled")), Unit.PLAIN)
        .percent("fundingPaid", number(funding.path("paid")))
        .percent("fundingApr", number(funding.path("apr")));
  }

  private static void dollars(FactSheet sheet, JsonNode report, String... names) {
    for (String name : names) {
      sheet.number(name, number(report.path(name)), Unit.DOLLARS);
    }
  }

  private static void percents(FactSheet sheet, JsonNode report, String... names) {
    for (String name : names) {
      sheet.percent(name, number(report.path(name)));
    }
  }

  private static void counts(FactSheet sheet, JsonNode report, String... names) {
    for (String name : names) {
      sheet.number(name, number(report.path(name)), Unit.PLAIN);
    }
  }

  private static @Nullable Double number(JsonNode node) {
    return node.isNumber() ? (Double) node.asDouble() : null;
  }

  private static @Nullable Instant instant(JsonNode node) {
    try {
      return Instant.parse(node.asText(""));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Double hours(JsonNode report) {
    Instant from = instant(report.path("from"));
    Instant to = instant(report.path("to"));
    return from == null || to == null
        ? null
        : (Double) (double) Duration.between(from, to).toHours();
  }

  /// `hold everything` as a part of a name.
  private static String capital(String words) {
    StringBuilder name = new StringBuilder();
    for (String word : words.split("[^A-Za-z0-9]+", -1)) {
      if (!word.isEmpty()) {
        name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
      }
    }
    return name.toString();
  }
}
