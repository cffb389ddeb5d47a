package dev.carry.venue.backpack;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.Kind;
import dev.carry.model.InstrumentId;
import dev.carry.model.VenueId;
import dev.carry.venue.FeeTable;
import dev.carry.venue.Instruments;
import dev.carry.venue.Keepalive;
import dev.carry.venue.Limits;
import dev.carry.venue.Past;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.VenueDescriptor;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Backpack: linear perpetuals in USDC, settled hourly.
public final class Backpack implements VenueDescriptor {
  static final VenueId ID = VenueId.of("backpack");

  /// Rows one answer of the funding history has at most: hours, the newest first.
  static final int MOST_RATES = 10_000;

  private static final Duration CANDLE = Duration.ofMinutes(1);
  private static final int MOST_CANDLES = 1_000;

  private static final FeeTable FUTURES =
      new FeeTable(
          List.of(
              new FeeTable.Tier("tier1", 0.0002, 0.0005),
              new FeeTable.Tier("tier2", 0.00019, 0.00045),
              new FeeTable.Tier("tier3", 0.00018, 0.0004),
              new FeeTable.Tier("tier4", 0.00016, 0.00035),
              new FeeTable.Tier("tier5", 0.00013, 0.0003),
              new FeeTable.Tier("tier6", 0.0001, 0.00028),
              new FeeTable.Tier("vip1", 0.0001, 0.00026),
              new FeeTable.Tier("vip2", 0, 0.00024),
              new FeeTable.Tier("vip3", 0, 0.00022),
              new FeeTable.Tier("vip4", 0, 0.0002),
              new FeeTable.Tier("vip5", 0, 0.00018)),
          "api.backpack.exchange/wapi/v1/feeTiers, futures, and the table of"
              + " support.backpack.exchange/exchange/trading/trading-fees, the same, as read by a"
              + " third party on 2026-09-22; by 30 days' volume or staked BP, whichever is better."
              + " Takers wait 100 ms");

  @Override
  public VenueId id() {
    return ID;
  }

  @Override
  public URI rest() {
    return URI.create("https://api.backpack.exchange");
  }

  @Override
  public URI sockets() {
    return URI.create("wss://ws.backpack.exchange");
  }

  @Override
  public Set<Fact> offers() {
    return Collections.unmodifiableSet(
        EnumSet.complementOf(EnumSet.of(Fact.PREMIUM_INDEX, Fact.OPTION)));
  }

  @Override
  public Map<Fact, String> lacks() {
    return Map.of(
        Fact.PREMIUM_INDEX,
        "the averaged premium behind the rate is not published",
        Fact.OPTION,
        "options not offered by this venue");
  }

  @Override
  public String periodSource() {
    return "fundingInterval of the markets, in milliseconds; absent for a market not listed yet. Of"
        + " settled rates the distance of three settlements";
  }

  /// No limit is published; others asked five times a second without a refusal.
  @Override
  public Limits limits() {
    return new Limits(
        5,
        Duration.ofSeconds(1),
        null,
        null,
        List.of(403),
        Duration.ofMinutes(5),
        2,
        Duration.ofSeconds(1),
        Duration.ofMillis(250));
  }

  /// The venue pings every 60 s, and wants the pong within 120 s.
  @Override
  public Keepalive keepalive() {
    return new Keepalive(null, Duration.ofSeconds(60), Duration.ofSeconds(130), null);
  }

  @Override
  public FeeTable fees(Instrument instrument) {
    return FUTURES;
  }

  @Override
  public Map<String, FeeTable> feeTables() {
    return Map.of("futures", FUTURES);
  }

  @Override
  public List<RestCall> instruments() {
    return List.of(RestCall.of("markets", "/api/v1/markets", 1));
  }

  /// The venue has no call that answers the touch of all markets.
  @Override
  public List<RestCall> snapshot(List<Instrument> listed) {
    return List.of(
        RestCall.of("markPrices", "/api/v1/markPrices", 1),
        RestCall.of("openInterest", "/api/v1/openInterest", 1),
        RestCall.of("tickers", "/api/v1/tickers", 1));
  }

  /// The newest rows come first, and no time can be asked for: as many are asked for as there are
  /// hours from the first wanted on, if the last one wanted is now.
  @Override
  public Optional<RestCall> settled(Instrument instrument, Instant from, Instant to) {
    if (instrument.kind() != Kind.PERPETUAL) {
      return Optional.empty();
    }
    long rows = Duration.between(from, to).toHours() + 3;
    return Optional.of(rates(instrument.id(), Math.clamp(rows, 3, MOST_RATES)));
  }

  private static RestCall rates(InstrumentId id, long rows) {
    return RestCall.of(
        "fundingRates/" + id.symbol(),
        "/api/v1/fundingRates?symbol=" + id.symbol() + "&limit=" + rows,
        1);
  }

  /// A socket and the snapshot carry it.
  @Override
  public List<RestCall> openInterest(List<Instrument> listed) {
    return List.of();
  }

  @Override
  public Optional<Past> past(Past.Series series, Instrument instrument) {
    InstrumentId id = instrument.id();
    boolean perpetual = instrument.kind() == Kind.PERPETUAL;
    Duration rates = Duration.ofHours(MOST_RATES);
    return switch (series) {
      case FUNDING ->
          perpetual
              ? Optional.of(new Past(null, rates, rates, (from, to) -> rates(id, MOST_RATES)))
              : Optional.empty();
      case MARK -> perpetual ? Optional.of(candles("Mark", id)) : Optional.empty();
      case INDEX -> perpetual ? Optional.of(candles("Index", id)) : Optional.empty();
      case TRADE -> Optional.of(candles("Last", id));
      case PREMIUM, OPEN_INTEREST -> Optional.empty();
    };
  }

  private static Past candles(String priceType, InstrumentId id) {
    return new Past(
        CANDLE,
        CANDLE.multipliedBy(MOST_CANDLES),
        null,
        (from, to) ->
            RestCall.of(
                "klines/" + priceType + "/" + id.symbol() + "/1m",
                "/api/v1/klines?symbol="
                    + id.symbol()
                    + "&interval=1m&startTime="
                    + from.getEpochSecond()
                    + "&endTime="
                    + to.getEpochSecond()
                    + "&priceType="
                    + priceType,
                1));
  }

  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    return BackpackSockets.plan(Instruments.openPerpetuals(listed), facts);
  }

  /// Changes gathered over 200 ms: at most five messages a second and market.
  @Override
  public List<SocketPlan> books(List<Instrument> deep) {
    return BackpackSockets.books(deep);
  }

  @Override
  public Optional<RestCall> bookSnapshot(Instrument instrument) {
    return Optional.of(depth(instrument, 1_000));
  }

  @Override
  public Optional<RestCall> touch(Instrument instrument) {
    return Optional.of(depth(instrument, 5));
  }

  private static RestCall depth(Instrument instrument, int levels) {
    String symbol = instrument.id().symbol();
    return RestCall.of("depth/" + symbol, "/api/v1/depth?symbol=" + symbol + "&limit=" + levels, 1);
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new BackpackCodec(listed);
  }
}
