package dev.carry.portfolio;

import java.math.BigDecimal;
import java.util.List;

/// What a strategy may do and ask.
public interface Desk {

  /// Whether any position of a notional (dollars) could be opened now: who has no capital free, or
  /// holds as much as is allowed, need not look at what is on offer.
  boolean canOpen(BigDecimal notional);

  /// Sends the orders of both legs, unless a limit forbids it.
  ///
  /// @return why not; empty: they are on their way
  String open(Plan plan);

  /// Sends the orders that end a position; of one that is ending or opening already, nothing.
  void close(Position position, String why);

  /// The same of everything that is held.
  default void closeAll(String why) {
    List.copyOf(positions()).forEach(position -> close(position, why));
  }

  /// Whether both legs have prices young enough to trade on: to leave one alone is to bet.
  boolean canTrade(Position position);

  /// Ends what cannot be held on, such as where a leg is being delisted, once both can be traded.
  void leaveEnding();

  /// Not yet closed, in order of opening.
  List<Position> positions();

  /// Dollars of capital in no position, after losses.
  BigDecimal free();
}
