package dev.carry.venue.okx;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Spot of OKX: the other leg of its contracts, over the same API.
public final class OkxSpot implements OkxVenue {
  static final VenueId ID = VenueId.of("okx-spot");

  private static final FeeTable PAIRS =
      new FeeTable(
          List.of(
              new FeeTable.Tier("regular", 0.0008, 0.001),
              new FeeTable.Tier("vip1", 0.000675, 0.0008),
              new FeeTable.Tier("vip2", 0.0006, 0.0007),
              new FeeTable.Tier("vip3", 0.00055, 0.00065),
              new FeeTable.Tier("vip4", 0.0003, 0.00055),
              new FeeTable.Tier("vip5", 0.00025, 0.0005),
              new FeeTable.Tier("vip6", 0, 0.00045),
              new FeeTable.Tier("vip7", -0.00002, 0.0004),
              new FeeTable.Tier("vip8", -0.00005, 0.00035),
              new FeeTable.Tier("vip9", -0.000075, 0.0003)),
          "okx.com/fees, global spot table, rules of 2026-07-19, as read by a third party on"
              + " 2026-07-26. vip4 to vip9 differ by the pair's fee group: the costlier of the"
              + " three is counted. Special pairs cost up to 0.15 %, some stablecoin pairs less;"
              + " the EEA, the United States and other regions have tables of their own");

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
    return SpotFacts.of("okx");
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
    return Map.of("spot", PAIRS);
  }

  @Override
  public List<RestCall> instruments() {
    return List.of(OkxAccess.bulk("public/instruments", "instType", "SPOT"));
  }

  /// All pairs in one call.
  @Override
  public List<RestCall> snapshot(List<Instrument> listed) {
    return List.of(OkxAccess.bulk("market/tickers", "instType", "SPOT"));
  }

  @Override
  public Optional<Past> past(Past.Series series, Instrument instrument) {
    return series == Past.Series.TRADE
        ? OkxAccess.candles("history-candles", instrument.id().symbol())
        : Optional.empty();
  }

  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    return OkxSockets.plan(Instruments.openSpot(listed), SpotFacts.offeredOf(facts));
  }

  @Override
  public List<SocketPlan> books(List<Instrument> deep) {
    return OkxSockets.books(Instruments.openSpot(deep));
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new OkxCodec(ID, listed);
  }
}
