package dev.carry.venue.bitget;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.Kind;
import dev.carry.model.Levels;
import dev.carry.model.VenueId;
import dev.carry.venue.FeeTable;
import dev.carry.venue.FeeTable.Tier;
import dev.carry.venue.Instruments;
import dev.carry.venue.Keepalive;
import dev.carry.venue.Limits;
import dev.carry.venue.Past;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.VenueDescriptor;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;

/// Bitget: perpetuals settled in USDT, in USDC, and in coins (inverse).
public final class Bitget implements VenueDescriptor {
  static final VenueId ID = VenueId.of("bitget");

  private static final String MARKET = "/api/v2/mix/market/";
  private static final List<String> FAMILIES =
      List.of("USDT-FUTURES", "USDC-FUTURES", "COIN-FUTURES");

  private static final Duration BAR = Duration.ofHours(1);

  /// One call answers 200 candles; the ends are asked for with some to spare.
  private static final int CANDLES = 196;

  /// Pages lead from the newest settlement back to whatever is asked for.
  private static final Duration ALL_SETTLEMENTS = Duration.ofDays(3_650);

  private static final int CHECKSUM_LEVELS = 25;

  private static final FeeTable PERPETUALS =
      new FeeTable(
          List.of(
              new Tier("vip0", 0.0002, 0.0006),
              new Tier("vip1", 0.00019, 0.0006),
              new Tier("vip2", 0.00016, 0.0004),
              new Tier("vip3", 0.00014, 0.000375),
              new Tier("vip4", 0.00012, 0.00035),
              new Tier("vip5", 0.0001, 0.00032),
              new Tier("vip6", 0.00008, 0.0003),
              new Tier("vip7", 0, 0.0002)),
          "Bitget's VIP announcement effective 2025-07-01, the same for all three families; vip1 to"
              + " vip7 again by its public fee call and vip0 by every row of its contract list on"
              + " 2026-09-15, as read by a third party. Rates of institutions are not public");

  @Override
  public VenueId id() {
    return ID;
  }

  @Override
  public URI rest() {
    return URI.create("https://api.bitget.com");
  }

  @Override
  public URI sockets() {
    return URI.create("wss://ws.bitget.com");
  }

  @Override
  public Set<Fact> offers() {
    return Collections.unmodifiableSet(
        EnumSet.complementOf(EnumSet.of(Fact.OPTION, Fact.PREMIUM_INDEX)));
  }

  @Override
  public Map<Fact, String> lacks() {
    return Map.of(
        Fact.OPTION,
        "Bitget lists none",
        Fact.PREMIUM_INDEX,
        "Bitget does not publish the premium index its funding is made of");
  }

  @Override
  public String periodSource() {
    return "fundingRateInterval of current-fund-rate in hours, which travels with each of its"
        + " rates, and fundInterval of the contract list for the rates of tickers; of"
        + " settled rates the distance of settlements, where two distances agree";
  }

  /// 20 calls a second of each endpoint; all together keep to it here.
  @Override
  public Limits limits() {
    return new Limits(
        20,
        Duration.ofSeconds(1),
        null,
        "x-mbx-used-remain-limit",
        List.of(403),
        Duration.ofMinutes(5),
        60,
        Duration.ofMinutes(1),
        Duration.ofMillis(125));
  }

  /// The server closes a connection that has not said `ping` for two minutes, even while it
  /// streams.
  @Override
  public Keepalive keepalive() {
    return new Keepalive("ping", Duration.ofSeconds(25), Duration.ofSeconds(60), null);
  }

  @Override
  public FeeTable fees(Instrument instrument) {
    return PERPETUALS;
  }

  @Override
  public Map<String, FeeTable> feeTables() {
    return Map.of("perpetuals", PERPETUALS);
  }

  /// Funding terms come last: they complete contracts already listed.
  @Override
  public List<RestCall> instruments() {
    List<RestCall> calls = new ArrayList<>();
    FAMILIES.forEach(family -> calls.add(ofFamily("contracts", family)));
    FAMILIES.forEach(family -> calls.add(ofFamily("current-fund-rate", family)));
    return calls;
  }

