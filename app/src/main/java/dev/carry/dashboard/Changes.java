package dev.carry.dashboard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A bounded map that can tell what changed since a version: readers of any speed get exactly what
/// they miss, conflated to the last state. Not thread-safe.
final class Changes<V> {
  private final int most;
  private final LinkedHashMap<String, Row<V>> rows = new LinkedHashMap<>();
  private final Deque<Gone> gone = new ArrayDeque<>();

  private long version;

  /// Removals up to this version are forgotten: older readers need the whole.
  private long forgotten;

  Changes(int most) {
    this.most = most;
  }

  private record Row<V>(V value, long version) {}

  private record Gone(String key, long version) {}

  /// What a reader misses.
  ///
  /// @param version what the reader has afterwards
  /// @param whole everything there is, instead of what changed
  record Delta<V>(long version, boolean whole, List<V> changed, List<String> removed) {

    <W> Delta<W> map(Function<V, W> function) {
      return new Delta<>(version, whole, changed.stream().map(function).toList(), removed);
    }
  }

  /// The newest version; it grows with every change.
  long version() {
    return version;
  }

  int size() {
    return rows.size();
  }

  @Nullable V get(String key) {
    Row<V> row = rows.get(key);
    return row == null ? null : row.value();
  }

  /// Puts or replaces; where that is one too many, what has not changed for longest goes.
  void put(String key, V value) {
    rows.putLast(key, new Row<>(value, ++version));
    if (rows.size() > most) {
      remove(rows.firstEntry().getKey());
    }
  }

  void remove(String key) {
    if (rows.remove(key) == null) {
      return;
    }
    gone.addLast(new Gone(key, ++version));
    if (gone.size() > most) {
      forgotten = gone.removeFirst().version();
    }
  }

  /// Everything goes.
  void clear() {
    for (String key : List.copyOf(rows.keySet())) {
      remove(key);
    }
  }

  /// All values, the least recently changed first.
  List<V> values() {
    return rows.values().stream().map(Row::value).toList();
  }

  Collection<String> keys() {
    return rows.keySet();
  }

  /// What changed after a version; −1: a reader that has nothing.
  Delta<V> since(long known) {
    if (known < forgotten || known < 0) {
      return new Delta<>(version, true, values(), List.of());
    }
    List<V> changed = new ArrayList<>();
    for (Row<V> row : rows.sequencedValues().reversed()) {
      if (row.version() <= known) {
        break;
      }
      changed.add(row.value());
    }
    List<String> removed = new ArrayList<>();
    for (Gone each : gone) {
      if (each.version() > known && !rows.containsKey(each.key())) {
        removed.add(each.key());
      }
    }
    return new Delta<>(version, false, changed, removed);
  }
}
