package dev.carry.venue.dydx;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.Kind;
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

/// dYdX v4: the perpetuals of its chain, as its indexer tells them.
public final class Dydx implements VenueDescriptor {
  static final VenueId ID = VenueId.of("dydx");

  /// What the rate is expressed over, and how often it is paid.
  static final Duration HOUR = Duration.ofHours(1);

  /// Rows of one answer, at most.
  static final int MOST_ROWS = 1_000;

  private static final FeeTable PERPETUALS =
      new FeeTable(
          List.of(
              new FeeTable.Tier("1", 0.0001, 0.0005),
              new FeeTable.Tier("2", 0.0001, 0.00045),
              new FeeTable.Tier("3", 0.00005, 0.0004),
              new FeeTable.Tier("4", 0, 0.00035),
              new FeeTable.Tier("5", 0, 0.0003),
              new FeeTable.Tier("6", -0.00005, 0.00025),
              new FeeTable.Tier("7", -0.00007, 0.00025),
              new FeeTable.Tier("8", -0.00009, 0.00025),
              new FeeTable.Tier("9", -0.00011, 0.00025)),
          "docs.dydx.exchange/introduction-trading_fees, by volume of 30 days and share of it, in"
              + " force since block 6,912,000 (February 2024), as copied without a date. Governance"
              + " may change them: feetiers/perpetual_fee_params of a node tells");

  @Override
  public VenueId id() {
    return ID;
  }

  @Override
  public URI rest() {
    return URI.create("https://indexer.dydx.trade");
  }

  @Override
  public URI sockets() {
    return URI.create("wss://indexer.dydx.trade");
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
        "premiums are voted and sampled on the chain, and the indexer does not tell them",
        Fact.OPTION,
        "the venue lists none");
  }

  @Override
  public String periodSource() {
    return "constant: an hour, as documented. No message names a settlement: it is the coming whole"
        + " hour UTC";
  }

  /// 100 requests in 10 s an address. How many connections an address may open is not documented:
  /// few at a time here.
  @Override
  public Limits limits() {
    return new Limits(
        100,
        Duration.ofSeconds(10),
        null,
        null,
        List.of(403),
        Duration.ofMinutes(5),
        2,
        Duration.ofSeconds(1),
        Duration.ofMillis(50));
  }

  /// The venue pings every 30 s and drops who does not answer within 10 s.
  @Override
  public Keepalive keepalive() {
    return new Keepalive(null, Duration.ofSeconds(30), Duration.ofSeconds(75), null);
  }

  @Override
  public FeeTable fees(Instrument instrument) {
    return PERPETUALS;
  }

  @Override
  public Map<String, FeeTable> feeTables() {
    return Map.of("perpetuals", PERPETUALS);
  }

  @Override
  public List<RestCall> instruments() {
    return List.of(markets());
  }

  /// Everything but the touch, which only order books tell.
  @Override
  public List<RestCall> snapshot(List<Instrument> listed) {
    return Instruments.openPerpetuals(listed).isEmpty() ? List.of() : List.of(markets());
  }

  /// The whole book: it cannot be asked for in part.
  @Override
  public Optional<RestCall> touch(Instrument instrument) {
    String symbol = instrument.id().symbol();
    return Optional.of(
        RestCall.of("orderbooks/" + symbol, "/v4/orderbooks/perpetualMarket/" + symbol, 1));
  }

  private static RestCall markets() {
    return RestCall.of("perpetualMarkets", "/v4/perpetualMarkets", 1);
  }

  /// Newest first, without a lower bound: as many rows as the time has hours.
  @Override
  public Optional<RestCall> settled(Instrument instrument, Instant from, Instant to) {
    return instrument.kind() == Kind.PERPETUAL
        ? Optional.of(settlements(instrument, from, to))
        : Optional.empty();
  }

  private static RestCall settlements(Instrument instrument, Instant from, Instant to) {
    String symbol = instrument.id().symbol();
    long rows = Math.clamp(Duration.between(from, to).toHours() + 2, 1, MOST_ROWS);
    return RestCall.of(
        "historicalFunding/" + symbol,
        "/v4/historicalFunding/" + symbol + "?effectiveBeforeOrAt=" + to + "&limit=" + rows,
        1);
  }

  /// The snapshot and the markets channel carry it.
  @Override
  public List<RestCall> openInterest(List<Instrument> listed) {
    return List.of();
  }

  /// Settled funding; trade candles, each with the open interest at its beginning. There are no
  /// candles of the oracle's price.
  @Override
  public Optional<Past> past(Past.Series series, Instrument instrument) {
    if (instrument.kind() != Kind.PERPETUAL) {
      return Optional.empty();
    }
    Duration span = HOUR.multipliedBy(MOST_ROWS - 2);
    return switch (series) {
      case FUNDING ->
          Optional.of(new Past(null, span, null, (from, to) -> settlements(instrument, from, to)));
      case TRADE, OPEN_INTEREST ->
          Optional.of(new Past(HOUR, span, null, (from, to) -> candles(instrument, from, to)));
      case MARK, INDEX, PREMIUM -> Optional.empty();
    };
  }

  /// `toISO` is exclusive.
  private static RestCall candles(Instrument instrument, Instant from, Instant to) {
    String symbol = instrument.id().symbol();
    return RestCall.of(
        "candles/" + symbol,
        "/v4/candles/perpetualMarkets/"
            + symbol
            + "?resolution=1HOUR&fromISO="
            + from
            + "&toISO="
            + to.plusMillis(1)
            + "&limit="
            + MOST_ROWS,
        1);
  }

  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    return DydxSockets.plan(Instruments.openPerpetuals(listed), facts);
  }

  /// All levels: the first message of the channel is the whole book, so no snapshot is asked for.
  @Override
  public List<SocketPlan> books(List<Instrument> deep) {
    return DydxSockets.books(Instruments.openPerpetuals(deep));
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new DydxCodec(listed);
  }
}
