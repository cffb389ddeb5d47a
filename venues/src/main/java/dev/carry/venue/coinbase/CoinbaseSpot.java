package dev.carry.venue.coinbase;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Spot of Coinbase Exchange.
public final class CoinbaseSpot implements VenueDescriptor {
  static final VenueId ID = VenueId.of("coinbase-spot");

  /// Products of one connection: verbose channels are to be spread.
  static final int MOST_PRODUCTS = 50;

  private static final int MOST_BOOKS = 10;

  private static final Duration BAR = Duration.ofHours(1);
  private static final int CANDLES = 300;

  /// Sent when something trades: of some product of a connection, something always does.
  private static final Duration TRADES = Duration.ofMinutes(10);

  private static final Duration BOOKS = Duration.ofMinutes(5);

  private static final FeeTable PAIRS =
      new FeeTable(
          List.of(
              new FeeTable.Tier("below 10K", 0.004, 0.006),
              new FeeTable.Tier("10K", 0.0025, 0.004),
              new FeeTable.Tier("50K", 0.0015, 0.0025),
              new FeeTable.Tier("100K", 0.001, 0.002),
              new FeeTable.Tier("1M", 0.0008, 0.0018),
              new FeeTable.Tier("15M", 0.0006, 0.0016),
              new FeeTable.Tier("75M", 0.0003, 0.001),
              new FeeTable.Tier("250M", 0, 0.0006),
              new FeeTable.Tier("400M", 0, 0.0004)),
          "Coinbase Exchange, standard table by volume of 30 days in US dollars, as read by a third"
              + " party on 2026-07-26. Stable pairs cost makers nothing and takers 0.0045 % at"
              + " most, which is not told apart here");

  @Override
  public VenueId id() {
    return ID;
  }

  @Override
  public URI rest() {
    return URI.create("https://api.exchange.coinbase.com");
  }

  @Override
  public URI sockets() {
    return URI.create("wss://ws-feed.exchange.coinbase.com");
  }

  @Override
  public Set<Fact> offers() {
    return SpotFacts.WITHOUT_CANDLES;
  }

  @Override
  public Map<Fact, String> lacks() {
    return SpotFacts.withoutCandles(
        "", "Coinbase Exchange has no channel of candles; those of the past are asked for");
  }

  @Override
  public String periodSource() {
    return SpotFacts.NO_PERIOD;
  }

  /// Ten calls a second of one address; more are answered with 429.
  @Override
  public Limits limits() {
    return new Limits(
        10,
        Duration.ofSeconds(1),
        null,
        null,
        List.of(403),
        Duration.ofMinutes(1),
        8,
        Duration.ofSeconds(1),
        Duration.ofMillis(100));
  }

  /// Each connection hears a heartbeat a second.
  @Override
  public Keepalive keepalive() {
    return new Keepalive(null, Duration.ofSeconds(20), Duration.ofSeconds(30), null);
  }

  @Override
  public FeeTable fees(Instrument instrument) {
    return PAIRS;
  }

  @Override
  public Map<String, FeeTable> feeTables() {
    return Map.of("spot", PAIRS);
  }

  @Override
  public List<RestCall> instruments() {
    return List.of(RestCall.of("products", "/products", 1));
  }

  /// One call each: no call has the touch of all.
  @Override
  public List<RestCall> snapshot(List<Instrument> listed) {
    return Instruments.openSpot(listed).stream()
        .map(i -> i.id().symbol())
        .map(id -> RestCall.of("ticker/" + id, "/products/" + id + "/ticker", 1))
        .toList();
  }

  @Override
  public boolean tellsOneByOne() {
    return true;
  }

  /// With sizes, which a ticker has not.
  @Override
  public Optional<RestCall> touch(Instrument instrument) {
    String id = instrument.id().symbol();
    return Optional.of(RestCall.of("book/" + id, "/products/" + id + "/book?level=1", 1));
  }

  /// At most 300 candles an answer, both ends included.
  @Override
  public Optional<Past> past(Past.Series series, Instrument instrument) {
    if (series != Past.Series.TRADE) {
      return Optional.empty();
    }
    String id = instrument.id().symbol();
    return Optional.of(
        new Past(
            BAR,
            BAR.multipliedBy(CANDLES - 1),
            null,
            (from, to) ->
                RestCall.of(
                    "candles/" + id + "/" + BAR.toSeconds(),
                    "/products/"
                        + id
                        + "/candles?granularity="
                        + BAR.toSeconds()
                        + "&start="
                        + from
                        + "&end="
                        + to,
                    1)));
  }

  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    List<String> channels = new ArrayList<>();
    List<SocketPlan.Promise> promises = new ArrayList<>();
    if (facts.contains(Fact.QUOTE) || facts.contains(Fact.VOLUME)) {
      channels.add("ticker");
      promises.add(new SocketPlan.Promise(Fact.QUOTE, null, TRADES));
    }
    if (facts.contains(Fact.TRADE)) {
      channels.add("matches");
      promises.add(new SocketPlan.Promise(Fact.TRADE, null, TRADES));
    }
    if (facts.contains(Fact.BOOK)) {
      channels.add("level2_batch");
      promises.add(new SocketPlan.Promise(Fact.BOOK, null, BOOKS));
    }
    return channels.isEmpty()
        ? List.of()
        : plans("public", symbols(listed), MOST_PRODUCTS, channels, promises);
  }

  @Override
  public List<SocketPlan> books(List<Instrument> deep) {
    return plans(
        "books",
        symbols(deep),
        MOST_BOOKS,
        List.of("level2_batch"),
        List.of(new SocketPlan.Promise(Fact.BOOK, null, BOOKS)));
  }

  private static List<String> symbols(List<Instrument> listed) {
    return Instruments.tradingSpot(listed);
  }

  private static List<SocketPlan> plans(
      String name,
      List<String> symbols,
      int most,
      List<String> channels,
      List<SocketPlan.Promise> promises) {
    List<SocketPlan> plans = new ArrayList<>();
    for (int from = 0; from < symbols.size(); from += most) {
      List<String> on = symbols.subList(from, Math.min(symbols.size(), from + most));
      List<String> hello =
          List.of(subscribe(on, channels), subscribe(List.of(on.getFirst()), List.of("heartbeat")));
      plans.add(new SocketPlan(name + "-" + (plans.size() + 1), "/", hello, promises));
    }
    return plans;
  }

  private static String subscribe(List<String> products, List<String> channels) {
    return "{\"type\":\"subscribe\",\"product_ids\":[\""
        + String.join("\",\"", products)
        + "\"],\"channels\":[\""
        + String.join("\",\"", channels)
        + "\"]}";
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new CoinbaseCodec();
  }
}
