package dev.carry.venue.bybit;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Bybit v5, linear (USDT, USDC) and inverse contracts.
public final class Bybit implements VenueDescriptor {
  public static final VenueId ID = VenueId.of("bybit");

  /// Rows of a full page of settled funding: there may be older ones.
  static final int SETTLED_PAGE = 200;

  /// Bybit cuts at 21,000 characters of topics a connection; the rest is for quotes and commas we
  /// may count otherwise than they do.
  static final int TOPIC_CHARACTERS = 20_000;

  /// One bad topic has its whole message refused, so a message holds few.
  static final int TOPICS_A_MESSAGE = 50;

  private static final Set<Fact> OF_TICKERS =
      Set.of(
          Fact.FUNDING_ESTIMATE,
          Fact.MARK,
          Fact.INDEX,
          Fact.QUOTE,
          Fact.OPEN_INTEREST,
          Fact.VOLUME);

  /// Linear in USDT and USDC and inverse contracts share one schedule.
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
  public URI rest() {
    return URI.create("https://api.bybit.com");
  }

  @Override
  public URI sockets() {
    return URI.create("wss://stream.bybit.com");
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

  /// 600 requests in 5 s from one address; a breach is answered with 403 and a ban of ten minutes.
  @Override
  public Limits limits() {
    return new Limits(
        600,
        Duration.ofSeconds(5),
        null,
        "X-Bapi-Limit-Status",
        List.of(403),
        Duration.ofMinutes(10),
        500,
        Duration.ofMinutes(5),
        Duration.ofMillis(100));
  }

  /// Bybit asks for a ping about every 20 s and answers each; two unanswered ones are too many.
  @Override
  public Keepalive keepalive() {
    return new Keepalive("{\"op\":\"ping\"}", Duration.ofSeconds(20), Duration.ofSeconds(45), null);
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
    List<SocketPlan> plans = new ArrayList<>();
    for (String category : List.of(LINEAR, INVERSE)) {
      List<String> topics = new ArrayList<>();
      for (String prefix : prefixes(facts)) {
        for (Instrument instrument : listed) {
          if (streams(instrument) && category(instrument).equals(category)) {
            topics.add(prefix + instrument.id().symbol());
          }
        }
      }
      plan(category, topics, facts, plans);
    }
    return plans;
  }

  private static boolean streams(Instrument instrument) {
    return instrument.kind() == Instrument.Kind.PERPETUAL
        && (instrument.status() == Instrument.Status.TRADING
            || instrument.status() == Instrument.Status.DELISTING);
  }

  private static List<String> prefixes(Set<Fact> facts) {
    List<String> prefixes = new ArrayList<>();
    if (facts.stream().anyMatch(OF_TICKERS::contains)) {
      prefixes.add("tickers.");
    }
    if (facts.contains(Fact.LIQUIDATION)) {
      prefixes.add("allLiquidation.");
    }
    if (facts.contains(Fact.TRADE)) {
      prefixes.add("publicTrade.");
    }
    if (facts.contains(Fact.BOOK)) {
      prefixes.add("orderbook.50.");
    }
    return prefixes;
  }

  private static void plan(
      String category, List<String> topics, Set<Fact> facts, List<SocketPlan> plans) {
    int from = 0;
    int number = 1;
    while (from < topics.size()) {
      int to = from;
      int characters = 0;
      // A topic, its two quotes and its comma.
      while (to < topics.size() && characters + topics.get(to).length() + 3 <= TOPIC_CHARACTERS) {
        characters += topics.get(to).length() + 3;
        to++;
      }
      List<String> on = topics.subList(from, to);
      plans.add(
          new SocketPlan(
              category + "-" + number, "/v5/public/" + category, hello(on), promises(on, facts)));
      from = to;
      number++;
    }
  }

  private static List<String> hello(List<String> topics) {
    List<String> texts = new ArrayList<>();
    for (int from = 0; from < topics.size(); from += TOPICS_A_MESSAGE) {
      List<String> batch = topics.subList(from, Math.min(topics.size(), from + TOPICS_A_MESSAGE));
      texts.add("{\"op\":\"subscribe\",\"args\":[\"" + String.join("\",\"", batch) + "\"]}");
    }
    return texts;
  }

  /// A rate may stand for a whole period and is then not repeated; a settlement moves it.
  private static final Duration LONGEST_RATE = Duration.ofHours(9);

  /// A ticker begins with a snapshot of everything; what moves, and how often, depends on the
  /// market, so only the liveliest of a connection is waited for. Liquidations promise nothing:
  /// hours without one are good hours.
  private static List<SocketPlan.Promise> promises(List<String> topics, Set<Fact> facts) {
    Map<Fact, Duration> quiet = new EnumMap<>(Fact.class);
    if (topics.stream().anyMatch(topic -> topic.startsWith("tickers."))) {
      quiet.put(Fact.FUNDING_ESTIMATE, LONGEST_RATE);
      quiet.put(Fact.MARK, Duration.ofSeconds(20));
      quiet.put(Fact.INDEX, Duration.ofSeconds(20));
      quiet.put(Fact.QUOTE, Duration.ofSeconds(20));
      quiet.put(Fact.OPEN_INTEREST, Duration.ofMinutes(2));
      quiet.put(Fact.VOLUME, Duration.ofMinutes(2));
    }
    if (topics.stream().anyMatch(topic -> topic.startsWith("orderbook."))) {
      quiet.put(Fact.BOOK, Duration.ofSeconds(20));
    }
    if (topics.stream().anyMatch(topic -> topic.startsWith("publicTrade."))) {
      quiet.put(Fact.TRADE, Duration.ofMinutes(5));
    }
    return quiet.entrySet().stream()
        .filter(entry -> facts.contains(entry.getKey()))
        .map(entry -> new SocketPlan.Promise(entry.getKey(), null, entry.getValue()))
        .toList();
  }

  static String category(Instrument instrument) {
    return instrument.payoff() == Instrument.Payoff.INVERSE ? INVERSE : LINEAR;
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new BybitCodec(ID, listed);
  }
}
