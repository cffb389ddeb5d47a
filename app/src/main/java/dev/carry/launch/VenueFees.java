package dev.carry.launch;

import dev.carry.engine.FeeSchedule;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.VenueId;
import dev.carry.venue.FeeTable;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.roster.Venues;
import java.util.Map;

/// The venues' fee tables at the user's tiers.
///
/// @param tiers tier by venue; a venue not named pays its lowest tier
record VenueFees(Map<VenueId, String> tiers) implements FeeSchedule {

  /// What entering and leaving both legs of a premium costs (fraction), where nothing is known of
  /// the other one: four times the taker fee of an ordinary perpetual at the venue's lowest tier.
  static double bothLegs(VenueId id) {
    Instrument ordinary =
        Instrument.perpetual(InstrumentId.of(id, "any"), "any", "any").settle("any").build();
    return 4 * venue(id).fees(ordinary).lowest().taker();
  }

  private static VenueDescriptor venue(VenueId id) {
    return Venues.find(id)
        .orElseThrow(() -> new IllegalStateException("no venue " + id + " in the roster"));
  }

  @Override
  public double taker(Instrument instrument) {
    return tier(instrument).taker();
  }

  @Override
  public double maker(Instrument instrument) {
    return tier(instrument).maker();
  }

  private FeeTable.Tier tier(Instrument instrument) {
    VenueId id = instrument.id().venue();
    FeeTable table = venue(id).fees(instrument);
    String tier = tiers.get(id);
    return tier == null ? table.lowest() : table.tier(tier);
  }

  /// The same, but of venues that are named what is said there.
  ///
  /// @param own taker fee by venue (fraction)
  FeeSchedule over(Map<String, Double> own) {
    return instrument -> {
      Double fee = own.get(instrument.id().venue().id());
      return fee == null ? taker(instrument) : fee;
    };
  }
}
