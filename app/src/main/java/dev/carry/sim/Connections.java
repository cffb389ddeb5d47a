package dev.carry.sim;

import dev.carry.sim.fault.Weather;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The open sockets of one venue.
final class Connections {
  /// Cuts one socket without a closing frame.
  interface Cut {
    void now();
  }

  private final Map<Cut, Weather.Gate> open = new LinkedHashMap<>();

  void add(Cut cut, Weather.Gate gate) {
    open.put(cut, gate);
  }

  void remove(Cut cut) {
    open.remove(cut);
  }

  void cutAll() {
    List.copyOf(open.keySet()).forEach(Cut::now);
  }

  /// Lets out what faults have delayed until now.
  void flush() {
    List.copyOf(open.values()).forEach(Weather.Gate::flush);
  }
}
