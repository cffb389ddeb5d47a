package dev.carry.backtest.stress;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a shock makes of a backtest.
///
/// @param shock its name; `none`: the past as it was
/// @param words what it is
/// @param at when it struck; absent: there was nothing for it to hurt, or none struck
/// @param place where
/// @param netPnl dollars, with what a coin lost
/// @param difference dollars, from the past as it was
/// @param maxDrawdown deepest fall of what the account was worth at ends of days and at each step
///     of the shock, fraction of the highest before
/// @param liquidations legs whose margin was used up
/// @param deleveraged winning legs taken away
/// @param transfers times margin was sent
/// @param madeSmaller fills that made positions smaller for lack of money
/// @param coinLoss dollars lost because coins are worth less: see [CoinLoss]; absent: no coin lost
/// @param largestLeverage up to which nothing is liquidated, the buffer as in the account; absent:
///     something is even at the least that was tried
/// @param needed the least capital with which nothing is liquidated and the money is enough;
///     absent: not even the most that was tried is
public record Outcome(
    String shock,
    String words,
    @Nullable Instant at,
    Place place,
    BigDecimal netPnl,
    BigDecimal difference,
    BigDecimal maxDrawdown,
    int liquidations,
    int deleveraged,
    int transfers,
    int madeSmaller,
    @Nullable BigDecimal coinLoss,
    @Nullable BigDecimal largestLeverage,
    @Nullable Needed needed) {

  /// The name of the past as it was.
  public static final String NONE = "none";

  /// @param capital of one position, fraction of the notional of one leg
  /// @param leverage of its margins
  /// @param buffer beside them, fraction of the notional
  public record Needed(BigDecimal capital, BigDecimal leverage, BigDecimal buffer) {}
}
