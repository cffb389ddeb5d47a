package dev.carry.sim.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Who listens to what on one venue.
public final class Topics {
  private final Map<String, Set<Wire>> listeners = new LinkedHashMap<>();

  /// Subscribes; false if the connection was subscribed already.
  public boolean add(String topic, Wire wire) {
    return listeners.computeIfAbsent(topic, t -> new LinkedHashSet<>()).add(wire);
  }

  /// Unsubscribes; false if the connection was not subscribed.
  public boolean remove(String topic, Wire wire) {
    Set<Wire> wires = listeners.get(topic);
    boolean removed = wires != null && wires.remove(wire);
    if (wires != null && wires.isEmpty()) {
      listeners.remove(topic);
    }
    return removed;
  }

  /// Forgets a connection.
  public void removeAll(Wire wire) {
    listeners.values().forEach(wires -> wires.remove(wire));
    listeners.values().removeIf(Set::isEmpty);
  }

  public boolean wanted(String topic) {
    return listeners.containsKey(topic);
  }

  /// Whether anybody listens to anything.
  public boolean isEmpty() {
    return listeners.isEmpty();
  }

  /// The listeners of a topic, in the order in which they came.
  public List<Wire> of(String topic) {
    Set<Wire> wires = listeners.get(topic);
    return wires == null ? List.of() : List.copyOf(wires);
  }

  /// The topics of a connection, in the order in which anybody first asked for them.
  public List<String> of(Wire wire) {
    List<String> topics = new ArrayList<>();
    listeners.forEach(
        (topic, wires) -> {
          if (wires.contains(wire)) {
            topics.add(topic);
          }
        });
    return topics;
  }

  /// Sends to every listener of a topic; the text is written only if there is one.
  public void publish(String topic, Supplier<String> message) {
    if (listeners.containsKey(topic)) {
      String text = message.get();
      for (Wire wire : of(topic)) {
        wire.data(topic, text);
      }
    }
  }
}
