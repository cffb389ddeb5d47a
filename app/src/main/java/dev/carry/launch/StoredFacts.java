package dev.carry.launch;

import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.store.Archive;
import dev.carry.store.StoredFact;
import dev.carry.store.StoredRow;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Stored facts of one kind in the order they were known, however many, read page by page. One
/// thread.
final class StoredFacts {
  private static final int PAGE = 50_000;

  private final Archive archive;
  private final StoredFact fact;
  private final List<InstrumentId> ids;
  private final Instant to;
  private final Deque<MarketEvent> page = new ArrayDeque<>();
  private @Nullable Instant from;

  /// @param fact one that is asked for by when it was known
  /// @param from inclusive
  /// @param to inclusive
  StoredFacts(Archive archive, StoredFact fact, List<InstrumentId> ids, Instant from, Instant to) {
    this.archive = archive;
    this.fact = fact;
    this.ids = ids;
    this.from = from;
    this.to = to;
  }

  /// When the next ones were known; absent at the end.
  @Nullable Instant at() {
    if (page.isEmpty() && from != null) {
      turn(from);
    }
    MarketEvent first = page.peek();
    return first == null ? null : first.receivedAt();
  }

  /// All that were known at one instant, which is that of the next one.
  List<MarketEvent> next() {
    Instant at = at();
    List<MarketEvent> together = new ArrayList<>(1);
    for (MarketEvent first; (first = page.peek()) != null && first.receivedAt().equals(at); ) {
      together.add(page.remove());
    }
    return together;
  }

  /// A full page may end within an instant: that one is left to the next page.
  private void turn(Instant begin) {
    for (int limit = PAGE; page.isEmpty(); limit *= 2) {
      List<StoredRow> rows = archive.rows(fact, ids, begin, to, null, limit);
      rows.forEach(row -> page.add(Objects.requireNonNull(row.event())));
      if (rows.size() < limit) {
        from = null;
        return;
      }
      Instant last = page.getLast().receivedAt();
      while (!page.isEmpty() && page.getLast().receivedAt().equals(last)) {
        page.removeLast();
      }
      from = last;
    }
  }
}
