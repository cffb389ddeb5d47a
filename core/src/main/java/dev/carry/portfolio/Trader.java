package dev.carry.portfolio;

import dev.carry.engine.MarketView;
import dev.carry.model.Command;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Holdings;
import dev.carry.model.Input;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Equity;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Trades on paper what a strategy wants: orders that arrive after the latency, fills against the
/// market as it is known then, settlements on what was held when they passed, margins, and the book
/// of it all. Around each input it is called twice: [#before] the engine takes it, with the time it
/// brings, and [#after].
public final class Trader {
  private final AccountSettings settings;
  private final Strategy strategy;
  private final Consumer<? super TradeEvent> out;
  private final Account account;
  private final Limiter limiter;
  private final Settlements settlements;
  private final Dealer dealer;
  private final DeskOf desk = new DeskOf();

  private Instant now = Instant.MIN;
  private Instant midnight = Instant.MIN;
  private long dueMillis = Long.MIN_VALUE;

  /// One that holds nothing.
  ///
  /// @param out takes everything that happens, in order
  public Trader(AccountSettings settings, Strategy strategy, Consumer<? super TradeEvent> out) {
    this.settings = settings;
    this.strategy = strategy;
    this.out = out;
    this.account = new Account(settings, out);
    this.limiter = new Limiter(settings, account);
    this.settlements = new Settlements(account, out);
    this.dealer = new Dealer(settings, account, settlements, out);
  }

  /// What it holds and what came of it so far.
  public Account account() {
    return account;
  }

  /// Tells a register what it holds from now on.
  void tell(Holders holders) {
    account.tell(holders, this);
  }

  // --- what outlives a process -------------------------------------------------------------

  /// Everything it holds, so that one that resumes from it goes on as this one would.
  ///
  /// @param view what is known now
  Map<String, String> save(MarketView view) {
    account.notePrices(view);
    Saved saved = new Saved();
    saved.put("now", now);
    saved.put("midnight", midnight);
    account.save(saved);
    dealer.save(saved);
    return saved.values();
  }

  /// Takes over what another held; only what holds nothing yet can.
  void resume(Map<String, String> holdings) {
    Saved saved = Saved.of(holdings);
    now = saved.instant("now");
    midnight = saved.instant("midnight");
    account.resume(saved);
    dealer.resume(saved);
    settlements.schedule();
    schedule();
  }

  /// A process began: what only an earlier one knew is forgotten.
  void begin() {
    strategy.begin();
  }

  /// What it holds at the prices known now.
  Holdings holdings(MarketView view) {
    return account.holdings(view, now);
  }

  // --- time --------------------------------------------------------------------------------

  /// When something falls due, or a little before, milliseconds since 1970.
  long dueMillis() {
    return dueMillis;
  }

  /// Does what falls due until an input comes, on what is known before it.
  void before(MarketView view, Instant time) {
    if (!time.isAfter(now)) {
      return;
    }
    if (midnight.equals(Instant.MIN)) {
      midnight = time.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    }
    for (Instant due = due(view); !due.isAfter(time); due = due(view)) {
      now = due.isAfter(now) ? due : now;
      settlements.pass(view, now);
      if (!dayKnown().isAfter(now)) {
        endDay(view);
      }
      dealer.pass(view, now);
      if (!strategy.wakeAt().isAfter(now)) {
        strategy.wake(view, now, desk.at(view));
      }
    }
    now = time;
    schedule();
  }

  private void schedule() {
    Instant due = Due.earlier(Due.earlier(dayKnown(), settlements.due()), strategy.wakeAt());
    due = Due.earlier(due, dealer.dueOrBefore());
    dueMillis =
        due.equals(Instant.MIN)
            ? Long.MIN_VALUE
            : due.equals(Instant.MAX) ? Long.MAX_VALUE : due.toEpochMilli();
  }

  private Instant due(MarketView view) {
    Instant due = Due.earlier(Due.earlier(dayKnown(), settlements.due()), dealer.due(view));
    return Due.earlier(due, strategy.wakeAt().isAfter(now) ? strategy.wakeAt() : now);
  }

  /// When the prices of the end of the day are known; long past before there is a day.
  private Instant dayKnown() {
    return midnight.equals(Instant.MIN)
        ? midnight
        : midnight.plus(settings.execution().dayKnownAfter());
  }

  /// Takes what an input brought and what is on offer with it.
  void after(MarketView view, Input input, Offers offers) {
    now = view.now().isAfter(now) ? view.now() : now;
    switch (input) {
      case FundingSettled settled -> settlements.take(view, settled, now);
      case FundingEstimate estimate -> settlements.follow(view, account.legs(estimate.id()), now);
      case MarketEvent event -> dealer.priced(view, event, now);
      case Command command when command.action() == Command.Action.KILL ->
          desk.at(view).closeAll("kill switch");
      default -> {
        // time passed, or a feed came or went: nothing to take
      }
    }
    strategy.decide(view, input, offers, desk.at(view));
    schedule();
  }

  /// A venue takes away the legs of an instrument that have gained.
  void deleverage(MarketView view, InstrumentId id) {
    dealer.deleverage(view, account.legs(id), now);
    schedule();
  }

  /// Ends everything at the last prices that are known, and says what never came.
  void end(MarketView view) {
    now = view.now().isAfter(now) ? view.now() : now;
    dealer.end(view, now);
    settlements.giveUp(now);
    account.forgetClosed();
    tellEquity(view, now);
  }

  private void endDay(MarketView view) {
    for (Position position : account.positions()) {
      for (PositionLeg leg : position.legs()) {
        PositionLeg.Price price = Account.price(view, leg.id);
        if (price != null) {
          account.payBorrow(leg, price.value(), midnight);
        }
      }
    }
    tellEquity(view, midnight);
    midnight = midnight.plus(1, ChronoUnit.DAYS);
  }

  private void tellEquity(MarketView view, Instant at) {
    BigDecimal unrealised = account.unrealised(view);
    if (unrealised != null) {
      Equity equity = new Equity(at, account.realised(), unrealised, account.bound());
      out.accept(equity);
      account.dayBegins(equity.pnl());
    }
  }

  /// The desk as a strategy sees it while it decides.
  private final class DeskOf implements Desk {
    private @Nullable MarketView view;

    DeskOf at(MarketView known) {
      view = known;
      return this;
    }

    private MarketView view() {
      return Objects.requireNonNull(view);
    }

    @Override
    public boolean canOpen(BigDecimal notional) {
      return limiter.allowsAny(view(), notional);
    }

    @Override
    public String open(Plan plan) {
      String against = limiter.against(view(), plan, now);
      if (against.isEmpty()) {
        dealer.open(view(), plan, now);
      }
      return against;
    }

    @Override
    public void close(Position position, String why) {
      dealer.close(position, now, why);
    }

    @Override
    public boolean canTrade(Position position) {
      return dealer.canTrade(view(), position, now);
    }

    @Override
    public List<Position> positions() {
      return account.positions();
    }

    @Override
    public BigDecimal free() {
      return account.free();
    }
  }
}
