package dev.carry.backtest.stress;

import dev.carry.backtest.stress.Held.HeldLeg;
import dev.carry.model.Instrument;
import dev.carry.model.Side;
import dev.carry.model.VenueId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// In a crash a venue cannot pay who won: it closes the short legs there at the mark of the bottom.
/// What they hedged is naked until it is sold, a latency later, at what is bid then.
public record Deleveraged(Crash crash) implements Shock {

  @Override
  public String name() {
    return "deleveraging";
  }

  @Override
  public String words(Place place) {
    return "at the bottom of the crash " + place.venue() + " closes the shorts that won there";
  }

  @Override
  public List<Place> places(Held held) {
    VenueId venue = held.venueOfMost(Deleveraged::wins);
    return venue == null ? List.of() : List.of(Place.of(venue, Side.SELL));
  }

  private static boolean wins(HeldLeg leg) {
    return leg.margined() && leg.side() == Side.SELL;
  }

  @Override
  public Disturbance at(Strike strike) {
    VenueId venue = Objects.requireNonNull(strike.place().venue());
    Place deeper = crash.places(strike.held()).getFirst();
    Disturbance falling = crash.at(new Strike(strike.at(), deeper, strike.held()));
    List<Disturbance.Deleveraging> taken =
        strike.held().legs().stream()
            .filter(leg -> wins(leg) && leg.instrument().id().venue().equals(venue))
            .map(HeldLeg::instrument)
            .distinct()
            .map(of -> new Disturbance.Deleveraging(crash.bottom(strike.at()), of))
            .toList();
    return new Disturbance() {
      @Override
      public Span span() {
        return falling.span();
      }

      @Override
      public double factor(Instrument of, Instant at) {
        return falling.factor(of, at);
      }

      @Override
      public double halfSpread(Instrument of, Instant at) {
        return falling.halfSpread(of, at);
      }

      @Override
      public List<Deleveraging> deleveragings() {
        return taken;
      }
    };
  }
}
