package dev.carry.sim.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/// Counts what each client used in windows of a fixed length, as venues count request weight.
public final class Window {
  private static final int MAX_CLIENTS = 10_000;

  private final long millis;
  private final Map<String, Long> used = new LinkedHashMap<>();
  private long current = Long.MIN_VALUE;

  public Window(long millis) {
    this.millis = millis;
  }

  /// Adds to what a client used in the window of `now`, and returns the sum.
  public long add(String client, long amount, long now) {
    long window = Math.floorDiv(now, millis);
    if (window != current || used.size() > MAX_CLIENTS) {
      used.clear();
      current = window;
    }
    return used.merge(client, amount, Long::sum);
  }

  /// Milliseconds until the window of `now` ends.
  public long left(long now) {
    return millis - Math.floorMod(now, millis);
  }
}
