package dev.carry.backtest.stress;

import dev.carry.model.Instrument;
import dev.carry.model.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Whatever is held pays all that its venue allows, for some settlements: longs the cap, shorts the
/// floor. Nobody expects it, and who turns round pays as well.
///
/// @param settlements of each instrument
/// @param cap of a rate where the venue's own is not known (fraction per settlement); the floor is
///     as far below 0
public record FundingExtreme(int settlements, BigDecimal cap) implements Shock {
  private static final Duration STEP = Duration.ofMinutes(1);

  /// Stamps jitter by less.
  private static final Duration JITTER = Duration.ofMinutes(1);

  public FundingExtreme {
    Shock.requireShare("funding cap", cap.doubleValue());
    if (settlements < 1) {
      throw new IllegalArgumentException(
          "funding at its cap for " + settlements + " settlements: from 1 is allowed");
    }
  }

  @Override
  public String name() {
    return "funding";
  }

  @Override
  public String words(Place place) {
    return "longs pay the cap and shorts the floor for "
        + settlements
        + (settlements == 1 ? " settlement" : " settlements")
        + " (where no cap is known: "
        + Shock.percent(cap.doubleValue())
        + " each)";
  }

  @Override
  public List<Place> places(Held held) {
    return held.legs().stream()
            .anyMatch(leg -> leg.instrument().settles() != Instrument.Settles.NONE)
        ? List.of(Place.EVERYWHERE)
        : List.of();
  }

  @Override
  public Disturbance at(Strike strike) {
    Instant from = strike.at();
    return new Disturbance() {
      @Override
      public Span span() {
        return new Span(from, from.plus(STEP), STEP); // the settlements come by themselves
      }

      @Override
      public @Nullable BigDecimal rate(
          Instrument of,
          Instant settledAt,
          @Nullable Duration period,
          Supplier<Optional<Side>> held) {
        if (period == null || !settledAt.isAfter(from)) {
          return null;
        }
        Instant last = from.plus(period.multipliedBy(settlements)).plus(JITTER);
        return settledAt.isAfter(last)
            ? null
            : held.get().map(side -> against(of, side)).orElse(null);
      }
    };
  }

  private BigDecimal against(Instrument of, Side side) {
    BigDecimal own = side == Side.BUY ? of.fundingCap() : of.fundingFloor();
    return own != null ? own : side == Side.BUY ? cap : cap.negate();
  }
}
