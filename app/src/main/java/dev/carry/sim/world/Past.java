package dev.carry.sim.world;

/// Writes what happened before the start: prices and premiums by the hour, the settled funding that
/// follows from them, and the samples of the interval the start falls into.
final class Past {
  private static final long HOUR = 3_600_000;

  private final Market market;
  private final int hours;

  Past(Market market, int hours) {
    this.market = market;
    this.hours = hours;
  }

  /// Hour 0 of the grid is the oldest; the last one ends at the last full hour before `start`.
  void write(long start) {
    long lastHour = start - Math.floorMod(start, HOUR);
    var shared = market.seeded("past");
    for (int hour = 0; hour <= hours; hour++) {
      long end = lastHour - (hours - hour) * HOUR;
      double normal = shared.nextGaussian();
      for (Asset asset : market.assets()) {
        asset.step(HOUR, 0, normal);
        asset.prices().add(end, asset.price());
      }
      for (Board board : market.boards()) {
        for (Listing listing : board.listings()) {
          listing.own.step(HOUR, listing.random.nextGaussian());
          listing.fast.step(HOUR, listing.random.nextGaussian());
          market.price(listing);
          listing.premiums.add(end, listing.premium);
        }
      }
    }
    for (Board board : market.boards()) {
      for (Listing listing : board.listings()) {
        finish(listing, lastHour, start);
      }
    }
    if (start > lastHour) {
      present(start);
    }
  }

  /// Fixes what is true at the start, so that the line from the last full hour on bends no more.
  private void present(long start) {
    market.assets().forEach(asset -> asset.prices().add(start, asset.price()));
    for (Board board : market.boards()) {
      board.listings().forEach(listing -> listing.premiums.add(start, listing.premium));
    }
  }

  private void finish(Listing listing, long lastHour, long start) {
    listing.open = markAt(listing, hours - Math.min(24, hours));
    listing.hourAgo = markAt(listing, hours - Math.min(1, hours));
    listing.high = 0;
    for (int hour = hours - Math.min(24, hours); hour <= hours; hour++) {
      double mark = markAt(listing, hour);
      listing.high = Math.max(listing.high, mark);
      listing.low = listing.low == 0 ? mark : Math.min(listing.low, mark);
    }
    market.price(listing);
    Trades.fill(listing);
    Quoter.quote(listing, start);
    Trades.remember(listing, start);
    if (listing.spec().perpetual()) {
      settleAll(listing, lastHour, start);
    }
  }

  private void settleAll(Listing listing, long lastHour, long start) {
    boolean continuous = listing.spec().venue() == SimVenue.DERIBIT;
    long interval = continuous ? HOUR : listing.intervalMillis();
    long oldest = lastHour - hours * HOUR;
    listing.average.restart(oldest);
    for (int hour = 1; hour <= hours; hour++) {
      long end = oldest + hour * HOUR;
      sampleHour(listing, end - HOUR, HOUR, hour);
      if (continuous) {
        listing.hourAccrued = accruedInHour(listing, hour);
      }
      if (Math.floorMod(end, interval) == 0) {
        listing.settlements.add(settlement(listing, hour, end, continuous));
        listing.average.restart(end);
        listing.hourAccrued = 0;
      }
    }
    sampleHour(listing, lastHour, start - lastHour, hours);
    if (continuous) {
      double share = (start - lastHour) / (8.0 * HOUR);
      listing.hourAccrued = listing.rate(0, listing.premiums.get(hours)) * share;
    }
  }

  /// Premium samples of a part of an hour, minute by minute, on the line between the grid points.
  private static void sampleHour(Listing listing, long from, long length, int hour) {
    double first = listing.premiums.get(hour - 1);
    double second = listing.premiums.get(hour);
    for (long minute = 0; minute < length; minute += 60_000) {
      double share = minute / (double) HOUR;
      listing.average.sample(from + minute, first + (second - first) * share);
    }
  }

  private static double accruedInHour(Listing listing, int hour) {
    double sum = 0;
    for (int minute = 0; minute < 60; minute++) {
      double first = listing.premiums.get(hour - 1);
      double premium = first + (listing.premiums.get(hour) - first) * minute / 60;
      sum += listing.rate(0, premium) / 480;
    }
    return sum;
  }

  private Settlement settlement(Listing listing, int hour, long end, boolean continuous) {
    double index = indexAt(listing, hour);
    double mark = markAt(listing, hour);
    double rate = continuous ? listing.hourAccrued : listing.rate(listing.average.value(), 0);
    return new Settlement(end, rate, mark, index, continuous ? listing.trailing8h() : rate);
  }

  private static double indexAt(Listing listing, int hour) {
    Spec spec = listing.spec();
    return listing.asset().prices().get(hour) * spec.multiplier() * Market.rate(spec.quote());
  }

  private static double markAt(Listing listing, int hour) {
    return indexAt(listing, hour) * (1 + listing.premiums.get(hour));
  }
}
