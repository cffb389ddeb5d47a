package dev.carry.insight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.model.Analysis.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads a model's answer. What does not fit is not used and named: nothing is guessed.
///
/// @param drafts what fits, by what it is about
/// @param wrong what does not, in words for whoever answered
record Answers(Map<String, Draft> drafts, List<String> wrong) {
  static final int MOST_FACTORS = 10;
  static final int MOST_WORDS = 2_000;
  private static final Pattern THAI = Pattern.compile("\\p{IsThai}");
  private static final Pattern FENCE =
      Pattern.compile("^\\s*```(?:json)?\\s*(.*?)\\s*```\\s*$", Pattern.DOTALL);

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /// What was said of one thing.
  record Draft(
      Verdict verdict,
      int risk,
      double share,
      List<String> riskFactors,
      String timing,
      String reasoning) {

    /// All of its words.
    List<String> words() {
      List<String> all = new ArrayList<>(riskFactors);
      all.add(timing);
      all.add(reasoning);
      return all;
    }
  }

  /// @param cutOff whether it ended at the most tokens allowed
  /// @param about what was asked about
  static Answers read(String text, boolean cutOff, Set<String> about, String language) {
    Map<String, Draft> drafts = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    var fenced = FENCE.matcher(text);
    JsonNode answer;
    try {
      answer = JSON.readTree(fenced.matches() ? fenced.group(1) : text);
    } catch (JsonProcessingException e) {
      String what = cutOff ? "it was cut off: be shorter" : "it is not JSON";
      return new Answers(drafts, List.of(text.isBlank() ? "it is empty" : what));
    }
    JsonNode list = answer.path("analyses");
    if (!list.isArray()) {
      return new Answers(drafts, List.of("\"analyses\" is no array"));
    }
    for (JsonNode each : list) {
      String of = each.path("finding").asText("");
      if (!about.contains(of)) {
        wrong.add("nobody asked about finding '" + shown(of) + "'");
      } else if (drafts.containsKey(of)) {
        wrong.add("finding '" + of + "' is analysed twice");
      } else {
        List<String> faults = new ArrayList<>();
        Draft draft = draft(each, language, faults);
        if (faults.isEmpty()) {
          drafts.put(of, draft);
        } else {
          wrong.add("of finding '" + of + "' " + String.join(", ", faults));
        }
      }
    }
    for (String of : about) {
      if (!drafts.containsKey(of) && wrong.stream().noneMatch(said -> said.contains(of))) {
        wrong.add("finding '" + of + "' is missing");
      }
    }
    return new Answers(drafts, wrong);
  }

  private static Draft draft(JsonNode node, String language, List<String> faults) {
    Verdict verdict =
        switch (node.path("verdict").asText("")) {
          case "support" -> Verdict.SUPPORT;
          case "caution" -> Verdict.CAUTION;
          case "veto" -> Verdict.VETO;
          default -> {
            faults.add("verdict is not support, caution or veto");
            yield Verdict.VETO;
          }
        };
    JsonNode risk = node.path("risk");
    boolean whole = risk.isNumber() && risk.asDouble() == Math.rint(risk.asDouble());
    if (!whole || risk.asInt() < 1 || risk.asInt() > 10) {
      faults.add("risk is no whole number from 1 to 10");
    }
    JsonNode share = node.path("share");
    if (!share.isNumber() || !(share.asDouble() >= 0 && share.asDouble() <= 100)) {
      faults.add("share is no number from 0 to 100");
    }
    List<String> factors = new ArrayList<>();
    JsonNode list = node.path("riskFactors");
    if (!list.isArray() || list.size() > MOST_FACTORS) {
      faults.add("riskFactors is no array of at most " + MOST_FACTORS);
    } else {
      list.forEach(factor -> factors.add(words(factor, "riskFactors", faults)));
    }
    String timing = words(node.path("timing"), "timing", faults);
    String reasoning = words(node.path("reasoning"), "reasoning", faults);
    if (THAI.matcher(reasoning).find() != language.equals("th")) {
      faults.add("reasoning is not in " + (language.equals("th") ? "Thai" : "English"));
    }
    return new Draft(verdict, risk.asInt(), share.asDouble(), factors, timing, reasoning);
  }

  private static String words(JsonNode node, String name, List<String> faults) {
    String text = node.asText("");
    if (!node.isTextual() || text.isBlank() || text.length() > MOST_WORDS) {
      String fault = name + " is no text of at most " + MOST_WORDS + " letters";
      if (!faults.contains(fault)) {
        faults.add(fault);
      }
    }
    return text.strip();
  }

  private static String shown(String text) {
    return text.toLowerCase(Locale.ROOT).matches("[a-z0-9:._/-]{1,80}") ? text : "…";
  }
}
