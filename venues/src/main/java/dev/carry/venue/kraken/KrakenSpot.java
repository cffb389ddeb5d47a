package dev.carry.venue.kraken;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.Levels;
import dev.carry.model.VenueId;
import dev.carry.venue.FeeTable;
import dev.carry.venue.Instruments;
import dev.carry.venue.Keepalive;
import dev.carry.venue.Limits;
import dev.carry.venue.Past;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.SocketPlan.Promise;
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

/// Spot of Kraken.
public final class KrakenSpot implements VenueDescriptor {
  static final VenueId ID = VenueId.of("kraken-spot");

  /// Pairs of one connection.
  static final int MOST_PAIRS = 100;

  /// Levels a side, of books among other channels and of those asked for deep.
  private static final int SHALLOW = 25;

  private static final int DEEP = 100;
  private static final int MOST_BOOKS = 10;

  private static final Duration BAR = Duration.ofHours(1);
  private static final int CANDLES = 720;

  private static final Duration ON_CHANGE = Duration.ofMinutes(5);

  /// How many decimals a checksum is made of is told there: before the books.
  private static final String PRECISIONS =
      "{\"method\":\"subscribe\",\"params\":{\"channel\":\"instrument\"}}";

  private static final FeeTable PAIRS =
      new FeeTable(
          List.of(
              new FeeTable.Tier("1", 0.004, 0.008),
              new FeeTable.Tier("2", 0.003, 0.006),
              new FeeTable.Tier("3", 0.0022, 0.0038),
              new FeeTable.Tier("4", 0.002, 0.0035),
              new FeeTable.Tier("5", 0.0015, 0.003),
              new FeeTable.Tier("6", 0.0012, 0.0025),
              new FeeTable.Tier("7", 0.001, 0.0022),
              new FeeTable.Tier("8", 0.0008, 0.002),
              new FeeTable.Tier("9", 0.0006, 0.0018),
              new FeeTable.Tier("10", 0.0004, 0.0015),
              new FeeTable.Tier("11", 0.0002, 0.0012),
              new FeeTable.Tier("12", 0, 0.001),
              new FeeTable.Tier("Pro 1", 0, 0.0009),
              new FeeTable.Tier("Pro 2", 0, 0.0008),
              new FeeTable.Tier("Pro 3", 0, 0.0007),
              new FeeTable.Tier("Pro 4", 0, 0.0006),
              new FeeTable.Tier("Pro 5", 0, 0.0005)),
          "Kraken Pro, spot by cross-platform tier, as read by a third party on 2026-07-26."
              + " Stablecoin and currency pairs cost 0.2 % at most, and some pairs pay makers;"
              + " neither is told apart here");

  @Override
  public VenueId id() {
    return ID;
  }

  @Override
  public URI rest() {
    return URI.create("https://api.kraken.com");
  }

  @Override
  public URI sockets() {
    return URI.create("wss://ws.kraken.com");
  }

  @Override
  public Set<Fact> offers() {
    return SpotFacts.WITHOUT_CANDLES;
  }

  @Override
  public Map<Fact, String> lacks() {
    return SpotFacts.withoutCandles(
        "kraken-futures",
        "Kraken does not say when a candle is final; those of the past are asked for");
  }

  @Override
  public String periodSource() {
    return SpotFacts.NO_PERIOD;
  }

  /// About one call a second of one address (from memory).
  @Override
  public Limits limits() {
    return new Limits(
        15,
        Duration.ofSeconds(15),
        null,
        null,
        List.of(403),
        Duration.ofMinutes(10),
        150,
        Duration.ofMinutes(10),
        Duration.ofMillis(100));
  }

  /// A heartbeat comes each second in which nothing else does.
  @Override
  public Keepalive keepalive() {
    return new Keepalive(
        "{\"method\":\"ping\"}", Duration.ofSeconds(30), Duration.ofSeconds(15), null);
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
    return List.of(RestCall.of("AssetPairs", "/0/public/AssetPairs", 1));
  }

  /// All pairs in one call.
  @Override
  public List<RestCall> snapshot(List<Instrument> listed) {
    return List.of(RestCall.of("Ticker", "/0/public/Ticker", 1));
  }

  /// The last 720 candles, whatever is asked for: there is a beginning to be named, and no end.
  @Override
  public Optional<Past> past(Past.Series series, Instrument instrument) {
    if (series != Past.Series.TRADE) {
      return Optional.empty();
    }
    String symbol = instrument.id().symbol();
    return Optional.of(
        new Past(
            BAR,
            BAR.multipliedBy(CANDLES),
            BAR.multipliedBy(CANDLES),
            (from, to) ->
                RestCall.of(
                    "OHLC/" + symbol + "/" + BAR.toMinutes(),
                    "/0/public/OHLC?pair="
                        + KrakenNames.asked(symbol)
                        + "&interval="
                        + BAR.toMinutes()
                        + "&since="
                        + (from.getEpochSecond() - 1),
                    1)));
  }

  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    List<String> channels = new ArrayList<>();
    List<Promise> promises = new ArrayList<>();
    if (facts.contains(Fact.QUOTE) || facts.contains(Fact.VOLUME)) {
      channels.add("\"ticker\",\"event_trigger\":\"bbo\"");
      promises.add(new Promise(Fact.QUOTE, null, ON_CHANGE));
    }
    if (facts.contains(Fact.TRADE)) {
      // No promise: quiet pairs have no trades for hours.
      channels.add("\"trade\",\"snapshot\":false");
    }
    if (facts.contains(Fact.BOOK)) {
      channels.add("\"book\",\"depth\":" + SHALLOW);
      promises.add(new Promise(Fact.BOOK, null, ON_CHANGE));
    }
    return channels.isEmpty()
        ? List.of()
        : plans("public", symbols(listed), MOST_PAIRS, channels, promises);
  }

  @Override
  public List<SocketPlan> books(List<Instrument> deep) {
    return plans(
        "books",
        symbols(deep),
        MOST_BOOKS,
        List.of("\"book\",\"depth\":" + DEEP),
        List.of(new Promise(Fact.BOOK, null, ON_CHANGE)));
  }

  @Override
  public long checksum(Levels bids, Levels asks) {
    return KrakenChecksum.of(bids, asks);
  }

  private static List<String> symbols(List<Instrument> listed) {
    return Instruments.tradingSpot(listed);
  }

  private static List<SocketPlan> plans(
      String name, List<String> symbols, int most, List<String> channels, List<Promise> promises) {
    List<SocketPlan> plans = new ArrayList<>();
    for (int from = 0; from < symbols.size(); from += most) {
      List<String> on = symbols.subList(from, Math.min(symbols.size(), from + most));
      List<String> hello = new ArrayList<>();
      if (channels.stream().anyMatch(channel -> channel.startsWith("\"book\""))) {
        hello.add(PRECISIONS);
      }
      for (String channel : channels) {
        hello.add(
            "{\"method\":\"subscribe\",\"params\":{\"channel\":"
                + channel
                + ",\"symbol\":[\""
                + String.join("\",\"", on)
                + "\"]}}");
      }
      plans.add(new SocketPlan(name + "-" + (plans.size() + 1), "/v2", hello, promises));
    }
    return plans;
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new KrakenCodec(listed);
  }
}
