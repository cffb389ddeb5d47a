package dev.carry.dashboard;

import dev.carry.model.Analysis;
import dev.carry.model.Analysis.Task;
import dev.carry.model.Analysis.Verdict;
import dev.carry.model.JsonText;
import dev.carry.model.Opportunity;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// An analyst that said a few things.
final class FixtureAnalysts implements Analysts {
  static final Instant SAID = Instant.parse("2026-03-14T09:30:00Z");

  /// A caution on an opportunity, with one number that was made up.
  static Analysis of(Opportunity found, String... ungrounded) {
    return new Analysis(
        Task.FINDING,
        found.head().id(),
        found.head().revision(),
        found.head().asset(),
        SAID,
        Verdict.CAUTION,
        6,
        12.5,
        List.of("It wins 87 % of the time, <b>they</b> say."),
        "Go in before the settlement.",
        "Net is small against what is not known.",
        "some-model",
        "0123abcd",
        null,
        "en",
        List.of(ungrounded),
        2_000,
        300,
        new BigDecimal("0.0184"),
        1_234);
  }

  @Override
  public String about() {
    return new JsonText()
        .put("source", "model")
        .put("model", "some-model")
        .put("language", "en")
        .put("budgetDay", new BigDecimal("1"))
        .put("spentToday", new BigDecimal("0.25"))
        .put("budgetMonth", new BigDecimal("10"))
        .put("spentThisMonth", new BigDecimal("4.2"))
        .putRaw(
            "costs",
            "[{\"day\":\"2026-03-14\",\"model\":\"some-model\",\"calls\":12,\"unknown\":1,"
                + "\"inputTokens\":24000,\"outputTokens\":3600,\"cost\":0.2208}]")
        .putRaw(
            "scores",
            "[{\"model\":\"some-model\",\"promptVersion\":\"0123abcd\",\"scored\":40,"
                + "\"unscored\":3,\"paidShare\":0.3,\"brier\":0.18,\"brierOfAll\":0.21,"
                + "\"support\":12.5,\"caution\":-3.25,\"veto\":-40}]")
        .end();
  }

  @Override
  public List<String> past(LocalDate from, LocalDate to) {
    return List.of(
        row("x/1", "BTC", SAID, Verdict.VETO, Analysis.RULES).json(),
        row("x/2", "ETH", SAID.plusSeconds(1), Verdict.SUPPORT, "some-model").json());
  }

  private static Analysis row(String id, String asset, Instant at, Verdict verdict, String model) {
    return new Analysis(
        Task.FINDING,
        id,
        1,
        asset,
        at,
        verdict,
        5,
        0,
        List.of(),
        "Now.",
        "Net 3 %.",
        model,
        "v",
        model.equals(Analysis.RULES)
            ? "no model is set up (insight.provider, CARRY_INSIGHT_KEY)"
            : null,
        "en",
        List.of(),
        0,
        0,
        BigDecimal.ZERO,
        0);
  }

  @Override
  public String rules(String finding, String language) {
    return judge(new Question(What.FINDING, finding, "", language));
  }

  @Override
  public String judge(Question question) {
    if (question.name().equals("gone")) {
      throw new CannotJudge("no opportunity gone is open", new IllegalStateException("gone"));
    }
    return new JsonText()
        .put("task", question.what())
        .put("finding", question.name())
        .put("language", question.language())
        .put("report", question.report())
        .end();
  }
}
