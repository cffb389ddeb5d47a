package dev.carry.detect;

import dev.carry.engine.InstrumentState;
import dev.carry.model.Opportunity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the detector remembers of two instruments: whether they are offered, turned down or
/// neither, and what was told last.
final class Pair {
  /// Of what was not told: no age of it is ever reached.
  static final long NEVER = Long.MAX_VALUE;

  final InstrumentState first;
  final InstrumentState second;

  Stage stage = Stage.NONE;

  /// Stable while this stage lasts; no two stages share one.
  String id = "";
  long stamp = Long.MIN_VALUE;
  Instant since = Instant.EPOCH;

  /// The long leg when it was offered or turned down.
  @Nullable InstrumentState longLeg;

  /// Beyond the touch, of all fills (fraction), or NaN; and when it was looked at.
  double slippage = Double.NaN;

  long filledMillis;

  /// As last told; absent before.
  @Nullable Opportunity told;
  long toldMillis = NEVER;

  /// What is held against it with every input, at hand: of it all to look for it there would be
  /// most of what that costs.
  double toldNetApr = Double.NaN;
  long toldLongSettles;
  long toldShortSettles;

  enum Stage {
    NONE,
    OFFERED,
    TURNED_DOWN
  }

  Pair(InstrumentState first, InstrumentState second) {
    this.first = first;
    this.second = second;
  }
}
