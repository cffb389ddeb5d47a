package dev.carry.alert;

import dev.carry.alert.Alert.Event;
import dev.carry.engine.Verdicts;
import dev.carry.model.Analysis;
import dev.carry.model.Analysis.Verdict;
import dev.carry.model.Finding;
import dev.carry.model.Opportunity;
import dev.carry.sink.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns readings into alerts. What it does follows from readings and the engine's time alone, but
/// for the verdicts it waits for: the same steps raise the same alerts under the same ids.
///
/// Of each rule and subject it is in one of three states: reached, and not long enough yet; held
/// for the analyst; told. It is told once until the reading is on the other side of `rearm`, and of
/// the same situation not again within the cooldown, which begins when somebody is told.
final class Watcher {
  private static final int MOST_WATCHED = 50_000;
  private static final int MOST_REMEMBERED = 50_000;

  private final Verdicts verdicts;
  private final Hold hold;
  private final Out out;
  private final Set<String> acknowledged;
  private Map<String, AlertRule> rules = Map.of();
  private final Map<String, Watch> watches = new LinkedHashMap<>();

  /// When a rule last told of a situation; the least recent are forgotten.
  private final Map<String, Instant> told = new LinkedHashMap<>();

  private enum Stage {
    REACHED,
    HELD,
    TOLD
  }

  private static final class Watch {
    final String rule;
    final Instant since;
    Reading reading;
    Stage stage = Stage.REACHED;
    Instant staged;

    /// While held: whether a veto, or the lack of a verdict in time, was written down.
    boolean refused;

    boolean escalated;

    /// What was told; absent before.
    @Nullable Alert alert;

    Watch(String rule, Reading reading, Instant since) {
      this.rule = rule;
      this.reading = reading;
      this.since = since;
      this.staged = since;
    }
  }

  /// Where alerts go.
  interface Out {
    /// @param channels by name; empty: all
    void tell(Alert alert, Set<String> channels);

    /// An alert that is held back.
    ///
    /// @param why in words
    void held(Alert alert, String why);
  }

  /// @param acknowledged ids of alerts that somebody takes care of
  Watcher(Verdicts verdicts, Hold hold, Set<String> acknowledged, Out out) {
    this.verdicts = verdicts;
    this.hold = hold;
    this.acknowledged = acknowledged;
    this.out = out;
  }

  /// Has other rules watched from now on. What one of the same name and condition told goes on.
  void rules(Collection<AlertRule> other) {
    Map<String, AlertRule> named = new LinkedHashMap<>();
    other.stream().filter(AlertRule::on).forEach(rule -> named.put(rule.name(), rule));
    rules = named;
    watches.values().removeIf(watch -> rule(watch) == null);
  }

  private @Nullable AlertRule rule(Watch watch) {
    AlertRule rule = rules.get(watch.rule);
    return rule != null && rule.when() == watch.reading.condition() ? rule : null;
  }

  /// What an earlier process told, so that its cooldowns hold.
  void remember(Alert alert) {
    AlertRule rule = rules.get(alert.rule());
    if (rule != null && alert.event() == Event.RAISED) {
      remember(rule.situation(alert.asset(), alert.about()), alert.at());
    }
  }

