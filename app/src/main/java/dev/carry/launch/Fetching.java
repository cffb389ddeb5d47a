package dev.carry.launch;

import dev.carry.model.Candle;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.store.Archive;
import dev.carry.store.StoredFact;
import dev.carry.store.StoredRow;
import dev.carry.venue.Identity;
import dev.carry.venue.Past;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.session.Endpoint;
import dev.carry.venue.session.PastReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Venues' pasts, read by one thread each and handed on in one order: each series stretch by
/// stretch, the oldest first, so that what was handed on is what a later fetch need not ask again.
final class Fetching implements AutoCloseable {
  private static final int MOST_WAITING = 64;

  /// A newer point may still be in the making.
  private static final Duration UNFINISHED = Duration.ofMinutes(2);

  /// What is asked for.
  ///
  /// @param from inclusive
  /// @param to inclusive
  /// @param lag after a settlement or the end of a candle until it could be known
  /// @param identity which asset each listing is of
  record Wanted(
      Predicate<Instrument> instruments,
      Set<Past.Series> series,
      Instant from,
      Instant to,
      Duration lag,
      Identity identity) {}

  /// How far it is, in calls.
  record State(int done, int planned) {}

  /// One call to make.
  private record Stretch(
      Past past, Past.Series series, Instrument instrument, Instant from, Instant to) {}

  private final Archive archive;
  private final Wanted wanted;
  private final InstantSource clock;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
  private final BlockingQueue<List<StoredRow>> batches = new ArrayBlockingQueue<>(MOST_WAITING);
  private final ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();
  private final AtomicInteger working = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger planned = new AtomicInteger();

  Fetching(Archive archive, Wanted wanted, InstantSource clock) {
    this.archive = archive;
    this.wanted = wanted;
    this.clock = clock;
  }

  void begin(VenueDescriptor venue, Endpoint endpoint) {
    working.incrementAndGet();
    threads.execute(
        () -> {
          try (PastReader reader = new PastReader(venue, endpoint, wanted.identity(), clock)) {
            read(venue, reader);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException e) {
            problems.add(venue.id() + ": a fault of ours: " + e);
          } finally {
            working.decrementAndGet();
          }
        });
  }

  private void read(VenueDescriptor venue, PastReader reader) throws InterruptedException {
    List<Instrument> instruments = reader.instruments(wanted.instruments());
    if (instruments.isEmpty()) {
      problems.add(venue.id() + ": nothing is listed of what was asked for. " + reader.problem());
      return;
    }
    List<Stretch> stretches =
        instruments.stream().flatMap(instrument -> plan(venue, instrument)).toList();
    planned.addAndGet(stretches.size());
    for (Stretch stretch : stretches) {
      PastReader.Stretch answer =
          reader.read(stretch.past, stretch.instrument, stretch.from, stretch.to);
      if (!answer.problem().isEmpty()) {
        problems.add(
            stretch.instrument.id()
                + " "
                + stretch.series.name().toLowerCase(Locale.ROOT)
                + " from "
                + stretch.from
                + ": "
                + answer.problem());
      }
      hand(venue, answer.events());
      done.incrementAndGet();
    }
  }

  /// What is missing of the series of an instrument, in stretches of one call each.
  private Stream<Stretch> plan(VenueDescriptor venue, Instrument instrument) {
    List<Stretch> stretches = new ArrayList<>();
    for (Past.Series series : wanted.series()) {
      Past past = venue.past(series, instrument).orElse(null);
      if (past == null) {
        continue;
      }
      Instant now = clock.instant();
      Instant to = earlier(wanted.to(), now.minus(UNFINISHED));
      Duration kept = past.kept();
      Instant from = kept == null ? wanted.from() : later(wanted.from(), now.minus(kept));
      for (Archive.Hole hole : missing(past, series, instrument, from, to)) {
        Instant start = hole.from();
        while (!start.isAfter(hole.to())) {
          Instant end = earlier(start.plus(past.span()), hole.to());
          stretches.add(new Stretch(past, series, instrument, start, end));
          start = end.plusMillis(1);
        }
      }
    }
    return stretches.stream();
  }

  private List<Archive.Hole> missing(
      Past past, Past.Series series, Instrument instrument, Instant from, Instant to) {
    if (!from.isBefore(to)) {
      return List.of();
    }
    Optional<List<Archive.Hole>> holes = archive.holes(stored(past, series, instrument), from, to);
    return holes.orElseGet(() -> List.of(new Archive.Hole(from, to, past.span(), 0)));
  }

  private static Archive.Series stored(Past past, Past.Series series, Instrument instrument) {
    return switch (series) {
      case FUNDING -> Archive.Series.of(instrument.id(), StoredFact.FUNDING_SETTLED);
      case OPEN_INTEREST -> Archive.Series.of(instrument.id(), StoredFact.OPEN_INTEREST);
      case MARK, INDEX, PREMIUM, TRADE ->
          new Archive.Series(
              series == Past.Series.INDEX
                  ? InstrumentId.of(instrument.id().venue(), instrument.indexSymbol())
                  : instrument.id(),
              StoredFact.CANDLE,
              series.name().toLowerCase(Locale.ROOT),
              past.bar());
    };
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private void hand(VenueDescriptor venue, List<MarketEvent> events) throws InterruptedException {
    Instant now = clock.instant();
    Map<Archive.Series, List<StoredRow>> rows = new LinkedHashMap<>();
    for (MarketEvent event : events) {
      Instant known =
          switch (event) {
            case FundingSettled e -> e.settledAt().plus(wanted.lag());
            case Candle e -> e.closesAt().plus(wanted.lag());
            default -> event.venueTime() == null ? now : event.venueTime().plus(wanted.lag());
          };
      StoredRow row = StoredRow.imported(event, known, now, venue.id() + " history");
      if (row != null) {
        rows.computeIfAbsent(Archive.Series.of(event.id(), row.fact()), _ -> new ArrayList<>())
            .add(row);
      }
    }
    for (List<StoredRow> some : rows.values()) {
      batches.put(some);
    }
  }

  /// The next rows, of one fact and instrument; absent when all is read.
  @Nullable List<StoredRow> next() throws InterruptedException {
    while (true) {
      boolean over = working.get() == 0; // before the look, or the last one could be missed
      List<StoredRow> batch = batches.poll(200, TimeUnit.MILLISECONDS);
      if (batch != null || over) {
        return batch;
      }
    }
  }

  State state() {
    return new State(done.get(), planned.get());
  }

  /// What was not read, and why.
  List<String> problems() {
    return List.copyOf(problems);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
