package dev.carry.engine;

import dev.carry.model.Finding;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quarantine;
import dev.carry.model.Quarantine.Gate;
import dev.carry.model.Quote;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What must hold before a fact is valued. A fact that fails is quarantined with its reason, shown,
/// and let go when it holds again. Perpetuals that trade pass them all, spot markets and dated
/// futures those of price and age; nothing else is valued.
final class Gates {
  /// A venue rounds its caps and rates to about this.
  private static final double ROUNDING = 1e-9;

  private final GateSettings settings;
  private final MarketView view;
  private final Quarantines quarantines;
  private final PriceRatios ratios;
  private final long quietMillis;
  private final long holdMillis;

  /// The earliest settlement that may come: until then no window opens.
  private long dueMillis = Long.MAX_VALUE;

  /// When time alone next opens or closes a window: until then a tick need not look for it.
  private long turnsMillis = Long.MAX_VALUE;

  Gates(GateSettings settings, MarketView view) {
    this.settings = settings;
    this.view = view;
    this.quarantines = new Quarantines(view);
    this.ratios = new PriceRatios(settings, view, quarantines);
    this.quietMillis = settings.quiet().toMillis();
    this.holdMillis = settings.settlementHold().toMillis();
  }

  /// Looks at what a new fact can tell.
  void taken(InstrumentState state, MarketEvent event, Consumer<Finding> out) {
    if (!state.trades()) {
      releaseAll(state, out);
      return;
    }
    if (state.tradesFunding()) {
      perpetual(state, event, out);
    } else {
      priced(state, event, out);
    }
    if (!state.believed()) {
      if (state.quarantine(Gate.STALENESS) != null) {
        staleness(state, out);
      }
      Quarantine clock = state.quarantine(Gate.CLOCK);
      if (clock != null && clock.fact() == event.fact()) {
        quarantines.release(state, Gate.CLOCK, out);
      }
    }
  }

  private void perpetual(InstrumentState state, MarketEvent event, Consumer<Finding> out) {
    switch (event) {
      case FundingEstimate _ -> {
        rate(state, out);
        signs(state, out);
        settlementWindow(state, out);
      }
      case MarkPrice _, Quote _ -> priced(state, event, out);
      case IndexPrice _ -> signs(state, out);
      case FundingSettled _ -> {
        // what was charged says nothing of what may be valued now
      }
      default -> all(state, out);
    }
  }

  /// Of what pays no funding only the price is looked at: that it can be, and that it is of this
  /// coin.
  private void priced(InstrumentState state, MarketEvent event, Consumer<Finding> out) {
    signs(state, out);
    AssetState asset = state.asset();
    if (asset != null && (event instanceof Listing || ratios.moved(state))) {
      ratios.check(asset, out);
    }
  }

  /// A listing may change what every other fact is worth.
  private void all(InstrumentState state, Consumer<Finding> out) {
    rate(state, out);
    signs(state, out);
    settlementWindow(state, out);
    AssetState asset = state.asset();
    if (asset != null) {
      ratios.check(asset, out);
    }
  }

  /// Opens the windows of settlements that time has just passed.
  void timeMoved(Consumer<Finding> out) {
    if (view.nowMillis() >= dueMillis) {
      windows(out);
    }
  }

  private void windows(Consumer<Finding> out) {
    dueMillis = Long.MAX_VALUE;
    turnsMillis = Long.MAX_VALUE;
    List<InstrumentState> instruments = view.instruments();
    for (int i = 0; i < instruments.size(); i++) {
      if (instruments.get(i).tradesFunding()) {
        settlementWindow(instruments.get(i), out);
      }
    }
  }

  /// Looks at everything that time alone changes.
  void ticked(Consumer<Finding> out) {
    if (view.nowMillis() >= turnsMillis) {
      windows(out);
    }
    List<InstrumentState> instruments = view.instruments();
    for (int i = 0; i < instruments.size(); i++) {
      InstrumentState state = instruments.get(i);
      if (state.trades()) {
        staleness(state, out);
      } else {
        releaseAll(state, out);
      }
      if (!state.believed() && view.nowMillis() - state.futureMillis > quietMillis) {
        quarantines.release(state, Gate.CLOCK, out);
      }
    }
    List<AssetState> assets = view.assets();
    for (int i = 0; i < assets.size(); i++) {
      ratios.check(assets.get(i), out);
    }
  }

