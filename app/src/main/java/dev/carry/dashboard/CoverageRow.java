package dev.carry.dashboard;

import dev.carry.model.InstrumentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is stored of one series.
///
/// @param fact as the store names it: `funding-settled`
/// @param of candles only: whose price
/// @param every candles only: the time each covers
/// @param from instant of the first point
/// @param to of the last one
/// @param points different instants
/// @param holes where points are missing in between; absent for facts without rhythm
/// @param source where the points came from, several separated by commas
public record CoverageRow(
    InstrumentId id,
    String fact,
    @Nullable String of,
    @Nullable Duration every,
    Instant from,
    Instant to,
    long points,
    @Nullable List<Hole> holes,
    String source) {

  /// Points that are missing.
  ///
  /// @param from instant of the first missing one
  /// @param to of the last missing one
  /// @param points how many
  public record Hole(Instant from, Instant to, long points) {}
}
