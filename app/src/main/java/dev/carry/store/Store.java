package dev.carry.store;

import dev.carry.engine.History.FundingPoint;
import dev.carry.engine.Sink;
import dev.carry.model.Candle;
import dev.carry.model.FundingSettled;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.model.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The store of the owner of a data folder.
///
/// Nothing is stored whose cause is not on the disk in the log that it follows: a crash may lose
/// rows, never what they came of. Steps up to the acknowledged sequence at opening are known and
/// taken no second time, so after a crash the log is simply replayed from there. A disk that
/// refuses makes rows wait, up to a limit; beyond it steps are refused, the acknowledged sequence
/// stays where the first one was missed, and the next start replays from there what is not there
/// yet.
public final class Store extends Archive implements Sink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Store.class);

  /// What a venue's history is asked again for at most.
  private static final Duration REMEMBERED = Duration.ofDays(100);

  private static final Duration RETRY = Duration.ofSeconds(1);

  private final StoreSettings settings;
  private final InstantSource clock;
  private final Database database;
  private final Tails tails;
  private final Path past;
  private final ReentrantLock looking = new ReentrantLock();
  private final Settlements settlements = new Settlements(Settlements.REMEMBERED);
  private final FactRows factRows;
  private final Thread thread;

  /// Sequences up to this one were stored when the store was opened.
  private final long openedAt;

  /// Later ones that were stored although an earlier one was missed.
  private final Set<Long> storedAhead;

  private final Intake intake;

  /// Held for everything that changes files.
  private final ReentrantLock writing = new ReentrantLock();

  // guarded by writing
  private Instant tailBegan;

  private volatile LongSupplier logged = () -> Long.MAX_VALUE;
  private volatile long acknowledged;
  private volatile @Nullable String failure;

  private Store(DataLock lock, StoreSettings settings, InstantSource clock, Runnable onStep) {
    Path directory = lock.folder().resolve("store");
    this.settings = settings;
    this.clock = clock;
    this.database = new Database(directory.resolve("temporary"), settings.memory());
    try {
      this.tails = Tails.open(directory, database, today(), onStep);
      this.tails.deleteMerged();
    } catch (IOException e) {
      database.close();
      throw StoreException.cannotWrite(directory, e);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
    this.past = PastSegment.root(directory);
    lookAtPast();
    this.openedAt = tails.acknowledged();
    this.acknowledged = openedAt;
    this.intake = new Intake(settings.mostWaiting(), openedAt);
    this.tailBegan = clock.instant();
    this.factRows = new FactRows(new Sampler(settings.sampleEvery()), settlements);
    Remembered remembered = new Remembered(database);
    remembered.settlements(settlements, clock.instant().minus(REMEMBERED));
    this.storedAhead = new HashSet<>(remembered.sequencesAfter(openedAt));
    this.thread = Thread.ofPlatform().name("store").unstarted(this::run);
  }

  /// Opens the store of a data folder; the folder's lock stays with the caller.
  public static Store open(DataLock lock, StoreSettings settings, InstantSource clock) {
    return open(
        lock,
        settings,
        clock,
        () -> {
          // nobody watches
        });
  }

  /// @param onStep told after every step on the disk while sealing
  static Store open(DataLock lock, StoreSettings settings, InstantSource clock, Runnable onStep) {
    Store store = new Store(lock, settings, clock, onStep);
    store.thread.start();
    return store;
  }

  @Override
  Database database() {
    return database;
  }

  /// Takes on what importers wrote since the last look.
  @Override
  void look() {
    lookAtPast();
  }

  private void lookAtPast() {
    looking.lock(); // an older look must not undo a newer one
    try {
      database.publishPast(PastSegment.list(past));
    } catch (IOException e) {
      throw StoreException.cannotRead(past, e);
    } finally {
      looking.unlock();
    }
  }

  /// From now on what came of a step waits until the step is in the log.
  ///
  /// @param durable the last sequence that is on the log's disk
  public void follow(LongSupplier durable) {
    logged = durable;
  }

  /// Every row that came of steps up to this log sequence is on the disk.
  public long acknowledged() {
    return acknowledged;
  }

  /// The first step that was missed: the next start stores it and what followed; absent: none.
  public OptionalLong missedFrom() {
    return intake.missedFrom();
  }

  /// Bytes of a torn batch that opening cut.
  public long tornBytes() {
    return tails.tornBytes();
  }

  /// Why rows cannot be put on the disk now; absent while they can.
  public @Nullable String failure() {
    return failure;
  }

  /// The newest settlement stored of an instrument.
  public Optional<FundingPoint> lastSettled(InstrumentId id) {
    return Optional.ofNullable(settlements.last(id));
  }

  /// Takes a step in; returns before its rows are on the disk.
  ///
  /// @throws StoreException when too many rows wait for a disk that refuses
  @Override
  public void accept(Step step) {
    factRows.follow(step.input());
    if (step.sequence() > openedAt) {
      boolean known = storedAhead.contains(step.sequence());
      intake.take(
          step.sequence(), failure, () -> known ? List.of() : factRows.of(step, clock.instant()));
    }
  }

  /// Says that steps from a sequence on were not delivered: nothing from there on is acknowledged,
  /// and the next start replays it.
  @Override
  public void missed(long fromSequence) {
    intake.missed(fromSequence);
  }

  /// Adds facts of the past that did not come through the engine, and puts them on the disk. What
  /// is there already is left out.
  ///
  /// @param source what they were taken from, such as `binance-usdm history`
  /// @param lag how long after a settlement or the end of a candle it could be known; other facts
  ///     were known when they were received
  /// @return rows added
  public int add(Collection<? extends MarketEvent> events, String source, Duration lag) {
    StoredRow.requireSource(source);
    lookAtPast();
    FactRows imported =
        new FactRows(new Sampler(Duration.ZERO), new Settlements(Integer.MAX_VALUE));
    List<StoredRow> rows = new ArrayList<>();
    for (MarketEvent event : events) {
      Instant known =
          switch (event) {
            case FundingSettled e -> e.settledAt().plus(lag);
            case Candle e -> e.closesAt().plus(lag);
            default -> event.receivedAt();
          };
      rows.addAll(imported.imported(event, known, clock.instant(), source));
    }
    List<StoredRow> added = new Remembered(database).without(rows);
    if (!added.isEmpty()) {
      intake.between(() -> added.forEach(row -> Remembered.remember(settlements, row)));
      writeNow(added);
    }
    return added.size();
  }

  private void writeNow(List<StoredRow> rows) {
    writing.lock();
    try {
      for (int i = 0; i < rows.size(); i += Intake.MOST_ROWS_A_BATCH) {
        tails.append(
            rows.subList(i, Math.min(rows.size(), i + Intake.MOST_ROWS_A_BATCH)),
            tails.acknowledged());
      }
    } catch (IOException e) {
      throw StoreException.cannotWrite(tails.file(), e);
    } finally {
      writing.unlock();
    }
  }

  /// Puts every row taken so far on the disk.
  public void flush() {
    writing.lock();
    try {
      for (boolean more = true; more; ) {
        more = commit();
        if (tails.bytes() >= settings.sealBytes()) {
          sealTail(); // rows may come as fast as they are written: not only when none waits
        }
      }
    } catch (StoreException e) {
      failed(e);
      throw e;
    } finally {
      writing.unlock();
    }
  }

  /// Puts every row into segments.
  public void seal() {
    writing.lock();
    try {
      flush();
      sealTail();
    } finally {
      writing.unlock();
    }
  }

  private void sealTail() {
    try {
      if (acknowledged > tails.acknowledged()) {
        tails.append(List.of(), acknowledged); // steps of which no row came
      }
      if (tails.rows() > 0) {
        tails.seal(today());
        tailBegan = clock.instant();
      }
    } catch (IOException e) {
      throw StoreException.cannotWrite(tails.file(), e);
    }
  }

  /// Merges the segments of days that are over; where that cannot be done they stay as they are.
  void tidy() {
    writing.lock();
    try {
      tails.merge(today());
    } catch (IOException | StoreException e) {
      LOG.warn("the files of past days are not merged: {}", e.getMessage());
    } finally {
      writing.unlock();
    }
  }

  /// Writes one batch of what waits.
  ///
  /// @return whether more waits
  private boolean commit() {
    Intake.Batch batch = intake.next(logged.getAsLong());
    if (!batch.rows().isEmpty()) {
      try {
        tails.append(batch.rows(), batch.upTo());
      } catch (IOException e) {
        throw StoreException.cannotWrite(tails.file(), e);
      } catch (StoreException e) {
        intake.written(batch); // on the disk, though not in memory yet
        throw e;
      }
      intake.written(batch);
    }
    acknowledged = Math.max(acknowledged, batch.upTo());
    return !batch.last();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  // --- the store's thread ---------------------------------------------------------------------

  private void run() {
    while (intake.await(failure == null ? settings.commitEvery() : RETRY, failure != null)) {
      try {
        turn();
        if (failure != null) {
          LOG.info("the store works again");
          failure = null;
        }
      } catch (StoreException e) {
        failed(e);
      } catch (RuntimeException e) {
        failed(new StoreException("the store's thread failed: " + e, e));
      }
    }
  }

  private void turn() {
    writing.lock();
    try {
      LocalDate today = today();
      boolean nextDay = today.isAfter(tails.day());
      if (nextDay) {
        tails.seal(today); // also when it is empty: its segments would bear the wrong day
        tailBegan = clock.instant();
      }
      flush();
      boolean old = !clock.instant().isBefore(tailBegan.plus(settings.sealAge()));
      if (old && tails.rows() > 0) {
        sealTail();
      }
      if (nextDay) {
        tidy();
      }
    } catch (IOException e) {
      throw StoreException.cannotWrite(tails.file(), e);
    } finally {
      writing.unlock();
    }
  }

  private void failed(StoreException e) {
    String message = String.valueOf(e.getMessage());
    if (!message.equals(failure)) {
      LOG.error("rows cannot be stored: {}", message);
    }
    failure = message;
  }

  /// Seals what is there and closes; the folder's lock stays with the caller.
  @Override
  public void close() {
    if (!intake.close()) {
      return;
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      seal();
    } finally {
      tails.close();
      database.close();
    }
  }
}
