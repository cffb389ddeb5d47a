package dev.carry.history;

import dev.carry.model.InstrumentId;
import dev.carry.store.Archive;
import dev.carry.store.Archive.Coverage;
import dev.carry.store.StoredFact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is stored of every instrument that could be traded, asked for once.
public final class SeriesIndex {
  private final Archive archive;
  private final Map<StoredFact, Map<InstrumentId, List<Coverage>>> byFact = new LinkedHashMap<>();

  private SeriesIndex(Archive archive) {
    this.archive = archive;
  }

  public static SeriesIndex of(Archive archive) {
    SeriesIndex index = new SeriesIndex(archive);
    for (StoredFact fact : PastFacts.FACTS) {
      Map<InstrumentId, List<Coverage>> series = new LinkedHashMap<>();
      for (Coverage each : archive.coverage(null, null, fact)) {
        series.computeIfAbsent(each.series().id(), _ -> new ArrayList<>()).add(each);
      }
      index.byFact.put(fact, series);
    }
    return index;
  }

  Archive archive() {
    return archive;
  }

  /// Instruments with settlements, candles or quotes.
  public SortedSet<InstrumentId> instruments() {
    SortedSet<InstrumentId> ids = new TreeSet<>(all(StoredFact.FUNDING_SETTLED).keySet());
    ids.addAll(all(StoredFact.CANDLE).keySet());
    ids.addAll(all(StoredFact.QUOTE).keySet());
    return ids;
  }

  /// Absent: none are stored.
  public @Nullable Coverage settlements(InstrumentId id) {
    List<Coverage> settled = all(StoredFact.FUNDING_SETTLED).get(id);
    return settled == null ? null : settled.getFirst();
  }

  List<Coverage> candles(InstrumentId id) {
    return all(StoredFact.CANDLE).getOrDefault(id, List.of());
  }

  boolean has(StoredFact fact, InstrumentId id) {
    return all(fact).containsKey(id);
  }

  private Map<InstrumentId, List<Coverage>> all(StoredFact fact) {
    return byFact.getOrDefault(fact, Map.of());
  }
}
