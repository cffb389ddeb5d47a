package dev.carry.backtest.stress;

import dev.carry.model.VenueId;
import java.time.Duration;
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
    return held.placesOfMost(_ -> true);
  }

  @Override
  public Disturbance at(Strike strike) {
    return new Disturbance() {
      @Override
      public Span span() {
        return new Span(strike.at(), strike.at().plus(lasts), STEP);
      }

      @Override
      public @Nullable VenueId out() {
        return strike.place().venue();
      }
    };
  }
}
