package dev.carry.launch;

import dev.carry.model.Book;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.model.VenueId;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Identity;
import dev.carry.venue.Instruments;
import dev.carry.venue.session.OrderBooks;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/// Frames as what venues stated, one message after the other: facts as they came, and changes of
/// order books in the order they count, as far as nothing of them is missing. One thread at a time.
final class Statements {
  private final Codecs codecs = new Codecs(Identity.reviewed());
  private final Map<VenueId, OrderBooks> books = new HashMap<>();
  private final Set<String> carryingBooks = new HashSet<>();
  private final To to;

  /// Takes them.
  interface To {
    /// The facts of one message.
    void stated(VenueId venue, List<MarketEvent> events, Instruments known);

    /// One change of an order book, or a whole one.
    ///
    /// @param after the best levels of the book after it, as many as are asked for
    void book(Book message, IntFunction<Book> after, Instruments known);

    /// A connection was lost: what follows does not continue what came before.
    void lost(VenueId venue, Instant at);

    /// A message of an order book is missing: the next one is a whole book.
    void lost(InstrumentId book, Instant at);
  }

  Statements(To to) {
    this.to = to;
  }

  /// A message of a connection.
  void frame(String connection, Frame frame) {
    switch (codecs.decode(connection, frame)) {
      case Decoded.Facts facts -> {
        if (!facts.events().isEmpty()) {
          to.stated(frame.venue(), facts.events(), codecs.listed(frame.venue()));
        }
      }
      case Decoded.Depth depth -> {
        carryingBooks.add(frame.venue() + "/" + connection);
        if (books(frame.venue()).take(depth) != null) {
          to.lost(depth.book().id(), frame.receivedAt());
        }
      }
      case Decoded.Control _, Decoded.Unusable _ -> {
        // no fact
      }
    }
  }

  /// A connection was lost.
  void lost(VenueId venue, String connection, Instant at) {
    codecs.lost(venue, connection);
    if (carryingBooks.remove(venue + "/" + connection)) {
      books.remove(venue);
    }
    to.lost(venue, at);
  }

  private OrderBooks books(VenueId venue) {
    OrderBooks known = books.get(venue);
    if (known != null) {
      return known;
    }
    Instruments listed = codecs.listed(venue);
    OrderBooks[] made = new OrderBooks[1];
    made[0] =
        new OrderBooks(
            Codecs.descriptor(venue),
            id -> true,
            message -> to.book(message, levels -> made[0].after(message, levels), listed));
    books.put(venue, made[0]);
    return made[0];
  }
}
