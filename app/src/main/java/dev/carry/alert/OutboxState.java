package dev.carry.alert;

import dev.carry.alert.Entry.Acknowledged;
import dev.carry.alert.Entry.Composed;
import dev.carry.alert.Entry.Dropped;
import dev.carry.alert.Entry.Failed;
import dev.carry.alert.Entry.Held;
import dev.carry.alert.Entry.Peak;
import dev.carry.alert.Entry.Put;
import dev.carry.alert.Entry.Refused;
import dev.carry.alert.Entry.Sent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What follows from the lines of the outbox, read again or just written alike.
final class OutboxState {
  private final int most;
  private final Map<String, Lane> lanes = new LinkedHashMap<>();

  /// By the id of their alert, the oldest first.
  private final Map<String, Told> told = new LinkedHashMap<>();

  private final Set<String> acknowledged = new LinkedHashSet<>();
  private double peak;

  /// @param most alerts remembered
  OutboxState(int most) {
    this.most = most;
  }

  Lane lane(String channel) {
    return lanes.computeIfAbsent(channel, _ -> new Lane());
  }

  Map<String, Lane> lanes() {
    return lanes;
  }

  Collection<Told> told() {
    return told.values();
  }

  boolean knows(String alert) {
    return told.containsKey(alert);
  }

  Set<String> acknowledged() {
    return acknowledged;
  }

  double peak() {
    return peak;
  }

  void apply(Entry entry) {
    switch (entry) {
      case Put e -> {
        Told told = remember(new Told(e.alert(), e.at()));
        for (String channel : e.to()) {
          lane(channel).waiting.put(e.alert().id(), new Lane.Waiting(e.alert(), e.at()));
          told.ways().put(channel, new Told.Way("waiting", e.at(), "", ""));
        }
      }
      case Composed e -> {
        Lane lane = lane(e.channel());
        List<Alert> alerts = new ArrayList<>();
        for (String id : e.alerts()) {
          Lane.Waiting waited = lane.waiting.remove(id);
          if (waited != null) {
            alerts.add(waited.alert());
          }
        }
        lane.message = new Message(e.message(), alerts, e.more());
        lane.more -= e.more();
        becomes(lane.message.alerts(), e.channel(), e.at(), "waiting", e.message(), "");
      }
      case Sent e -> {
        Lane lane = lane(e.channel());
        lane.sent++;
        lane.sentAt = e.at();
        lane.failsSince = null;
        lane.why = "";
        becomes(taken(lane, e.message()), e.channel(), e.at(), "sent", e.message(), e.said());
      }
      case Failed e -> {
        Lane lane = lane(e.channel());
        lane.failsSince = lane.failsSince == null ? e.at() : lane.failsSince;
        lane.why = e.why();
        Message message = lane.message;
        if (message != null) {
          becomes(message.alerts(), e.channel(), e.at(), "failing", e.message(), e.why());
        }
      }
      case Refused e -> {
        Lane lane = lane(e.channel());
        Message message = lane.message;
        lane.more += message == null ? 0 : message.alerts().size() + message.more();
        lane.why = e.why();
        becomes(taken(lane, e.message()), e.channel(), e.at(), "refused", e.message(), e.why());
      }
      case Dropped e -> {
        Lane lane = lane(e.channel());
        for (String id : e.alerts()) {
          Lane.Waiting waited = lane.waiting.remove(id);
          if (waited != null) {
            lane.more++;
            becomes(List.of(waited.alert()), e.channel(), e.at(), "dropped", "", e.why());
          }
        }
      }
      case Held e -> remember(new Told(e.alert(), e.at())).held = e.why();
      case Acknowledged e -> {
        acknowledged.add(e.alert());
        Told one = told.get(e.alert());
        if (one != null) {
          one.acknowledgedAt = e.at();
        }
      }
      case Peak e -> peak = Math.max(peak, e.worth());
    }
  }

  private Told remember(Told one) {
    told.put(one.alert().id(), one);
    if (told.size() > most) {
      var oldest = told.keySet().iterator();
      acknowledged.remove(oldest.next());
      oldest.remove();
    }
    return one;
  }

  /// What was on its way; nothing where that was another message.
  private static List<Alert> taken(Lane lane, String key) {
    @Nullable Message message = lane.message;
    if (message == null || !message.key().equals(key)) {
      return List.of();
    }
    lane.message = null;
    return message.alerts();
  }

  private void becomes(
      List<Alert> alerts, String channel, Instant at, String state, String message, String why) {
    for (Alert alert : alerts) {
      Told one = told.get(alert.id());
      if (one != null) {
        one.ways().put(channel, new Told.Way(state, at, message, why));
      }
    }
  }
}
