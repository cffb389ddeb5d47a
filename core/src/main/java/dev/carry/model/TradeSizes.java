package dev.carry.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How large a trade may be, as far as the books that are known reach: the larger it is, the deeper
/// its fills go, and the less of each unit is left.
///
/// @param best notional of one leg that leaves most a day, in quote; absent: none leaves anything
/// @param largest notional that loses nothing, in quote; absent: even the touch loses
/// @param curve rising, to where the shortest book ends
public record TradeSizes(@Nullable Double best, @Nullable Double largest, List<Size> curve) {

  /// @param notional of one leg, in quote
  /// @param slippage of all its fills, at entry and at exit (fraction of notional)
  public record Size(double notional, double slippage) {}

  public TradeSizes {
    curve = List.copyOf(curve);
  }

  /// Of any notional up to the last of the curve; absent beyond it. Between two of the curve it is
  /// a little too high: what a fill costs in money rises faster than its size.
  public @Nullable Double slippage(double notional) {
    Size below = new Size(0, 0);
    for (Size above : curve) {
      if (notional <= above.notional()) {
        double share = (notional - below.notional()) / (above.notional() - below.notional());
        double before = below.notional() * below.slippage();
        double after = above.notional() * above.slippage();
        return (before + share * (after - before)) / notional;
      }
      below = above;
    }
    return null;
  }
}
