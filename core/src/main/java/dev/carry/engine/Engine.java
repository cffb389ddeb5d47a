package dev.carry.engine;

import dev.carry.model.Command;
import dev.carry.model.Fact;
import dev.carry.model.FeedStatus;
import dev.carry.model.Finding;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Input;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quote;
import dev.carry.model.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The one engine: live, replay, backtest and paper differ only in where its inputs come from. One
/// thread; its time is the running maximum of what it is given.
public final class Engine {
  private final GateSettings gateSettings;
  private final FeeSchedule fees;
  private final Supplier<List<Detector>> newDetectors;
  private final List<Finding> findings = new ArrayList<>();

  private MarketView view = new MarketView();
  private Gates gates;
  private List<Detector> detectors;
  private @Nullable Instant lastTick;

  /// @param newDetectors makes detectors that know nothing yet
  public Engine(
      GateSettings gateSettings, FeeSchedule fees, Supplier<List<Detector>> newDetectors) {
    this.gateSettings = gateSettings;
    this.gates = new Gates(gateSettings, view);
    this.fees = fees;
    this.newDetectors = newDetectors;
    this.detectors = newDetectors.get();
  }

  /// What is known now.
  public MarketView view() {
    return view;
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
    }
    if (findings.isEmpty()) {
      return List.of();
    }
    List<Finding> found = List.copyOf(findings);
    findings.clear();
    return found;
  }

  private void event(MarketEvent event) {
    if (lastTick != null && event.receivedAt().isAfter(lastTick.plus(gateSettings.clockAhead()))) {
      findings.add(gates.fromTheFuture(event));
      return;
    }
    view.advance(event.receivedAt());
    if (event instanceof IndexPrice price) {
      index(price);
      return;
    }
    InstrumentState state = view.instrument(event.id());
    if (state == null) {
      return;
    }
    state.heardMillis = Math.max(state.heardMillis, event.receivedAt().toEpochMilli());
    switch (event) {
      case Listing e -> listing(state, e);
      case FundingEstimate e -> state.take(e);
      case FundingSettled e -> state.take(e);
      case MarkPrice e -> state.take(e);
      case Quote e -> state.take(e);
      default -> {
        return; // facts that no detector values yet; sinks still get them
      }
    }
    if (state.listed() != null) {
      gates.taken(state, event, findings::add);
      changed(state, event.fact());
    }
  }

  private void listing(InstrumentState state, Listing event) {
    state.list(event.instrument());
    state.takerFee = fees.taker(event.instrument());
    view.place(state, event.instrument().base(), event.instrument().indexSymbol());
  }

  private void index(IndexPrice price) {
    IndexState index = view.index(price.id());
    if (index == null) {
      return;
    }
    index.take(price);
    long at = price.receivedAt().toEpochMilli();
    for (InstrumentState state : index.instruments) {
      state.heardMillis = Math.max(state.heardMillis, at);
      gates.indexTaken(state, findings::add);
      changed(state, Fact.INDEX);
    }
  }

  /// A lost connection may have swallowed a change: what came before is no longer excused for
  /// being unchanged.
  private void feed(FeedStatus feed) {
    view.advance(feed.receivedAt());
    switch (feed.state()) {
      case CLOSED, GAP, STALE ->
          view.venue(feed.venue()).brokenAtMillis = feed.receivedAt().toEpochMilli();
      case CONNECTED, LIVE -> {
        // fresh facts will say so themselves
      }
    }
  }

  private void tick(Instant at) {
    if (lastTick == null || at.isAfter(lastTick)) {
      lastTick = at;
    }
    view.advance(at);
    gates.ticked(findings::add);
    for (Detector detector : detectors) {
      detector.ticked(view, findings::add);
    }
  }

  private void command(Command command) {
    switch (command.action()) {
      case START -> forget();
      case KILL -> view.kill();
    }
    view.advance(command.receivedAt());
    for (Detector detector : detectors) {
      detector.ticked(view, findings::add);
    }
  }

  private void forget() {
    view = new MarketView();
    gates = new Gates(gateSettings, view);
    detectors = newDetectors.get();
    lastTick = null;
  }

  private void changed(InstrumentState state, Fact fact) {
    for (Detector detector : detectors) {
      detector.changed(view, state, fact, findings::add);
    }
  }
}
