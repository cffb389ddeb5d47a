package dev.carry.engine;

import dev.carry.model.AccountState;
import dev.carry.model.Book;
import dev.carry.model.Command;
import dev.carry.model.Fact;
import dev.carry.model.FeedStatus;
import dev.carry.model.Finding;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.Liquidation;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OptionTicker;
import dev.carry.model.PremiumIndex;
import dev.carry.model.Quote;
import dev.carry.model.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The one engine: live and replay differ only in where its inputs come from. One thread; its time
/// is the running maximum of what it is given.
public final class Engine {
  private static final long MINUTE_MILLIS = 60_000;

  private final GateSettings gateSettings;
  private final FeeSchedule fees;
  private final Supplier<List<Detector>> newDetectors;
  private final List<Finding> findings = new ArrayList<>();
  private final Consumer<Finding> out = findings::add;

  private MarketView view = new MarketView();
  private long inputs;
  private Gates gates;
  private List<Detector> detectors;

  /// The latest time of the edge's own clock, from a tick or the start; what is received further
  /// ahead of it than the gates allow is from the future.
  private Instant lastTick = Instant.MIN;

  private Instant future = Instant.MAX;

  /// The minute in which premiums were sampled last.
  private long sampledMinute = Long.MIN_VALUE;

  /// @param newDetectors makes detectors that know nothing yet
  public Engine(
      GateSettings gateSettings, FeeSchedule fees, Supplier<List<Detector>> newDetectors) {
    this.gateSettings = gateSettings;
    this.gates = new Gates(gateSettings, view);
    this.fees = fees;
    this.newDetectors = newDetectors;
    this.detectors = List.copyOf(newDetectors.get());
  }

  /// What is known now, until the next start.
  public MarketView view() {
    return view;
  }

  /// Whether an input received at that time moves the engine's time on, or is from the future.
  public boolean accepts(Instant receivedAt) {
    return !receivedAt.isAfter(future);
  }

  /// Takes one input.
  ///
  /// @return what was found, opened, updated or closed by it; the caller's to keep
  public List<Finding> apply(Input input) {
    switch (input) {
      case MarketEvent event -> event(event);
      case FeedStatus feed -> feed(feed);
      case Tick tick -> tick(tick.receivedAt());
      case Command command -> command(command);
      case AccountState state -> {
        boolean _ = advance(state.receivedAt()); // what is held is no concern of who finds
      }
    }
    view.taken(++inputs);
    if (findings.isEmpty()) {
      return List.of();
    }
    List<Finding> found = List.copyOf(findings);
    findings.clear();
    return found;
  }

  private void event(MarketEvent event) {
    if (!advance(event.receivedAt())) {
      fromTheFuture(event);
      return;
    }
    if (event instanceof IndexPrice price) {
      index(price);
      return;
    }
    InstrumentState state = view.instrument(event.id());
    if (state == null) {
      return;
    }
    long receivedMillis = event.receivedAt().toEpochMilli();
    state.heardMillis = Math.max(state.heardMillis, receivedMillis);
    state.venue.heardMillis = Math.max(state.venue.heardMillis, receivedMillis);
    switch (event) {
      case Quote e -> state.take(e); // cases are tried in their order: the most frequent first
      case MarkPrice e -> state.take(e);
      case FundingEstimate e -> state.take(e);
      case FundingSettled e -> state.take(e);
      case Listing e -> listing(state, e);
      case Book e -> {
        state.take(e);
        return;
      }
      case OptionTicker e -> {
        state.take(e);
        return;
      }
      case PremiumIndex e -> {
        state.premium.take(e);
        return;
      }
      case Liquidation e -> {
        state.take(e);
        changed(state, Fact.LIQUIDATION); // nothing that a gate looks at
        return;
      }
      default -> {
        return; // facts that no detector values yet; sinks still get them
      }
    }
    Instrument listed = state.listed();
    if (listed != null) {
      gates.taken(state, event, out);
      changed(state, event.fact());
      if (listed.status() == Instrument.Status.DELISTED) {
        view.forget(state);
      }
    }
  }

