package dev.carry.sim.gate;

import dev.carry.sim.wire.BookDiff;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.Topics;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Quoter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Order books. The channel `futures.obu` tells 50 levels first, then their changes;
/// `futures.order_book_update` tells changes alone, what they change is had over REST. Each change
/// begins with the number after the last one's.
final class GateBooks {
  static final String WHOLE = "futures.obu";
  static final String CHANGES = "futures.order_book_update";
  private static final int DEPTH = 50;
  private static final int CHANGES_DEPTH = 100;

  private final Topics topics;
  private final VenueTime time;

  /// By topic.
  private final Map<String, BookDiff> told = new HashMap<>();

  GateBooks(Topics topics, VenueTime time) {
    this.topics = topics;
    this.time = time;
  }

  /// The whole book for a new listener; those who listen already are told of the changes first.
  String begin(String topic, Listing listing) {
    BookDiff book = told.get(topic);
    if (book != null && book.sequence() != listing.sequence()) {
      change(topic, listing, book);
    } else {
      told.put(topic, new BookDiff(listing, DEPTH));
    }
    JsonOut out = open(topic, listing, true).whole("u", listing.sequence());
    levels(out.openArray("b"), listing, Quoter.book(listing, true, DEPTH));
    levels(out.openArray("a"), listing, Quoter.book(listing, false, DEPTH));
    return out.close().close().toString();
  }

  /// Somebody listens to the changes of a book.
  void follow(String topic, Listing listing) {
    told.computeIfAbsent(topic, _ -> new BookDiff(listing, CHANGES_DEPTH));
  }

  /// The quote of a listing has moved.
  void step(String topic, Listing listing) {
    BookDiff book = told.get(topic);
    if (!topics.wanted(topic)) {
      told.remove(topic);
    } else if (book != null && book.sequence() != listing.sequence()) {
      change(topic, listing, book);
    }
  }

  private void change(String topic, Listing listing, BookDiff book) {
    BookDiff.Changes changes = book.advance(listing);
    JsonOut out =
        open(topic, listing, false).whole("U", changes.after() + 1).whole("u", listing.sequence());
    // A message without levels moves the number all the same.
    if (!changes.isEmpty()) {
      boolean named = topic.startsWith(CHANGES);
      changes(out.openArray("b"), listing, changes.bids(), named);
      changes(out.openArray("a"), listing, changes.asks(), named);
    }
    String text = out.close().close().toString();
    topics.publish(topic, () -> text);
  }

  private JsonOut open(String topic, Listing listing, boolean full) {
    JsonOut out =
        GateStreams.head(topic.substring(0, topic.indexOf(' ')), "update", time.marketNow())
            .open("result")
            .whole("t", time.stamp(listing.quoteTime()));
    return (full ? out.flag("full", true) : out).text("s", topic.substring(topic.indexOf(' ') + 1));
  }

  private static void levels(JsonOut out, Listing listing, List<Quoter.Level> levels) {
    levels.forEach(level -> level(out, listing, level.price(), level.size(), false));
    out.closeArray();
  }

  private static void changes(
      JsonOut out, Listing listing, List<BookDiff.Change> changes, boolean named) {
    changes.forEach(change -> level(out, listing, change.price(), change.size(), named));
    out.closeArray();
  }

  private static void level(
      JsonOut out, Listing listing, double price, double size, boolean named) {
    String at = GateText.price(listing, price);
    String contracts = GateText.exact(listing, size);
    if (named) {
      out.open().text("p", at).raw("s", contracts).close();
    } else {
      out.openArray().text(at).text(contracts).closeArray();
    }
  }
}
