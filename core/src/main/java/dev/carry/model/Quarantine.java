package dev.carry.model;

/// A fact that failed a gate: kept out of every valuation, and shown with its reason.
///
/// @param id what the fact is about
/// @param fact which kind of fact
/// @param gate the gate it failed
/// @param value the number found, in the fact's own unit; NaN where the reason is no number
/// @param because what was found and what is allowed
public record Quarantine(
    Head head, InstrumentId id, Fact fact, Gate gate, double value, String because)
    implements Finding {

  public enum Gate {
    UNIT,
    SIGN,
    CAP,
    STALENESS,
    PRICE_RATIO,
    SETTLEMENT_WINDOW,
    CLOCK
  }

  @Override
  public String kind() {
    return "quarantine";
  }
}
