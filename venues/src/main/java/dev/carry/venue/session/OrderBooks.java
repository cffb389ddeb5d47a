package dev.carry.venue.session;

import dev.carry.model.Book;
import dev.carry.model.InstrumentId;
import dev.carry.venue.Decoded.Depth;
import dev.carry.venue.VenueDescriptor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The order books of one venue, merged from their messages by the venue's own numbers.
///
/// ```
///   whole book (socket or REST) ─► known at number n
///   change after n               ─► known at its last number
///   change after something else  ─► a message was lost: void until the book comes whole again
///   change that ends at or before n: known already
/// ```
///
/// A book that must come by REST is asked for with its first change; changes wait for it, and the
/// first of them may begin before the book and end after it. Where a venue makes no chain nothing
/// tells that a message was lost, and what a newer message overtook is taken away. One thread at a
/// time.
public final class OrderBooks {
  /// Levels of a side that leave.
  public static final int TOLD = 20;

  /// Levels that any venue's checksum covers.
  static final int CHECKED = 25;

  private static final int MOST_WAITING = 2_000;

  private static final class Merged {
    private final OrderBook book = new OrderBook();
    private final ArrayDeque<Depth> waiting = new ArrayDeque<>();
    private boolean whole;
    private boolean bridging;
    private long last;
    private @Nullable Book told;
    private @Nullable Depth untold;
    private Instant toldAt = Instant.MIN;
  }

  /// Asks for whole books by REST.
  @FunctionalInterface
  public interface Starter {
    /// @return whether it will come: false where the venue begins its books on the socket
    boolean start(InstrumentId id);
  }

  /// Takes books that changed.
  ///
  /// @param <E> what it may throw
  @FunctionalInterface
  public interface Teller<E extends Exception> {
    void tell(Book book) throws E;
  }

  private final VenueDescriptor venue;
  private final Starter starter;
  private final Consumer<Book> merging;
  private final Map<InstrumentId, Merged> books = new HashMap<>();

  public OrderBooks(VenueDescriptor venue, Starter starter) {
    this(venue, starter, message -> {});
  }

  /// @param merging takes each message that counts, when it was merged, in the order they count
  public OrderBooks(VenueDescriptor venue, Starter starter, Consumer<Book> merging) {
    this.venue = venue;
    this.starter = starter;
    this.merging = merging;
  }

  /// Takes one message in.
  ///
  /// @return why the book is void now; absent: nothing is wrong
  public @Nullable String take(Depth depth) {
    InstrumentId id = depth.book().id();
    Merged merged = books.computeIfAbsent(id, _ -> new Merged());
    if (depth.book().snapshot()) {
      return whole(merged, depth);
    }
    if (!merged.whole) {
      await(merged, depth);
      return null;
    }
    return change(merged, depth);
  }

  private @Nullable String whole(Merged merged, Depth depth) {
    merged.book.clear();
    merged.whole = true;
    merged.bridging = true;
    String wrong = apply(merged, depth);
    while (wrong == null && !merged.waiting.isEmpty()) {
      wrong = change(merged, merged.waiting.removeFirst());
    }
    merged.waiting.clear();
    return wrong;
  }

  private void await(Merged merged, Depth depth) {
    if (merged.waiting.isEmpty() && !starter.start(depth.book().id())) {
      return; // changes before the socket's own whole book
    }
    if (merged.waiting.size() == MOST_WAITING) {
      merged.waiting.removeFirst();
    }
    merged.waiting.addLast(depth);
  }

  private @Nullable String change(Merged merged, Depth depth) {
    Long after = depth.after();
    if (after == null ? depth.last() < merged.last : depth.last() <= merged.last) {
      return null; // known already
    }
    boolean follows = after == null || after == merged.last;
    if (!follows && !(merged.bridging && depth.first() <= merged.last + 1)) {
      return lost(
          merged,
          depth,
          "order book of "
              + depth.book().id()
              + ": a change after "
              + after
              + " came, known is "
              + merged.last);
    }
    merged.bridging = false;
    return apply(merged, depth);
  }

  private @Nullable String apply(Merged merged, Depth depth) {
    Book book = depth.book();
    merged.book.apply(book.bids(), book.asks());
    merged.last = depth.last();
    Long checksum = depth.checksum();
    if (checksum != null) {
      long ours = venue.checksum(merged.book.bids(CHECKED), merged.book.asks(CHECKED));
      if (ours != checksum) {
        return lost(
            merged,
            depth,
            "order book of " + book.id() + ": its checksum is " + checksum + ", ours " + ours);
      }
    }
    if (merged.book.isCrossed()) {
      if (depth.after() != null || checksum != null) {
        return lost(merged, depth, "order book of " + book.id() + ": its sides cross");
      }
      merged.book.uncross(book.bids(), book.asks());
    }
    merged.untold = depth;
    merging.accept(book);
    return null;
  }

  private String lost(Merged merged, Depth depth, String why) {
    merged.book.clear();
    merged.whole = false;
    merged.untold = null;
    await(merged, depth);
    return why;
  }

  /// The books that changed since they were last told, each at most once in `every`.
  public <E extends Exception> void tell(Instant now, Duration every, Teller<E> out) throws E {
    for (Merged merged : books.values()) {
      Depth depth = merged.untold;
      if (depth == null || now.isBefore(merged.toldAt.plus(every))) {
        continue;
      }
      merged.untold = null;
      Book told = told(merged.book, depth.book(), TOLD);
      Book before = merged.told;
      if (before == null
          || !before.bids().equals(told.bids())
          || !before.asks().equals(told.asks())) {
        merged.told = told;
        merged.toldAt = now;
        out.tell(told);
      }
    }
  }

  /// The best levels of a book as the message merged last left it.
  ///
  /// @param last that message
  public Book after(Book last, int levels) {
    Merged merged = books.get(last.id());
    if (merged == null || !merged.whole) {
      throw new IllegalArgumentException("no whole book of " + last.id());
    }
    return told(merged.book, last, levels);
  }

  private static Book told(OrderBook book, Book last, int levels) {
    return new Book(
        last.id(),
        last.venueTime(),
        last.receivedAt(),
        true,
        book.bids(levels),
        book.asks(levels),
        last.sizeIn());
  }
}
