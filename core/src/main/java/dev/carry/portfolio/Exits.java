package dev.carry.portfolio;

import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.model.Instrument;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Why any position is left, whatever it was opened on.
final class Exits {
  /// A future is left while it can still be traded; its last hour settles on an average.
  private static final Duration BEFORE_EXPIRY = Duration.ofHours(1);

  private final Rules rules;
  private final Instant to;

  /// @param to when everything is closed
  Exits(Rules rules, Instant to) {
    this.rules = rules;
    this.to = to;
  }

  /// Null: it may stay.
  @Nullable String why(MarketView view, Position position, Instant now) {
    if (!now.isBefore(to)) {
      return "the time is over";
    }
    if (!now.isBefore(position.openedAt().plus(rules.hold()))) {
      return "held for " + rules.hold();
    }
    InstrumentState bought = view.find(position.longId());
    InstrumentState sold = view.find(position.shortId());
    if (bought == null || sold == null || isLeaving(bought) || isLeaving(sold)) {
      return "a leg is being delisted";
    }
    if (isExpiring(bought, now) || isExpiring(sold, now)) {
      return "a future is about to expire";
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

  private static boolean isLeaving(InstrumentState state) {
    Instrument listed = state.listed();
    return listed == null
        || listed.status() == Instrument.Status.DELISTING
        || listed.status() == Instrument.Status.DELISTED;
  }

  private static boolean isExpiring(InstrumentState state, Instant now) {
    Instrument listed = state.listed();
    Instant expiry = listed == null ? null : listed.expiry();
    return expiry != null && !now.isBefore(expiry.minus(BEFORE_EXPIRY));
  }
}
