package dev.carry.alert;

import dev.carry.model.JsonText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An alert and what became of it.
public final class Told {
  private final Alert alert;
  private final Instant time;
  private final Map<String, Way> ways = new LinkedHashMap<>();
  @Nullable String held;
  @Nullable Instant acknowledgedAt;

  /// How it went with one channel.
  ///
  /// @param state `waiting`, `failing`, `sent`, `refused` or `dropped`
  /// @param at since when, time of the world
  /// @param message the key of the message it was in; empty: in none yet
  /// @param why what the channel said; empty: nothing
  public record Way(String state, Instant at, String message, String why) {}

  /// @param time of the world at which it came
  Told(Alert alert, Instant time) {
    this.alert = alert;
    this.time = time;
  }

  /// As it is now.
  Told copy() {
    Told copy = new Told(alert, time);
    copy.ways.putAll(ways);
    copy.held = held;
    copy.acknowledgedAt = acknowledgedAt;
    return copy;
  }

  public Alert alert() {
    return alert;
  }

  public Instant time() {
    return time;
  }

  /// By channel.
  public Map<String, Way> ways() {
    return ways;
  }

  /// Why it was held back; absent: it was not.
  public @Nullable String held() {
    return held;
  }

  /// One JSON object.
  public String json() {
    JsonText channels = new JsonText();
    ways.forEach(
        (channel, way) ->
            channels.putRaw(
                channel,
                new JsonText()
                    .put("state", way.state())
                    .put("at", way.at())
                    .put("message", way.message().isEmpty() ? null : way.message())
                    .put("why", way.why().isEmpty() ? null : way.why())
                    .end()));
    String text = alert.json();
    JsonText more =
        new JsonText()
            .put("time", time)
            .put("held", held)
            .put("acknowledgedAt", acknowledgedAt)
            .putRaw("channels", channels.end());
    return text.substring(0, text.length() - 1) + "," + more.end().substring(1);
  }
}
