package dev.carry.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an analyst said. It stands beside a finding and changes nothing of it: it may hold back an
/// alert or a signal, and never comes back as an input.
///
/// @param task what was asked
/// @param about the finding's id, or the name of the series or report
/// @param revision of the finding when it was asked; 0 where it is no finding
/// @param asset canonical asset; empty where it is of none
/// @param at when it was said, UTC
/// @param risk 1 (pays its costs, surely) to 10 (surely not): see [#chance()]
/// @param share of the capital it would put in, percent, 0 to 100
/// @param riskFactors in words, the gravest first
/// @param timing when to go in and out, in words
/// @param reasoning in words
/// @param model the provider's name of the model, or `rules`
/// @param promptVersion names the words it was asked with; of rules, the rules
/// @param because why rules answered and no model; absent where a model did
/// @param language `en` or `th`
/// @param ungrounded numbers in its words that are in none of the facts it was given
/// @param inputTokens as the provider counted them; of a call for many, the share of this one
/// @param outputTokens likewise
/// @param cost dollars, likewise
/// @param latencyMillis from the first call to the answer
public record Analysis(
    Task task,
    String about,
    int revision,
    String asset,
    Instant at,
    Verdict verdict,
    int risk,
    double share,
    List<String> riskFactors,
    String timing,
    String reasoning,
    String model,
    String promptVersion,
    @Nullable String because,
    String language,
    List<String> ungrounded,
    long inputTokens,
    long outputTokens,
    BigDecimal cost,
    long latencyMillis) {

  /// What `model` says where no model was asked.
  public static final String RULES = "rules";

  /// What an analyst can be asked.
  public enum Task {
    FINDING,
    FUNDING_PATTERN,
    BASIS_REPORT,
    BACKTEST_REPORT
  }

  /// What an analyst can say.
  public enum Verdict {
    SUPPORT,
    CAUTION,
    VETO
  }

  public Analysis {
    riskFactors = List.copyOf(riskFactors);
    ungrounded = List.copyOf(ungrounded);
    if (risk < 1 || risk > 10) {
      throw new IllegalArgumentException("risk: found " + risk + ", 1 to 10 is allowed");
    }
    if (!(share >= 0 && share <= 100)) {
      throw new IllegalArgumentException("share: found " + share + ", 0 to 100 is allowed");
    }
  }

  /// Whether every number in its words was among the facts. One that is not has no say: it neither
  /// supports nor vetoes.
  public boolean grounded() {
    return ungrounded.isEmpty();
  }

  /// Whether rules said it.
  public boolean byRules() {
    return model.equals(RULES);
  }

  /// The chance it gives the finding to pay more than its costs, as the analyst was told its risk
  /// is read: 0.95 at 1, 0.05 at 10.
  public double chance() {
    return (10.5 - risk) / 10;
  }

  /// As users see it: one JSON object.
  public String json() {
    return new JsonText()
        .put("task", task)
        .put("finding", about)
        .put("revision", revision)
        .put("asset", asset.isEmpty() ? null : asset)
        .put("at", at)
        .put("verdict", verdict)
        .put("risk", risk)
        .put("share", (Double) share)
        .putRaw("riskFactors", JsonText.array(riskFactors.stream().map(JsonText::string).toList()))
        .put("timing", timing)
        .put("reasoning", reasoning)
        .put("model", model)
        .put("promptVersion", promptVersion)
        .put("source", byRules() ? RULES : "model")
        .put("because", because)
        .put("language", language)
        .put("grounded", grounded())
        .putRaw("ungrounded", JsonText.array(ungrounded.stream().map(JsonText::string).toList()))
        .put("inputTokens", inputTokens)
        .put("outputTokens", outputTokens)
        .put("cost", cost)
        .put("latencyMs", latencyMillis)
        .end();
  }
}
