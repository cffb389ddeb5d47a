package dev.carry.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the past of a pair says of it, as far as it is known: the past binds nobody.
///
/// @param lives how long it went on paying; absent: no episode that tells
/// @param holdings what those got who held it; absent: too few are known
/// @param gaps where its prices stood over the last day; absent: too few are known
public record PairHistory(@Nullable Lives lives, @Nullable Holdings holdings, @Nullable Gaps gaps) {

  /// Episodes: stretches of settled rates that began when the pair paid like a candidate, and ended
  /// when the other leg paid more.
  ///
  /// @param since of the settlements looked at
  /// @param episodes those known to have lived to the break-even of now, or not to
  /// @param lived how many of them did
  public record Lives(Instant since, int episodes, int lived) {}

  /// Of those who went in whenever it had paid like a candidate, and held over the horizon: they
  /// overlap. Fractions of notional, after the costs of now, without what prices did.
  ///
  /// @param count how many
  /// @param winning share of them that was left with something
  /// @param win mean of what those were left with
  /// @param loss mean loss of the others, ≥ 0
  /// @param expected value of one more: `winning × win − (1 − winning) × loss`
  /// @param shortfall mean loss in the worst 2.5 % of them, with that of leaving at the worst price
  ///     gaps of the day; below 0 it is a gain; absent: too few gaps are known
  /// @param size notional for each unit of capital at which that shortfall is 2 % of the capital,
  ///     no more than the capital can hold; absent likewise, or where no loss was seen
  public record Holdings(
      int count,
      double winning,
      double win,
      double loss,
      double expected,
      @Nullable Double shortfall,
      @Nullable Double size) {}

  /// (Short leg − long leg) / middle, of the middles of their quotes, every five minutes.
  ///
  /// @param count how many times both were known
  /// @param low a twentieth was lower
  /// @param high a twentieth was higher
  public record Gaps(int count, double low, double median, double high) {}

  /// Share of the episodes that lived to break-even; absent without any.
  public @Nullable Double confidence() {
    return lives == null ? null : (Double) ((double) lives.lived() / lives.episodes());
  }
}
