package dev.carry.dashboard;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is stored, series by series. Reads the disk: may block.
public interface StoredSeries {

  /// The names of all facts that are stored.
  Set<String> facts();

  /// What is there.
  ///
  /// @param fact absent: of all facts
  List<CoverageRow> coverage(@Nullable String fact);
}
