package dev.carry.venue.deribit;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.Kind;
import dev.carry.model.Instrument.Payoff;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Deribit: perpetuals, dated futures and options, inverse (in BTC, ETH) and linear (in USDC).
public final class Deribit implements VenueDescriptor {
  static final VenueId ID = VenueId.of("deribit");

  /// What `current_funding` is expressed over, by definition; it accrues each millisecond.
  static final Duration RATE_PERIOD = Duration.ofHours(8);

  /// History answers with at most 744 hours; a window of 30 days is never cut.
  static final Duration LONGEST_ANSWER = Duration.ofDays(30);

  /// Charts are cut at 5,000 candles (from a client's source); of an hour each, these are fewer.
  private static final Duration LONGEST_CHART = Duration.ofDays(180);

  /// First parts of the names of our calls.
  static final Set<String> CALLS =
      Set.of("instruments", "book_summary", "option_summary", "funding_rate_history");

  /// Coins with inverse options, and the dollar coin of all linear ones.
  private static final List<String> OPTION_CURRENCIES = List.of("BTC", "ETH", "USDC");

  private static final String HISTORY = "funding_rate_history";

  /// Credits: an ordinary call costs 500, `get_instruments` all that a second gives.
  private static final int CALL = 500;

  private static final int CREDITS_A_SECOND = 10_000;

  private static final FeeTable CONTRACTS =
      new FeeTable(
          List.of(
              new FeeTable.Tier("standard", 0.00015, 0.00035),
              new FeeTable.Tier("vip1", 0, 0.0003),
              new FeeTable.Tier("vip2", 0, 0.00025),
              new FeeTable.Tier("vip3", 0, 0.0002),
              new FeeTable.Tier("vip4", -0.00002, 0.000185),
              new FeeTable.Tier("vip5", -0.00003, 0.000175),
              new FeeTable.Tier("vip6", -0.00004, 0.00017),
              new FeeTable.Tier("vip7", -0.00004, 0.00017)),
          "support.deribit.com article 25944746248989, edited 2026-09-22, inverse and linear alike,"
              + " as read by a third party that day; standard equals maker_commission and"
              + " taker_commission of all 131 perpetuals in get_instruments on 2026-09-23. Until"
              + " then 0 and 0.05 %. The article calls its tiers upcoming: vip1 to vip7 are"
              + " unconfirmed. Dated futures are counted alike, which is not confirmed");

  private static final FeeTable INVERSE_OPTIONS =
      new FeeTable(
          everyTier(0.0003, 0.0003),
          "support.deribit.com article 25944746248989, read 2026-11-29: of the underlying, at most"
              + " 12.5 % of the option's price; equals maker_commission and taker_commission in"
              + " get_instruments. What its upcoming tiers pay for options is not known: as"
              + " standard");

  private static final FeeTable LINEAR_OPTIONS =
      new FeeTable(
          everyTier(0.0001, 0.0005),
          "support.deribit.com article 25944746248989, read 2026-11-29: of the index, at most 12.5"
              + " % of the option's price. What its upcoming tiers pay for options is not known: as"
              + " standard");

  private static List<FeeTable.Tier> everyTier(double maker, double taker) {
    return CONTRACTS.tiers().stream()
        .map(tier -> new FeeTable.Tier(tier.name(), maker, taker))
        .toList();
  }

  @Override
  public VenueId id() {
    return ID;
  }

  @Override
  public URI rest() {
    return URI.create("https://www.deribit.com");
  }

  @Override
  public URI sockets() {
    return URI.create("wss://www.deribit.com");
  }

  @Override
  public Set<Fact> offers() {
    return Collections.unmodifiableSet(
        EnumSet.complementOf(EnumSet.of(Fact.PREMIUM_INDEX, Fact.CANDLE)));
  }

  @Override
  public Map<Fact, String> lacks() {
    return Map.of(
        Fact.PREMIUM_INDEX,
        "Deribit publishes none: its funding follows mark against index at each instant",
        Fact.CANDLE,
        "Deribit has candles of trades only, and does not say when one is final");
  }

  @Override
  public String periodSource() {
    return "constant: current_funding is a rate per 8 h that accrues continuously;"
        + " settled history is per hour";
  }

  /// Deribit publishes no number for callers without an account; these are its defaults for those
  /// with one: 10,000 credits a second, of which an ordinary call costs 500.
  @Override
  public Limits limits() {
    return new Limits(
        CREDITS_A_SECOND,
        Duration.ofSeconds(1),
        null,
        null,
        List.of(403),
        Duration.ofMinutes(5),
        32,
        Duration.ofMinutes(1),
        Duration.ofMillis(350));
  }

  /// Deribit asks (`test_request`) and the codec answers; it asks as often as the first message on
  /// a connection says, see [DeribitSockets].
  @Override
  public Keepalive keepalive() {
    return new Keepalive(
        null, DeribitSockets.HEARTBEAT, DeribitSockets.HEARTBEAT.multipliedBy(3), null);
  }

