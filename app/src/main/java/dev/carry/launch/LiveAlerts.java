package dev.carry.launch;

import dev.carry.alert.Alert;
import dev.carry.alert.AlertRule;
import dev.carry.alert.AlertSettings;
import dev.carry.alert.Alerts;
import dev.carry.alert.Channel.Answer.Later;
import dev.carry.alert.Channel.Answer.Never;
import dev.carry.alert.Channel.Answer.Sent;
import dev.carry.alert.Words;
import dev.carry.dashboard.Alarms;
import dev.carry.model.JsonText;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the page asks the alerts of this process.
final class LiveAlerts implements Alarms {
  private static final Words EN = Words.of("en", ZoneOffset.UTC);
  private static final Words TH = Words.of("th", ZoneOffset.UTC);

  private final Alerts alerts;
  private final RuleBook book;
  private final InstantSource wall;

  LiveAlerts(Alerts alerts, RuleBook book, InstantSource wall) {
    this.alerts = alerts;
    this.book = book;
    this.wall = wall;
  }

  @Override
  public String about() {
    synchronized (book) {
      return new JsonText()
          .putRaw(
              "open",
              JsonText.array(
                  alerts.open().stream().map(open -> worded(open, open.json())).toList()))
          .putRaw(
              "channels",
              JsonText.array(alerts.channelStates().stream().map(LiveAlerts::json).toList()))
          .putRaw("rules", JsonText.array(book.rules().stream().map(this::json).toList()))
          .end();
    }
  }

  private static String json(Alerts.ChannelState channel) {
    return new JsonText()
        .put("name", channel.name())
        .put("place", channel.place())
        .put("waiting", channel.waiting())
        .put("sent", channel.sent())
        .put("sentAt", channel.sentAt())
        .put("failsSince", channel.failsSince())
        .put("why", channel.why().isEmpty() ? null : channel.why())
        .end();
  }

  private String json(AlertRule rule) {
    JsonText json = new JsonText().put("name", rule.name());
    AlertRules.texts(rule).forEach(json::put);
    return json.put("written", book.isWritten(rule.name())).end();
  }

  @Override
  public List<Row> last() {
    return alerts.last().stream()
        .map(
            told ->
                new Row(
                    told.time(),
                    told.alert().asset(),
                    told.alert().rule(),
                    JsonText.kebab(told.alert().severity()),
                    JsonText.kebab(told.alert().event()),
                    () -> worded(told.alert(), told.json())))
        .toList();
  }

  /// An alert with its line in each language of the page.
  private static String worded(Alert alert, String json) {
    String words = new JsonText().put("en", EN.headline(alert)).put("th", TH.headline(alert)).end();
    return json.substring(0, json.length() - 1) + ",\"headline\":" + words + "}";
  }

  @Override
  public String put(String name, Map<String, String> texts) {
    synchronized (book) {
      change(() -> book.put(name, texts));
      return json(
          book.rules().stream().filter(rule -> rule.name().equals(name)).findFirst().orElseThrow());
    }
  }

  @Override
  public void remove(String name) {
    synchronized (book) {
      if (!book.isWritten(name)) {
        throw new Refused("nothing was written of a rule " + name + " on the page");
      }
      change(() -> book.remove(name));
    }
  }

  private void change(Runnable change) {
    try {
      change.run();
    } catch (ConfigException | RefusedException e) {
      throw new Refused(String.valueOf(e.getMessage()));
    }
    alerts.rules(book.rules());
  }

  @Override
  public void acknowledge(String alert) {
    if (!alerts.acknowledge(alert)) {
      throw new Refused("no alert " + alert + " is open");
    }
  }

  @Override
  public void test(String channel) throws InterruptedException {
    String failed = test(alerts.settings(), channel, wall);
    if (failed != null) {
      throw new Refused(failed);
    }
  }

  /// Sends a test.
  ///
  /// @return why it was not taken; null: it was
  static @Nullable String test(AlertSettings settings, String channel, InstantSource wall)
      throws InterruptedException {
    Optional<AlertSettings.Line> line = settings.line(channel);
    if (line.isEmpty()) {
      List<String> there = settings.lines().stream().map(each -> each.channel().name()).toList();
      return channel
          + " is not set up (alert."
          + channel
          + ".*); "
          + (there.isEmpty() ? "no channel is" : "set up: " + String.join(", ", there));
    }
    return switch (line.get().test(wall.instant())) {
      case Sent _ -> null;
      case Later later -> channel + " did not take it: " + later.why();
      case Never never -> channel + " refuses it: " + never.why();
    };
  }
}
