package dev.carry.venue.hyperliquid;

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
import java.util.TreeSet;

/// Hyperliquid: perpetuals of the first dex and of the builder dexes.
public final class Hyperliquid implements VenueDescriptor {
  static final VenueId ID = VenueId.of("hyperliquid");

  /// What most kinds of `/info` cost; long answers cost more.
  private static final int WEIGHT = 20;

  private static final int WEIGHT_OF_BOOK = 2;
  private static final int SETTLED_ROWS_A_WEIGHT = 20;
  private static final int CANDLES_A_WEIGHT = 60;

  /// Candles are kept for so many bars, whatever their length.
  private static final int CANDLES_KEPT = 5_000;

  private static final int CANDLES_A_CALL = 1_000;
  private static final Duration BAR = Duration.ofHours(1);

  private static final FeeTable FIRST_DEX =
      new FeeTable(
          List.of(
              new FeeTable.Tier("0", 0.00015, 0.00045),
              new FeeTable.Tier("1", 0.00012, 0.0004),
              new FeeTable.Tier("2", 0.00008, 0.00035),
              new FeeTable.Tier("3", 0.00004, 0.0003),
              new FeeTable.Tier("4", 0, 0.00028),
              new FeeTable.Tier("5", 0, 0.00026),
              new FeeTable.Tier("6", 0, 0.00024)),
          "hyperliquid.gitbook.io trading/fees, by volume of 14 days, and the same schedule in"
              + " userFees, as read by a third party on 2026-09-23. Discounts for staking and"
              + " referral and rebates for makers are left out");

  private static final FeeTable BUILDER_DEXES =
      new FeeTable(
          List.of(
              new FeeTable.Tier("0", 0.0003, 0.0009),
              new FeeTable.Tier("1", 0.00024, 0.0008),
              new FeeTable.Tier("2", 0.00016, 0.0007),
              new FeeTable.Tier("3", 0.00008, 0.0006),
              new FeeTable.Tier("4", 0, 0.00056),
              new FeeTable.Tier("5", 0, 0.00052),
              new FeeTable.Tier("6", 0, 0.00048)),
          "hyperliquid.gitbook.io trading/fees: twice the first dex's where the deployer's fee"
              + " scale is 1, as on nearly all builder markets on 2026-09-23 (read by a third"
              + " party). Markets in growth mode cost a tenth of it: the costlier is counted");

  @Override
  public VenueId id() {
    return ID;
  }

  @Override
  public URI rest() {
    return URI.create("https://api.hyperliquid.xyz");
  }

  @Override
  public URI sockets() {
    return URI.create("wss://api.hyperliquid.xyz");
  }

  @Override
  public Set<Fact> offers() {
    return Collections.unmodifiableSet(
        EnumSet.complementOf(EnumSet.of(Fact.LIQUIDATION, Fact.OPTION)));
  }

  @Override
  public Map<Fact, String> lacks() {
    return Map.of(
        Fact.LIQUIDATION,
        "no public feed tells the liquidations of all users, only those of an address one knows",
        Fact.OPTION,
        "the venue lists none");
  }

  @Override
  public String periodSource() {
    return "constant: an hour, as documented; eight hours before 2023-06-08, as its history shows."
        + " No message names a settlement: it is the coming whole hour UTC";
  }

  /// 1,200 weight a minute and address; 30 new connections and 2,000 messages a minute, of all
  /// sockets together.
  @Override
  public Limits limits() {
    return new Limits(
        1_200,
        Duration.ofMinutes(1),
        null,
        null,
        List.of(),
        Duration.ofMinutes(1),
        30,
        Duration.ofMinutes(1),
        Duration.ofMillis(40));
  }

  /// A connection on which nothing came for 60 s is closed by the venue.
  @Override
  public Keepalive keepalive() {
    return new Keepalive(
        "{\"method\":\"ping\"}", Duration.ofSeconds(30), Duration.ofSeconds(65), null);
  }

  @Override
  public FeeTable fees(Instrument instrument) {
    return HyperliquidCoin.of(instrument.id().symbol()).ofFirstDex() ? FIRST_DEX : BUILDER_DEXES;
  }

  @Override
  public Map<String, FeeTable> feeTables() {
    return Map.of("first dex", FIRST_DEX, "builder dexes", BUILDER_DEXES);
  }

