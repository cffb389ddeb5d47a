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

/// The perpetuals whose touch, or its size, is not known though they pay so differently from one
/// of another venue that the pair would be priced.
final class MissingTouches {
  private MissingTouches() {}

  /// @param candidateApr the least gross of a pair (fraction a year)
  /// @return by venue, those of the largest difference first
  static Map<VenueId, List<InstrumentId>> of(MarketView view, double candidateApr) {
    Map<InstrumentId, Double> apart = new LinkedHashMap<>();
    for (AssetState asset : view.assets()) {
      for (InstrumentState perpetual : asset.perpetuals()) {
        double apr = mostApart(perpetual, asset.perpetuals());
        boolean known = perpetual.bidNotional() >= 0 && perpetual.askNotional() >= 0; // or NaN
        if (!known && apr >= candidateApr) {
          apart.put(perpetual.id(), apr);
        }
      }
    }
    return apart.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(Map.Entry::getKey)
        .collect(Collectors.groupingBy(InstrumentId::venue));
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
