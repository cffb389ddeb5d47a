package dev.carry.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carry.model.JsonText;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The addresses of the alerts. Never called by the event loop.
final class AlertRoutes {
  static final Set<String> PARAMETERS =
      Set.of("asset", "rule", "severity", "event", "from", "to", "limit");
  private static final Set<String> SEVERITIES = Set.of("info", "warning", "critical");
  private static final Set<String> EVENTS = Set.of("raised", "escalated", "cleared");
  private static final Duration SPAN = Duration.ofDays(30);

  private final Alarms alarms;
  private final InstantSource wall;

  /// @param wall the clock of the world: what was told is kept by it
  AlertRoutes(Alarms alarms, InstantSource wall) {
    this.alarms = alarms;
    this.wall = wall;
  }

  /// What was told, the newest first.
  String page(Query query) {
    Set<String> assets = query.assets();
    String rule = query.text("rule");
    String severity = query.oneOf("severity", SEVERITIES);
    String event = query.oneOf("event", EVENTS);
    Query.Span span = query.span(end -> end.minus(SPAN), wall.instant());
    int limit = query.limit();
    List<String> items =
        alarms.last().stream()
            .filter(
                row ->
                    (assets.isEmpty() || assets.contains(row.asset()))
                        && (rule == null || rule.equals(row.rule()))
                        && (severity == null || severity.equals(row.severity()))
                        && (event == null || event.equals(row.event()))
                        && span.contains(row.time()))
            .limit(limit)
            .map(row -> row.json().get())
            .toList();
    return Keyset.answer(items, null, 0);
  }

  String about() {
    return alarms.about();
  }

  /// @param body one JSON object of texts
  String put(String rule, String body) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : JsonBody.of(body).properties()) {
      if (!field.getValue().isValueNode()) {
        throw Problem.parameter(field.getKey(), field.getValue().toString(), "one value");
      }
      texts.put(field.getKey(), field.getValue().asText());
    }
    try {
      return alarms.put(rule, texts);
    } catch (Alarms.Refused e) {
      throw Problem.of(400, "No rule", String.valueOf(e.getMessage()));
    }
  }

  String remove(String rule) {
    try {
      alarms.remove(rule);
      return new JsonText().put("removed", rule).end();
    } catch (Alarms.Refused e) {
      throw Problem.of(404, "No such rule", String.valueOf(e.getMessage()));
    }
  }

  String acknowledge(String alert) {
    try {
      alarms.acknowledge(alert);
      return new JsonText().put("acknowledged", alert).end();
    } catch (Alarms.Refused e) {
      throw Problem.of(404, "No such alert", String.valueOf(e.getMessage()));
    }
  }

  String test(String channel) throws InterruptedException {
    try {
      alarms.test(channel);
      return new JsonText().put("sent", channel).end();
    } catch (Alarms.Refused e) {
      throw Problem.of(502, "Not sent", String.valueOf(e.getMessage()));
    }
  }
}
