package dev.carry.sim.world;

/// One line of a tape.
public sealed interface Tape {
  Listing listing();

  /// Epoch milliseconds.
  long time();

  double price();

  /// Quantity in the venue's unit.
  double size();

  /// A trade; `buy` is the taker's side.
  record Trade(Listing listing, long time, long id, double price, double size, boolean buy)
      implements Tape {}

  /// A forced close. `price` is the fill, `bankruptcy` the price at which the position was worth
  /// nothing; `longSide` is true if a long was closed, so the order sold.
  record Liquidation(
      Listing listing, long time, double price, double bankruptcy, double size, boolean longSide)
      implements Tape {}
}
