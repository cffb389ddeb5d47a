package dev.carry.venue.binance;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.VenueId;
import dev.carry.venue.FeeTable;
import dev.carry.venue.Instruments;
import dev.carry.venue.Keepalive;
import dev.carry.venue.Limits;
import dev.carry.venue.OptionFacts;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.SocketPlan.Promise;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.VenueDescriptor;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Options of Binance, in USDT: one stream an underlying tells the whole chain each second.
public final class BinanceOptions implements VenueDescriptor {
  public static final VenueId ID = VenueId.of("binance-options");

  private static final Set<Fact> OFFERED =
      Collections.unmodifiableSet(EnumSet.of(Fact.INSTRUMENT, Fact.OPTION, Fact.OPEN_INTEREST));

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
          Duration.ofMillis(200));

  /// The venue pings every five minutes and drops connections after a day.
  private static final Keepalive KEEPALIVE =
      new Keepalive(null, Duration.ofMinutes(3), Duration.ofMinutes(6), Duration.ofHours(23));

  private static final FeeTable FEES =
      new FeeTable(
          List.of(new FeeTable.Tier("regular", 0.0003, 0.0003)),
          "Binance's options FAQ 5326e5de61c34fed98abe28d2f175a23, read 2026-11-29: of the index,"
              + " at most 10 % of the option's value; exchangeInfo states each option's own rates");

  /// Chains come every second.
  private static final Duration QUIET_CHAIN = Duration.ofSeconds(20);

  private static final Duration QUIET_INTEREST = Duration.ofMinutes(10);

  /// Streams of one connection, of 200 that are allowed.
  private static final int STREAMS = 100;

  @Override
  public VenueId id() {
    return ID;
  }

  @Override
  public URI rest() {
    return URI.create("https://eapi.binance.com");
  }

  @Override
  public URI sockets() {
    return URI.create("wss://fstream.binance.com");
  }

  @Override
  public Set<Fact> offers() {
    return OFFERED;
  }

  @Override
  public Map<Fact, String> lacks() {
    return OptionFacts.lacks(OFFERED);
  }

  @Override
  public String periodSource() {
    return OptionFacts.NO_PERIOD;
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
    return Map.of("options", FEES);
  }

  @Override
  public List<RestCall> instruments() {
    return List.of(RestCall.of("exchangeInfo", "/eapi/v1/exchangeInfo", 1));
  }

  /// Marks, volatilities and greeks of all options, without the touch.
  @Override
  public List<RestCall> snapshot(List<Instrument> listed) {
    return List.of(RestCall.of("mark", "/eapi/v1/mark", 5));
  }

  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    Set<String> chains = new TreeSet<>();
    Set<String> interests = new TreeSet<>();
    for (Instrument option : Instruments.openOptions(listed)) {
      String underlying = option.indexSymbol().toLowerCase(Locale.ROOT);
      String[] name = option.id().symbol().split("-", -1);
      chains.add(underlying + "@optionMarkPrice");
      interests.add(underlying + "@optionOpenInterest@" + name[1]);
    }
    List<SocketPlan> plans = new ArrayList<>();
    if (facts.contains(Fact.OPTION)) {
      plan("chains", List.copyOf(chains), new Promise(Fact.OPTION, null, QUIET_CHAIN), plans);
    }
    if (facts.contains(Fact.OPEN_INTEREST)) {
      Promise promise = new Promise(Fact.OPEN_INTEREST, null, QUIET_INTEREST);
      plan("interests", List.copyOf(interests), promise, plans);
    }
    return plans;
  }

  private static void plan(
      String name, List<String> streams, Promise promise, List<SocketPlan> plans) {
    for (int from = 0; from < streams.size(); from += STREAMS) {
      List<String> some = streams.subList(from, Math.min(streams.size(), from + STREAMS));
      plans.add(
          new SocketPlan(
              name + "-" + (from / STREAMS + 1),
              "/market/stream",
              Subscriptions.hello(some),
              List.of(promise)));
    }
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new BinanceOptionCodec(listed);
  }
}
