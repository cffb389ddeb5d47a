package dev.carry.venue.bitmex;

import dev.carry.model.Fact;
import dev.carry.model.VenueId;
import dev.carry.venue.ClosedVenue;
import dev.carry.venue.FeeTable;
import dev.carry.venue.Instruments;
import dev.carry.venue.VenueCodec;
import java.net.URI;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// BitMEX: closed, read from recordings only. It has no calls and no sockets.
public final class Bitmex implements ClosedVenue {
  public static final VenueId ID = VenueId.of("bitmex");

  private static final Set<Fact> OFFERS =
      Collections.unmodifiableSet(
          EnumSet.complementOf(EnumSet.of(Fact.PREMIUM_INDEX, Fact.OPTION)));

  private static final FeeTable FEES =
      new FeeTable(
          List.of(new FeeTable.Tier("standard", -0.00025, 0.00075)),
          "makerFee and takerFee of its own list of contracts, recorded on 2021-07-22: for"
              + " recordings of that time; the venue is closed");

  @Override
  public VenueId id() {
    return ID;
  }

  @Override
  public String whyClosed() {
    return "its operator announced that it closed for good on 2026-09-23 at 04:00 UTC; recordings"
        + " of it are read";
  }

  @Override
  public URI rest() {
    return URI.create("https://www.bitmex.com");
  }

  @Override
  public URI sockets() {
    return URI.create("wss://www.bitmex.com");
  }

  @Override
  public Set<Fact> offers() {
    return OFFERS;
  }

  @Override
  public Map<Fact, String> lacks() {
    return Map.of(
        Fact.PREMIUM_INDEX,
        "published as indexes of their own such as .XBTUSDPI8H, which are not read",
        Fact.OPTION,
        "its options are not read");
  }

  @Override
  public String periodSource() {
    return "fundingInterval of the instrument, a date-time that long after 2000-01-01";
  }

  @Override
  public FeeTable fees() {
    return FEES;
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new BitmexCodec();
  }
}
