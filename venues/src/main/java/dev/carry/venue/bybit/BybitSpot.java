package dev.carry.venue.bybit;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.VenueId;
import dev.carry.venue.FeeTable;
import dev.carry.venue.Instruments;
import dev.carry.venue.Past;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.SpotFacts;
import dev.carry.venue.VenueCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Spot of Bybit: the other leg of its contracts, over the same API.
public final class BybitSpot implements BybitVenue {
  static final VenueId ID = VenueId.of("bybit-spot");
  static final String CATEGORY = "spot";

  private static final FeeTable PAIRS =
      new FeeTable(
          List.of(
              new FeeTable.Tier("VIP 0", 0.001, 0.001),
              new FeeTable.Tier("VIP 1", 0.000675, 0.0008),
              new FeeTable.Tier("VIP 2", 0.00065, 0.000775),
              new FeeTable.Tier("VIP 3", 0.000625, 0.00075),
              new FeeTable.Tier("VIP 4", 0.0005, 0.0006),
              new FeeTable.Tier("VIP 5", 0.0004, 0.0005),
              new FeeTable.Tier("Supreme VIP", 0.0003, 0.00045)),
          "Bybit help center, Trading Fee Structure, edited 2026-07-23 and read by a third party on"
              + " 2026-07-26. Regions differ. Pairs against fiat, of the Adventure Zone and"
              + " xStocks, which are not told apart here, cost up to twice as much");

  @Override
  public VenueId id() {
    return ID;
  }

  @Override
  public Set<Fact> offers() {
    return SpotFacts.OFFERED;
  }

  @Override
  public Map<Fact, String> lacks() {
    return SpotFacts.of("bybit");
  }

  @Override
  public String periodSource() {
    return SpotFacts.NO_PERIOD;
  }

  @Override
  public FeeTable fees(Instrument instrument) {
    return PAIRS;
  }

  @Override
  public Map<String, FeeTable> feeTables() {
    return Map.of(CATEGORY, PAIRS);
  }

  /// Spot is listed whole: it takes no limit and has no pages.
  @Override
  public List<RestCall> instruments() {
    return List.of(RestCall.of("instruments-spot", "/v5/market/instruments-info?category=spot", 1));
  }

  /// All pairs in one call, with their touch, which the socket's ticker lacks.
  @Override
  public List<RestCall> snapshot(List<Instrument> listed) {
    return List.of(RestCall.of("tickers-spot", "/v5/market/tickers?category=spot", 1));
  }

  @Override
  public Optional<Past> past(Past.Series series, Instrument instrument) {
    return series == Past.Series.TRADE
        ? BybitAccess.candles("kline", CATEGORY, instrument)
        : Optional.empty();
  }

  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    return plans(listed, prefixes(facts), CATEGORY, facts);
  }

  @Override
  public List<SocketPlan> books(List<Instrument> deep) {
    return plans(deep, List.of(BybitSockets.BOOKS), "books", Set.of(Fact.BOOK));
  }

  private static List<SocketPlan> plans(
      List<Instrument> listed, List<String> prefixes, String name, Set<Fact> facts) {
    List<String> symbols = Instruments.tradingSpot(listed);
    List<SocketPlan> plans = new ArrayList<>();
    BybitSockets.plan(name, CATEGORY, BybitSockets.topics(prefixes, symbols), facts, plans);
    return plans;
  }

  /// The ticker of spot has no touch: the first level of the book does.
  private static List<String> prefixes(Set<Fact> facts) {
    List<String> prefixes = new ArrayList<>();
    if (facts.contains(Fact.VOLUME)) {
      prefixes.add("tickers.");
    }
    if (facts.contains(Fact.QUOTE)) {
      prefixes.add("orderbook.1.");
    }
    if (facts.contains(Fact.TRADE)) {
      prefixes.add("publicTrade.");
    }
    if (facts.contains(Fact.BOOK)) {
      prefixes.add(BybitSockets.BOOKS);
    }
    if (facts.contains(Fact.CANDLE)) {
      prefixes.add("kline.1.");
    }
    return prefixes;
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new BybitCodec(ID, true, listed);
  }
}
