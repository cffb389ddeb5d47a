package dev.carry.detect;

import dev.carry.engine.InstrumentState;
import dev.carry.valuation.ExpectedFunding;
import org.jspecify.annotations.Nullable;

/// Two legs as they would be held.
///
/// @param longFunding what a long pays, as far as it is counted on
/// @param shortFunding what a short receives, likewise
/// @param once earned besides, at the exit (fraction of notional)
/// @param horizonMillis how long it is held
/// @param borrowedMillis how much of it the asset is borrowed, to be sold; 0: never
/// @param between the spot market where the asset itself is held between two deliveries; absent:
///     nowhere
record Trade(
    InstrumentState longLeg,
    InstrumentState shortLeg,
    ExpectedFunding longFunding,
    ExpectedFunding shortFunding,
    double once,
    long horizonMillis,
    long borrowedMillis,
    @Nullable InstrumentState between) {

  /// Long the first leg and short the second; or, reversed, the other way round, for which the
  /// asset has to be borrowed.
  ///
  /// @param once as earned by the one that is not reversed
  /// @param borrowedMillis for how long the reversed one borrows
  static Trade of(
      boolean reversed,
      InstrumentState first,
      InstrumentState second,
      ExpectedFunding firstFunding,
      ExpectedFunding secondFunding,
      double once,
      long horizonMillis,
      long borrowedMillis,
      @Nullable InstrumentState between) {
    return reversed
        ? new Trade(
            second,
            first,
            secondFunding,
            firstFunding,
            -once,
            horizonMillis,
            borrowedMillis,
            between)
        : new Trade(first, second, firstFunding, secondFunding, once, horizonMillis, 0, between);
  }
}
