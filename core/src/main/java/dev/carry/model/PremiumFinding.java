package dev.carry.model;

import java.util.List;

/// Mark and index of one instrument apart by more than the threshold.
///
/// @param instrument whose mark
/// @param mark quote per base
/// @param index quote per base; cannot be traded
/// @param premium (mark − index) / index, signed fraction
/// @param threshold the absolute premium from which it is told (fraction)
/// @param tradable the instruments that can express it; empty: there are none
public record PremiumFinding(
    Head head,
    InstrumentId instrument,
    double mark,
    double index,
    double premium,
    double threshold,
    List<InstrumentId> tradable)
    implements Finding {

  public PremiumFinding {
    tradable = List.copyOf(tradable);
  }

  @Override
  public String kind() {
    return "premium";
  }
}
