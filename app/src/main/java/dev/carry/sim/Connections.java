package dev.carry.sim;

import dev.carry.sim.fault.Weather;
import dev.carry.sim.wire.Wire;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The open sockets of one venue.
final class Connections {
  private final Map<Wire, Weather.Gate> open = new LinkedHashMap<>();

  void add(Wire wire, Weather.Gate gate) {
    open.put(wire, gate);
  }

  void remove(Wire wire) {
    open.remove(wire);
  }

  void cutAll() {
    List.copyOf(open.keySet()).forEach(Wire::cut);
  }

  /// Lets out what faults have delayed until now.
  void flush() {
    List.copyOf(open.values()).forEach(Weather.Gate::flush);
  }
}