  /// Says that a fact came from the future; the engine then drops it, so what is known is old.
  void fromTheFuture(InstrumentState state, MarketEvent event, Consumer<Finding> out) {
    state.futureMillis = view.nowMillis();
    if (state.quarantine(Gate.CLOCK) == null) {
      String because =
          "received at "
              + event.receivedAt()
              + ", more than "
              + settings.clockAhead()
              + " ahead of the last tick";
      quarantines.settle(state, Gate.CLOCK, event, because, out);
    }
  }

  /// Lets everything go.
  void end(Consumer<Finding> out) {
    for (InstrumentState state : view.instruments()) {
      releaseAll(state, out);
      quarantines.release(state, Gate.CLOCK, out);
    }
  }

  // --- the gates ---------------------------------------------------------------------------

  private void rate(InstrumentState state, Consumer<Finding> out) {
    FundingEstimate estimate = state.estimate();
    Instrument listed = state.listed();
    if (estimate != null && listed != null) {
      quarantines.settle(state, Gate.UNIT, estimate, FundingUnits.problem(listed, estimate), out);
      quarantines.settle(state, Gate.CAP, estimate, cap(listed, estimate), out);
    }
  }

  private @Nullable String cap(Instrument listed, FundingEstimate estimate) {
    double rate = estimate.rate().doubleValue();
    BigDecimal cap = listed.fundingCap();
    BigDecimal floor = listed.fundingFloor();
    if (cap != null && rate > cap.doubleValue() + ROUNDING) {
      return "rate " + estimate.rate() + " is above the venue's cap " + cap;
    }
    if (floor != null && rate < floor.doubleValue() - ROUNDING) {
      return "rate " + estimate.rate() + " is below the venue's floor " + floor;
    }
    Duration period = estimate.period();
    if (period == null || !period.isPositive()) {
      return null;
    }
    double hours = period.toNanos() / 3.6e12;
    return Math.abs(rate) / hours > settings.ratePerHour() + ROUNDING
        ? "rate "
            + estimate.rate()
            + " per "
            + period
            + " is more than "
            + settings.ratePerHour()
            + " an hour"
        : null;
  }

  /// Prices that cannot be, and a rate whose sign the premium contradicts: the first that is wrong.
  private void signs(InstrumentState state, Consumer<Finding> out) {
    MarkPrice mark = state.mark();
    IndexPrice index = state.indexPrice();
    Quote quote = state.quote();
    FundingEstimate estimate = state.estimate();
    if (mark != null && !possible(state.markPrice())) {
      String because = "mark " + mark.price() + ": more than 0 is allowed";
      quarantines.settle(state, Gate.SIGN, mark, because, out);
    } else if (index != null && !possible(state.indexValue())) {
      String because = "index " + index.price() + ": more than 0 is allowed";
      quarantines.settle(state, Gate.SIGN, index, because, out);
    } else if (quote != null && impossible(state.bid(), state.ask())) {
      String because = "bid " + quote.bid() + ", ask " + quote.ask() + ": more than 0 is allowed";
      quarantines.settle(state, Gate.SIGN, quote, because, out);
    } else if (quote != null && state.bid() > state.ask()) {
      String because = "bid " + quote.bid() + " is above ask " + quote.ask();
      quarantines.settle(state, Gate.SIGN, quote, because, out);
    } else if (estimate != null) {
      quarantines.settle(state, Gate.SIGN, estimate, against(state, estimate), out);
    } else {
      quarantines.release(state, Gate.SIGN, out);
    }
  }

  private static boolean possible(double price) {
    return price > 0 && price < Double.POSITIVE_INFINITY;
  }

  /// An empty side is NaN and says nothing.
  private static boolean impossible(double bid, double ask) {
    return bid <= 0
        || ask <= 0
        || bid == Double.POSITIVE_INFINITY
        || ask == Double.POSITIVE_INFINITY;
  }

  private @Nullable String against(InstrumentState state, FundingEstimate estimate) {
    double premium = (state.markPrice() - state.indexValue()) / state.indexValue();
    if (!(Math.abs(premium) > settings.premiumAgainst())
        || state.markIndexApartMillis() > quietMillis) {
      return null; // mark and index of different times make no premium
    }
    double rate = estimate.rate().doubleValue();
    boolean contradicts = premium > 0 ? rate < 0 : rate > 0;
    return contradicts
        ? String.format(Locale.ROOT, "rate %s against a premium of %.4f", estimate.rate(), premium)
        : null;
  }

