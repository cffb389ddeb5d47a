package dev.carry.portfolio;

import dev.carry.engine.MarketView;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Why any position is left, whatever it was opened on.
final class Exits {
  /// So long the legs of what is over wait for prices of both.
  private static final Duration PATIENCE = Duration.ofDays(1);

  private final Rules rules;
  private final Instant to;
  private final long holdMillis;

  /// @param to when everything is closed
  Exits(Rules rules, Instant to) {
    this.rules = rules;
    this.to = to;
    this.holdMillis = rules.hold().toMillis();
  }

  /// Whether a position can be left: its legs together, or where their prices never come together
  /// and it is long over one after the other.
  boolean canLeave(MarketView view, Position position, Instant now, Desk desk) {
    return desk.canTrade(position) || (isLongOver(position, now) && isPricedByDay(view, position));
  }

  private boolean isLongOver(Position position, Instant now) {
    Instant before = now.minus(PATIENCE);
    return !before.isBefore(to)
        || before.toEpochMilli() - position.openedAt().toEpochMilli() >= holdMillis;
  }

  private static boolean isPricedByDay(MarketView view, Position position) {
    return !position.outlook(view).pricedAt().isBefore(view.now().minus(PATIENCE));
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
