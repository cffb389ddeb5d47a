package dev.carry.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.model.JsonText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A line of the outbox: everything that ever happened to alerts, from which its state follows.
sealed interface Entry {

  /// Time of the world, UTC.
  Instant at();

  /// An alert is to be told.
  ///
  /// @param to channels by name; empty: there is none
  record Put(Instant at, Alert alert, List<String> to) implements Entry {
    public Put {
      to = List.copyOf(to);
    }
  }

  /// A message is about to be sent: what it holds never changes, however often it is tried.
  ///
  /// @param more alerts it speaks of without their words
  record Composed(Instant at, String channel, String message, List<String> alerts, int more)
      implements Entry {
    public Composed {
      alerts = List.copyOf(alerts);
    }
  }

  /// The channel said that it has it.
  record Sent(Instant at, String channel, String message, String said) implements Entry {}

  /// It did not; the message is tried again.
  record Failed(Instant at, String channel, String message, String why) implements Entry {}

  /// It never will: the message is given up.
  record Refused(Instant at, String channel, String message, String why) implements Entry {}

  /// Alerts that will not be told in words: too many, or too old.
  record Dropped(Instant at, String channel, List<String> alerts, String why) implements Entry {
    public Dropped {
      alerts = List.copyOf(alerts);
    }
  }

  /// An alert was held back.
  record Held(Instant at, Alert alert, String why) implements Entry {}

  /// Somebody takes care of an alert.
  record Acknowledged(Instant at, String alert) implements Entry {}

  /// What the paper account was worth at most, dollars.
  record Peak(Instant at, double worth) implements Entry {}

  ObjectMapper JSON = new ObjectMapper();

  default String json() {
    JsonText json = new JsonText();
    json.put("entry", getClass().getSimpleName().toLowerCase(Locale.ROOT)).put("time", at());
    return switch (this) {
      case Put e -> json.putRaw("to", names(e.to())).putRaw("alert", e.alert().json()).end();
      case Composed e ->
          json.put("channel", e.channel())
              .put("message", e.message())
              .putRaw("alerts", names(e.alerts()))
              .put("more", e.more())
              .end();
      case Sent e ->
          json.put("channel", e.channel()).put("message", e.message()).put("said", e.said()).end();
      case Failed e ->
          json.put("channel", e.channel()).put("message", e.message()).put("why", e.why()).end();
      case Refused e ->
          json.put("channel", e.channel()).put("message", e.message()).put("why", e.why()).end();
      case Dropped e ->
          json.put("channel", e.channel())
              .putRaw("alerts", names(e.alerts()))
              .put("why", e.why())
              .end();
      case Held e -> json.put("why", e.why()).putRaw("alert", e.alert().json()).end();
      case Acknowledged e -> json.put("acknowledged", e.alert()).end();
      case Peak e -> json.put("worth", (Double) e.worth()).end();
    };
  }

  private static String names(List<String> names) {
    return JsonText.array(names.stream().map(JsonText::string).toList());
  }

  /// @throws AlertException where a line is none
  static Entry parse(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      Instant at = Instant.parse(json.path("time").asText());
      String channel = json.path("channel").asText();
      String message = json.path("message").asText();
      String why = json.path("why").asText();
      return switch (json.path("entry").asText()) {
        case "put" -> new Put(at, Alert.parse(json.path("alert")), names(json.path("to")));
        case "composed" ->
            new Composed(
                at, channel, message, names(json.path("alerts")), json.path("more").asInt());
        case "sent" -> new Sent(at, channel, message, json.path("said").asText());
        case "failed" -> new Failed(at, channel, message, why);
        case "refused" -> new Refused(at, channel, message, why);
        case "dropped" -> new Dropped(at, channel, names(json.path("alerts")), why);
        case "held" -> new Held(at, Alert.parse(json.path("alert")), why);
        case "acknowledged" -> new Acknowledged(at, json.path("acknowledged").asText());
        case "peak" -> new Peak(at, json.path("worth").asDouble());
        default -> throw new AlertException("a line is none of ours: " + line);
      };
    } catch (JsonProcessingException | RuntimeException e) {
      throw new AlertException("a line is none of ours: " + line, e);
    }
  }

  private static List<String> names(JsonNode array) {
    List<String> names = new ArrayList<>();
    array.forEach(name -> names.add(name.asText()));
    return names;
  }
}
