package dev.carry.detect;

import dev.carry.engine.AssetState;
import dev.carry.engine.InstrumentState;
import dev.carry.model.ViewFinding.Expectation;
import dev.carry.model.ViewFinding.Trade;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Which trades express a view on funding: those that collect the deviation while it lasts.
///
/// A rate expected to fall is collected by who is short, against the same asset bought where it
/// costs less to hold: its spot market, or a perpetual that pays less. One expected to rise is
/// collected by who is long, against a perpetual that pays more; never against a spot market, for
/// nobody here knows what borrowing the coin costs.
final class ViewTrades {
  private static final int MOST = 5;

  private ViewTrades() {}

  /// @param hourly the rate of the instrument viewed, fraction per hour
  /// @return the most collecting first
  static List<Trade> of(InstrumentState viewed, Expectation expectation, double hourly) {
    AssetState asset = viewed.asset();
    if (asset == null) {
      return List.of();
    }
    boolean fall = expectation == Expectation.FALL;
    List<Trade> found = new ArrayList<>();
    for (InstrumentState other : asset.perpetuals()) {
      if (other != viewed && other.tradesFunding() && other.believed()) {
        found.add(
            fall
                ? new Trade(other.id(), viewed.id(), hourly - other.hourly())
                : new Trade(viewed.id(), other.id(), other.hourly() - hourly));
      }
    }
    for (InstrumentState spot : asset.spots()) {
      if (fall && spot.tradesSpot() && spot.believed()) {
        found.add(new Trade(spot.id(), viewed.id(), hourly));
      }
    }
    return found.stream()
        .filter(trade -> trade.collects() > 0) // NaN, of a rate that is not known, is not
        .sorted(
            Comparator.comparingDouble(Trade::collects)
                .reversed()
                .thenComparing(Trade::buy)
                .thenComparing(Trade::sell))
        .limit(MOST)
        .toList();
  }
}
