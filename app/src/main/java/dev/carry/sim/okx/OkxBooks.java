package dev.carry.sim.okx;

import dev.carry.sim.wire.BookDiff;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.Topics;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Quoter;
import java.util.HashMap;
import java.util.Map;

/// The channel `books`: the whole book first, then its changes, chained by sequence.
final class OkxBooks {
  private static final int DEPTH = 400;

  private final Topics topics;
  private final VenueTime time;

  /// By topic.
  private final Map<String, BookDiff> told = new HashMap<>();

  OkxBooks(Topics topics, VenueTime time) {
    this.topics = topics;
    this.time = time;
  }

  /// The whole book for a new listener; those who listen already are told of the changes first.
  String begin(String topic, Listing listing) {
    BookDiff book = told.get(topic);
    if (book != null && topics.wanted(topic)) {
      change(topic, listing, book);
    } else {
      told.put(topic, new BookDiff(listing, DEPTH));
    }
    JsonOut out = new JsonOut(16_384).open().raw("arg", topic).text("action", "snapshot");
    out.openArray("data").open();
    OkxText.levels(out.openArray("asks"), listing, Quoter.book(listing, false, DEPTH));
    OkxText.levels(out.openArray("bids"), listing, Quoter.book(listing, true, DEPTH));
    return end(out, listing, -1);
  }

  /// The quote of a listing has moved.
  void step(String topic, Listing listing) {
    BookDiff book = told.get(topic);
    if (!topics.wanted(topic)) {
      told.remove(topic);
    } else if (book != null) {
      change(topic, listing, book);
    }
  }

  private void change(String topic, Listing listing, BookDiff book) {
    BookDiff.Changes changes = book.advance(listing);
    JsonOut out = new JsonOut(1_024).open().raw("arg", topic).text("action", "update");
    out.openArray("data").open().openArray("asks");
    changes.asks().forEach(c -> OkxText.level(out, listing, c.price(), c.size()));
    out.closeArray().openArray("bids");
    changes.bids().forEach(c -> OkxText.level(out, listing, c.price(), c.size()));
    out.closeArray();
    topics.publish(topic, () -> end(out, listing, changes.after()));
  }

  private String end(JsonOut out, Listing listing, long previous) {
    return out.wholeText("ts", time.stamp(listing.quoteTime()))
        .whole("checksum", OkxText.checksum(listing))
        .whole("seqId", listing.sequence())
        .whole("prevSeqId", previous)
        .close()
        .closeArray()
        .close()
        .toString();
  }
}
