package dev.carry.venue.session;

import java.util.Map;
import java.util.TreeMap;

/// Counts by cause; causes beyond the 40th count together. Thread-safe.
final class Tally {
  private static final int CAUSES = 40;
  private static final String OTHER = "other causes";

  private final Map<String, Long> counts = new TreeMap<>();

  synchronized void add(String cause) {
    String key = counts.containsKey(cause) || counts.size() < CAUSES ? cause : OTHER;
    counts.merge(key, 1L, Long::sum);
  }

  synchronized Map<String, Long> counts() {
    return Map.copyOf(counts);
  }
}
