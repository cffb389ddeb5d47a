package dev.carry.venue.okx;

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

/// Options of OKX, over the API of its contracts: a channel a family tells volatilities and greeks
/// of the whole chain, and one call a family the prices.
public final class OkxOptions implements OkxVenue {
  static final VenueId ID = VenueId.of("okx-options");

  /// The families with a market in them; each has to be named.
  private static final List<String> FAMILIES = List.of("BTC-USD", "ETH-USD");

  private static final Set<Fact> OFFERED =
      Collections.unmodifiableSet(
          EnumSet.of(
              Fact.INSTRUMENT,
              Fact.OPTION,
              Fact.MARK,
              Fact.INDEX,
              Fact.QUOTE,
              Fact.OPEN_INTEREST,
              Fact.VOLUME));

  private static final FeeTable OPTIONS =
      new FeeTable(
          List.of(new FeeTable.Tier("regular", 0.0002, 0.0003)),
          "OKX's trading fee rules FAQ, updated 2026-06-24: of the underlying, at most 7 % of the"
              + " premium (12.5 % until 2025-05-15). Higher tiers pay less");

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
    return Map.of("options", OPTIONS);
  }

  @Override
  public List<RestCall> instruments() {
    return FAMILIES.stream().map(family -> ofFamily("public/instruments", family)).toList();
  }

  /// Touch and mark of whole families; nobody pushes the touch of a thousand options in one stream.
  @Override
  public List<RestCall> snapshot(List<Instrument> listed) {
    List<RestCall> calls = new ArrayList<>();
    for (String family : families(listed)) {
      calls.add(ofFamily("market/tickers", family));
      calls.add(ofFamily("public/mark-price", family));
      calls.add(ofFamily("public/opt-summary", family));
    }
    return calls;
  }

  @Override
  public List<RestCall> openInterest(List<Instrument> listed) {
    return families(listed).stream()
        .map(family -> ofFamily("public/open-interest", family))
        .toList();
  }

  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    return OkxSockets.chains(families(listed), facts);
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new OkxCodec(ID, listed);
  }

  private static RestCall ofFamily(String endpoint, String family) {
    RestCall call = OkxAccess.bulk(endpoint, "instFamily", family);
    return call.page("instType=OPTION");
  }

  /// `BTC-USD` of `BTC-USD-251226-100000-C`.
  private static Set<String> families(List<Instrument> listed) {
    Set<String> families = new TreeSet<>();
    for (Instrument option : Instruments.openOptions(listed)) {
      String symbol = option.id().symbol();
      int second = symbol.indexOf('-', symbol.indexOf('-') + 1);
      families.add(symbol.substring(0, second));
    }
    return families;
  }
}