  private void remember(String situation, Instant at) {
    told.remove(situation);
    told.put(situation, at);
    if (told.size() > MOST_REMEMBERED) {
      Iterator<String> oldest = told.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /// @param silent whether an end is not worth a word: the process ended, not the situation
  void observe(Reading reading, Instant now, boolean silent) {
    for (AlertRule rule : rules.values()) {
      if (rule.when() == reading.condition()) {
        observe(rule, reading, now, silent);
      }
    }
  }

  private void observe(AlertRule rule, Reading reading, Instant now, boolean silent) {
    String key = rule.name() + "\n" + reading.subject();
    Watch watch = watches.get(key);
    Double value = reading.value();
    if (watch == null) {
      if (value != null
          && rule.wants(reading)
          && rule.reached(value)
          && watches.size() < MOST_WATCHED) {
        Watch begun = new Watch(rule.name(), reading, now);
        watches.put(key, begun);
        met(rule, begun, now);
      }
      return;
    }
    boolean goesOn =
        value != null && (watch.stage == Stage.REACHED ? rule.reached(value) : !rule.over(value));
    if (goesOn) {
      watch.reading = reading;
      met(rule, watch, now);
    } else {
      watches.remove(key);
      if (watch.stage == Stage.TOLD && rule.ends() && !silent) {
        Reading last = value == null ? watch.reading : reading;
        out.tell(
            Alert.of(rule, last, Event.CLEARED, rule.severity(), watch.since, now, null),
            rule.channels());
      }
    }
  }

  /// One that is the best of its asset is told when all are looked at.
  private void met(AlertRule rule, Watch watch, Instant now) {
    if (!rule.perAsset() || watch.stage != Stage.REACHED) {
      advance(rule, watch, now);
    }
  }

  /// Time passed. Of what may be told now the best comes first.
  void tick(Instant now) {
    List<Watch> due = new ArrayList<>(watches.values());
    due.sort(Comparator.comparingDouble(Watcher::rank).reversed());
    for (Watch watch : due) {
      AlertRule rule = rule(watch);
      if (rule != null) {
        advance(rule, watch, now);
      }
    }
  }

  private static double rank(Watch watch) {
    Double value = watch.reading.value();
    return value == null ? 0 : watch.reading.condition().above() ? value : -value;
  }

  private void advance(AlertRule rule, Watch watch, Instant now) {
    switch (watch.stage) {
      case REACHED -> {
        if (!cools(rule, watch, now) && passed(watch.since, now).compareTo(rule.lasts()) >= 0) {
          boolean waits = rule.hold() && watch.reading.finding() instanceof Opportunity;
          watch.staged = now;
          watch.stage = Stage.HELD;
          if (waits) {
            consider(rule, watch, now);
          } else {
            raise(rule, watch, now);
          }
        }
      }
      case HELD -> {
        if (cools(rule, watch, now)) {
          watch.stage = Stage.REACHED; // another of its asset was let go first
        } else {
          consider(rule, watch, now);
        }
      }
      case TOLD -> {
        Duration after = rule.escalateAfter();
        if (after != null && !watch.escalated && passed(watch.staged, now).compareTo(after) >= 0) {
          watch.escalated = true;
          Set<String> to = rule.escalateTo().isEmpty() ? rule.channels() : rule.escalateTo();
          Severity severity = rule.severity().next();
          out.tell(
              Alert.of(
                  rule,
                  watch.reading,
                  Event.ESCALATED,
                  severity,
                  watch.since,
                  now,
                  said(watch.reading)),
              to);
        }
      }
    }
  }

  private boolean cools(AlertRule rule, Watch watch, Instant now) {
    Instant before = told.get(situation(rule, watch));
    return before != null && passed(before, now).compareTo(rule.cooldown()) < 0;
  }

  private static String situation(AlertRule rule, Watch watch) {
    return rule.situation(watch.reading.asset(), watch.reading.about());
  }

  private static Duration passed(Instant from, Instant to) {
    return Duration.between(from, to);
  }

  /// Lets an alert go once the analyst did not veto it, or its deadline is over.
  private void consider(AlertRule rule, Watch watch, Instant now) {
    Analysis said = said(watch.reading);
    if (said != null && said.verdict() != Verdict.VETO) {
      raise(rule, watch, now);
    } else if (said != null) {
      refuse(rule, watch, now, "the analyst vetoed it");
    } else if (!watch.refused && passed(watch.staged, now).compareTo(hold.deadline()) > 0) {
      if (hold.sendThen()) {
        raise(rule, watch, now);
      } else {
        refuse(rule, watch, now, "the analyst said nothing of it in time");
      }
    }
  }

  private void refuse(AlertRule rule, Watch watch, Instant now, String why) {
    if (!watch.refused) {
      watch.refused = true;
      out.held(alert(rule, watch, now), why);
    }
  }

  private void raise(AlertRule rule, Watch watch, Instant now) {
    watch.stage = Stage.TOLD;
    watch.staged = now;
    Alert alert = alert(rule, watch, now);
    watch.alert = alert;
    watch.escalated = acknowledged.contains(alert.id());
    remember(situation(rule, watch), now);
    out.tell(alert, rule.channels());
  }

  private Alert alert(AlertRule rule, Watch watch, Instant now) {
    return Alert.of(
        rule, watch.reading, Event.RAISED, rule.severity(), watch.since, now, said(watch.reading));
  }

  private @Nullable Analysis said(Reading reading) {
    Finding finding = reading.finding();
    return finding == null ? null : verdicts.of(finding.head().id(), finding.head().revision());
  }

  /// Somebody takes care of it: it is not escalated.
  ///
  /// @return whether it goes on and was told
  boolean acknowledge(String alert) {
    for (Watch watch : watches.values()) {
      if (watch.alert != null && watch.alert.id().equals(alert)) {
        watch.escalated = true;
        return true;
      }
    }
    return false;
  }

  /// What was told and goes on, the oldest first.
  List<Alert> open() {
    List<Alert> open = new ArrayList<>();
    for (Watch watch : watches.values()) {
      if (watch.alert != null) {
        open.add(watch.alert);
      }
    }
    return open;
  }
}
