package dev.carry.sim.world;

import java.util.ArrayList;
import java.util.List;

/// Makes quotes, books and quantities around the mark.
public final class Quoter {
  /// Quoted spread by tier, a fraction of the price, on the tightest venue.
  private static final double[] SPREAD = {0, 0.00001, 0.00006, 0.00015, 0.0004};

  /// Quote updates a second by tier.
  private static final double[] UPDATES = {0, 5, 1.5, 0.6, 0.3};

  /// Typical quote currency at the touch by tier on the largest venue.
  private static final double[] TOUCH = {0, 400_000, 60_000, 15_000, 4_000};

  /// Traded in 24 h by tier on the largest venue, in the quote currency.
  private static final double[] VOLUME = {0, 6e9, 6e8, 9e7, 1.2e7};

  private Quoter() {}

  static double updatesPerSecond(Listing listing) {
    double busy =
        switch (listing.spec().kind()) {
          case PERPETUAL -> 1;
          case SPOT -> 0.6;
          case DATED_FUTURE -> 0.2;
        };
    double rate = UPDATES[listing.asset().tier()] * busy;
    return listing.asset().name().equals("BTC") ? rate * 2 : rate;
  }

  static double dailyVolume(Listing listing) {
    double volume = VOLUME[listing.asset().tier()] * listing.spec().venue().size();
    return switch (listing.spec().kind()) {
      case PERPETUAL -> volume;
      case SPOT -> volume * 0.2;
      case DATED_FUTURE -> volume * 0.01;
    };
  }

  /// Puts a fresh quote around the mark.
  static void quote(Listing listing, long time) {
    Spec spec = listing.spec();
    double width = SPREAD[listing.asset().tier()] * spec.venue().spread();
    double spread = Math.max(spec.tick(), listing.mark * width);
    double mid = listing.mark * (1 + width / 3 * listing.random.nextGaussian());
    double bid = Math.floor((mid - spread / 2) / spec.tick()) * spec.tick();
    listing.bid = spec.onTick(Math.max(spec.tick(), bid));
    double ticks = Math.max(1, Math.rint(spread / spec.tick()));
    listing.ask = spec.onTick(listing.bid + ticks * spec.tick());
    listing.bidSize = touch(listing);
    listing.askSize = touch(listing);
    listing.quoteTime = Math.max(listing.quoteTime, Market.within(listing, time));
    // two at least: the number of an answer may lie inside the change that follows it
    listing.sequence += 2 + listing.random.nextInt(40);
  }

  private static double touch(Listing listing) {
    Spec spec = listing.spec();
    double typical = TOUCH[listing.asset().tier()] * spec.venue().size();
    double notional = typical * Math.exp(0.9 * listing.random.nextGaussian() - 0.4);
    return spec.sizeFor(notional, listing.mark);
  }

  /// A quantity somebody trades at once.
  static double tradeSize(Listing listing) {
    Spec spec = listing.spec();
    double typical = TOUCH[listing.asset().tier()] * spec.venue().size() / 20;
    double notional = typical * Math.exp(1.2 * listing.random.nextGaussian() - 0.7);
    return spec.sizeFor(notional, listing.mark);
  }

  /// One price level of a book.
  public record Level(double price, double size) {}

  /// A whole book that somebody was answered, and its number.
  public record Answered(long sequence, List<Level> bids, List<Level> asks) {}

  /// The book as an answer that changes on a socket continue: they will name every level it has.
  public static Answered answer(Listing listing, int depth) {
    Answered book =
        new Answered(listing.sequence, book(listing, true, depth), book(listing, false, depth));
    listing.keep(book);
    return book;
  }

  /// The book of one side to `depth` levels, the best first. The same quote always gives the same
  /// book; a quote that moves by a tick changes few levels.
  public static List<Level> book(Listing listing, boolean bids, int depth) {
    Spec spec = listing.spec();
    double best = bids ? listing.bid : listing.ask;
    long bestTick = Math.round(best / spec.tick());
    long gap = Math.max(1, Math.round(best * SPREAD[listing.asset().tier()] / spec.tick()));
    double typical = TOUCH[listing.asset().tier()] * spec.venue().size();
    List<Level> levels = new ArrayList<>(depth);
    levels.add(new Level(best, bids ? listing.bidSize : listing.askSize));
    // Deeper levels live on a fixed grid, so a moving touch leaves them where they are.
    long cell = bids ? Math.floorDiv(bestTick - 1, gap) : Math.floorDiv(bestTick + gap, gap);
    while (levels.size() < depth) {
      long tick = cell * gap;
      if (tick <= 0) {
        break;
      }
      double price = spec.onTick(tick * spec.tick());
      double value = typical * (0.6 + 2.8 * noise(tick, spec.symbol()));
      levels.add(new Level(price, spec.sizeFor(value, price)));
      cell += bids ? -1 : 1;
    }
    return levels;
  }

  /// A fixed number in `[0, 1)` for a price level.
  private static double noise(long tick, String symbol) {
    long z = tick * 0x9E3779B97F4A7C15L + symbol.hashCode() * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
  }
}
