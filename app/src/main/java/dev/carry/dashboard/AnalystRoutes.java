package dev.carry.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carry.dashboard.Analysts.CannotJudge;
import dev.carry.dashboard.Analysts.Question;
import dev.carry.dashboard.Analysts.What;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The addresses of the analyst. Never called by the event loop.
final class AnalystRoutes {
  static final Set<String> PARAMETERS =
      Set.of("asset", "finding", "verdict", "source", "from", "to", "limit");
  private static final Set<String> VERDICTS = Set.of("support", "caution", "veto");
  private static final Set<String> SOURCES = Set.of("model", "rules");
  private static final Set<String> LANGUAGES = Set.of("en", "th");
  private static final Duration SPAN = Duration.ofDays(1);

  private final Analysts analysts;
  private final InstantSource wall;

  /// @param wall the clock of the world: what was said is kept by it
  AnalystRoutes(Analysts analysts, InstantSource wall) {
    this.analysts = analysts;
    this.wall = wall;
  }

  /// What was said, the newest first.
  String page(Query query) {
    Set<String> assets = query.assets();
    String finding = query.text("finding");
    String verdict = query.oneOf("verdict", VERDICTS);
    String source = query.oneOf("source", SOURCES);
    Query.Span span = query.span(end -> end.minus(SPAN), wall.instant());
    int limit = query.limit();
    List<String> items = new ArrayList<>();
    for (String line : analysts.past(day(span.from()), day(span.to())).reversed()) {
      if (items.size() == limit) {
        break;
      }
      JsonNode row = JsonBody.of(line);
      if ((assets.isEmpty() || assets.contains(row.path("asset").asText()))
          && (finding == null || finding.equals(row.path("finding").asText()))
          && (verdict == null || verdict.equals(row.path("verdict").asText()))
          && (source == null || source.equals(row.path("source").asText()))
          && span.contains(Instant.parse(row.path("at").asText()))) {
        items.add(line);
      }
    }
    return Keyset.answer(items, null, 0);
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  /// What the rules say of an open opportunity.
  String rules(Query query) {
    String finding = query.text("finding");
    if (finding == null) {
      throw Problem.parameter("finding", "none", "the id of an open opportunity");
    }
    String language = query.oneOf("language", LANGUAGES);
    try {
      return analysts.rules(finding, language == null ? "en" : language);
    } catch (CannotJudge e) {
      throw cannot(e);
    }
  }

  String about() {
    return analysts.about();
  }

  /// Has judged what a request's body names.
  String judge(String body) throws InterruptedException {
    JsonNode asked = JsonBody.of(body.isBlank() ? "{}" : body);
    List<String> named =
        Stream.of(What.values())
            .map(what -> what.name().toLowerCase(Locale.ROOT))
            .filter(asked::has)
            .toList();
    if (named.size() != 1) {
      throw Problem.of(
          400,
          "One question",
          "name one of "
              + Stream.of(What.values())
                  .map(what -> what.name().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(", "))
              + ", found "
              + (named.isEmpty() ? "none" : String.join(" and ", named)));
    }
    String language = asked.path("language").asText("en");
    if (!LANGUAGES.contains(language)) {
      throw Problem.parameter("language", language, "en or th");
    }
    What what = What.valueOf(named.getFirst().toUpperCase(Locale.ROOT));
    JsonNode of = asked.path(named.getFirst());
    Question question =
        what == What.REPORT
            ? new Question(what, asked.path("name").asText("report"), of.toString(), language)
            : new Question(what, of.asText(""), "", language);
    try {
      return analysts.judge(question);
    } catch (CannotJudge e) {
      throw cannot(e);
    }
  }

  private static Problem cannot(CannotJudge e) {
    return Problem.of(404, "Cannot be judged", String.valueOf(e.getMessage()));
  }
}
