package dev.carry.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a round trip costs, each line a fraction of the notional of one leg. A line that is not
/// known is absent and named by [#unknown()]; it is never zero.
///
/// @param fees entry and exit fees of both legs
/// @param spread half the quoted spread per fill: one whole spread per leg, half of one that
///     delivers
/// @param slippage fill price against the touch, for the notional asked
/// @param borrow interest on what is borrowed over the horizon
/// @param financing interest on the capital over the horizon
/// @param transfer moving margin between venues
/// @param conversion between the coins the legs settle in, both ways
public record Costs(
    double fees,
    double spread,
    @Nullable Double slippage,
    @Nullable Double borrow,
    @Nullable Double financing,
    @Nullable Double transfer,
    @Nullable Double conversion) {

  /// The sum of the lines that are known.
  public double total() {
    return fees
        + spread
        + orZero(slippage)
        + orZero(borrow)
        + orZero(financing)
        + orZero(transfer)
        + orZero(conversion);
  }

  /// The lines that are not known, in the order above.
  public List<String> unknown() {
    List<String> names = new ArrayList<>();
    add(names, "slippage", slippage);
    add(names, "borrow", borrow);
    add(names, "financing", financing);
    add(names, "transfer", transfer);
    add(names, "conversion", conversion);
    return names;
  }

  private static void add(List<String> names, String name, @Nullable Double line) {
    if (line == null) {
      names.add(name);
    }
  }

  private static double orZero(@Nullable Double line) {
    return line == null ? 0 : line;
  }
}
