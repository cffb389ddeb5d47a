package dev.carry.detect;

import dev.carry.engine.InstrumentState;
import dev.carry.model.Dollars;
import dev.carry.model.Instrument;
import dev.carry.model.Liquidation;
import dev.carry.model.VenueId;
import dev.carry.valuation.Funding;
import dev.carry.valuation.option.RealisedVolatility;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The liquidations of one asset within the last moments, and what they add up to.
final class BurstWindow {
  /// More than all venues tell of one asset within any window; beyond it the oldest are dropped.
  static final int MOST = 5_000;

  private static final double MILLIS_PER_YEAR = Funding.HOURS_PER_YEAR * 3_600_000;

  private final Duration length;
  private final ArrayDeque<Print> prints = new ArrayDeque<>();
  private long added;

  /// Until when some are missing that were dropped for want of room.
  private Instant droppedUntil = Instant.MIN;

  /// @param price quote per single unit of the asset
  private record Print(Liquidation event, double price, double base) {
    double notional() {
      return price * base;
    }
  }

  BurstWindow(Duration length) {
    this.length = length;
  }

  /// Counts what was ever taken: the same number means the same liquidations, or fewer.
  long added() {
    return added;
  }

  /// Takes the last liquidation of an instrument, if what it is worth in a kind of dollar is known,
  /// and it is news: venues that are asked tell again what was long ago.
  void take(InstrumentState state, Instant now) {
    Instrument listed = state.listed();
    Liquidation event = state.liquidation();
    if (event == null
        || listed == null
        || listed.payoff() == Instrument.Payoff.QUANTO
        || !Dollars.like(listed.quote())
        || event.price().signum() <= 0
        || isOld(event.venueTime(), now)) {
      return;
    }
    BigDecimal base = listed.sizeBase(event.size(), event.sizeIn(), event.price());
    double price = state.perUnit(event.price().doubleValue());
    if (prints.size() == MOST) {
      droppedUntil = prints.removeFirst().event().receivedAt().plus(length);
    }
    prints.addLast(new Print(event, price, base.doubleValue()));
    added++;
  }

  private boolean isOld(@Nullable Instant venueTime, Instant now) {
    return venueTime != null && venueTime.isBefore(now.minus(length));
  }

  /// Forgets what is no longer within.
  void moveTo(Instant now) {
    Instant since = now.minus(length);
    while (!prints.isEmpty() && !prints.getFirst().event().receivedAt().isAfter(since)) {
      prints.removeFirst();
    }
  }

  int count() {
    return prints.size();
  }

  /// In quote.
  double notional() {
    double sum = 0;
    for (Print print : prints) {
      sum += print.notional();
    }
    return sum;
  }

  /// In quote, of the positions of one side that were closed.
  double notional(Liquidation.Position liquidated) {
    double sum = 0;
    for (Print print : prints) {
      sum += print.event().liquidated() == liquidated ? print.notional() : 0;
    }
    return sum;
  }

  /// Quote per base, weighted by size; NaN: there are none.
  double vwap() {
    double base = 0;
    for (Print print : prints) {
      base += print.base();
    }
    return notional() / base;
  }

  /// The prices of the instrument that was liquidated most often: those of several venues, or a
  /// fill beside a price of bankruptcy, are no path.
  List<Liquidation> path() {
    Map<Object, List<Liquidation>> byInstrument = new LinkedHashMap<>();
    List<Liquidation> longest = List.of();
    for (Print print : prints) {
      Liquidation event = print.event();
      List<Liquidation> path = byInstrument.computeIfAbsent(event.id(), _ -> new ArrayList<>());
      path.add(event);
      longest = path.size() > longest.size() ? path : longest;
    }
    return longest;
  }

  /// Signed fraction from the first to the last price of a path; absent: there are not two.
  static @Nullable Double momentum(List<Liquidation> path) {
    return path.size() < 2
        ? null
        : (Double)
            (path.getLast().price().doubleValue() / path.getFirst().price().doubleValue() - 1);
  }

  /// Of a path, a fraction per year; absent: there are not two prices, or not at two times.
  static @Nullable Double realisedVolatility(List<Liquidation> path) {
    if (path.isEmpty()) {
      return null;
    }
    double[] prices = path.stream().mapToDouble(event -> event.price().doubleValue()).toArray();
    Duration took = Duration.between(path.getFirst().receivedAt(), path.getLast().receivedAt());
    double volatility = RealisedVolatility.perYear(prices, took.toMillis() / MILLIS_PER_YEAR);
    return Double.isNaN(volatility) ? null : (Double) volatility;
  }

  /// In order of their names.
  List<VenueId> venues() {
    TreeSet<VenueId> venues = new TreeSet<>();
    prints.forEach(print -> venues.add(print.event().id().venue()));
    return List.copyOf(venues);
  }

  /// Whether these are all that there were.
  boolean complete(Instant now) {
    return !now.isBefore(droppedUntil)
        && prints.stream().allMatch(print -> print.event().complete());
  }

  /// The newest, the last first.
  List<Liquidation> newest(int most) {
    List<Liquidation> newest = new ArrayList<>();
    prints
        .descendingIterator()
        .forEachRemaining(
            print -> {
              if (newest.size() < most) {
                newest.add(print.event());
              }
            });
    return newest;
  }
}
