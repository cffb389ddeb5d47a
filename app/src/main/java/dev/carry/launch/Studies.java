package dev.carry.launch;

import dev.carry.dashboard.PremiumStudies;
import dev.carry.history.HistoryException;
import dev.carry.history.StoredPremium;
import dev.carry.model.InstrumentId;
import dev.carry.model.JsonText;
import dev.carry.report.BasisReport;
import dev.carry.store.Archive;
import dev.carry.valuation.PremiumStudy.Question;
import java.time.Duration;
import java.time.Instant;

/// The studies that `carry basis` makes, for the page.
final class Studies implements PremiumStudies {
  private static final Duration OLDEST_INDEX = Duration.ofMinutes(1);

  private final Archive archive;

  Studies(Archive archive) {
    this.archive = archive;
  }

  @Override
  public String of(InstrumentId id, Instant from, Instant to, double threshold) {
    Question question =
        new Question(OLDEST_INDEX, threshold, threshold / 2, VenueFees.bothLegs(id.venue()));
    try {
      return BasisReport.of(new StoredPremium(archive).own(id, from, to), question).json();
    } catch (HistoryException e) {
      return new JsonText()
          .put("venue", id.venue().id())
          .put("symbol", id.symbol())
          .put("because", e.getMessage())
          .end();
    }
  }
}
