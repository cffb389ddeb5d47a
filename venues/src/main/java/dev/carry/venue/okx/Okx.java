package dev.carry.venue.okx;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.Kind;
import dev.carry.model.VenueId;
import dev.carry.venue.FeeTable;
import dev.carry.venue.Instruments;
import dev.carry.venue.Past;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.VenueCodec;
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

/// OKX: perpetual swaps and dated futures, linear and inverse, and X-Perps.
public final class Okx implements OkxVenue {
  static final VenueId ID = VenueId.of("okx");

  /// Rows of a full page of settled funding.
  private static final int SETTLED_PAGE = 400;

  private static final FeeTable CONTRACTS =
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
          "okx.com/fees, global futures table, swaps and dated futures, linear and inverse alike,"
              + " rules of 2026-07-19, as"
              + " read by a third party on 2026-07-26; regular again on 2026-10-16 by a fee index."
              + " vip7 to vip9 differ by the contract's fee group: the costlier of both is counted."
              + " X-Perps and other regions have tables of their own that are not public");

  @Override
  public VenueId id() {
    return ID;
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

  @Override
  public FeeTable fees(Instrument instrument) {
    return CONTRACTS;
  }

  @Override
  public Map<String, FeeTable> feeTables() {
    return Map.of("contracts", CONTRACTS);
  }

  /// Funding terms come last: they complete instruments already listed.
  @Override
  public List<RestCall> instruments() {
    return List.of(
        OkxAccess.bulk("public/instruments", "instType", "SWAP"),
        OkxAccess.bulk("public/instruments", "instType", "FUTURES"),
        funding());
  }

  @Override
  public List<RestCall> snapshot(List<Instrument> listed) {
    List<RestCall> calls = new ArrayList<>();
    calls.add(funding());
    for (String type : types(listed)) {
      calls.add(OkxAccess.bulk("public/mark-price", "instType", type));
      calls.add(OkxAccess.bulk("market/tickers", "instType", type));
    }
    Set<String> currencies = new TreeSet<>();
    for (Instrument instrument : Instruments.openContracts(listed)) {
      String index = instrument.indexSymbol();
      currencies.add(index.substring(index.indexOf('-') + 1));
    }
    for (String currency : currencies) {
      calls.add(OkxAccess.bulk("market/index-tickers", "quoteCcy", currency));
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
            + "&limit="
            + SETTLED_PAGE;
    return Optional.of(RestCall.of("funding-rate-history/" + symbol, path, 1));
  }

  @Override
  public List<RestCall> openInterest(List<Instrument> listed) {
    return types(listed).stream()
        .map(type -> OkxAccess.bulk("public/open-interest", "instType", type))
        .toList();
  }

  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    return OkxSockets.plan(Instruments.openContracts(listed), facts);
  }

  @Override
  public List<SocketPlan> books(List<Instrument> deep) {
    return OkxSockets.books(Instruments.openContracts(deep));
  }

  /// Funding goes back three months; its points may be an hour apart.
  @Override
  public Optional<Past> past(Past.Series series, Instrument instrument) {
    return switch (series) {
      case FUNDING ->
          instrument.kind() == Kind.PERPETUAL
              ? Optional.of(
                  new Past(
                      null,
                      Duration.ofHours(SETTLED_PAGE),
                      Duration.ofDays(90),
                      (from, to) -> settled(instrument, from, to).orElseThrow()))
              : Optional.empty();
      case MARK -> OkxAccess.candles("history-mark-price-candles", instrument.id().symbol());
      case INDEX -> OkxAccess.candles("history-index-candles", instrument.indexSymbol());
      case TRADE -> OkxAccess.candles("history-candles", instrument.id().symbol());
      case OPEN_INTEREST -> OkxAccess.interest(instrument.id().symbol());
      // premium-history says neither how far apart its points are nor how many a stretch has.
      case PREMIUM -> Optional.empty();
    };
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new OkxCodec(ID, listed);
  }

  private static RestCall funding() {
    return OkxAccess.bulk("public/funding-rate", "instId", "ANY");
  }

  /// X-Perps are listed among the futures.
  private static Set<String> types(List<Instrument> listed) {
    return OkxSockets.types(Instruments.openContracts(listed));
  }
}
