package dev.carry.venue.bybit;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.VenueId;
import dev.carry.venue.FeeTable;
import dev.carry.venue.Instruments;
import dev.carry.venue.OptionFacts;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.VenueCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Options of Bybit, in USDC and USDT: a ticker tells all there is of one, and one call all of a
/// coin's.
public final class BybitOptions implements BybitVenue {
  static final VenueId ID = VenueId.of("bybit-options");
  static final String CATEGORY = "option";

  /// Each coin has to be named.
  private static final List<String> COINS = List.of("BTC", "ETH");

  private static final Set<Fact> OFFERED =
      Collections.unmodifiableSet(EnumSet.of(Fact.INSTRUMENT, Fact.OPTION));

  private static final FeeTable OPTIONS =
      new FeeTable(
          List.of(new FeeTable.Tier("VIP 0", 0.0002, 0.0003)),
          "Bybit help center, Options Trading: Fees Explained, updated 2025-09-18: of the index, at"
              + " most 7 % of the option's price. Higher tiers pay less");

  @Override
  public VenueId id() {
    return ID;
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
  public FeeTable fees(Instrument instrument) {
    return OPTIONS;
  }

  @Override
  public Map<String, FeeTable> feeTables() {
    return Map.of(CATEGORY, OPTIONS);
  }

  @Override
  public List<RestCall> instruments() {
    return COINS.stream()
        .map(coin -> ofCoin("instruments-option", "instruments-info", coin, "&limit=1000"))
        .toList();
  }

  @Override
  public List<RestCall> snapshot(List<Instrument> listed) {
    Set<String> coins = new TreeSet<>();
    Instruments.openOptions(listed).forEach(option -> coins.add(option.base()));
    return coins.stream().map(coin -> ofCoin("tickers-option", "tickers", coin, "")).toList();
  }

  private static RestCall ofCoin(String name, String endpoint, String coin, String more) {
    return RestCall.of(
        name + "/" + coin,
        "/v5/market/" + endpoint + "?category=option&baseCoin=" + coin + more,
        1);
  }

  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    List<SocketPlan> plans = new ArrayList<>();
    if (facts.contains(Fact.OPTION)) {
      List<String> symbols =
          Instruments.openOptions(listed).stream().map(option -> option.id().symbol()).toList();
      BybitSockets.plan(
          CATEGORY, CATEGORY, BybitSockets.topics(List.of("tickers."), symbols), facts, plans);
    }
    return plans;
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new BybitOptionCodec(listed);
  }
}
