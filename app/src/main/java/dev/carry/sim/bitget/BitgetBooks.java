package dev.carry.sim.bitget;

import dev.carry.sim.wire.BookDiff;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.Topics;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Quoter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The channel `books`: the whole book first, then its changes, each naming the number of the one
/// before it.
final class BitgetBooks {
  private static final int DEPTH = 200;

  private final Topics topics;
  private final VenueTime time;

  /// By topic.
  private final Map<String, BookDiff> told = new HashMap<>();

  BitgetBooks(Topics topics, VenueTime time) {
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
    JsonOut out = open(topic, "snapshot");
    BitgetText.levels(out.openArray("asks"), listing, Quoter.book(listing, false, DEPTH));
    BitgetText.levels(out.openArray("bids"), listing, Quoter.book(listing, true, DEPTH));
    return end(out, listing, 0);
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
    JsonOut out = open(topic, "update");
    changes(out.openArray("asks"), listing, changes.asks(), false);
    changes(out.openArray("bids"), listing, changes.bids(), true);
    String text = end(out, listing, changes.after());
    topics.publish(topic, () -> text);
  }

  private static JsonOut open(String topic, String action) {
    return new JsonOut(8_192)
        .open()
        .text("action", action)
        .raw("arg", topic)
        .openArray("data")
        .open();
  }

  private String end(JsonOut out, Listing listing, long previous) {
    return out.wholeText("ts", time.stamp(listing.quoteTime()))
        .whole("seq", listing.sequence())
        .whole("pseq", previous)
        .close()
        .closeArray()
        .whole("ts", time.marketNow())
        .close()
        .toString();
  }

  /// Changes are told the best first, as whole books are.
  private static void changes(
      JsonOut out, Listing listing, List<BookDiff.Change> changes, boolean bids) {
    Comparator<BookDiff.Change> byPrice = Comparator.comparingDouble(BookDiff.Change::price);
    changes.stream()
        .sorted(bids ? byPrice.reversed() : byPrice)
        .forEach(change -> BitgetText.level(out, listing, change.price(), change.size()));
    out.closeArray();
  }
}
