package dev.carry.launch;

import dev.carry.engine.AssetState;
import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.model.InstrumentId;
import dev.carry.model.VenueId;
import dev.carry.valuation.Funding;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The instruments whose touch, or its size, is not known though a pair with them would be priced:
/// perpetuals that pay differently from one of another venue, or enough to be held against a spot
/// market; those spot markets; and dated futures, whose basis nobody knows without their touch.
final class MissingTouches {
  private final Config config;
  private final Map<InstrumentId, Double> wanted = new LinkedHashMap<>();

  private MissingTouches(Config config) {
    this.config = config;
  }

  /// @return by venue, those of the largest gross APR first
  static Map<VenueId, List<InstrumentId>> of(MarketView view, Config config) {
    MissingTouches missing = new MissingTouches(config);
    view.assets().forEach(missing::add);
    return missing.wanted.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(Map.Entry::getKey)
        .collect(Collectors.groupingBy(InstrumentId::venue));
  }

  private void add(AssetState asset) {
    double least = config.spotPerp().pairs().candidateApr();
    double most = 0;
    for (InstrumentState perpetual : asset.perpetuals()) {
      double paid = asset.spots().isEmpty() ? 0 : paid(perpetual);
      most = Math.max(most, paid);
      double apart = mostApart(perpetual, asset.perpetuals());
      if (paid >= least || apart >= config.crossVenue().pairs().candidateApr()) {
        add(perpetual, Math.max(paid, apart));
      }
    }
    boolean carried = most >= least;
    boolean dated = !asset.futures().isEmpty() && !asset.spots().isEmpty();
    double basis = config.datedBasis().pairs().candidateApr();
    if (carried || dated) {
      double apr = carried ? most : basis;
      asset.spots().forEach(spot -> add(spot, apr));
    }
    if (dated) {
      asset.futures().forEach(future -> add(future, basis));
    }
  }

  private void add(InstrumentState state, double apr) {
    boolean known = state.bidNotional() >= 0 && state.askNotional() >= 0; // or NaN
    if (!known) {
      wanted.put(state.id(), apr);
    }
  }

  /// What it pays, either way (fraction a year); 0 where that is not believed.
  private static double paid(InstrumentState perpetual) {
    double apr = Math.abs(perpetual.hourly()) * Funding.HOURS_PER_YEAR; // NaN without terms
    return apr >= 0 && perpetual.believed() ? apr : 0;
  }

  /// The most it pays more or less than one of another venue (fraction a year); 0 where there is
  /// none.
  private static double mostApart(InstrumentState perpetual, List<InstrumentState> others) {
    double most = 0;
    for (InstrumentState other : others) {
      double apart = Math.abs(other.hourly() - perpetual.hourly()); // NaN without terms
      if (apart > most
          && !other.id().venue().equals(perpetual.id().venue())
          && other.believed()
          && perpetual.believed()) {
        most = apart;
      }
    }
    return most * Funding.HOURS_PER_YEAR;
  }
}
