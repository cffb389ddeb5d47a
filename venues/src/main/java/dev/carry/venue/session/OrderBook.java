package dev.carry.venue.session;

import dev.carry.model.Levels;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One order book as its messages make it. Prices are compared as numbers, whatever their text:
/// venues write `86700` here and `86700.0` there. One thread at a time.
final class OrderBook {
  /// Far more than anyone fills; what is further away is let go, so that years of changes to far
  /// prices do not pile up.
  static final int MOST_LEVELS = 2_000;

  private final NavigableMap<BigDecimal, BigDecimal> bids =
      new TreeMap<>(Comparator.reverseOrder());
  private final NavigableMap<BigDecimal, BigDecimal> asks = new TreeMap<>();

  void clear() {
    bids.clear();
    asks.clear();
  }

  /// Sets the levels named; a size of 0 deletes its level.
  void apply(Levels newBids, Levels newAsks) {
    apply(bids, newBids);
    apply(asks, newAsks);
  }

  private static void apply(NavigableMap<BigDecimal, BigDecimal> side, Levels levels) {
    for (int i = 0; i < levels.count(); i++) {
      BigDecimal price = levels.price(i);
      BigDecimal size = levels.size(i);
      BigDecimal old = side.remove(price); // the new text stands, also of an old price
      if (size.signum() > 0) {
        side.put(price, size);
        if (old == null && side.size() > MOST_LEVELS) {
          side.pollLastEntry();
        }
      }
    }
  }

  /// Whether somebody bids what another asks, which no venue's matching leaves standing.
  boolean isCrossed() {
    return !bids.isEmpty() && !asks.isEmpty() && bids.firstKey().compareTo(asks.firstKey()) >= 0;
  }

  /// Takes away what the levels just told have overtaken: an ask at or below a new bid was there
  /// before it, and must be gone.
  void uncross(Levels newBids, Levels newAsks) {
    BigDecimal bid = best(newBids, true);
    while (bid != null && !asks.isEmpty() && asks.firstKey().compareTo(bid) <= 0) {
      asks.pollFirstEntry();
    }
    BigDecimal ask = best(newAsks, false);
    while (ask != null && !bids.isEmpty() && bids.firstKey().compareTo(ask) >= 0) {
      bids.pollFirstEntry();
    }
  }

  private static @Nullable BigDecimal best(Levels levels, boolean highest) {
    BigDecimal best = null;
    for (int i = 0; i < levels.count(); i++) {
      BigDecimal price = levels.price(i);
      if (levels.size(i).signum() > 0 && (best == null || (price.compareTo(best) > 0) == highest)) {
        best = price;
      }
    }
    return best;
  }

  /// The best bids, the highest first.
  Levels bids(int most) {
    return top(bids, most);
  }

  /// The best asks, the lowest first.
  Levels asks(int most) {
    return top(asks, most);
  }

  private static Levels top(NavigableMap<BigDecimal, BigDecimal> side, int most) {
    List<BigDecimal> values = new ArrayList<>(2 * Math.min(most, side.size()));
    for (Map.Entry<BigDecimal, BigDecimal> level : side.entrySet()) {
      if (values.size() == 2 * most) {
        break;
      }
      values.add(level.getKey());
      values.add(level.getValue());
    }
    return Levels.of(values);
  }
}
