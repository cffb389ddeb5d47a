package dev.carry.dashboard;

import dev.carry.model.InstrumentId;
import java.time.Instant;

/// What stored marks did against stored indexes. Thread-safe; may block on disk.
public interface PremiumStudies {
  /// The study of an instrument as a JSON object; where there is nothing to study, one that says
  /// `because`.
  ///
  /// @param threshold premium (fraction), either way, from which an episode begins
  String of(InstrumentId id, Instant from, Instant to, double threshold);
}
