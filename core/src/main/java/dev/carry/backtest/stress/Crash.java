package dev.carry.backtest.stress;

import dev.carry.model.Instrument;
import dev.carry.model.Side;
import dev.carry.model.VenueId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Everything falls within minutes, one venue deeper than the others, and recovers in part: what
/// happened on 10 October 2025 from 20:50 UTC on. Then BTC fell from 117,000 to 102,000, ETH by a
/// fifth, the average asset by nearly a half, most of it within half an hour; half of it was made
/// good within two hours.
///
/// @param shares of the price that is lost at the bottom, by asset
/// @param others the same of every other asset
/// @param deeper share of that price that the venue where most is bought falls further; 0: none
///     does
/// @param spread between bid and ask at the bottom, beyond the recorded (fraction)
/// @param falls from the first price to the bottom
/// @param recovers share of the fall that is made good again; the rest stays lost
/// @param recovery from the bottom until then
public record Crash(
    Map<String, Double> shares,
    double others,
    double deeper,
    double spread,
    Duration falls,
    double recovers,
    Duration recovery)
    implements Shock {
  private static final Duration STEP = Duration.ofMinutes(1);

  /// 10 October 2025, see above; the spread is a guess: books were empty then.
  public static final Crash OCTOBER_2025 =
      new Crash(
          byAsset(0.15, 0.20), 0.50, 0.05, 0.01, Duration.ofMinutes(30), 0.5, Duration.ofHours(2));

  public Crash {
    shares = new LinkedHashMap<>(shares);
    shares.values().forEach(share -> Shock.requireShare("crash", share));
    Shock.requireShare("crash of others", others);
    Shock.requireLasting("crash", falls);
    Shock.requireLasting("recovery of a crash", recovery);
    if (!(deeper >= 0 && deeper < 1) || !(spread >= 0 && spread < 1)) {
      throw new IllegalArgumentException(
          "crash: deeper " + deeper + ", spread " + spread + ": from 0, less than 1 is allowed");
    }
    if (!(recovers >= 0 && recovers <= 1)) {
      throw new IllegalArgumentException("crash recovers " + recovers + ": 0 to 1 is allowed");
    }
  }

  /// Shares of the two assets that fall less than the rest.
  public static Map<String, Double> byAsset(double btc, double eth) {
    Map<String, Double> shares = new LinkedHashMap<>();
    shares.put("BTC", btc);
    shares.put("ETH", eth);
    return shares;
  }

  @Override
  public String name() {
    return "crash";
  }

  @Override
  public String words(Place place) {
    String falls =
        shares.entrySet().stream()
            .map(each -> each.getKey() + " " + Shock.percent(each.getValue()))
            .collect(Collectors.joining(", "));
    return "prices fall within "
        + Shock.minutes(this.falls)
        + " ("
        + falls
        + ", others "
        + Shock.percent(others)
        + ")"
        + (place.venue() == null || deeper == 0
            ? ""
            : ", on " + place.venue() + " by " + Shock.percent(deeper) + " more");
  }

  @Override
  public List<Place> places(Held held) {
    VenueId venue = held.venueOfMost(leg -> leg.margined() && leg.side() == Side.BUY);
    return List.of(venue == null ? Place.EVERYWHERE : Place.of(venue, Side.BUY));
  }

  /// The instant of the lowest prices.
  Instant bottom(Instant from) {
    return from.plus(falls);
  }

  /// How far along it is: 0 before and long after, 1 at the bottom.
  private double depth(Instant from, Instant at) {
    double since = (double) Duration.between(from, at).toMillis();
    double down = falls.toMillis();
    double depth = since <= down ? since / down : 1 - (since - down) / recovery.toMillis();
    return Math.max(0, depth);
  }

  private double factor(Instrument of, Instant from, Instant at, boolean isDeeper) {
    if (at.isBefore(from)) {
      return 1;
    }
    double depth = depth(from, at);
    double share = shares.getOrDefault(of.base(), others);
    double lost = at.isAfter(bottom(from)) ? 1 - recovers * (1 - depth) : depth;
    return (1 - share * lost) * (isDeeper ? 1 - deeper * depth : 1);
  }

  @Override
  public Disturbance at(Strike strike) {
    Instant from = strike.at();
    VenueId venue = strike.place().venue();
    return new Disturbance() {
      @Override
      public Span span() {
        return new Span(from, bottom(from).plus(recovery), STEP);
      }

      @Override
      public double factor(Instrument of, Instant at) {
        return Crash.this.factor(of, from, at, of.id().venue().equals(venue));
      }

      @Override
      public double halfSpread(Instrument of, Instant at) {
        return at.isBefore(from) ? 0 : spread / 2 * depth(from, at);
      }
    };
  }
}
