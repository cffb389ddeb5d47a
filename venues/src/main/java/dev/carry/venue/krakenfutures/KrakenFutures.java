package dev.carry.venue.krakenfutures;

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
import dev.carry.venue.SocketPlan.Promise;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.VenueDescriptor;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Kraken Futures: linear perpetuals with several currencies as collateral (`PF_`), inverse ones
/// (`PI_`), and dated futures of both kinds.
public final class KrakenFutures implements VenueDescriptor {
  static final VenueId ID = VenueId.of("kraken-futures");

  /// Products in one subscription, and on one connection.
  static final int MOST_IN_TEXT = 100;
  static final int MOST_ON_SOCKET = 200;

  private static final Duration EVERY_SECOND = Duration.ofMinutes(2);
  private static final Duration ON_CHANGE = Duration.ofMinutes(30);

  /// What the ticker says in one message.
  private static final Set<Fact> IN_TICKER =
      Collections.unmodifiableSet(
          EnumSet.of(
              Fact.FUNDING_ESTIMATE,
              Fact.INDEX,
              Fact.MARK,
              Fact.QUOTE,
              Fact.OPEN_INTEREST,
              Fact.VOLUME));

  /// An answer of the funding history is the whole history: about a megabyte a year.
  private static final int HISTORY_WEIGHT = 5;

  private static final Duration CANDLE = Duration.ofMinutes(1);
  private static final int MOST_CANDLES = 2_000;
  private static final Duration INTEREST = Duration.ofHours(1);
  private static final Duration INTEREST_SPAN = Duration.ofDays(30);
  private static final Duration HISTORY_SPAN = Duration.ofDays(3_650);

  private static final FeeTable FUTURES =
      new FeeTable(
          List.of(
              new FeeTable.Tier("0", 0.0002, 0.0005),
              new FeeTable.Tier("2.5M", 0.00015, 0.00045),
              new FeeTable.Tier("5M", 0.000125, 0.0004),
              new FeeTable.Tier("10M", 0.0001, 0.00035),
              new FeeTable.Tier("20M", 0.000075, 0.0003),
              new FeeTable.Tier("30M", 0.00005, 0.00025),
              new FeeTable.Tier("50M", 0.00003, 0.0002),
              new FeeTable.Tier("75M", 0.000015, 0.00015),
              new FeeTable.Tier("100M", 0, 0.000125),
              new FeeTable.Tier("250M", -0.000015, 0.0001),
              new FeeTable.Tier("500M", -0.00003, 0.0001),
              new FeeTable.Tier("1B", -0.00005, 0.0001)),
          "support.kraken.com, 'Fees for Derivatives trading' (360048917612) and its edition for"
              + " the European Economic Area, the same table, which announces changes for"
              + " 2026-03-26; by US dollars traded in 30 days, all contracts alike. The fee"
              + " endpoints of the API are deprecated since 2026-06-22 and are not read");

  @Override
  public VenueId id() {
    return ID;
  }

  @Override
  public URI rest() {
    return URI.create("https://futures.kraken.com");
  }

