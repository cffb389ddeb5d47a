package dev.carry.detect;

import dev.carry.engine.InstrumentState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the detector remembers of two instruments: whether they are offered, turned down or
/// neither, and what was told last.
final class Pair {
  final InstrumentState first;
  final InstrumentState second;

  Stage stage = Stage.NONE;

  /// Stable while this stage lasts.
  String id = "";
  int revision;
  @Nullable Instant since;

  /// The long leg when it was offered or turned down.
  @Nullable InstrumentState longLeg;

  /// Net APR and reason as last told.
  double toldApr = Double.NaN;
  String toldBecause = "";
  long toldMillis = Long.MIN_VALUE;

  @Nullable PairPricing pricing;

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
