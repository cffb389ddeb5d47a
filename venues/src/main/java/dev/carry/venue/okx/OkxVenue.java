package dev.carry.venue.okx;

import dev.carry.venue.Keepalive;
import dev.carry.venue.Limits;
import dev.carry.venue.VenueDescriptor;
import java.net.URI;

/// A market of OKX: how it is reached is the same for all.
interface OkxVenue extends VenueDescriptor {
  @Override
  default URI rest() {
    return OkxAccess.REST;
  }

  @Override
  default URI sockets() {
    return OkxAccess.SOCKETS;
  }

  @Override
  default Limits limits() {
    return OkxAccess.LIMITS;
  }

  @Override
  default Keepalive keepalive() {
    return OkxAccess.KEEPALIVE;
  }
}
