package dev.carry.dashboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a bot is told of signals that came.
///
/// @param late how many were left out because they came later than it wanted
/// @param conflated how many it is not told because a later one of the same finding follows
record Telling(List<Told> told, int late, int conflated) {

  /// Of more than these it is told of each finding the last.
  private static final int CONFLATED_FROM = 100;

  /// @param event what it is told of as
  record Told(Signal signal, String event) {}

  static Telling of(SignalFilter filter, List<Signal> came, Instant now) {
    List<Told> wanted = new ArrayList<>();
    int late = 0;
    for (Signal signal : came) {
      if (filter.wants(signal)) {
        if (filter.isLate(signal, now)) {
          late++;
        } else {
          wanted.add(new Told(signal, filter.event(signal)));
        }
      }
    }
    List<Told> told = wanted.size() > CONFLATED_FROM ? conflate(wanted) : wanted;
    return new Telling(told, late, wanted.size() - told.size());
  }

  /// Of each finding the last, told as what all of them come to: one that opened and closed within
  /// them is not told.
  private static List<Told> conflate(List<Told> wanted) {
    Map<String, Told> first = new HashMap<>();
    Map<String, Told> last = new LinkedHashMap<>();
    for (Told each : wanted) {
      String id = each.signal().finding().head().id();
      first.putIfAbsent(id, each);
      last.remove(id);
      last.put(id, each);
    }
    List<Told> told = new ArrayList<>();
    last.forEach(
        (id, end) -> {
          boolean opened = first.getOrDefault(id, end).event().equals(Signal.OPENED);
          if (!opened) {
            told.add(end);
          } else if (!end.signal().closes()) {
            told.add(new Told(end.signal(), Signal.OPENED));
          }
        });
    return told;
  }

  /// Empty: there is nothing to tell.
  String text(SignalForm form) {
    return form.join(told.stream().map(each -> form.text(each.signal(), each.event())).toList());
  }
}
