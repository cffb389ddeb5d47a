package dev.carry.launch;

import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.model.VenueId;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Identity;
import dev.carry.venue.Instruments;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.roster.Venues;
import java.util.LinkedHashMap;
import java.util.Map;

/// A codec for each connection of each venue, and the instruments that those of a venue share. One
/// thread at a time.
final class Codecs {
  private final Identity identity;
  private final Map<VenueId, Instruments> listed = new LinkedHashMap<>();
  private final Map<Connection, VenueCodec> codecs = new LinkedHashMap<>();

  private record Connection(VenueId venue, String name) {}

  /// @param identity which asset each listing is of
  Codecs(Identity identity) {
    this.identity = identity;
  }

  /// What came on a connection; what it lists is known from now on.
  ///
  /// @throws ConfigException where nobody knows the venue
  Decoded decode(String connection, Frame frame) {
    VenueId venue = frame.venue();
    Decoded decoded = codec(venue, connection).decode(Wrapped.unwrap(frame));
    if (decoded instanceof Decoded.Facts facts) {
      for (MarketEvent event : facts.events()) {
        if (event instanceof Listing listing) {
          listed(venue).put(listing.instrument());
        }
      }
    }
    return decoded;
  }

  /// A connection was lost.
  void lost(VenueId venue, String connection) {
    codec(venue, connection).reset();
  }

  /// The instruments of a venue as listed so far.
  Instruments listed(VenueId venue) {
    return listed.computeIfAbsent(venue, _ -> new Instruments());
  }

  private VenueCodec codec(VenueId venue, String connection) {
    return codecs.computeIfAbsent(
        new Connection(venue, connection),
        _ -> identity.codec(descriptor(venue), listed(venue)));
  }

  static VenueDescriptor descriptor(VenueId venue) {
    return Venues.find(venue)
        .orElseThrow(() -> new ConfigException("recorded frames of " + venue + ": no such venue"));
  }
}