  /// Tokens come first: they name what the builder dexes settle in.
  @Override
  public List<RestCall> instruments() {
    return List.of(info("spotMeta", WEIGHT, ""), info("allPerpMetas", WEIGHT, ""));
  }

  /// Everything but the touch. One call a dex, though all dexes are one message on a socket.
  @Override
  public List<RestCall> snapshot(List<Instrument> listed) {
    Set<String> dexes = new TreeSet<>();
    for (Instrument instrument : Instruments.openPerpetuals(listed)) {
      dexes.add(HyperliquidCoin.of(instrument.id().symbol()).dex());
    }
    return dexes.stream()
        .map(
            dex ->
                dex.isEmpty()
                    ? info("metaAndAssetCtxs", WEIGHT, "")
                    : info("metaAndAssetCtxs", WEIGHT, ",\"dex\":\"" + dex + "\""))
        .toList();
  }

  @Override
  public Optional<RestCall> touch(Instrument instrument) {
    return Optional.of(
        info("l2Book", WEIGHT_OF_BOOK, ",\"coin\":\"" + instrument.id().symbol() + "\""));
  }

  @Override
  public Optional<RestCall> settled(Instrument instrument, Instant from, Instant to) {
    return instrument.kind() == Kind.PERPETUAL
        ? Optional.of(settlements(instrument, from, to))
        : Optional.empty();
  }

  private static RestCall settlements(Instrument instrument, Instant from, Instant to) {
    long hours = Math.max(0, Duration.between(from, to).toHours()) + 1;
    long rows = Math.min(hours, HyperliquidMarket.MOST_SETTLED);
    return info(
        "fundingHistory",
        WEIGHT + (int) Math.ceilDiv(rows, SETTLED_ROWS_A_WEIGHT),
        ",\"coin\":\""
            + instrument.id().symbol()
            + "\",\"startTime\":"
            + from.toEpochMilli()
            + ",\"endTime\":"
            + to.toEpochMilli());
  }

  /// The snapshot carries it.
  @Override
  public List<RestCall> openInterest(List<Instrument> listed) {
    return List.of();
  }

  /// Settled funding since the listing, each with the premium it came from; trade candles of the
  /// last 5,000 hours. Marks, oracle prices and open interest have no history.
  @Override
  public Optional<Past> past(Past.Series series, Instrument instrument) {
    if (instrument.kind() != Kind.PERPETUAL) {
      return Optional.empty();
    }
    Duration hours = HyperliquidUniverse.HOUR.multipliedBy(HyperliquidMarket.MOST_SETTLED - 1);
    return switch (series) {
      case FUNDING ->
          Optional.of(new Past(null, hours, null, (from, to) -> settlements(instrument, from, to)));
      case PREMIUM ->
          Optional.of(
              new Past(
                  HyperliquidUniverse.HOUR,
                  hours,
                  null,
                  (from, to) -> settlements(instrument, from, to)));
      case TRADE ->
          Optional.of(
              new Past(
                  BAR,
                  BAR.multipliedBy(CANDLES_A_CALL),
                  BAR.multipliedBy(CANDLES_KEPT),
                  (from, to) -> candles(instrument, from, to)));
      case MARK, INDEX, OPEN_INTEREST -> Optional.empty();
    };
  }

  private static RestCall candles(Instrument instrument, Instant from, Instant to) {
    long bars = Math.min(CANDLES_KEPT, Math.max(0, Duration.between(from, to).dividedBy(BAR)) + 2);
    return info(
        "candleSnapshot",
        WEIGHT + (int) Math.ceilDiv(bars, CANDLES_A_WEIGHT),
        ",\"req\":{\"coin\":\""
            + instrument.id().symbol()
            + "\",\"interval\":\"1h\",\"startTime\":"
            + from.toEpochMilli()
            + ",\"endTime\":"
            + to.toEpochMilli()
            + "}");
  }

  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    return HyperliquidSockets.plan(Instruments.openPerpetuals(listed), facts);
  }

  /// Twenty levels a side, the whole book about every five seconds. Nothing has to be merged.
  @Override
  public List<SocketPlan> books(List<Instrument> deep) {
    return HyperliquidSockets.books(Instruments.openPerpetuals(deep));
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new HyperliquidCodec(listed);
  }

  /// @param fields further fields of the body, each with its comma
  private static RestCall info(String type, int weight, String fields) {
    return RestCall.post(type, "/info", "{\"type\":\"" + type + "\"" + fields + "}", weight);
  }
}
