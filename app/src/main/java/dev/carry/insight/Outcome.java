package dev.carry.insight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.model.Analysis;
import dev.carry.model.Analysis.Verdict;
import dev.carry.model.JsonText;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a finding paid, from when it was judged to when it closed or its horizon was over: the
/// funding that was settled, less the costs it was told with. What prices did is left out: it is
/// where the analyst was not asked.
///
/// @param finding its id
/// @param at when that was known, UTC
/// @param chance the analyst gave it, 0 to 1
/// @param paid fraction of notional; absent: not known, see `because`
/// @param notional dollars
/// @param because why it is not known; absent where it is
record Outcome(
    String finding,
    Instant at,
    String model,
    String promptVersion,
    Verdict verdict,
    double chance,
    @Nullable Double paid,
    double notional,
    @Nullable String because) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Outcome of(
      Analysis said, Instant at, double notional, @Nullable Double paid, @Nullable String because) {
    return new Outcome(
        said.about(),
        at,
        said.model(),
        said.promptVersion(),
        said.verdict(),
        said.chance(),
        paid,
        notional,
        because);
  }

  String json() {
    return new JsonText()
        .put("finding", finding)
        .put("at", at)
        .put("model", model)
        .put("promptVersion", promptVersion)
        .put("verdict", verdict)
        .put("chance", (Double) chance)
        .put("paid", paid)
        .put("notional", (Double) notional)
        .put("because", because)
        .end();
  }

  /// As [#json()] wrote it.
  static Outcome parse(String line) {
    try {
      JsonNode row = JSON.readTree(line);
      return new Outcome(
          row.path("finding").asText(),
          Instant.parse(row.path("at").asText()),
          row.path("model").asText(),
          row.path("promptVersion").asText(),
          Verdict.valueOf(row.path("verdict").asText().toUpperCase(Locale.ROOT)),
          row.path("chance").asDouble(),
          row.has("paid") ? (Double) row.path("paid").asDouble() : null,
          row.path("notional").asDouble(),
          row.has("because") ? row.path("because").asText() : null);
    } catch (JsonProcessingException | RuntimeException e) {
      throw new InsightException("a line of outcomes is none of ours: " + line, e);
    }
  }
}
