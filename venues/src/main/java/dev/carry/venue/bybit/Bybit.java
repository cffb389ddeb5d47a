package dev.carry.venue.bybit;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.VenueId;
import dev.carry.venue.FeeTable;
import dev.carry.venue.Instruments;
import dev.carry.venue.Past;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.VenueCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Bybit v5, linear (USDT, USDC) and inverse contracts, perpetual and dated.
public final class Bybit implements BybitVenue {
  public static final VenueId ID = VenueId.of("bybit");

  /// Rows of a full page of settled funding: there may be older ones.
  static final int SETTLED_PAGE = 200;

  /// Linear in USDT and USDC and inverse contracts share one schedule, dated ones too, which cost
  /// 0.05 % more where they are settled at their end.
  private static final FeeTable FEES =
      new FeeTable(
          List.of(
              new FeeTable.Tier("VIP 0", 0.0002, 0.00055),
              new FeeTable.Tier("VIP 1", 0.00018, 0.0004),
              new FeeTable.Tier("VIP 2", 0.00016, 0.000375),
              new FeeTable.Tier("VIP 3", 0.00014, 0.00035),
              new FeeTable.Tier("VIP 4", 0.00012, 0.00032),
              new FeeTable.Tier("VIP 5", 0.0001, 0.00032),
              new FeeTable.Tier("Supreme VIP", 0, 0.0003)),
          "Bybit help center, Trading Fee Structure, edited 2026-07-23 and read by a third party on"
              + " 2026-07-26; VIP 0 again on 2026-10-16 by a fee index. Regions differ. Contracts"
              + " of the Innovation Zone, which are not told apart here, cost up to twice as much");

  private static final FeeTable PRE_MARKET =
      new FeeTable(
          List.of(
              new FeeTable.Tier("VIP 0", 0.0004, 0.001),
              new FeeTable.Tier("VIP 1", 0.00036, 0.0008),
              new FeeTable.Tier("VIP 2", 0.00032, 0.0007),
              new FeeTable.Tier("VIP 3", 0.00028, 0.0006),
              new FeeTable.Tier("VIP 4", 0.00024, 0.0005),
              new FeeTable.Tier("VIP 5", 0.0002, 0.0005),
              new FeeTable.Tier("Supreme VIP", 0, 0.00045)),
          "Bybit help center, Trading Fee Structure, its table of pre-market perpetuals, edited"
              + " 2026-07-23 and read by a third party on 2026-07-26");

  private static final String LINEAR = "linear";
  private static final String INVERSE = "inverse";

  @Override
  public VenueId id() {
    return ID;
  }

  @Override
  public Set<Fact> offers() {
    return EnumSet.complementOf(EnumSet.of(Fact.PREMIUM_INDEX, Fact.OPTION));
  }

  @Override
  public Map<Fact, String> lacks() {
    return Map.of(
        Fact.PREMIUM_INDEX,
        "Bybit publishes no live premium index, only candles of it (premium-index-price-kline)",
        Fact.OPTION,
        "a venue of its own here: bybit-options");
  }

  @Override
  public String periodSource() {
    return "each ticker's fundingIntervalHour; until one came, instruments-info fundingInterval";
  }

  @Override
  public FeeTable fees(Instrument instrument) {
    return instrument.status() == Instrument.Status.PRE_LAUNCH ? PRE_MARKET : FEES;
  }

  @Override
  public Map<String, FeeTable> feeTables() {
    return Map.of(LINEAR, FEES, INVERSE, FEES, "pre-market", PRE_MARKET);
  }

  /// By default only what trades is listed; markets before their launch are asked for apart.
  @Override
  public List<RestCall> instruments() {
    String path = "/v5/market/instruments-info?category=";
    return List.of(
        RestCall.of("instruments-linear", path + LINEAR + "&limit=1000", 1),
        RestCall.of(
            "instruments-linear-prelaunch", path + LINEAR + "&status=PreLaunch&limit=1000", 1),
        RestCall.of("instruments-inverse", path + INVERSE + "&limit=1000", 1));
  }

