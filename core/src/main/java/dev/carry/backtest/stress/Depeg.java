package dev.carry.backtest.stress;

import dev.carry.model.Dollars;
import dev.carry.model.Instrument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// A USD-like coin loses a share of its dollar and does not get it back. Two things follow. All
/// prices in it rise, because what they are the price of is worth what it was: legs that are
/// settled in it gain or lose margin, and are liquidated as on any other price. And what lies in it
/// is worth less: see [CoinLoss].
///
/// @param share of the dollar that is lost
public record Depeg(double share) implements Shock {
  private static final Duration STEP = Duration.ofMinutes(5);
  private static final Duration WATCHED = Duration.ofHours(1);

  public Depeg {
    Shock.requireShare("depeg", share);
  }

  @Override
  public String name() {
    return "depeg";
  }

  @Override
  public String words(Place place) {
    return place.coin() + " loses " + Shock.percent(share) + " of its dollar for good";
  }

  @Override
  public List<Place> places(Held held) {
    return held.coins(settle -> Dollars.like(settle) && !settle.equals("USD")).stream()
        .map(Place::of)
        .toList();
  }

  @Override
  public Disturbance at(Strike strike) {
    String coin = Objects.requireNonNull(strike.place().coin());
    Instant from = strike.at();
    double dearer = 1 / (1 - share);
    return new Disturbance() {
      @Override
      public Span span() {
        return new Span(from, from.plus(WATCHED), STEP);
      }

      @Override
      public double factor(Instrument of, Instant at) {
        boolean inCoin = of.settle().equals(coin) && of.payoff() == Instrument.Payoff.LINEAR;
        return inCoin && !at.isBefore(from) ? dearer : 1;
      }
    };
  }
}
