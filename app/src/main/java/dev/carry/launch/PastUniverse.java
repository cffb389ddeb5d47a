package dev.carry.launch;

import dev.carry.history.PastInstruments;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.portfolio.Rules;
import dev.carry.store.Archive;
import dev.carry.store.Archive.Coverage;
import dev.carry.store.StoredFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The instruments of which enough is stored to be traded.
final class PastUniverse {
  private PastUniverse() {}

  /// Perpetuals with settlements and spot markets with prices, of the assets and venues wanted.
  ///
  /// @throws ConfigException where nothing is stored of them
  static List<Instrument> of(Archive archive, Rules rules) {
    TreeSet<InstrumentId> ids = new TreeSet<>();
    for (StoredFact fact :
        List.of(StoredFact.FUNDING_SETTLED, StoredFact.CANDLE, StoredFact.QUOTE)) {
      for (Coverage series : archive.coverage(null, null, fact)) {
        ids.add(series.series().id());
      }
    }
    List<Instrument> universe = new ArrayList<>();
    for (InstrumentId id : ids) {
      if (rules.venues().isEmpty() || rules.venues().contains(id.venue().id())) {
        wanted(archive, id, rules).ifPresent(universe::add);
      }
    }
    if (universe.isEmpty()) {
      throw new ConfigException(
          "of venues "
              + rules.venues()
              + " and assets "
              + rules.assets()
              + " nothing is stored that could be traded; carry history coverage says what is"
              + " there");
    }
    return universe;
  }

  private static Optional<Instrument> wanted(Archive archive, InstrumentId id, Rules rules) {
    return PastInstruments.find(archive, id)
        .filter(one -> rules.assets().isEmpty() || rules.assets().contains(one.base()))
        .filter(one -> isTradable(archive, one));
  }

  private static boolean isTradable(Archive archive, Instrument one) {
    return switch (one.kind()) {
      case SPOT -> true;
      case PERPETUAL ->
          !archive
              .coverage(one.id().venue(), one.id().symbol(), StoredFact.FUNDING_SETTLED)
              .isEmpty();
      case DATED_FUTURE, OPTION -> false;
    };
  }
}
