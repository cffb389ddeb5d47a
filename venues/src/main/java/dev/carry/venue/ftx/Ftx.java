package dev.carry.venue.ftx;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.VenueId;
import dev.carry.venue.FeeTable;
import dev.carry.venue.Instruments;
import dev.carry.venue.Keepalive;
import dev.carry.venue.Limits;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.VenueDescriptor;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// FTX: closed, read from recordings only. It has no calls and no sockets.
public final class Ftx implements VenueDescriptor {
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
  public Optional<String> closed() {
    return Optional.of(
        "it stopped in November 2022 and came back nowhere; recordings of it are read, which end on"
            + " 2022-11-13");
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

  /// Thirty calls a second were allowed.
  @Override
  public Limits limits() {
    return new Limits(
        30,
        Duration.ofSeconds(1),
        null,
        null,
        List.of(429),
        Duration.ofMinutes(1),
        10,
        Duration.ofMinutes(1),
        Duration.ofMillis(100));
  }

  @Override
  public Keepalive keepalive() {
    return new Keepalive("{\"op\":\"ping\"}", Duration.ofSeconds(15), Duration.ofSeconds(30), null);
  }

  @Override
  public FeeTable fees(Instrument instrument) {
    return FEES;
  }

  @Override
  public Map<String, FeeTable> feeTables() {
    return Map.of("all", FEES);
  }

  @Override
  public List<RestCall> instruments() {
    return List.of();
  }

  @Override
  public List<RestCall> snapshot(List<Instrument> listed) {
    return List.of();
  }

  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    return List.of();
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new FtxCodec();
  }
}
