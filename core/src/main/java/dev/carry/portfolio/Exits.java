package dev.carry.portfolio;

import dev.carry.engine.MarketView;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Why any position is left, whatever it was opened on.
final class Exits {
  private final Rules rules;
  private final Instant to;
  private final long holdMillis;

  /// @param to when everything is closed
  Exits(Rules rules, Instant to) {
    this.rules = rules;
    this.to = to;
    this.holdMillis = rules.hold().toMillis();
  }

  /// Null: it may stay.
  @Nullable String why(MarketView view, Position position, Instant now) {
    if (!now.isBefore(to)) {
      return "the time is over";
    }
    if (now.toEpochMilli() - position.openedAt().toEpochMilli() >= holdMillis) {
      return "held for " + rules.hold();
    }
    String ends = position.outlook(view).ends();
    if (ends != null) {
      return ends;
    }
    Double stop = rules.stopLoss();
    if (stop != null) {
      BigDecimal marked = position.marked(view);
      if (marked.negate().doubleValue() >= stop * rules.notional().doubleValue()) {
        return "lost " + marked.negate().toPlainString() + ", more than the stop allows";
      }
    }
    return null;
  }
}
