package dev.carry.launch;

import dev.carry.engine.FeeSchedule;
import dev.carry.model.Instrument;
import dev.carry.model.VenueId;
import dev.carry.venue.FeeTable;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.roster.Venues;
import java.util.Map;

/// The venues' fee tables at the user's tiers.
///
/// @param tiers tier by venue; a venue not named pays its lowest tier
record VenueFees(Map<VenueId, String> tiers) implements FeeSchedule {

  @Override
  public double taker(Instrument instrument) {
    VenueId id = instrument.id().venue();
    VenueDescriptor venue =
        Venues.find(id)
            .orElseThrow(() -> new IllegalStateException("no venue " + id + " in the roster"));
    FeeTable table = venue.fees(instrument);
    String tier = tiers.get(id);
    return (tier == null ? table.lowest() : table.tier(tier)).taker();
  }
}
