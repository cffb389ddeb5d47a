package dev.carry.venue.binance;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.VenueId;
import dev.carry.venue.FeeTable;
import dev.carry.venue.Instruments;
import dev.carry.venue.Keepalive;
import dev.carry.venue.Limits;
import dev.carry.venue.Past;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.SpotFacts;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.VenueDescriptor;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Binance spot: the other leg of a carry.
public final class BinanceSpot implements VenueDescriptor {
  public static final VenueId ID = VenueId.of("binance-spot");

  private static final Limits LIMITS =
      new Limits(
          6000,
          Duration.ofMinutes(1),
          "X-MBX-USED-WEIGHT-1M",
          null,
          List.of(403, 418, 429),
          Duration.ofMinutes(5),
          300,
          Duration.ofMinutes(5),
          // 5 messages a second are allowed, answers to pings among them
          Duration.ofMillis(400));

  /// The venue pings every twenty seconds and wants its answer within a minute.
  private static final Keepalive KEEPALIVE =
      new Keepalive(null, Duration.ofSeconds(20), Duration.ofSeconds(50), Duration.ofHours(23));

  private static final FeeTable FEES =
      new FeeTable(
          List.of(
              new FeeTable.Tier("regular", 0.001, 0.001),
              new FeeTable.Tier("vip1", 0.0009, 0.001),
              new FeeTable.Tier("vip2", 0.0008, 0.001),
              new FeeTable.Tier("vip3", 0.00042, 0.0006),
              new FeeTable.Tier("vip4", 0.00042, 0.00054),
              new FeeTable.Tier("vip5", 0.00036, 0.00048),
              new FeeTable.Tier("vip6", 0.0003, 0.00042),
              new FeeTable.Tier("vip7", 0.00024, 0.00036),
              new FeeTable.Tier("vip8", 0.00018, 0.0003),
              new FeeTable.Tier("vip9", 0.00012, 0.00024)),
          "binance.com/en/fee/trading fills its table by script and was not read itself: as a fee"
              + " guide lists it (read 2026-11-28), without the 25 % for paying in BNB. A client's"
              + " table has lower takers from vip4 on (0.052 % to 0.023 %): the higher count. Some"
              + " pairs cost less or nothing for a time");

  @Override
  public VenueId id() {
    return ID;
  }

  @Override
  public URI rest() {
    return URI.create("https://api.binance.com");
  }

  @Override
  public URI sockets() {
    return URI.create("wss://stream.binance.com:9443");
  }

  @Override
  public Set<Fact> offers() {
    return SpotFacts.OFFERED;
  }

  @Override
  public Map<Fact, String> lacks() {
    return SpotFacts.of("binance-usdm and binance-coinm");
  }

  @Override
  public String periodSource() {
    return SpotFacts.NO_PERIOD;
  }

  @Override
  public Limits limits() {
    return LIMITS;
  }

  @Override
  public Keepalive keepalive() {
    return KEEPALIVE;
  }

  @Override
  public FeeTable fees(Instrument instrument) {
    return FEES;
  }

  @Override
  public Map<String, FeeTable> feeTables() {
    return Map.of("spot", FEES);
  }

  /// The list of pairs has megabytes, and nothing on it that changes without notice.
  @Override
  public Duration instrumentsEvery() {
    return Duration.ofMinutes(30);
  }

  @Override
  public List<RestCall> instruments() {
    return List.of(RestCall.of("exchangeInfo", "/api/v3/exchangeInfo", 20));
  }

  @Override
  public List<RestCall> snapshot(List<Instrument> listed) {
    return List.of(RestCall.of("bookTicker", "/api/v3/ticker/bookTicker", 4));
  }

  @Override
  public Optional<Past> past(Past.Series series, Instrument instrument) {
    return series == Past.Series.TRADE
        ? Calls.candles(Family.SPOT, series, instrument)
        : Optional.empty();
  }

  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    return Subscriptions.plan(Family.SPOT, listed, facts);
  }

  @Override
  public List<SocketPlan> books(List<Instrument> deep) {
    return Subscriptions.books(Family.SPOT, deep);
  }

  @Override
  public Optional<RestCall> bookSnapshot(Instrument instrument) {
    return Optional.of(Calls.depth(Family.SPOT, instrument));
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new BinanceCodec(Family.SPOT, listed);
  }
}
