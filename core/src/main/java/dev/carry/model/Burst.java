package dev.carry.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Many liquidations of one asset within a short time, and the options it met.
///
/// @param window over which the numbers are
/// @param count liquidations within it
/// @param longNotional of the longs that were closed, in quote
/// @param shortNotional of the shorts that were closed, in quote
/// @param vwap average price of the liquidations, weighted by their size: quote per base
/// @param momentum change of the price over them (signed fraction), of the instrument that was
///     liquidated most often; absent: none was twice
/// @param realisedVolatility of its log returns, a fraction per year; absent: as the momentum
/// @param venues where they happened, in order of their names
/// @param complete false where a venue tells a sample of its liquidations, or more came than are
///     kept: then there were more
/// @param chain the options next to `vwap`, as known then; absent: see `because`
/// @param because why there is no chain to look at; absent where there is one
public record Burst(
    Head head,
    Duration window,
    int count,
    double longNotional,
    double shortNotional,
    double vwap,
    @Nullable Double momentum,
    @Nullable Double realisedVolatility,
    List<VenueId> venues,
    boolean complete,
    @Nullable Chain chain,
    @Nullable String because)
    implements Finding {

  /// Options of one venue and expiry around a price.
  ///
  /// @param venue whose chain
  /// @param expiry of all of them
  /// @param atTheMoney the nearest strike, the lower of two equally near: quote per base
  /// @param below the highest strike below the price; absent: none
  /// @param above the lowest strike above the price; absent: none
  /// @param impliedVolatility of the venue's fair price at that strike, a fraction per year;
  ///     absent: not told
  /// @param age of the oldest price of that strike
  public record Chain(
      VenueId venue,
      Instant expiry,
      double atTheMoney,
      @Nullable Double below,
      @Nullable Double above,
      @Nullable Double impliedVolatility,
      Duration age) {}

  public Burst {
    venues = List.copyOf(venues);
  }

  /// Both sides together, in quote.
  public double notional() {
    return longNotional + shortNotional;
  }

  /// The same numbers under another head.
  public Burst with(Head other) {
    return new Burst(
        other,
        window,
        count,
        longNotional,
        shortNotional,
        vwap,
        momentum,
        realisedVolatility,
        venues,
        complete,
        chain,
        because);
  }

  @Override
  public String kind() {
    return "burst";
  }
}