  private void staleness(InstrumentState state, Consumer<Finding> out) {
    FundingEstimate estimate = state.estimate();
    MarkPrice mark = state.mark();
    Quote quote = state.quote();
    long now = view.nowMillis();
    if (estimate != null && !fresh(state, state.estimateMillis, settings.estimateLife())) {
      stale(state, estimate, lastHeard(now - state.estimateMillis), out);
    } else if (estimate != null
        && state.comingMillis() != InstrumentState.NEVER
        && now - state.comingMillis() >= holdMillis) {
      stale(state, estimate, "its settlement has passed and no newer one came", out);
    } else if (mark != null && !fresh(state, state.markMillis, settings.quoteLife())) {
      stale(state, mark, lastHeard(now - state.markMillis), out);
    } else if (quote != null && !fresh(state, state.quoteMillis, settings.quoteLife())) {
      stale(state, quote, lastHeard(now - state.quoteMillis), out);
    } else if (!state.believed()) {
      quarantines.release(state, Gate.STALENESS, out);
    }
  }

  private void stale(
      InstrumentState state, MarketEvent event, String because, Consumer<Finding> out) {
    quarantines.settle(state, Gate.STALENESS, event, because, out);
  }

  private static String lastHeard(long ageMillis) {
    return "last heard " + ageMillis / 1000 + " s ago";
  }

  /// Young itself; or unchanged for less than its life on an instrument that is still heard, over
  /// connections that were not lost since. Nothing but its quote tells of a spot market, so its
  /// venue must be heard instead.
  private boolean fresh(InstrumentState state, long atMillis, Duration life) {
    long age = view.nowMillis() - atMillis;
    long heardMillis = state.tradesSpot() ? state.venue.heardMillis : state.heardMillis;
    return age <= quietMillis
        || (age <= life.toMillis()
            && view.nowMillis() - heardMillis <= quietMillis
            && atMillis >= state.venue.brokenAtMillis);
  }

  /// Just after a settlement: seen to be rolled over, passed by the clock, or one period before the
  /// coming one (venues' clocks differ, and a process may start within the window). An estimate for
  /// a settlement that has passed stays within until a newer one comes.
  private void settlementWindow(InstrumentState state, Consumer<Finding> out) {
    FundingEstimate estimate = state.estimate();
    long coming = state.comingMillis();
    if (estimate == null || coming == InstrumentState.NEVER) {
      quarantines.release(state, Gate.SETTLEMENT_WINDOW, out);
      return;
    }
    long now = view.nowMillis();
    if (coming > now) {
      dueMillis = Math.min(dueMillis, coming);
      turns(coming);
    }
    boolean within = coming <= now || rolled(state.rolledMillis) || begun(coming, estimate);
    if (within || !state.believed()) {
      String because =
          within ? "within " + settings.settlementHold() + " after a settlement" : null;
      quarantines.settle(state, Gate.SETTLEMENT_WINDOW, estimate, because, out);
    }
  }

  /// Whether a settlement was seen to be rolled over within the hold.
  private boolean rolled(long rolledMillis) {
    if (rolledMillis == InstrumentState.NEVER) {
      return false;
    }
    turns(rolledMillis + holdMillis);
    return view.nowMillis() - rolledMillis < holdMillis;
  }

  /// Whether the period of a coming settlement began within the hold, or is about to by our clock.
  private boolean begun(long comingMillis, FundingEstimate estimate) {
    Duration period = estimate.period();
    if (period == null) {
      return false;
    }
    long from = comingMillis - period.toMillis() - FundingUnits.JITTER.toMillis();
    long until = comingMillis - period.toMillis() + holdMillis;
    turns(from);
    turns(until);
    return view.nowMillis() >= from && view.nowMillis() < until;
  }

  private void turns(long millis) {
    if (millis > view.nowMillis()) {
      turnsMillis = Math.min(turnsMillis, millis);
    }
  }

  /// All but the clock's: that one stands for what was dropped, not for what is valued.
  private void releaseAll(InstrumentState state, Consumer<Finding> out) {
    if (!state.believed()) {
      for (Gate gate : Gate.values()) {
        if (gate != Gate.CLOCK) {
          quarantines.release(state, gate, out);
        }
      }
    }
  }
}
