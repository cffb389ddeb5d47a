package dev.carry.venue.dydx;

import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.Quote;
import dev.carry.venue.Touch;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One order book, merged and uncrossed as the venue advises.
///
/// There is no one book: an indexer tells what its node heard, and a bid may stand above an ask
/// that is long gone. What was told later is true: of a bid and an ask that cross, the level of the
/// older message goes; told by the same message, the smaller one goes and is taken from the larger.
final class DydxBook {
  /// A size, and the number of the message that told it.
  private record Level(BigDecimal size, long message) {}

  /// What one message changed, as levels: as it was sent, and what uncrossing took away.
  record Change(Levels bids, Levels asks) {}

  private final NavigableMap<BigDecimal, Level> bids = new TreeMap<>(Comparator.reverseOrder());
  private final NavigableMap<BigDecimal, Level> asks = new TreeMap<>();

  /// The message that changed it last.
  private long last;

  long last() {
    return last;
  }

  /// The whole book.
  Change replace(Levels newBids, Levels newAsks, long message) {
    bids.clear();
    asks.clear();
    change(newBids, newAsks, message);
    return new Change(levels(sizes(bids)), levels(sizes(asks)));
  }

  Change change(Levels newBids, Levels newAsks, long message) {
    last = message;
    Map<BigDecimal, BigDecimal> changedBids = take(newBids, bids, message);
    Map<BigDecimal, BigDecimal> changedAsks = take(newAsks, asks, message);
    uncross(changedBids, changedAsks);
    return new Change(levels(changedBids), levels(changedAsks));
  }

  private static Map<BigDecimal, BigDecimal> take(
      Levels sent, NavigableMap<BigDecimal, Level> side, long message) {
    Map<BigDecimal, BigDecimal> changed = new LinkedHashMap<>();
    for (int i = 0; i < sent.count(); i++) {
      put(side, changed, sent.price(i), sent.size(i), message);
    }
    return changed;
  }

  private static void put(
      NavigableMap<BigDecimal, Level> side,
      Map<BigDecimal, BigDecimal> changed,
      BigDecimal price,
      BigDecimal size,
      long message) {
    if (size.signum() == 0) {
      side.remove(price);
    } else {
      side.put(price, new Level(size, message));
    }
    changed.put(price, size);
  }

  private void uncross(
      Map<BigDecimal, BigDecimal> changedBids, Map<BigDecimal, BigDecimal> changedAsks) {
    while (!bids.isEmpty() && !asks.isEmpty() && bids.firstKey().compareTo(asks.firstKey()) >= 0) {
      BigDecimal bidPrice = bids.firstKey();
      BigDecimal askPrice = asks.firstKey();
      Level bid = bids.firstEntry().getValue();
      Level ask = asks.firstEntry().getValue();
      boolean together = bid.message == ask.message;
      BigDecimal common = together ? bid.size.min(ask.size) : null;
      if (together || bid.message < ask.message) {
        shrink(bids, changedBids, bidPrice, bid, common);
      }
      if (together || ask.message < bid.message) {
        shrink(asks, changedAsks, askPrice, ask, common);
      }
    }
  }

  /// @param by absent: all of it
  private static void shrink(
      NavigableMap<BigDecimal, Level> side,
      Map<BigDecimal, BigDecimal> changed,
      BigDecimal price,
      Level level,
      @Nullable BigDecimal by) {
    BigDecimal left = by == null ? BigDecimal.ZERO : level.size.subtract(by);
    put(side, changed, price, left, level.message);
  }

  private static Map<BigDecimal, BigDecimal> sizes(NavigableMap<BigDecimal, Level> side) {
    Map<BigDecimal, BigDecimal> sizes = new LinkedHashMap<>();
    side.forEach((price, level) -> sizes.put(price, level.size));
    return sizes;
  }

  private static Levels levels(Map<BigDecimal, BigDecimal> sizes) {
    List<BigDecimal> values = new ArrayList<>(2 * sizes.size());
    sizes.forEach(
        (price, size) -> {
          values.add(price);
          values.add(size);
        });
    return Levels.of(values);
  }

  /// The best of both sides. The venue gives its books no time.
  Quote touch(InstrumentId id, Instant receivedAt) {
    Map.Entry<BigDecimal, Level> bid = bids.firstEntry();
    Map.Entry<BigDecimal, Level> ask = asks.firstEntry();
    return Touch.quote(
        id,
        null,
        receivedAt,
        bid == null ? null : bid.getKey(),
        bid == null ? null : bid.getValue().size,
        ask == null ? null : ask.getKey(),
        ask == null ? null : ask.getValue().size,
        SizeIn.BASE);
  }
}
