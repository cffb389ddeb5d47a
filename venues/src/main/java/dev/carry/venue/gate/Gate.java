package dev.carry.venue.gate;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.Kind;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Gate: perpetuals settled in USDT (linear) and in BTC (inverse).
public final class Gate implements VenueDescriptor {
  static final VenueId ID = VenueId.of("gate");

  private static final String FUTURES = "/api/v4/futures/";
  private static final List<String> SETTLES = List.of("usdt", "btc");

  private static final Duration BAR = Duration.ofHours(1);

  /// The most a list answers.
  private static final int MOST_ROWS = 1_000;

  /// The most candles one call answers, and how many of them back it may begin.
  private static final int MOST_CANDLES = 2_000;

  private static final int CANDLES_BACK = 9_998;

  /// The most points of `contract_stats` that one call answers.
  private static final int MOST_STATS = 100;

  private static final FeeTable USDT =
      new FeeTable(
          List.of(
              new Tier("vip0", 0.0002, 0.0005),
              new Tier("vip1", 0.0002, 0.0005),
              new Tier("vip2", 0.0002, 0.0005),
              new Tier("vip3", 0.00018, 0.00048),
              new Tier("vip4", 0.00018, 0.00048),
              new Tier("vip5", 0.00018, 0.00045),
              new Tier("vip6", 0.00015, 0.00042),
              new Tier("vip7", 0.00015, 0.000375),
              new Tier("vip8", 0.00015, 0.00035),
              new Tier("vip9", 0.00015, 0.00032),
              new Tier("vip10", 0.0001, 0.0003),
              new Tier("vip11", 0, 0.00028),
              new Tier("vip12", 0, 0.00026),
              new Tier("vip13", 0, 0.00024),
              new Tier("vip14", 0, 0.00022),
              new Tier("vip15", 0, 0.00022),
              new Tier("vip16", 0, 0.0002)),
          "takers: Gate's announcement effective 2026-04-09, the costliest of its three groups of"
              + " contracts (they differ from vip15 on); makers: its table of 2024-05-20, the last"
              + " one found; as read by a third party on 2026-09-15, when the fee page showed vip0"
              + " the same. The rates in the contract list match no published tier and are not"
              + " read; stocks, metals and indices have makers of their own from vip3 on");

  private static final FeeTable BTC =
      new FeeTable(
          // what higher tiers pay is not published: what the lowest pays is counted
          USDT.tiers().stream().map(tier -> new Tier(tier.name(), 0.0002, 0.0005)).toList(),
          "no rate is published for the BTC-settled contract: vip0 of the USDT-settled ones, as"
              + " ccxt 4.5.84 of 2026-11 counts it too");

  @Override
  public VenueId id() {
    return ID;
  }

  @Override
  public URI rest() {
    return URI.create("https://api.gateio.ws");
  }

