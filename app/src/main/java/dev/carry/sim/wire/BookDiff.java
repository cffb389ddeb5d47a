package dev.carry.sim.wire;

import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Quoter;
import dev.carry.sim.world.Quoter.Level;
import java.util.ArrayList;
import java.util.List;

/// The book of one listing as it was last told, and what has changed since.
public final class BookDiff {
  /// What became of one side. A size of 0 deletes; `fresh` tells a new level from a changed one.
  public record Change(double price, double size, boolean fresh) {}

  private final int depth;
  private List<Level> bids = List.of();
  private List<Level> asks = List.of();
  private long sequence;

  public BookDiff(Listing listing, int depth) {
    this.depth = depth;
    take(listing);
  }

  /// The book's number when it was last told.
  public long sequence() {
    return sequence;
  }

  /// Takes the book as it is now for told.
  public void take(Listing listing) {
    bids = Quoter.book(listing, true, depth);
    asks = Quoter.book(listing, false, depth);
    sequence = listing.sequence();
  }

  /// What changed on one side since the book was last told, what is gone first; tell both sides,
  /// then [#take].
  public List<Change> changes(Listing listing, boolean bidSide) {
    List<Level> then = bidSide ? bids : asks;
    List<Change> gone = new ArrayList<>();
    List<Change> changed = new ArrayList<>();
    int next = 0;
    for (Level level : Quoter.book(listing, bidSide, depth)) {
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
