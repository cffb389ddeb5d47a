package dev.carry.launch;

import dev.carry.model.FundingSettled;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.store.Archive;
import dev.carry.store.StoreException;
import dev.carry.store.StoredFact;
import dev.carry.store.StoredRow;
import dev.carry.venue.session.MarketSink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was settled before this process began, put in as ordinary inputs when a perpetual is first
/// listed: the engine knows nothing of an instrument before, and what it is told is in the log, so
/// that a replay sees the same. It keeps the time at which it was known, so it moves no time.
final class SettledBefore implements MarketSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SettledBefore.class);

  /// What statistics look back on: 30 days, and 250 settlements where those are longer.
  private static final Duration SPAN = Duration.ofDays(90);

  private static final int MOST = 800;

  /// Instruments asked for at once: rows of 90 days of hourly settlements wait in memory.
  private static final int TOGETHER = 20;

  private static final int MOST_WAITING = 50_000;

  /// After each instrument: sinks are told all of it, and must not fall behind at a start.
  private static final Duration REST = Duration.ofMillis(10);

  private final Archive archive;
  private final Instant began;
  private final MarketSink next;
  private final Set<InstrumentId> asked = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<InstrumentId> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private volatile boolean closing;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("settled-before").unstarted(this::run);

  /// @param began when this process began: what is known since comes by itself
  SettledBefore(Archive archive, Instant began, MarketSink next) {
    this.archive = archive;
    this.began = began;
    this.next = next;
  }

  void start() {
    thread.start();
  }

  @Override
  public void accept(Input input) throws InterruptedException {
    next.accept(input);
    if (input instanceof Listing listing
        && listing.instrument().kind() == Instrument.Kind.PERPETUAL
        && asked.size() < MOST_WAITING
        && asked.add(listing.id())) {
      waiting.put(listing.id());
    }
  }

  private void run() {
    try {
      while (true) {
        List<InstrumentId> ids = new ArrayList<>(List.of(waiting.take()));
        waiting.drainTo(ids, TOGETHER - 1);
        for (Deque<FundingSettled> of : stored(ids).values()) {
          for (FundingSettled settled : of) {
            next.accept(settled);
          }
          Thread.sleep(REST);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (StoreException e) {
      if (!closing) {
        LOG.error("what was settled before is not known to the engine: {}", e.getMessage(), e);
      }
    }
  }

  /// The newest of each, in order of time.
  private Map<InstrumentId, Deque<FundingSettled>> stored(List<InstrumentId> ids) {
    Map<InstrumentId, Deque<FundingSettled>> found = new LinkedHashMap<>();
    List<StoredRow> rows =
        archive.rows(
            StoredFact.FUNDING_SETTLED, ids, began.minus(SPAN), began, began, Integer.MAX_VALUE);
    for (StoredRow row : rows) {
      if (row.event() instanceof FundingSettled settled) {
        Deque<FundingSettled> of = found.computeIfAbsent(settled.id(), _ -> new ArrayDeque<>());
        of.add(settled);
        if (of.size() > MOST) {
          of.remove();
        }
      }
    }
    return found;
  }

  /// Waits for the question that is asked: the store is closed next.
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
