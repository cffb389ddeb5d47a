package dev.carry.sim.world;

/// Draws trades and liquidations, and keeps the numbers of the day.
final class Trades {
  /// Trades a second by tier on the largest venue; real tapes are busier, the wire here is shared.
  private static final double[] RATE = {0, 3, 0.5, 0.15, 0.06};

  private Trades() {}

  /// The numbers of the day as they stand at the start, from prices a day old.
  static void fill(Listing listing) {
    double volume = Quoter.dailyVolume(listing) * (0.6 + 0.8 * listing.random.nextDouble());
    Spec spec = listing.spec();
    listing.volume = spec.sizeFor(volume, listing.mark);
    listing.turnover = spec.inverse() ? volume / listing.mark : volume;
    listing.tradeCount = volume / 4_000;
    listing.openInterest = spec.spot() ? 0 : spec.sizeFor(volume * 0.5, listing.mark);
    listing.firstInterest = listing.openInterest;
    if (listing.open == 0) {
      listing.open = listing.mark;
      listing.hourAgo = listing.mark;
    }
    listing.high = Math.max(Math.max(listing.high, listing.open), listing.mark);
    listing.low = listing.low == 0 ? listing.open : Math.min(listing.low, listing.open);
    listing.low = spec.onTick(Math.min(listing.low, listing.mark));
    listing.high = spec.onTick(listing.high);
    listing.open = spec.onTick(listing.open);
    listing.hourAgo = spec.onTick(listing.hourAgo);
    listing.last = spec.onTick(listing.mark);
  }

  /// Trades before the start, one a minute, for whoever asks for the last ones.
  static void remember(Listing listing, long start) {
    for (int ago = 5; ago > 0; ago--) {
      boolean buy = ago % 2 == 1;
      double price = buy ? listing.ask : listing.bid;
      double size = listing.spec().sizeStep() * ago;
      listing.tradeId++;
      listing.keep(
          new Tape.Trade(listing, start - ago * 60_000L, listing.tradeId, price, size, buy));
    }
  }

  static void trade(Board board, Listing listing, long time, double seconds) {
    int bursting = listing.asset().bursting(time);
    double size = Math.sqrt(listing.spec().venue().size());
    double busy =
        switch (listing.spec().kind()) {
          case PERPETUAL -> 1;
          case SPOT -> 0.5;
          case DATED_FUTURE -> 0.1;
        };
    double rate = RATE[listing.asset().tier()] * size * busy;
    if (listing.random.nextDouble() < rate * seconds * (bursting == 0 ? 1 : 5)) {
      boolean buy = listing.random.nextDouble() < 0.5 + 0.4 * bursting;
      record(board, listing, time, buy, Quoter.tradeSize(listing));
    }
    double forced = bursting == 0 ? 0.0006 : 0.9;
    if (listing.spec().perpetual() && listing.random.nextDouble() < forced * size * seconds) {
      boolean longSide = bursting == 0 ? listing.random.nextBoolean() : bursting < 0;
      liquidate(board, listing, time, longSide);
    }
  }

  private static Tape.Trade record(
      Board board, Listing listing, long time, boolean buy, double size) {
    double price = buy ? listing.ask : listing.bid;
    if (price != listing.last) {
      listing.lastUp = price > listing.last;
    }
    listing.last = price;
    listing.high = Math.max(listing.high, price);
    listing.low = Math.min(listing.low, price);
    listing.tradeId++;
    listing.tradeCount++;
    double keep = listing.random.nextDouble() < 0.5 ? 0 : 1;
    double notional = listing.spec().notional(size, price);
    // Half the trades replace those of a day ago, so the day's volume wanders without growing.
    listing.volume += size * (2 * keep - 1);
    listing.turnover += (listing.spec().inverse() ? notional / price : notional) * (2 * keep - 1);
    if (!listing.spec().spot()) {
      listing.openInterest =
          Math.max(listing.spec().sizeStep(), listing.openInterest + size * (keep - 0.5));
    }
    Tape.Trade trade =
        new Tape.Trade(listing, Market.within(listing, time), listing.tradeId, price, size, buy);
    board.trades().add(trade);
    listing.keep(trade);
    return trade;
  }

  private static void liquidate(Board board, Listing listing, long time, boolean longSide) {
    double size = Quoter.tradeSize(listing) * (1 + listing.random.nextInt(4));
    Tape.Trade trade = record(board, listing, time, !longSide, size);
    Spec spec = listing.spec();
    double gap = 0.003 + 0.004 * listing.random.nextDouble();
    double bankruptcy = spec.onTick(trade.price() * (longSide ? 1 - gap : 1 + gap));
    board
        .liquidations()
        .add(new Tape.Liquidation(listing, time, trade.price(), bankruptcy, size, longSide));
  }
}
