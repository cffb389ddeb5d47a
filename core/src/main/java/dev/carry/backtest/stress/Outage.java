package dev.carry.backtest.stress;

import dev.carry.model.Side;
import dev.carry.model.VenueId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Nothing is known of one venue for a while and no order fills there; what settled meanwhile is
/// told when it is back.
public record Outage(Duration lasts) implements Shock {
  private static final Duration STEP = Duration.ofMinutes(5);

  public Outage {
    Shock.requireLasting("outage", lasts);
  }

  @Override
  public String name() {
    return "outage";
  }

  @Override
  public String words(Place place) {
    return place.venue() + " is out for " + Shock.minutes(lasts);
  }

  @Override
  public List<Place> places(Held held) {
    List<Place> places = new ArrayList<>();
    for (Side side : Side.values()) {
      VenueId venue = held.venueOfMost(leg -> leg.side() == side);
      if (venue != null) {
        places.add(Place.of(venue, side));
      }
    }
    return places;
  }

  @Override
  public Disturbance at(Strike strike) {
    Instant from = strike.at();
    return new Disturbance() {
      @Override
      public Instant from() {
        return from;
      }

      @Override
      public Instant until() {
        return from.plus(lasts);
      }

      @Override
      public Duration step() {
        return STEP;
      }

      @Override
      public @Nullable VenueId out() {
        return strike.place().venue();
      }
    };
  }
}