  /// The funding call has the rate with its settlement and interval, tickers the prices.
  @Override
  public List<RestCall> snapshot(List<Instrument> listed) {
    List<RestCall> calls = new ArrayList<>();
    for (String family : families(listed)) {
      calls.add(ofFamily("current-fund-rate", family));
      calls.add(ofFamily("tickers", family));
    }
    return calls;
  }

  /// By number of page from the newest on; the name of the call says how far back it goes.
  @Override
  public Optional<RestCall> settled(Instrument instrument, Instant from, Instant to) {
    if (instrument.kind() != Kind.PERPETUAL) {
      return Optional.empty();
    }
    return Optional.of(
        RestCall.of(
            "history-fund-rate/" + instrument.id().symbol() + "/" + from.toEpochMilli(),
            MARKET
                + "history-fund-rate?"
                + named(instrument)
                + "&pageSize="
                + BitgetReference.PAGE
                + "&pageNo=1",
            1));
  }

  /// Tickers carry it, pushed and by REST.
  @Override
  public List<RestCall> openInterest(List<Instrument> listed) {
    return List.of();
  }

  @Override
  public Optional<Past> past(Past.Series series, Instrument instrument) {
    if (instrument.kind() != Kind.PERPETUAL) {
      return Optional.empty();
    }
    return switch (series) {
      case FUNDING ->
          Optional.of(
              new Past(
                  null,
                  ALL_SETTLEMENTS,
                  null,
                  (from, to) -> settled(instrument, from, to).orElseThrow()));
      case MARK -> Optional.of(candles("history-mark-candles", instrument));
      case INDEX -> Optional.of(candles("history-index-candles", instrument));
      case TRADE -> Optional.of(candles("history-candles", instrument));
      case PREMIUM, OPEN_INTEREST -> Optional.empty();
    };
  }

  /// Whether the ends belong to it is not documented: each is asked for with one bar to spare.
  private static Past candles(String endpoint, Instrument instrument) {
    return new Past(
        BAR,
        BAR.multipliedBy(CANDLES),
        null,
        (from, to) ->
            RestCall.of(
                endpoint + "/1H/" + instrument.id().symbol(),
                MARKET
                    + endpoint
                    + "?"
                    + named(instrument)
                    + "&granularity=1H&startTime="
                    + from.minus(BAR).toEpochMilli()
                    + "&endTime="
                    + to.plus(BAR).toEpochMilli()
                    + "&limit=200",
                1));
  }

  private static RestCall ofFamily(String endpoint, String family) {
    return RestCall.of(endpoint + "/" + family, MARKET + endpoint + "?productType=" + family, 1);
  }

  /// Some contracts have Chinese names.
  private static String named(Instrument instrument) {
    return "symbol="
        + URLEncoder.encode(instrument.id().symbol(), StandardCharsets.UTF_8)
        + "&productType="
        + family(instrument);
  }

  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    return BitgetSockets.plan(Instruments.openPerpetuals(listed), facts);
  }

  @Override
  public List<SocketPlan> books(List<Instrument> deep) {
    return BitgetSockets.books(Instruments.openPerpetuals(deep));
  }

  /// CRC32 over the best 25 of each side in turn, `bid:size:ask:size:…`, in the texts they came
  /// in; signed. Sent until 2025; the numbers `seq` and `pseq` took its place.
  @Override
  public long checksum(Levels bids, Levels asks) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < CHECKSUM_LEVELS; i++) {
      add(text, bids, i);
      add(text, asks, i);
    }
    CRC32 crc = new CRC32();
    crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
    return (int) crc.getValue();
  }

  private static void add(StringBuilder text, Levels side, int level) {
    if (level < side.count()) {
      text.append(text.isEmpty() ? "" : ":")
          .append(side.price(level).toPlainString())
          .append(':')
          .append(side.size(level).toPlainString());
    }
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new BitgetCodec(listed);
  }

  /// The product family whose calls and channels have it.
  static String family(Instrument instrument) {
    return switch (instrument.settle()) {
      case "USDT" -> "USDT-FUTURES";
      case "USDC" -> "USDC-FUTURES";
      default -> "COIN-FUTURES";
    };
  }

  static Set<String> families(List<Instrument> listed) {
    Set<String> families = new TreeSet<>(Collections.reverseOrder());
    Instruments.openPerpetuals(listed).forEach(instrument -> families.add(family(instrument)));
    return families;
  }
}
