package dev.carry.backtest.stress;

import dev.carry.model.Side;
import dev.carry.model.VenueId;
import org.jspecify.annotations.Nullable;

/// Where a shock strikes.
///
/// @param venue absent: everywhere
/// @param side of the legs there that it is against; absent: of none in particular
/// @param coin USD-like, of a shock to one; absent: none
public record Place(@Nullable VenueId venue, @Nullable Side side, @Nullable String coin) {
  static final Place EVERYWHERE = new Place(null, null, null);

  static Place of(VenueId venue, @Nullable Side side) {
    return new Place(venue, side, null);
  }

  static Place of(String coin) {
    return new Place(null, null, coin);
  }
}
