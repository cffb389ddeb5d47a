package dev.carry.venue.binance;

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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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

  static final String FUNDING_INFO = "fundingInfo";

  /// `fundingRate` and `fundingInfo` cost none of the general weight but share 500 calls in five
  /// minutes. Counted as 24 of 2400 a minute, the general budget allows them 100 a minute.
  private static final int SHARED_500 = 24;

  private static final Limits LIMITS =
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

  private static final Keepalive KEEPALIVE =
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

  private static final Set<Fact> OFFERS =
      Collections.unmodifiableSet(
          EnumSet.complementOf(EnumSet.of(Fact.PREMIUM_INDEX, Fact.OPTION)));

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
    return Map.of(
        Fact.PREMIUM_INDEX,
        "published only as candles over REST; live, mark and index give the premium",
        Fact.OPTION,
        "a venue of its own here: binance-options");
  }

  @Override
  public String periodSource() {
    return "fundingInfo lists symbols whose period was ever adjusted; the others have 8 hours";
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
        RestCall.of(FUNDING_INFO, "/fapi/v1/fundingInfo", SHARED_500));
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
    return Optional.of(fundingRate("symbol=" + encoded(instrument) + "&", from, to));
  }

  /// Without a symbol the endpoint answers for all of them, oldest first.
  @Override
  public Optional<RestCall> settledOfAll(Instant from, Instant to) {
    return Optional.of(fundingRate("", from, to));
  }

  private static RestCall fundingRate(String symbol, Instant from, Instant to) {
    String query =
        "%sstartTime=%d&endTime=%d&limit=%d"
            .formatted(
                symbol, from.toEpochMilli(), to.toEpochMilli(), BinanceUsdmCodec.SETTLED_PER_PAGE);
    return RestCall.of("fundingRate", "/fapi/v1/fundingRate?" + query, SHARED_500);
  }

  @Override
  public List<RestCall> openInterest(List<Instrument> listed) {
    return Instruments.openPerpetuals(listed).stream()
        .map(
            instrument ->
                RestCall.of(
                    "openInterest", "/fapi/v1/openInterest?symbol=" + encoded(instrument), 1))
        .toList();
  }

  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    return Subscriptions.plan(listed, facts);
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new BinanceUsdmCodec(listed);
  }

  /// Some symbols are written in Chinese.
  private static String encoded(Instrument instrument) {
    return URLEncoder.encode(instrument.id().symbol(), StandardCharsets.UTF_8);
  }
}
