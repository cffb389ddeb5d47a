package dev.carry.dashboard;

import dev.carry.model.Fact;
import dev.carry.model.VenueId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A venue as its descriptor tells of it.
///
/// @param id the venue
/// @param offers facts it gives
/// @param lacks facts it does not give, and why
/// @param periodSource where its funding periods come from, in words
public record VenueRow(
    VenueId id, List<Fact> offers, Map<Fact, String> lacks, String periodSource) {

  public VenueRow {
    offers = List.copyOf(offers);
    lacks = Collections.unmodifiableMap(new TreeMap<>(lacks));
  }
}
