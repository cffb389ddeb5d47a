package dev.carry.venue.ftx;

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

/// FTX: closed, read from recordings only. It has no calls and no sockets.
public final class Ftx implements ClosedVenue {
  public static final VenueId ID = VenueId.of("ftx");

  private static final Set<Fact> OFFERS =
      Collections.unmodifiableSet(
          EnumSet.complementOf(EnumSet.of(Fact.PREMIUM_INDEX, Fact.CANDLE, Fact.OPTION)));

  private static final FeeTable FEES =
      new FeeTable(
          List.of(new FeeTable.Tier("tier 1", 0.0002, 0.0007)),
          "its schedule of 2021 and 2022 from memory: for recordings of that time; the venue is"
              + " closed");

  @Override
  public VenueId id() {
    return ID;
  }

  @Override
  public String whyClosed() {
    return "it stopped in November 2022 and came back nowhere; recordings of it are read, which end"
        + " on 2022-11-13";
  }

  @Override
  public URI rest() {
    return URI.create("https://ftx.com");
  }

  @Override
  public URI sockets() {
    return URI.create("wss://ftx.com");
  }

  @Override
  public Set<Fact> offers() {
    return OFFERS;
  }

  @Override
  public Map<Fact, String> lacks() {
    return Map.of(
        Fact.PREMIUM_INDEX,
        "it published none",
        Fact.CANDLE,
        "its answers do not say whose they are",
        Fact.OPTION,
        "its options were traded by request alone; MOVE contracts are none");
  }

  @Override
  public String periodSource() {
    return "an hour for every perpetual, always";
  }

  @Override
  public FeeTable fees() {
    return FEES;
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new FtxCodec();
  }
}