  @Override
  public FeeTable fees(Instrument instrument) {
    if (instrument.kind() != Kind.OPTION) {
      return CONTRACTS;
    }
    return instrument.payoff() == Payoff.INVERSE ? INVERSE_OPTIONS : LINEAR_OPTIONS;
  }

  @Override
  public Map<String, FeeTable> feeTables() {
    return Map.of(
        "contracts", CONTRACTS, "options", INVERSE_OPTIONS, "linear options", LINEAR_OPTIONS);
  }

  @Override
  public List<RestCall> instruments() {
    return List.of(
        RestCall.of(
            "instruments/future",
            "/api/v2/public/get_instruments?currency=any&kind=future&expired=false",
            CREDITS_A_SECOND));
  }

  @Override
  public List<RestCall> chains() {
    return OPTION_CURRENCIES.stream()
        .map(
            currency ->
                RestCall.of(
                    "instruments/option/" + currency,
                    "/api/v2/public/get_instruments?currency="
                        + currency
                        + "&kind=option&expired=false",
                    CREDITS_A_SECOND))
        .toList();
  }

  /// One call a settlement currency; `currency=any` is refused here. What a summary tells of
  /// options is without greeks, sizes and volatilities of the touch.
  @Override
  public List<RestCall> snapshot(List<Instrument> listed) {
    List<RestCall> calls = new ArrayList<>();
    summaries("book_summary", "future", Instruments.openContracts(listed), calls);
    summaries("option_summary", "option", Instruments.openOptions(listed), calls);
    return calls;
  }

  /// A summary tells the prices of the touch and not its sizes.
  @Override
  public Optional<RestCall> touch(Instrument instrument) {
    String symbol = instrument.id().symbol();
    return Optional.of(
        RestCall.of("ticker/" + symbol, "/api/v2/public/ticker?instrument_name=" + symbol, CALL));
  }

  private static void summaries(
      String name, String kind, List<Instrument> open, List<RestCall> calls) {
    Set<String> currencies = new TreeSet<>();
    open.forEach(instrument -> currencies.add(instrument.settle()));
    for (String currency : currencies) {
      calls.add(
          RestCall.of(
              name + "/" + currency,
              "/api/v2/public/get_book_summary_by_currency?currency=" + currency + "&kind=" + kind,
              CALL));
    }
  }

  /// The newest window of at most 30 days; the codec names the ones before it. The answer names no
  /// instrument, and a cut one not which end was cut: the call's name holds the instrument and
  /// where the history begins.
  @Override
  public Optional<RestCall> settled(Instrument instrument, Instant from, Instant to) {
    if (instrument.kind() != Kind.PERPETUAL) {
      return Optional.empty();
    }
    String symbol = instrument.id().symbol();
    Instant window = to.minus(LONGEST_ANSWER);
    Instant start = window.isBefore(from) ? from : window;
    return Optional.of(
        RestCall.of(
            HISTORY + "/" + symbol + "/" + from.toEpochMilli(),
            "/api/v2/public/get_funding_rate_history?instrument_name="
                + symbol
                + "&start_timestamp="
                + start.toEpochMilli()
                + "&end_timestamp="
                + to.toEpochMilli(),
            CALL));
  }

  /// None: the snapshot and the tickers carry it.
  @Override
  public List<RestCall> openInterest(List<Instrument> listed) {
    return List.of();
  }

  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    return DeribitSockets.plan(
        Instruments.openContracts(listed), Instruments.openOptions(listed), facts);
  }

  /// A book begins anew only with its connection: subscribing again brings no snapshot.
  @Override
  public List<SocketPlan> books(List<Instrument> deep) {
    return DeribitSockets.books(Instruments.openContracts(deep));
  }

  /// Funding by the hour, and candles of trades. Marks of the past are kept only of some options
  /// (docs.deribit.com, get_mark_price_history), indexes only for a few fixed stretches, open
  /// interest not at all.
  @Override
  public Optional<Past> past(Past.Series series, Instrument instrument) {
    return switch (series) {
      case FUNDING ->
          instrument.kind() == Kind.PERPETUAL
              ? Optional.of(
                  new Past(
                      Duration.ofHours(1),
                      LONGEST_ANSWER,
                      null,
                      (from, to) -> settled(instrument, from, to).orElseThrow()))
              : Optional.empty();
      case TRADE -> Optional.of(candles(instrument.id().symbol()));
      case MARK, INDEX, PREMIUM, OPEN_INTEREST -> Optional.empty();
    };
  }

  private static Past candles(String symbol) {
    return new Past(
        Duration.ofHours(1),
        LONGEST_CHART,
        null,
        (from, to) ->
            RestCall.of(
                "chart/" + symbol + "/60",
                "/api/v2/public/get_tradingview_chart_data?instrument_name="
                    + symbol
                    + "&start_timestamp="
                    + from.toEpochMilli()
                    + "&end_timestamp="
                    + to.toEpochMilli()
                    + "&resolution=60",
                CALL));
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new DeribitCodec(listed);
  }
}
