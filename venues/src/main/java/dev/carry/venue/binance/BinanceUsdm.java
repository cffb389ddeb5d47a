package dev.carry.venue.binance;

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

/// Binance USD-M: perpetuals and dated futures settled in USDT, USDC and the like.
public final class BinanceUsdm implements VenueDescriptor {
  public static final VenueId ID = VenueId.of("binance-usdm");

  /// `fundingRate` and `fundingInfo` cost none of the general weight but share 500 calls in five
  /// minutes. Counted as 24 of 2400 a minute, the general budget allows them 100 a minute.
  private static final int SHARED_500 = 24;

  /// The open interest of the past has 1000 calls in five minutes of its own: 200 a minute.
  private static final int SHARED_1000 = 12;

  /// COIN-M states the same limits.
  static final Limits LIMITS =
      new Limits(
          2400,
          Duration.ofMinutes(1),
          "X-MBX-USED-WEIGHT-1M",
          null,
          List.of(403, 418, 429),
          Duration.ofMinutes(5),
          300,
          Duration.ofMinutes(5),
          // 10 messages a second are allowed, answers to pings among them
          Duration.ofMillis(250));

  static final Keepalive KEEPALIVE =
      new Keepalive(
          // the venue pings every three minutes
          null, Duration.ofMinutes(3), Duration.ofMinutes(4), Duration.ofHours(23));

  private static final FeeTable FEES =
      new FeeTable(
          List.of(
              new FeeTable.Tier("regular", 0.0002, 0.0005),
              new FeeTable.Tier("vip1", 0.00016, 0.0004),
              new FeeTable.Tier("vip2", 0.00014, 0.00035),
              new FeeTable.Tier("vip3", 0.00012, 0.00032),
              new FeeTable.Tier("vip4", 0.0001, 0.0003),
              new FeeTable.Tier("vip5", 0.00008, 0.00027),
              new FeeTable.Tier("vip6", 0.00006, 0.00025),
              new FeeTable.Tier("vip7", 0.00004, 0.00022),
              new FeeTable.Tier("vip8", 0.00002, 0.0002),
              new FeeTable.Tier("vip9", 0, 0.00017)),
          "binance.com/en/fee/futureFee, USDT contracts, without the 10 % for paying in BNB. The"
              + " page fills its table by script and was not read itself: regular as a fee"
              + " index read it on 2026-10-12, vip1 to vip9 as the NautilusTrader client carries"
              + " them in 2026. USDC contracts often cost less, TradFi contracts have a page"
              + " of their own: both are counted like USDT contracts");

  static final Set<Fact> OFFERS =
      Collections.unmodifiableSet(
          EnumSet.complementOf(EnumSet.of(Fact.PREMIUM_INDEX, Fact.OPTION)));

  static final Map<Fact, String> LACKS =
      Map.of(
          Fact.PREMIUM_INDEX,
          "published only as candles over REST; live, mark and index give the premium",
          Fact.OPTION,
          "a venue of its own here: binance-options");

  static final String PERIOD_SOURCE =
      "fundingInfo lists symbols whose period was ever adjusted; the others have 8 hours";

  @Override
  public VenueId id() {
    return ID;
  }

  @Override
  public URI rest() {
    return URI.create("https://fapi.binance.com");
  }

  @Override
  public URI sockets() {
    return URI.create("wss://fstream.binance.com");
  }

  @Override
  public Set<Fact> offers() {
    return OFFERS;
  }

  @Override
  public Map<Fact, String> lacks() {
    return LACKS;
  }

  @Override
  public String periodSource() {
    return PERIOD_SOURCE;
  }

  @Override
  public Limits limits() {
    return LIMITS;
  }

  @Override
  public Keepalive keepalive() {
    return KEEPALIVE;
  }

  @Override
  public FeeTable fees(Instrument instrument) {
    return FEES;
  }

  @Override
  public Map<String, FeeTable> feeTables() {
    return Map.of("usd-m perpetuals", FEES);
  }

  @Override
  public List<RestCall> instruments() {
    return List.of(
        RestCall.of("exchangeInfo", "/fapi/v1/exchangeInfo", 1),
        RestCall.of(BinanceCodec.FUNDING_INFO, "/fapi/v1/fundingInfo", SHARED_500));
  }

  @Override
  public List<RestCall> snapshot(List<Instrument> listed) {
    return List.of(
        RestCall.of("premiumIndex", "/fapi/v1/premiumIndex", 10),
        RestCall.of("bookTicker", "/fapi/v1/ticker/bookTicker", 5));
  }

  @Override
  public Optional<RestCall> settled(Instrument instrument, Instant from, Instant to) {
    if (instrument.kind() != Instrument.Kind.PERPETUAL) {
      return Optional.empty();
    }
    return Optional.of(settlements(instrument, from, to));
  }

  private static RestCall settlements(Instrument instrument, Instant from, Instant to) {
    String symbol = "symbol=" + Calls.encoded(instrument.id().symbol()) + "&";
    return Calls.fundingRate(Family.USD_M, symbol, from, to, SHARED_500);
  }

  /// Without a symbol the endpoint answers for all of them, oldest first.
  @Override
  public Optional<RestCall> settledOfAll(Instant from, Instant to) {
    return Optional.of(Calls.fundingRate(Family.USD_M, "", from, to, SHARED_500));
  }

  @Override
  public List<RestCall> openInterest(List<Instrument> listed) {
    return Subscriptions.open(listed).stream()
        .map(instrument -> Calls.openInterest(Family.USD_M, instrument))
        .toList();
  }

  @Override
  public Optional<Past> past(Past.Series series, Instrument instrument) {
    String symbol = instrument.id().symbol();
    return switch (series) {
      case FUNDING ->
          instrument.kind() == Instrument.Kind.PERPETUAL
              ? Optional.of(Calls.settlements((from, to) -> settlements(instrument, from, to)))
              : Optional.empty();
      case OPEN_INTEREST ->
          Optional.of(Calls.interests(symbol, "symbol=" + Calls.encoded(symbol), SHARED_1000));
      case MARK, INDEX, PREMIUM, TRADE -> Calls.candles(Family.USD_M, series, instrument);
    };
  }

  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    return Subscriptions.plan(Family.USD_M, listed, facts);
  }

  @Override
  public List<SocketPlan> books(List<Instrument> deep) {
    return Subscriptions.books(Family.USD_M, deep);
  }

  @Override
  public Optional<RestCall> bookSnapshot(Instrument instrument) {
    return Optional.of(Calls.depth(Family.USD_M, instrument));
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new BinanceCodec(Family.USD_M, listed);
  }
}
