package dev.carry.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A fact that failed a gate: kept out of every valuation, and shown with its reason.
///
/// @param id what the fact is about
/// @param fact which kind of fact
/// @param gate the gate it failed
/// @param value the number found, as the venue wrote it; absent where the reason is no number
/// @param because what was found and what is allowed
public record Quarantine(
    Head head, InstrumentId id, Fact fact, Gate gate, @Nullable BigDecimal value, String because)
    implements Finding {

  public enum Gate {
    /// A rate whose period is not known, or cannot be.
    UNIT,
    /// A price that cannot be, or a rate whose sign the premium contradicts.
    SIGN,
    /// A rate outside the venue's own limits, or outside those of reason.
    CAP,
    /// Not heard of for too long.
    STALENESS,
    /// A price far from that of the other venues: another coin or another unit.
    PRICE_RATIO,
    /// Just after a settlement venues still show the rate that was charged.
    SETTLEMENT_WINDOW,
    /// Received in the future.
    CLOCK
  }

  @Override
  public String kind() {
    return "quarantine";
  }
}
