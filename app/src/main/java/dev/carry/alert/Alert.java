package dev.carry.alert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carry.model.Analysis;
import dev.carry.model.Burst;
import dev.carry.model.Finding;
import dev.carry.model.JsonText;
import dev.carry.model.Opportunity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What somebody is told.
///
/// @param id the same for the same alert, however often it is derived: of rule, subject, beginning
///     and event
/// @param rule by name
/// @param at engine time, UTC
/// @param since when it began to be so, engine time
/// @param subject what it is of
/// @param about the same over its returns
/// @param asset empty: of none
/// @param finding id of the finding it stands on; absent: on none
/// @param legs what would be traded, `buy venue:SYMBOL`; else the instruments it is about
/// @param value the reading, in the unit of the condition; absent: the condition is a state
/// @param threshold from which on it is told; absent likewise
/// @param detail why, in the engine's words; empty: the value says it all
/// @param facts further numbers, by name
/// @param verdict of the analyst, as far as there was one; absent: none
public record Alert(
    String id,
    Event event,
    String rule,
    Condition condition,
    Severity severity,
    Instant at,
    Instant since,
    String subject,
    String about,
    String asset,
    @Nullable String finding,
    List<String> legs,
    @Nullable Double value,
    @Nullable Double threshold,
    String detail,
    Map<String, Double> facts,
    @Nullable String verdict) {
  private static final int ID_BYTES = 8;

  /// The rule of an alert that tries a channel, which no rule of a user is called.
  public static final String TEST = "test";

  /// Names of facts.
  static final String NET_APR = "netApr";

  static final String GROSS_APR = "grossApr";
  static final String BREAK_EVEN_HOURS = "breakEvenHours";
  static final String NET_PER_DAY = "netPerDay";
  static final String NOTIONAL = "notional";
  static final String LONG_NOTIONAL = "longNotional";
  static final String SHORT_NOTIONAL = "shortNotional";
  static final String WINDOW_SECONDS = "windowSeconds";
  static final String RISK = "risk";

  public enum Event {
    RAISED,
    ESCALATED,
    CLEARED
  }

  public Alert {
    legs = List.copyOf(legs);
    facts = new LinkedHashMap<>(facts);
  }

  /// @param reading the last there was
  static Alert of(
      AlertRule rule,
      Reading reading,
      Event event,
      Severity severity,
      Instant since,
      Instant at,
      @Nullable Analysis said) {
    boolean state = rule.when().unit() == Condition.Unit.STATE;
    Finding finding = reading.finding();
    Map<String, Double> facts = facts(finding);
    if (said != null) {
      facts.put(RISK, (double) said.risk());
    }
    return new Alert(
        id(rule.name(), reading.subject(), since, event),
        event,
        rule.name(),
        rule.when(),
        severity,
        at,
        since,
        reading.subject(),
        reading.about(),
        reading.asset(),
        finding == null ? null : finding.head().id(),
        legs(reading),
        state || !Double.isFinite(reading.shown()) ? null : (Double) reading.shown(),
        state ? null : (Double) rule.at(),
        reading.detail(),
        facts,
        said == null ? null : JsonText.kebab(said.verdict()));
  }

  /// One that tries a channel.
  static Alert test(String channel, Instant at) {
    return new Alert(
        id(TEST, channel, at, Event.RAISED),
        Event.RAISED,
        TEST,
        Condition.CHANNEL,
        Severity.INFO,
        at,
        at,
        channel,
        channel,
        "",
        null,
        List.of(),
        null,
        null,
        "",
        Map.of(),
        null);
  }

  static String id(String rule, String subject, Instant since, Event event) {
    String text = String.join("\n", rule, subject, since.toString(), event.name());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static List<String> legs(Reading reading) {
    return reading.finding() instanceof Opportunity o
        ? o.legs().stream().map(leg -> JsonText.kebab(leg.side()) + " " + leg.instrument()).toList()
        : reading.instruments().stream().map(Object::toString).toList();
  }

  private static Map<String, Double> facts(@Nullable Finding finding) {
    Map<String, Double> facts = new LinkedHashMap<>();
    switch (finding) {
      case Opportunity o -> {
        facts.put(NET_APR, o.netApr());
        facts.put(GROSS_APR, o.grossApr());
        if (o.breakEven() != null) {
          facts.put(BREAK_EVEN_HOURS, o.breakEven().toMillis() / 3_600_000.0);
        }
        if (o.netPerDay() != null) {
          facts.put(NET_PER_DAY, o.netPerDay());
        }
        facts.put(NOTIONAL, o.notional());
      }
      case Burst b -> {
        facts.put(LONG_NOTIONAL, b.longNotional());
        facts.put(SHORT_NOTIONAL, b.shortNotional());
        facts.put(WINDOW_SECONDS, (double) b.window().toSeconds());
      }
      case null, default -> {
        // the value says it all
      }
    }
    facts.values().removeIf(value -> !Double.isFinite(value));
    return facts;
  }

  @Nullable Duration breakEven() {
    Double hours = facts.get(BREAK_EVEN_HOURS);
    return hours == null ? null : Duration.ofMillis(Math.round(hours * 3_600_000));
  }

  /// One JSON object.
  public String json() {
    JsonText numbers = new JsonText();
    facts.forEach(numbers::put);
    return new JsonText()
        .put("alert", id)
        .put("event", event)
        .put("rule", rule)
        .put("condition", condition)
        .put("severity", severity)
        .put("at", at)
        .put("since", since)
        .put("subject", subject)
        .put("about", about)
        .put("asset", asset.isEmpty() ? null : asset)
        .put("finding", finding)
        .putRaw("legs", JsonText.array(legs.stream().map(JsonText::string).toList()))
        .put("value", value)
        .put("threshold", threshold)
        .put("detail", detail.isEmpty() ? null : detail)
        .putRaw("facts", numbers.end())
        .put("verdict", verdict)
        .end();
  }

  static Alert parse(JsonNode json) {
    List<String> legs = new ArrayList<>();
    json.path("legs").forEach(leg -> legs.add(leg.asText()));
    Map<String, Double> facts = new LinkedHashMap<>();
    json.path("facts").properties().forEach(e -> facts.put(e.getKey(), e.getValue().asDouble()));
    return new Alert(
        json.path("alert").asText(),
        JsonText.constant(Event.class, json.path("event").asText()),
        json.path("rule").asText(),
        JsonText.constant(Condition.class, json.path("condition").asText()),
        JsonText.constant(Severity.class, json.path("severity").asText()),
        Instant.parse(json.path("at").asText()),
        Instant.parse(json.path("since").asText()),
        json.path("subject").asText(),
        json.path("about").asText(),
        json.path("asset").asText(""),
        text(json.path("finding")),
        legs,
        number(json.path("value")),
        number(json.path("threshold")),
        json.path("detail").asText(""),
        facts,
        text(json.path("verdict")));
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }

  private static @Nullable Double number(JsonNode node) {
    return node.isNumber() ? (Double) node.asDouble() : null;
  }
}