  @Override
  public URI sockets() {
    return URI.create("wss://fx-ws.gateio.ws");
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
        "options of Gate are not read",
        Fact.PREMIUM_INDEX,
        "published only as candles of the past, one call a contract");
  }

  @Override
  public String periodSource() {
    return "funding_interval of the contract list and of each pushed ticker, in seconds; of settled"
        + " rates the distance of settlements, where two distances agree";
  }

  /// 200 calls in 10 s of each endpoint; all together keep to it here.
  @Override
  public Limits limits() {
    return new Limits(
        200,
        Duration.ofSeconds(10),
        null,
        "x-gate-ratelimit-requests-remain",
        List.of(403),
        Duration.ofMinutes(5),
        10,
        Duration.ofSeconds(10),
        Duration.ofMillis(50));
  }

  /// The server sends no ping of its own; a connection on which nothing flows is cut after 30 s.
  @Override
  public Keepalive keepalive() {
    return new Keepalive(GateSockets.PING, Duration.ofSeconds(15), Duration.ofSeconds(45), null);
  }

  @Override
  public FeeTable fees(Instrument instrument) {
    return instrument.settle().equals("BTC") ? BTC : USDT;
  }

  @Override
  public Map<String, FeeTable> feeTables() {
    return Map.of("usdt-settled", USDT, "btc-settled", BTC);
  }

  /// Without `limit`: a list asked for with one is cut off at it.
  @Override
  public List<RestCall> instruments() {
    return SETTLES.stream()
        .map(settle -> RestCall.of("contracts/" + settle, FUTURES + settle + "/contracts", 1))
        .toList();
  }

  /// `contracts` has funding with its settlement, index and mark; the quote is in `tickers`.
  @Override
  public List<RestCall> snapshot(List<Instrument> listed) {
    List<RestCall> calls = new ArrayList<>();
    for (String settle : settles(listed)) {
      calls.add(RestCall.of("anchors/" + settle, FUTURES + settle + "/contracts", 1));
      calls.add(RestCall.of("tickers/" + settle, FUTURES + settle + "/tickers", 1));
    }
    return calls;
  }

  @Override
  public Optional<RestCall> settled(Instrument instrument, Instant from, Instant to) {
    // Stamped a second or two after the settlement.
    return instrument.kind() == Kind.PERPETUAL
        ? Optional.of(
            ofContract(
                "funding_rate",
                "",
                instrument,
                range(from, to.plusSeconds(5)) + "&limit=" + MOST_ROWS))
        : Optional.empty();
  }

  /// `tickers` carry it, pushed and by REST.
  @Override
  public List<RestCall> openInterest(List<Instrument> listed) {
    return List.of();
  }

  @Override
  public Optional<Past> past(Past.Series series, Instrument instrument) {
    if (instrument.kind() != Kind.PERPETUAL) {
      return Optional.empty();
    }
    return Optional.of(
        switch (series) {
          // Hourly ones fill a page in this time; longer periods leave it half empty.
          case FUNDING ->
              new Past(
                  null,
                  BAR.multipliedBy(MOST_ROWS - 1),
                  null,
                  (from, to) -> settled(instrument, from, to).orElseThrow());
          case MARK -> candles("mark", "mark_", instrument);
          case INDEX -> candles("index", "index_", instrument);
          case TRADE -> candles("trade", "", instrument);
          case PREMIUM ->
              new Past(
                  BAR,
                  BAR.multipliedBy(MOST_CANDLES - 1),
                  BAR.multipliedBy(CANDLES_BACK),
                  (from, to) ->
                      ofContract(
                          "premium_index", "1h/", instrument, range(from, to) + "&interval=1h"));
          case OPEN_INTEREST ->
              new Past(
                  BAR,
                  BAR.multipliedBy(MOST_STATS - 1),
                  null,
                  (from, to) ->
                      ofContract(
                          "contract_stats",
                          "",
                          instrument,
                          "&from="
                              + from.getEpochSecond()
                              + "&limit="
                              + (Duration.between(from, to).toHours() + 1)
                              + "&interval=1h"));
        });
  }

  private static Past candles(String kind, String prefix, Instrument instrument) {
    String settle = settle(instrument);
    String symbol = instrument.id().symbol();
    return new Past(
        BAR,
        BAR.multipliedBy(MOST_CANDLES - 1),
        BAR.multipliedBy(CANDLES_BACK),
        (from, to) ->
            RestCall.of(
                "candlesticks/" + kind + "/1h/" + symbol,
                FUTURES
                    + settle
                    + "/candlesticks?contract="
                    + encoded(prefix + symbol)
                    + range(from, to)
                    + "&interval=1h",
                1));
  }

  private static RestCall ofContract(
      String endpoint, String infix, Instrument instrument, String parameters) {
    String symbol = instrument.id().symbol();
    return RestCall.of(
        endpoint + "/" + infix + symbol,
        FUTURES + settle(instrument) + "/" + endpoint + "?contract=" + encoded(symbol) + parameters,
        1);
  }

  /// Seconds, both ends included.
  private static String range(Instant from, Instant to) {
    return "&from=" + from.getEpochSecond() + "&to=" + to.getEpochSecond();
  }

  /// Some contracts have Chinese names.
  private static String encoded(String symbol) {
    return URLEncoder.encode(symbol, StandardCharsets.UTF_8);
  }

  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    return GateSockets.plan(Instruments.openPerpetuals(listed), facts);
  }

  /// The stream sends the whole book of 50 levels first, and exact sizes.
  @Override
  public List<SocketPlan> books(List<Instrument> deep) {
    return GateSockets.books(Instruments.openPerpetuals(deep));
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new GateCodec(listed);
  }

  /// Paths and sockets are one for each settlement currency.
  static String settle(Instrument instrument) {
    return instrument.settle().toLowerCase(Locale.ROOT);
  }

  private static Set<String> settles(List<Instrument> listed) {
    Set<String> settles = new TreeSet<>(Collections.reverseOrder());
    Instruments.openPerpetuals(listed).forEach(instrument -> settles.add(settle(instrument)));
    return settles;
  }
}
