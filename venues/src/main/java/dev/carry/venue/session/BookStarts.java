package dev.carry.venue.session;

import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.venue.Decoded.Depth;
import dev.carry.venue.RestCall;
import dev.carry.venue.session.Budget.Urgency;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads whole order books by REST, one after the other, where the venue's socket sends changes
/// only. Asked by any thread; reads on one.
final class BookStarts {
  /// A book whose call failed is asked for again after this long.
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private record Wanted(InstrumentId id, Consumer<Depth> to) {}

  private final Desk desk;
  private final LinkedBlockingQueue<Wanted> wanted = new LinkedBlockingQueue<>();
  private final Set<Wanted> pending = ConcurrentHashMap.newKeySet();

  BookStarts(Desk desk) {
    this.desk = desk;
  }

  /// Whether the venue's books begin by REST.
  boolean serves(InstrumentId id) {
    return call(id) != null;
  }

  /// Asks for a book.
  ///
  /// @return whether it will come
  boolean ask(InstrumentId id, Consumer<Depth> to) {
    if (!serves(id)) {
      return false;
    }
    Wanted book = new Wanted(id, to);
    if (pending.add(book)) {
      wanted.add(book);
    }
    return true;
  }

  private @Nullable RestCall call(InstrumentId id) {
    Instrument instrument = desk.instruments.find(id);
    Optional<RestCall> call =
        instrument == null ? Optional.empty() : desk.venue.bookSnapshot(instrument);
    return call.orElse(null);
  }

  void run() throws InterruptedException {
    Pages pages = desk.pages();
    while (true) {
      Wanted book = wanted.poll(1, TimeUnit.SECONDS);
      if (book == null) {
        continue;
      }
      RestCall call = call(book.id());
      Depth depth = call == null ? null : pages.book(call, Urgency.NOW);
      if (depth == null && desk.isFollowed(book.id())) {
        Pause.of(desk.clock, AGAIN);
        wanted.add(book);
        continue;
      }
      pending.remove(book);
      if (depth != null) {
        book.to().accept(depth);
      }
    }
  }
}