  @Override
  public List<RestCall> snapshot(List<Instrument> listed) {
    List<RestCall> calls = new ArrayList<>(2);
    for (String category : List.of(LINEAR, INVERSE)) {
      if (listed.isEmpty() || listed.stream().anyMatch(i -> category(i).equals(category))) {
        calls.add(RestCall.of("tickers-" + category, "/v5/market/tickers?category=" + category, 1));
      }
    }
    return calls;
  }

  /// Pages go backwards by `endTime`. The start is a millisecond early, so that the page after the
  /// one that ends exactly at `from` is an empty range and not an error.
  @Override
  public Optional<RestCall> settled(Instrument instrument, Instant from, Instant to) {
    if (instrument.kind() != Instrument.Kind.PERPETUAL) {
      return Optional.empty();
    }
    return Optional.of(
        RestCall.of(
            "funding-history/" + instrument.id().symbol(),
            "/v5/market/funding/history?category="
                + category(instrument)
                + "&symbol="
                + instrument.id().symbol()
                + "&startTime="
                + (from.toEpochMilli() - 1)
                + "&endTime="
                + to.toEpochMilli()
                + "&limit="
                + SETTLED_PAGE,
            1));
  }

  /// Tickers carry it, by socket and REST.
  @Override
  public List<RestCall> openInterest(List<Instrument> listed) {
    return List.of();
  }

  /// One product line a socket, and as few sockets as the topics' length allows. Markets before
  /// their launch come by the snapshot only: a topic that does not exist yet would have all others
  /// of its message refused.
  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    return plans(listed, BybitSockets.prefixes(facts), "", facts);
  }

  @Override
  public List<SocketPlan> books(List<Instrument> deep) {
    return plans(deep, List.of(BybitSockets.BOOKS), "books-", Set.of(Fact.BOOK));
  }

  private static List<SocketPlan> plans(
      List<Instrument> listed, List<String> prefixes, String name, Set<Fact> facts) {
    List<SocketPlan> plans = new ArrayList<>();
    for (String category : List.of(LINEAR, INVERSE)) {
      List<Instrument> of =
          listed.stream().filter(i -> streams(i) && category(i).equals(category)).toList();
      Set<Fact> promised = EnumSet.noneOf(Fact.class);
      promised.addAll(facts);
      if (of.stream().noneMatch(i -> i.kind() == Instrument.Kind.PERPETUAL)) {
        promised.remove(Fact.FUNDING_ESTIMATE);
      }
      List<String> topics =
          BybitSockets.topics(prefixes, of.stream().map(i -> i.id().symbol()).toList());
      BybitSockets.plan(name + category, category, topics, promised, plans);
    }
    return plans;
  }

  /// Each series with bars of an hour but funding, whose points may be an hour apart. Premiums are
  /// of linear perpetuals only.
  @Override
  public Optional<Past> past(Past.Series series, Instrument instrument) {
    boolean perpetual = instrument.kind() == Instrument.Kind.PERPETUAL;
    String category = category(instrument);
    return switch (series) {
      case FUNDING ->
          perpetual
              ? Optional.of(
                  new Past(
                      null,
                      Duration.ofHours(SETTLED_PAGE - 1),
                      null,
                      (from, to) -> settled(instrument, from, to).orElseThrow()))
              : Optional.empty();
      case MARK -> BybitAccess.candles("mark-price-kline", category, instrument);
      case INDEX -> BybitAccess.candles("index-price-kline", category, instrument);
      case PREMIUM ->
          perpetual && category.equals(LINEAR)
              ? BybitAccess.candles("premium-index-price-kline", category, instrument)
              : Optional.empty();
      case TRADE -> BybitAccess.candles("kline", category, instrument);
      case OPEN_INTEREST -> BybitAccess.interest(category, instrument);
    };
  }

  private static boolean streams(Instrument instrument) {
    boolean contract =
        instrument.kind() == Instrument.Kind.PERPETUAL
            || instrument.kind() == Instrument.Kind.DATED_FUTURE;
    return contract
        && (instrument.status() == Instrument.Status.TRADING
            || instrument.status() == Instrument.Status.DELISTING);
  }

  static String category(Instrument instrument) {
    return instrument.payoff() == Instrument.Payoff.INVERSE ? INVERSE : LINEAR;
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new BybitCodec(ID, false, listed);
  }
}
