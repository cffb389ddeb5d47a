package dev.carry.portfolio;

import dev.carry.model.InstrumentId;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A position a strategy wants.
///
/// @param longLeg what to buy
/// @param shortLeg what to sell
/// @param notional dollars of one leg
/// @param expectedNetApr what the finding promises (fraction a year); absent: no finding
/// @param why in words
public record Plan(
    InstrumentId longLeg,
    InstrumentId shortLeg,
    BigDecimal notional,
    @Nullable Double expectedNetApr,
    String why) {
  public Plan {
    if (notional.signum() <= 0) {
      throw new IllegalArgumentException("notional " + notional + ": more than 0 is allowed");
    }
    if (longLeg.equals(shortLeg)) {
      throw new IllegalArgumentException("both legs are " + longLeg);
    }
  }
}
