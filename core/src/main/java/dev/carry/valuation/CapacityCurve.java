package dev.carry.valuation;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// What is left of a trade against its size: the larger it is, the deeper its fills reach into the
/// books, and the less of each unit is left.
///
/// @param net income less all costs but slippage, over the holding time (fraction of notional)
/// @param days the holding time
/// @param books every side that is filled, at entry and at exit
public record CapacityCurve(double net, double days, List<Depth> books) {
  /// Halvings of a stretch between two levels: far finer than any venue's size step.
  private static final int HALVINGS = 50;

  public CapacityCurve {
    books = List.copyOf(books);
    if (!(days > 0)) {
      throw new IllegalArgumentException("held for " + days + " days");
    }
    if (books.isEmpty()) {
      throw new IllegalArgumentException("without a book nothing is known of slippage");
    }
  }

  /// What is left of a notional (quote) after slippage, as a fraction of it; NaN where a book does
  /// not reach.
  public double netAt(double notional) {
    double left = net;
    for (Depth book : books) {
      left -= book.slippage(notional);
    }
    return left;
  }

  /// What is left of it a day, in quote; NaN where a book does not reach.
  public double netPerDayAt(double notional) {
    return notional * netAt(notional) / days;
  }

  /// The notional that leaves most a day, in quote; empty where none leaves anything. What the next
  /// unit adds falls from level to level, so the best size ends at the end of one.
  public OptionalDouble best() {
    double best = 0;
    double most = 0;
    for (double notional : steps()) {
      double perDay = netPerDayAt(notional);
      if (perDay > most) {
        most = perDay;
        best = notional;
      }
    }
    return best > 0 ? OptionalDouble.of(best) : OptionalDouble.empty();
  }

  /// The largest notional known to lose nothing, in quote; empty where even the touch loses.
  public OptionalDouble largest() {
    double good = 0;
    for (double notional : steps()) {
      if (netAt(notional) < 0) {
        return good == 0 && net < 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(between(good, notional));
      }
      good = notional;
    }
    return OptionalDouble.of(good);
  }

  /// The last size that loses nothing between one that does not and one that does.
  private double between(double good, double bad) {
    double low = good;
    double high = bad;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (netAt(middle) >= 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// As far as every book reaches, in quote.
  public double reach() {
    return books.stream().mapToDouble(Depth::reach).min().orElseThrow();
  }

  /// Where a level of a book ends, rising, as far as every book reaches.
  private double[] steps() {
    double reach = reach();
    return books.stream()
        .flatMapToDouble(book -> IntStream.range(0, book.levels()).mapToDouble(book::upTo))
        .filter(notional -> notional <= reach)
        .sorted()
        .distinct()
        .toArray();
  }
}
