package dev.carry.sim.wire;

import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Quoter;
import dev.carry.sim.world.Quoter.Level;
import java.util.ArrayList;
import java.util.List;

/// The book of one listing as it was last told, and what has changed since.
public final class BookDiff {
  /// What became of a level. A size of 0 deletes; `fresh` tells a new level from a changed one.
  public record Change(double price, double size, boolean fresh) {}

  /// What became of a book; of each side, what is gone first.
  ///
  /// @param after the number of the book that these change
  public record Changes(long after, List<Change> bids, List<Change> asks) {
    public boolean isEmpty() {
      return bids.isEmpty() && asks.isEmpty();
    }
  }

  private final int depth;
  private List<Level> bids;
  private List<Level> asks;
  private long sequence;

  public BookDiff(Listing listing, int depth) {
    this.depth = depth;
    bids = Quoter.book(listing, true, depth);
    asks = Quoter.book(listing, false, depth);
    sequence = listing.sequence();
  }

  /// The book's number when it was last told.
  public long sequence() {
    return sequence;
  }

  /// What changed since the book was last told; it counts as told now. As at the venues, what
  /// stood only in between is named too: somebody may have been answered it.
  public Changes advance(Listing listing) {
    List<Level> bidsNow = Quoter.book(listing, true, depth);
    List<Level> asksNow = Quoter.book(listing, false, depth);
    List<Change> bidChanges = changes(bids, bidsNow, true);
    List<Change> askChanges = changes(asks, asksNow, false);
    for (Quoter.Answered between : listing.answered(sequence, listing.sequence())) {
      add(changes(between.bids(), bidsNow, true), bidChanges);
      add(changes(between.asks(), asksNow, false), askChanges);
    }
    Changes changes = new Changes(sequence, bidChanges, askChanges);
    bids = bidsNow;
    asks = asksNow;
    sequence = listing.sequence();
    return changes;
  }

  private static void add(List<Change> more, List<Change> to) {
    for (Change change : more) {
      if (to.stream().noneMatch(known -> known.price() == change.price())) {
        to.add(change.size() == 0 ? 0 : to.size(), change);
      }
    }
  }

  private static List<Change> changes(List<Level> then, List<Level> now, boolean bidSide) {
    List<Change> gone = new ArrayList<>();
    List<Change> changed = new ArrayList<>();
    int next = 0;
    for (Level level : now) {
      while (next < then.size() && isBetter(then.get(next), level, bidSide)) {
        gone.add(new Change(then.get(next++).price(), 0, false));
      }
      boolean known = next < then.size() && then.get(next).price() == level.price();
      if (!known || then.get(next).size() != level.size()) {
        changed.add(new Change(level.price(), level.size(), !known));
      }
      next += known ? 1 : 0;
    }
    for (Level level : then.subList(next, then.size())) {
      gone.add(new Change(level.price(), 0, false));
    }
    gone.addAll(changed);
    return gone;
  }

  private static boolean isBetter(Level one, Level other, boolean bidSide) {
    return bidSide ? one.price() > other.price() : one.price() < other.price();
  }
}
