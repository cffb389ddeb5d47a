package dev.carry.backtest.stress;

import dev.carry.model.Instrument;
import dev.carry.model.Side;
import dev.carry.model.VenueId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// The prices of one venue jump against the legs held there, and back: the others know nothing of
/// it.
///
/// @param share of the price, up where most is sold, down where most is bought
/// @param lasts until they are back
public record PriceGap(double share, Duration lasts) implements Shock {
  private static final Duration STEP = Duration.ofMinutes(1);

  public PriceGap {
    Shock.requireShare("gap", share);
    Shock.requireLasting("gap", lasts);
  }

  @Override
  public String name() {
    return "gap";
  }

  @Override
  public String words(Place place) {
    return "prices of "
        + place.venue()
        + " are "
        + Shock.percent(share)
        + (place.side() == Side.BUY ? " lower" : " higher")
        + " for "
        + Shock.minutes(lasts);
  }

  @Override
  public List<Place> places(Held held) {
    return held.placesOfMost(Held.HeldLeg::margined);
  }

  @Override
  public Disturbance at(Strike strike) {
    VenueId venue = Objects.requireNonNull(strike.place().venue());
    double jumped = strike.place().side() == Side.BUY ? 1 - share : 1 + share;
    Instant from = strike.at();
    Instant until = from.plus(lasts);
    return new Disturbance() {
      @Override
      public Span span() {
        return new Span(from, until, STEP);
      }

      @Override
      public double factor(Instrument of, Instant at) {
        boolean inside = !at.isBefore(from) && at.isBefore(until);
        return inside && of.id().venue().equals(venue) ? jumped : 1;
      }
    };
  }
}
