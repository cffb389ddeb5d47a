package dev.carry.sim.wire;

import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Quoter;
import dev.carry.sim.world.Quoter.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The book of one listing as it was last told, and what has changed since.
public final class BookDiff {
  /// What became of one side. A size of 0 deletes; `fresh` tells a new level from a changed one.
  public record Change(double price, double size, boolean fresh) {}

  private final int depth;
  private Map<Double, Double> bids = Map.of();
  private Map<Double, Double> asks = Map.of();
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
    bids = map(Quoter.book(listing, true, depth));
    asks = map(Quoter.book(listing, false, depth));
    sequence = listing.sequence();
  }

  /// What changed on one side since the book was last told; tell both sides, then [#take].
  public List<Change> changes(Listing listing, boolean bidSide) {
    Map<Double, Double> then = bidSide ? bids : asks;
    Map<Double, Double> now = map(Quoter.book(listing, bidSide, depth));
    List<Change> changes = new ArrayList<>();
    then.forEach(
        (price, size) -> {
          if (!now.containsKey(price)) {
            changes.add(new Change(price, 0, false));
          }
        });
    now.forEach(
        (price, size) -> {
          Double before = then.get(price);
          if (before == null || before.doubleValue() != size.doubleValue()) {
            changes.add(new Change(price, size, before == null));
          }
        });
    return changes;
  }

  private static Map<Double, Double> map(List<Level> levels) {
    Map<Double, Double> map = new LinkedHashMap<>();
    for (Level level : levels) {
      map.put(level.price(), level.size());
    }
    return map;
  }
}
