package dev.carry.backtest.stress;

import dev.carry.model.Instrument;
import dev.carry.model.Side;
import dev.carry.model.VenueId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How a past differs from the recorded one: functions of instrument and time, told as they become
/// known. Whatever is not said here is as it was.
interface Disturbance {
  /// When it is told.
  ///
  /// @param from the first instant at which anything differs
  /// @param until from here on prices come as often as they did; until then they are told anew at
  ///     each step
  /// @param step between two tellings
  record Span(Instant from, Instant until, Duration step) {}

  Span span();

  /// What recorded prices are multiplied by.
  default double factor(Instrument of, Instant at) {
    return 1;
  }

  /// What bid and ask are farther from their middle (fraction of it).
  default double halfSpread(Instrument of, Instant at) {
    return 0;
  }

  /// A venue of which nothing is known and on which nothing fills, from the first instant until the
  /// last; absent: none.
  default @Nullable VenueId out() {
    return null;
  }

  /// What is settled in place of the recorded rate, which nobody expected; absent: the recorded
  /// one.
  ///
  /// @param period of the rate; absent: not known
  /// @param held the side of which most was held then; absent: none
  default @Nullable BigDecimal rate(
      Instrument of, Instant settledAt, @Nullable Duration period, Supplier<Optional<Side>> held) {
    return null;
  }

  /// Winning legs that venues take away.
  default List<Deleveraging> deleveragings() {
    return List.of();
  }

  /// A venue closes the winning legs of an instrument.
  record Deleveraging(Instant at, Instrument of) {}
}
