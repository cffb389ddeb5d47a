package dev.carry.sim;

import dev.carry.sim.backpack.BackpackSide;
import dev.carry.sim.binance.BinanceOptionsSide;
import dev.carry.sim.binance.BinanceSide;
import dev.carry.sim.bitget.BitgetSide;
import dev.carry.sim.bybit.BybitOptionsSide;
import dev.carry.sim.bybit.BybitSide;
import dev.carry.sim.coinbase.CoinbaseSide;
import dev.carry.sim.deribit.DeribitSide;
import dev.carry.sim.dydx.DydxSide;
import dev.carry.sim.fault.Fault;
import dev.carry.sim.fault.Schedule;
import dev.carry.sim.gate.GateSide;
import dev.carry.sim.hyperliquid.HyperliquidSide;
import dev.carry.sim.kraken.KrakenSide;
import dev.carry.sim.krakenfutures.KrakenFuturesSide;
import dev.carry.sim.okx.OkxOptionsSide;
import dev.carry.sim.okx.OkxSide;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.SimClock;
import dev.carry.sim.world.SimVenue;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The market, the venue sides that look at it, and what goes wrong between them and their clients.
final class World implements Schedule.Effects {
  private final SimClock clock;
  private final Market market;
  private final Map<SimVenue, VenueSide> sides = new EnumMap<>(SimVenue.class);
  private final Map<SimVenue, VenueTime> times = new EnumMap<>(SimVenue.class);
  private final Schedule schedule;
  private final Consumer<SimVenue> disconnect;

  /// @param disconnect cuts all sockets of a venue
  World(SimOptions options, SimClock clock, Consumer<SimVenue> disconnect) {
    this.clock = clock;
    this.disconnect = disconnect;
    this.market =
        new Market(
            new Market.Setup(
                options.seed(),
                clock.instant(),
                options.assets(),
                options.speed(),
                options.density(),
                options.historyDays()));
    for (SimVenue venue : SimVenue.values()) {
      VenueTime time = new VenueTime(clock, market);
      times.put(venue, time);
      sides.put(venue, side(venue, market, time));
    }
    check(options);
    this.schedule = new Schedule(options.faults(), options.seed(), market.start(), this);
  }

  private static VenueSide side(SimVenue venue, Market market, VenueTime time) {
    return switch (venue) {
      case BINANCE_USDM, BINANCE_COINM, BINANCE_SPOT -> new BinanceSide(venue, market, time);
      case BYBIT, BYBIT_SPOT -> new BybitSide(market, venue, time);
      case BINANCE_OPTIONS -> new BinanceOptionsSide(market, time);
      case BYBIT_OPTIONS -> new BybitOptionsSide(market, time);
      case OKX, OKX_SPOT -> new OkxSide(market, venue, time);
      case OKX_OPTIONS -> new OkxOptionsSide(market, time);
      case COINBASE_SPOT -> new CoinbaseSide(market, time);
      case KRAKEN_SPOT -> new KrakenSide(market, time);
      case DERIBIT -> new DeribitSide(market, time);
      case KRAKEN_FUTURES -> new KrakenFuturesSide(market, time);
      case BACKPACK -> new BackpackSide(market, time);
      case GATE -> new GateSide(market, time);
      case BITGET -> new BitgetSide(market, time);
      case HYPERLIQUID -> new HyperliquidSide(market, time);
      case DYDX -> new DydxSide(market, time);
    };
  }

  /// A fault about a symbol must name one that is listed: everywhere where it needs one, else
  /// somewhere.
  private void check(SimOptions options) {
    for (Fault fault : options.faults()) {
      List<String> without =
          fault.venues().stream()
              .filter(venue -> market.board(venue).find(fault.symbol()) == null)
              .map(SimVenue::id)
              .toList();
      boolean needed = fault.what().required().contains("symbol");
      boolean nowhere = without.size() == fault.venues().size();
      if (!without.isEmpty() && (needed || (nowhere && !fault.symbol().isEmpty()))) {
        throw SimException.wrongCall(
            "fault '"
                + fault.what().word()
                + "' at "
                + fault.at()
                + ": "
                + String.join(", ", without)
                + " lists no '"
                + fault.symbol()
                + "'");
      }
    }
  }

  Market market() {
    return market;
  }

  Schedule schedule() {
    return schedule;
  }

  VenueSide side(SimVenue venue) {
    VenueSide side = sides.get(venue);
    if (side == null) {
      throw new IllegalStateException("no side of " + venue);
    }
    return side;
  }

  /// Steps the market up to the clock, for at most `nanos` of computing; true when it got there.
  boolean advance(long nanos) {
    long deadline = System.nanoTime() + nanos;
    while (market.time() + market.stepMillis() <= clock.millis()) {
      market.step();
      schedule.until(market.time());
      sides.values().forEach(VenueSide::step);
      if (System.nanoTime() > deadline) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void begin(Fault fault, SimVenue venue) {
    switch (fault.what()) {
      case DISCONNECT -> disconnect.accept(venue);
      case CLOCK_SKEW -> time(venue).skew(fault.by().toMillis());
      case PERIOD_CHANGE -> market.changeHours(venue, fault.symbol(), fault.hours());
      case DELIST -> market.end(venue, fault.symbol(), Listing.Status.SETTLING);
      case IMPOSTOR -> market.impostor(venue, fault.symbol(), fault.times());
      case UPGRADE -> side(venue).announceUpgrade();
      case SILENCE, REFUSE, GARBAGE, TRUNCATE, DUPLICATE, REORDER, DELAY, STALE -> {}
    }
  }

  @Override
  public void end(Fault fault, SimVenue venue) {
    switch (fault.what()) {
      case CLOCK_SKEW -> time(venue).skew(0);
      case DELIST -> market.end(venue, fault.symbol(), Listing.Status.GONE);
      case UPGRADE -> disconnect.accept(venue);
      case DISCONNECT,
          SILENCE,
          REFUSE,
          GARBAGE,
          TRUNCATE,
          DUPLICATE,
          REORDER,
          DELAY,
          STALE,
          PERIOD_CHANGE,
          IMPOSTOR -> {}
    }
  }

  /// The time as a venue tells it.
  VenueTime time(SimVenue venue) {
    VenueTime time = times.get(venue);
    if (time == null) {
      throw new IllegalStateException("no time of " + venue);
    }
    return time;
  }
}
