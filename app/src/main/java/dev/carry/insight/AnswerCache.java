package dev.carry.insight;

import dev.carry.model.Analysis;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// Answers of a moment ago, for who asks the same again: the same numbers in the same language,
/// whatever the ages of the facts. Any thread.
final class AnswerCache {
  private final int most;
  private final long keptMillis;
  private final LinkedHashMap<String, Kept> kept = new LinkedHashMap<>();

  private record Kept(Analysis analysis, long atMillis) {}

  AnswerCache(int most, long keptMillis) {
    this.most = most;
    this.keptMillis = keptMillis;
  }

  synchronized @Nullable Analysis get(FactSheet sheet, String language, long nowMillis) {
    Kept known = kept.get(key(sheet, language));
    return known == null || nowMillis - known.atMillis() >= keptMillis ? null : known.analysis();
  }

  synchronized void put(FactSheet sheet, String language, Analysis analysis, long nowMillis) {
    kept.putLast(key(sheet, language), new Kept(analysis, nowMillis));
    if (kept.size() > most) {
      kept.pollFirstEntry();
    }
  }

  private static String key(FactSheet sheet, String language) {
    return language + " " + sheet.task() + " " + sheet.lasting();
  }
}