  private void listing(InstrumentState state, Listing event) {
    Instrument instrument = event.instrument();
    double takerFee = fees.taker(instrument);
    if (!Double.isFinite(takerFee)) {
      throw new IllegalStateException("taker fee " + takerFee + " of " + instrument.id());
    }
    state.list(instrument);
    state.takerFee = takerFee;
    state.makerFee = fees.maker(instrument);
    view.place(state, instrument);
  }

  private void index(IndexPrice price) {
    IndexState index = view.index(price.id());
    if (index == null) {
      return;
    }
    index.take(price);
    long at = price.receivedAt().toEpochMilli();
    for (int i = 0; i < index.instruments.size(); i++) {
      InstrumentState state = index.instruments.get(i);
      state.heardMillis = Math.max(state.heardMillis, at);
      gates.taken(state, price, out);
      changed(state, Fact.INDEX);
    }
  }

  private void fromTheFuture(MarketEvent event) {
    if (event instanceof IndexPrice) {
      IndexState index = view.index(event.id());
      if (index != null) {
        for (InstrumentState state : index.instruments) {
          gates.fromTheFuture(state, event, out);
          changed(state, Fact.INDEX);
        }
      }
      return;
    }
    InstrumentState state = view.instrument(event.id());
    if (state != null) {
      gates.fromTheFuture(state, event, out);
      changed(state, event.fact());
    }
  }

  /// A lost connection may have swallowed a change: what came before is no longer excused for
  /// being unchanged.
  private void feed(FeedStatus feed) {
    boolean timely = advance(feed.receivedAt());
    switch (feed.state()) {
      case CLOSED, GAP, STALE ->
          view.venue(feed.venue()).brokenAtMillis =
              timely ? feed.receivedAt().toEpochMilli() : view.nowMillis();
      case CONNECTED, LIVE, RETIRED -> {
        // fresh facts will say so themselves
      }
    }
  }

  private void tick(Instant at) {
    if (at.isAfter(lastTick)) {
      ticked(at);
    }
    view.advance(at);
    gates.ticked(out);
    samplePrices();
    look();
  }

  /// What is looked at once a minute, or less often, and not with every price.
  private void samplePrices() {
    long minute = Math.floorDiv(view.nowMillis(), MINUTE_MILLIS);
    if (minute == sampledMinute) {
      return;
    }
    sampledMinute = minute;
    long step = Math.floorDiv(view.nowMillis(), MidsOfDay.STEP_MILLIS);
    List<InstrumentState> instruments = view.instruments();
    for (int i = 0; i < instruments.size(); i++) {
      InstrumentState state = instruments.get(i);
      if (state.trades()) {
        state.noteMid(step);
      }
      if (state.tradesFunding()) {
        state.premium.sample(state, view.nowMillis());
      }
    }
  }

  private void command(Command command) {
    switch (command.action()) {
      case START -> start(command.receivedAt());
      case KILL -> {
        advance(command.receivedAt());
        view.halt("stopped by the kill switch");
        look();
      }
      case STOP -> {
        advance(command.receivedAt());
        end();
      }
    }
  }

  /// Nothing is watched any more: what is open would stay so for ever.
  private void end() {
    view.halt("Carry stopped");
    look();
    gates.end(out);
  }

  private void start(Instant at) {
    end(); // of a run that could not say so itself, at the last time it knew
    view = new MarketView();
    gates = new Gates(gateSettings, view);
    detectors = List.copyOf(newDetectors.get());
    sampledMinute = Long.MIN_VALUE;
    ticked(at);
    view.advance(at);
  }

  private void ticked(Instant at) {
    lastTick = at;
    future = at.plus(gateSettings.clockAhead());
  }

  /// Moves time on, unless it would move beyond what the last tick allows.
  private boolean advance(Instant to) {
    if (!accepts(to)) {
      return false;
    }
    view.advance(to);
    gates.timeMoved(out);
    return true;
  }

  private void look() {
    for (int i = 0; i < detectors.size(); i++) {
      detectors.get(i).ticked(view, out);
    }
  }

  /// Options are kept to be looked at when something else happens: they change by thousands.
  private void changed(InstrumentState state, Fact fact) {
    Instrument listed = state.listed();
    if (listed != null && listed.kind() == Instrument.Kind.OPTION) {
      return;
    }
    for (int i = 0; i < detectors.size(); i++) {
      detectors.get(i).changed(view, state, fact, out);
    }
  }
}
