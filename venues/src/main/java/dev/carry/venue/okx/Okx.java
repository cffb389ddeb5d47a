package dev.carry.venue.okx;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.Kind;
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
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// OKX: perpetual swaps, linear and inverse, and X-Perps.
public final class Okx implements VenueDescriptor {
  static final VenueId ID = VenueId.of("okx");

  private static final FeeTable PERPETUALS =
      new FeeTable(
          List.of(
              new FeeTable.Tier("regular", 0.0002, 0.0005),
              new FeeTable.Tier("vip1", 0.00018, 0.0004),
              new FeeTable.Tier("vip2", 0.00013, 0.00035),
              new FeeTable.Tier("vip3", 0.0001, 0.00028),
              new FeeTable.Tier("vip4", 0.00008, 0.00027),
              new FeeTable.Tier("vip5", 0.00005, 0.00026),
              new FeeTable.Tier("vip6", 0, 0.00025),
              new FeeTable.Tier("vip7", -0.00002, 0.00025),
              new FeeTable.Tier("vip8", -0.00005, 0.00025),
              new FeeTable.Tier("vip9", -0.00005, 0.0002)),
          "okx.com/fees, global futures table, linear and inverse alike, rules of 2026-07-19, as"
              + " read by a third party on 2026-07-26; regular again on 2026-10-16 by a fee index."
              + " vip7 to vip9 differ by the contract's fee group: the costlier of both is counted."
              + " X-Perps and other regions have tables of their own that are not public");

  @Override
  public VenueId id() {
    return ID;
  }

  @Override
  public URI rest() {
    return URI.create("https://www.okx.com");
  }

  @Override
  public URI sockets() {
    return URI.create("wss://ws.okx.com:8443");
  }

  @Override
  public Set<Fact> offers() {
    return Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(Fact.OPTION)));
  }

  @Override
  public Map<Fact, String> lacks() {
    return Map.of(Fact.OPTION, "a venue of its own here: okx-options");
  }

  @Override
  public String periodSource() {
    return "nextFundingTime − fundingTime of funding-rate, which travels with each estimate;"
        + " absent when either is missing";
  }

  /// OKX limits each endpoint on its own: tickers and index-tickers at 20 calls in 2 s, instruments
  /// and open-interest at 20 of one type or instrument, funding-rate, its history and mark-price at
  /// 10 of one instrument. All calls together keep to 20, and no instrument is asked for so often.
  @Override
  public Limits limits() {
    return new Limits(
        20,
        Duration.ofSeconds(2),
        null,
        null,
        List.of(403),
        Duration.ofMinutes(5),
        3,
        Duration.ofSeconds(1),
        Duration.ofMillis(250));
  }

  /// A connection silent for 30 s is closed by OKX; `ping` is answered by `pong`.
  @Override
  public Keepalive keepalive() {
    return new Keepalive("ping", Duration.ofSeconds(20), Duration.ofSeconds(30), null);
  }

  @Override
  public FeeTable fees(Instrument instrument) {
    return PERPETUALS;
  }

  @Override
  public Map<String, FeeTable> feeTables() {
    return Map.of("perpetuals", PERPETUALS);
  }

  /// Funding terms come last: they complete instruments already listed.
  @Override
  public List<RestCall> instruments() {
    return List.of(
        bulk("public/instruments", "instType", "SWAP"),
        bulk("public/instruments", "instType", "FUTURES"),
        funding());
  }

  @Override
  public List<RestCall> snapshot(List<Instrument> listed) {
    List<RestCall> calls = new ArrayList<>();
    calls.add(funding());
    for (String type : types(listed)) {
      calls.add(bulk("public/mark-price", "instType", type));
      calls.add(bulk("market/tickers", "instType", type));
    }
    Set<String> currencies = new TreeSet<>();
    for (Instrument instrument : Instruments.openPerpetuals(listed)) {
      String index = instrument.indexSymbol();
      currencies.add(index.substring(index.indexOf('-') + 1));
    }
    for (String currency : currencies) {
      calls.add(bulk("market/index-tickers", "quoteCcy", currency));
    }
    return calls;
  }

  /// Three months back at most. `before` and `after` are the wrong way round to the ear: `after`
  /// asks for older rows than the time given, `before` for newer ones.
  @Override
  public Optional<RestCall> settled(Instrument instrument, Instant from, Instant to) {
    if (instrument.kind() != Kind.PERPETUAL) {
      return Optional.empty();
    }
    String symbol = instrument.id().symbol();
    String path =
        "/api/v5/public/funding-rate-history?instId="
            + symbol
            + "&before="
            + (from.toEpochMilli() - 1)
            + "&after="
            + (to.toEpochMilli() + 1)
            + "&limit=400";
    return Optional.of(RestCall.of("funding-rate-history/" + symbol, path, 1));
  }

  @Override
  public List<RestCall> openInterest(List<Instrument> listed) {
    return types(listed).stream()
        .map(type -> bulk("public/open-interest", "instType", type))
        .toList();
  }

  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    return OkxSockets.plan(Instruments.openPerpetuals(listed), facts);
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new OkxCodec(listed);
  }

  private static RestCall funding() {
    return bulk("public/funding-rate", "instId", "ANY");
  }

  private static RestCall bulk(String endpoint, String parameter, String value) {
    String name = endpoint.substring(endpoint.indexOf('/') + 1);
    return RestCall.of(
        name + "/" + value, "/api/v5/" + endpoint + "?" + parameter + "=" + value, 1);
  }

  /// X-Perps are listed among the futures.
  static Set<String> types(List<Instrument> listed) {
    Set<String> types = new TreeSet<>(Collections.reverseOrder());
    for (Instrument instrument : Instruments.openPerpetuals(listed)) {
      types.add(instrument.id().symbol().endsWith("-SWAP") ? "SWAP" : "FUTURES");
    }
    return types;
  }
}
