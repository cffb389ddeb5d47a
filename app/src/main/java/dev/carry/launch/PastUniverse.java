package dev.carry.launch;

import dev.carry.history.PastInstruments;
import dev.carry.history.SeriesIndex;
import dev.carry.model.DetectorName;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.portfolio.Rules;
import dev.carry.store.Archive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The instruments of which enough is stored to be traded.
final class PastUniverse {
  private PastUniverse() {}

  /// Perpetuals with settlements and spot markets with prices, of the assets and venues wanted.
  ///
  /// @throws ConfigException where nothing is stored of them
  static List<Instrument> of(Archive archive, SeriesIndex index, Rules rules) {
    if (rules.detectors().contains(DetectorName.DATED_BASIS)) {
      throw new ConfigException(
          "find.detectors: "
              + DetectorName.DATED_BASIS
              + " trades dated futures, of which no histories are kept; run --paper trades it"
              + " live");
    }
    List<Instrument> universe = new ArrayList<>();
    for (InstrumentId id : index.instruments()) {
      if (rules.venues().isEmpty() || rules.venues().contains(id.venue().id())) {
        wanted(archive, index, id, rules).ifPresent(universe::add);
      }
    }
    if (universe.isEmpty()) {
      throw new ConfigException(
          "of "
              + named("venues", rules.venues())
              + " and "
              + named("assets", rules.assets())
              + " nothing is stored that could be traded; carry history coverage says what is"
              + " there");
    }
    requireAll("assets", rules.assets(), universe.stream().map(Instrument::base).toList());
    requireAll(
        "venues", rules.venues(), universe.stream().map(one -> one.id().venue().id()).toList());
    return universe;
  }

  private static void requireAll(String what, List<String> wanted, List<String> there) {
    for (String name : wanted) {
      if (!there.contains(name)) {
        throw new ConfigException(
            "find."
                + what
                + ": of "
                + name
                + " nothing is stored that could be traded with the"
                + " rest; carry history coverage says what is there");
      }
    }
  }

  private static String named(String what, List<String> names) {
    return names.isEmpty() ? "all " + what : what + " " + String.join(", ", names);
  }

  private static Optional<Instrument> wanted(
      Archive archive, SeriesIndex index, InstrumentId id, Rules rules) {
    return PastInstruments.find(archive, id)
        .filter(one -> rules.assets().isEmpty() || rules.assets().contains(one.base()))
        .filter(
            one ->
                one.kind() == Instrument.Kind.SPOT
                    || (one.kind() == Instrument.Kind.PERPETUAL && index.settlements(id) != null));
  }
}