  @Override
  public URI sockets() {
    return URI.create("wss://futures.kraken.com");
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
        "the averaged premium behind the rate is not published; the ticker's premium is mark"
            + " against index, rounded to a tenth of a percent",
        Fact.OPTION,
        "options not offered by this venue");
  }

  @Override
  public String periodSource() {
    return "constant: one hour since 2022-09-29 12:00 UTC, four hours before; rates are written per"
        + " hour in both times";
  }

  /// Public calls cost nothing of the venue's budget, and no limit of an address is published: ten
  /// calls a second are what we allow ourselves. 100 connections and 100 requests a second are the
  /// documented bounds of the socket.
  @Override
  public Limits limits() {
    return new Limits(
        10,
        Duration.ofSeconds(1),
        null,
        null,
        List.of(403),
        Duration.ofMinutes(5),
        5,
        Duration.ofSeconds(1),
        Duration.ofMillis(50));
  }

  /// The client has to ping at least every 60 s.
  @Override
  public Keepalive keepalive() {
    return new Keepalive(
        "{\"event\":\"ping\"}", Duration.ofSeconds(30), Duration.ofSeconds(60), null);
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
    return List.of(RestCall.of("instruments", "/derivatives/api/v3/instruments", 1));
  }

  @Override
  public List<RestCall> snapshot(List<Instrument> listed) {
    return List.of(RestCall.of("tickers", "/derivatives/api/v3/tickers", 1));
  }

  /// The endpoint takes no times: it answers the whole history each time.
  @Override
  public Optional<RestCall> settled(Instrument instrument, Instant from, Instant to) {
    return instrument.kind() == Kind.PERPETUAL
        ? Optional.of(history(instrument.id()))
        : Optional.empty();
  }

  private static RestCall history(InstrumentId id) {
    return RestCall.of(
        "historical-funding-rates/" + id.symbol(),
        "/derivatives/api/v3/historical-funding-rates?symbol=" + id.symbol(),
        HISTORY_WEIGHT);
  }

  /// Every ticker states it.
  @Override
  public List<RestCall> openInterest(List<Instrument> listed) {
    return List.of();
  }

  @Override
  public Optional<Past> past(Past.Series series, Instrument instrument) {
    InstrumentId id = instrument.id();
    return switch (series) {
      case FUNDING ->
          instrument.kind() == Kind.PERPETUAL
              ? Optional.of(new Past(null, HISTORY_SPAN, null, (from, to) -> history(id)))
              : Optional.empty();
      case MARK -> Optional.of(candles("mark", id));
      case INDEX -> Optional.of(candles("spot", id));
      case TRADE -> Optional.of(candles("trade", id));
      case OPEN_INTEREST ->
          Optional.of(
              new Past(INTEREST, INTEREST_SPAN, null, (from, to) -> interest(id, from, to)));
      case PREMIUM -> Optional.empty();
    };
  }

  private static Past candles(String tick, InstrumentId id) {
    return new Past(
        CANDLE,
        CANDLE.multipliedBy(MOST_CANDLES),
        null,
        (from, to) ->
            RestCall.of(
                "candles/" + tick + "/" + id.symbol() + "/1m",
                "/api/charts/v1/"
                    + tick
                    + "/"
                    + id.symbol()
                    + "/1m?from="
                    + from.getEpochSecond()
                    + "&to="
                    + to.getEpochSecond(),
                1));
  }

  /// The value at an instant closes the interval before it.
  private static RestCall interest(InstrumentId id, Instant from, Instant to) {
    long interval = INTEREST.toSeconds();
    return RestCall.of(
        "open-interest/" + id.symbol() + "/" + interval,
        "/api/charts/v1/analytics/"
            + id.symbol()
            + "/open-interest?interval="
            + interval
            + "&since="
            + from.minus(INTEREST).getEpochSecond()
            + "&to="
            + to.getEpochSecond(),
        1);
  }

  /// The length of a candle of a resolution as the charts name it; null: they have none of it.
  static @Nullable Duration bar(String resolution) {
    return switch (resolution) {
      case "1m" -> Duration.ofMinutes(1);
      case "5m" -> Duration.ofMinutes(5);
      case "15m" -> Duration.ofMinutes(15);
      case "30m" -> Duration.ofMinutes(30);
      case "1h" -> Duration.ofHours(1);
      case "4h" -> Duration.ofHours(4);
      case "12h" -> Duration.ofHours(12);
      case "1d" -> Duration.ofDays(1);
      case "1w" -> Duration.ofDays(7);
      default -> null;
    };
  }

  // --- sockets -----------------------------------------------------------------------------

  /// Books are large and go over connections of their own: [#books].
  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    boolean tickers = facts.stream().anyMatch(IN_TICKER::contains);
    boolean trades = facts.contains(Fact.TRADE) || facts.contains(Fact.LIQUIDATION);
    List<SocketPlan> plans = new ArrayList<>();
    if (!tickers && !trades) {
      return plans;
    }
    for (List<Instrument> part : parts(Instruments.openPerpetuals(listed), MOST_ON_SOCKET)) {
      List<String> texts = new ArrayList<>();
      List<Promise> promises = new ArrayList<>();
      if (tickers) {
        texts.addAll(subscriptions("ticker", part));
        part.forEach(instrument -> promise(instrument, facts, promises));
      }
      if (trades) {
        // No promise: a quiet contract has no trades for hours.
        texts.addAll(subscriptions("trade", part));
      }
      plans.add(new SocketPlan("market-" + (plans.size() + 1), "/ws/v1", texts, promises));
    }
    return plans;
  }

  /// What does not trade yet, or no more, states no rate and may be silent.
  private static void promise(Instrument instrument, Set<Fact> facts, List<Promise> promises) {
    if (instrument.status() == Instrument.Status.TRADING) {
      for (Fact fact : IN_TICKER) {
        if (facts.contains(fact)) {
          promises.add(new Promise(fact, instrument.id(), EVERY_SECOND));
        }
      }
    }
  }

  @Override
  public List<SocketPlan> books(List<Instrument> deep) {
    List<SocketPlan> plans = new ArrayList<>();
    for (List<Instrument> part : parts(deep, MOST_IN_TEXT)) {
      List<Promise> promises =
          part.stream().map(i -> new Promise(Fact.BOOK, i.id(), ON_CHANGE)).toList();
      plans.add(
          new SocketPlan(
              "books-" + (plans.size() + 1), "/ws/v1", subscriptions("book", part), promises));
    }
    return plans;
  }

  private static List<String> subscriptions(String feed, List<Instrument> instruments) {
    List<String> texts = new ArrayList<>();
    for (List<Instrument> part : parts(instruments, MOST_IN_TEXT)) {
      StringBuilder text =
          new StringBuilder("{\"event\":\"subscribe\",\"feed\":\"" + feed + "\",\"product_ids\":[");
      for (int i = 0; i < part.size(); i++) {
        text.append(i == 0 ? "\"" : ",\"").append(part.get(i).id().symbol()).append('"');
      }
      texts.add(text.append("]}").toString());
    }
    return texts;
  }

  private static List<List<Instrument>> parts(List<Instrument> all, int most) {
    List<List<Instrument>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += most) {
      parts.add(all.subList(from, Math.min(all.size(), from + most)));
    }
    return parts;
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new KrakenFuturesCodec(listed);
  }
}
