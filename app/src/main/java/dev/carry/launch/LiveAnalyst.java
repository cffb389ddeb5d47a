package dev.carry.launch;

import dev.carry.dashboard.Analysts;
import dev.carry.insight.Insight;
import dev.carry.insight.InsightException;
import dev.carry.insight.InsightSettings;
import dev.carry.insight.Score;
import dev.carry.insight.Spending;
import dev.carry.model.Analysis;
import dev.carry.model.InstrumentId;
import dev.carry.model.JsonText;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;

/// What the page asks the analyst of this process.
final class LiveAnalyst implements Analysts {
  private final Supplier<Insight> insight;
  private final Path folder;

  /// @param insight there when the first question comes
  /// @param folder of its files
  LiveAnalyst(Supplier<Insight> insight, Path folder) {
    this.insight = insight;
    this.folder = folder;
  }

  @Override
  public String about() {
    Insight of = insight.get();
    InsightSettings settings = of.settings();
    InsightSettings.Service service = settings.service();
    JsonText json =
        new JsonText()
            .put("source", service == null ? Analysis.RULES : "model")
            .put("model", service == null ? null : service.model())
            .put("because", service == null ? settings.because() : null)
            .put("language", settings.language())
            .put("budgetDay", settings.limits().budgetDay())
            .put("spentToday", of.spending().boundToday())
            .put("budgetMonth", settings.limits().budgetMonth())
            .put("spentThisMonth", of.spending().boundThisMonth());
    return json.putRaw(
            "costs",
            JsonText.array(
                of.spending().rows().reversed().stream().map(LiveAnalyst::json).toList()))
        .putRaw("scores", JsonText.array(of.scores().stream().map(LiveAnalyst::json).toList()))
        .end();
  }

  private static String json(Spending.Row row) {
    Spending.Spent spent = row.spent();
    return new JsonText()
        .put("day", row.day().toString())
        .put("model", row.model())
        .put("calls", spent.calls())
        .put("unknown", spent.unknown())
        .put("inputTokens", spent.inputTokens())
        .put("outputTokens", spent.outputTokens())
        .put("cost", spent.cost())
        .end();
  }

  private static String json(Score score) {
    return new JsonText()
        .put("model", score.model())
        .put("promptVersion", score.promptVersion())
        .put("scored", score.scored())
        .put("unscored", score.unscored())
        .put("paidShare", (Double) score.paidShare())
        .put("brier", (Double) score.brier())
        .put("brierOfAll", (Double) score.brierOfAll())
        .put("support", score.support())
        .put("caution", score.caution())
        .put("veto", score.veto())
        .end();
  }

  @Override
  public List<String> past(LocalDate from, LocalDate to) {
    return Insight.past(folder, from, to);
  }

  @Override
  public String rules(String finding, String language) {
    try {
      return insight.get().rulesOn(finding, language).json();
    } catch (InsightException e) {
      throw new CannotJudge(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public String judge(Question question) throws InterruptedException {
    try {
      Analysis said =
          switch (question.what()) {
            case FINDING -> insight.get().judgeFinding(question.name(), question.language());
            case SERIES ->
                insight.get().judgeSeries(instrument(question.name()), question.language());
            case REPORT ->
                insight.get().judgeReport(question.name(), question.report(), question.language());
          };
      return said.json();
    } catch (InsightException e) {
      throw new CannotJudge(String.valueOf(e.getMessage()), e);
    }
  }

  private static InstrumentId instrument(String text) {
    try {
      return InstrumentId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new InsightException("'" + text + "' is no instrument: venue:SYMBOL", e);
    }
  }
}
