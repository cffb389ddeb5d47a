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
/// @param view the instrument whose funding is expected to change; absent: no view is traded
public record Plan(
    InstrumentId longLeg,
    InstrumentId shortLeg,
    BigDecimal notional,
    @Nullable Double expectedNetApr,
    String why,
    @Nullable InstrumentId view) {
  public Plan {
    if (notional.signum() <= 0) {
      throw new IllegalArgumentException("notional " + notional + ": more than 0 is allowed");
    }
    if (longLeg.equals(shortLeg)) {
      throw new IllegalArgumentException("both legs are " + longLeg);
    }
  }

  /// One that trades no view.
  public Plan(
      InstrumentId longLeg,
      InstrumentId shortLeg,
      BigDecimal notional,
      @Nullable Double expectedNetApr,
      String why) {
    this(longLeg, shortLeg, notional, expectedNetApr, why, null);
  }

  void save(Saved to) {
    to.put("buy", longLeg);
    to.put("sell", shortLeg);
    to.put("notional", notional);
    to.put("expected-net-apr", expectedNetApr);
    to.put("why", why);
    to.put("view", view);
  }

  static Plan of(Saved from) {
    String view = from.find("view");
    return new Plan(
        InstrumentId.parse(from.text("buy")),
        InstrumentId.parse(from.text("sell")),
        from.decimal("notional"),
        from.find("expected-net-apr") == null ? null : (Double) from.real("expected-net-apr"),
        from.text("why"),
        view == null ? null : InstrumentId.parse(view));
  }
}
