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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Binance COIN-M: inverse perpetuals and quarterly futures, settled in the coin they are of.
public final class BinanceCoinm implements VenueDescriptor {
  public static final VenueId ID = VenueId.of("binance-coinm");

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
          "binance.com/en/fee/coinFuture fills its table by script and was not read itself. The"
              + " taker fees of regular to vip2 as a fee guide lists them (read 2026-11-28), the"
              + " same as for USD-M; the others are taken from USD-M. Guides name makers at half"
              + " of this: the higher number counts");

  @Override
  public VenueId id() {
    return ID;
  }

  @Override
  public URI rest() {
    return URI.create("https://dapi.binance.com");
  }

  @Override
  public URI sockets() {
    return URI.create("wss://dstream.binance.com");
  }

  @Override
  public Set<Fact> offers() {
    return BinanceUsdm.OFFERS;
  }

  @Override
  public Map<Fact, String> lacks() {
    return BinanceUsdm.LACKS;
  }

  @Override
  public String periodSource() {
    return BinanceUsdm.PERIOD_SOURCE;
  }

  @Override
  public Limits limits() {
    return BinanceUsdm.LIMITS;
  }

  @Override
  public Keepalive keepalive() {
    return BinanceUsdm.KEEPALIVE;
  }

  @Override
  public FeeTable fees(Instrument instrument) {
    return FEES;
  }

  @Override
  public Map<String, FeeTable> feeTables() {
    return Map.of("coin-m contracts", FEES);
  }

  @Override
  public List<RestCall> instruments() {
    return List.of(
        RestCall.of("exchangeInfo", "/dapi/v1/exchangeInfo", 1),
        RestCall.of(BinanceCodec.FUNDING_INFO, "/dapi/v1/fundingInfo", 1));
  }

  @Override
  public List<RestCall> snapshot(List<Instrument> listed) {
    return List.of(
        RestCall.of("premiumIndex", "/dapi/v1/premiumIndex", 10),
        RestCall.of("bookTicker", "/dapi/v1/ticker/bookTicker", 5));
  }

  /// One by one: here the symbol is mandatory.
  @Override
  public Optional<RestCall> settled(Instrument instrument, Instant from, Instant to) {
    return instrument.kind() == Instrument.Kind.PERPETUAL
        ? Optional.of(settlements(instrument, from, to))
        : Optional.empty();
  }

  private static RestCall settlements(Instrument instrument, Instant from, Instant to) {
    String symbol = "symbol=" + Calls.encoded(instrument.id().symbol()) + "&";
    return Calls.fundingRate(Family.COIN_M, symbol, from, to, 1);
  }

  @Override
  public List<RestCall> openInterest(List<Instrument> listed) {
    return Subscriptions.open(listed).stream()
        .map(instrument -> Calls.openInterest(Family.COIN_M, instrument))
        .toList();
  }

  /// The open interest of the past is asked for by pair and type of contract; of a dated future
  /// nobody says which quarter it was then.
  @Override
  public Optional<Past> past(Past.Series series, Instrument instrument) {
    boolean perpetual = instrument.kind() == Instrument.Kind.PERPETUAL;
    return switch (series) {
      case FUNDING ->
          perpetual
              ? Optional.of(Calls.settlements((from, to) -> settlements(instrument, from, to)))
              : Optional.empty();
      case OPEN_INTEREST ->
          perpetual
              ? Optional.of(
                  Calls.interests(
                      instrument.id().symbol(),
                      "pair=" + Calls.encoded(instrument.indexSymbol()) + "&contractType=PERPETUAL",
                      1))
              : Optional.empty();
      case MARK, INDEX, PREMIUM, TRADE -> Calls.candles(Family.COIN_M, series, instrument);
    };
  }

  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    return Subscriptions.plan(Family.COIN_M, listed, facts);
  }

  @Override
  public List<SocketPlan> books(List<Instrument> deep) {
    return Subscriptions.books(Family.COIN_M, deep);
  }

  @Override
  public Optional<RestCall> bookSnapshot(Instrument instrument) {
    return Optional.of(Calls.depth(Family.COIN_M, instrument));
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new BinanceCodec(Family.COIN_M, listed);
  }
}
