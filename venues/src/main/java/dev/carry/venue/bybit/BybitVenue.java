package dev.carry.venue.bybit;

import dev.carry.venue.Keepalive;
import dev.carry.venue.Limits;
import dev.carry.venue.VenueDescriptor;
import java.net.URI;

/// A market of Bybit: how it is reached is the same for all.
interface BybitVenue extends VenueDescriptor {
  @Override
  default URI rest() {
    return BybitAccess.REST;
  }

  @Override
  default URI sockets() {
    return BybitAccess.SOCKETS;
  }

  @Override
  default Limits limits() {
    return BybitAccess.LIMITS;
  }

  @Override
  default Keepalive keepalive() {
    return BybitAccess.KEEPALIVE;
  }
}
