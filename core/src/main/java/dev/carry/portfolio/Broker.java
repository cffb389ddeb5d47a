package dev.carry.portfolio;

import dev.carry.engine.MarketView;
import dev.carry.model.Command;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Input;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.model.Tick;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Carries out what the accounts of one kind of terms want, and what befalls what they hold: orders
/// that arrive after the latency, fills against the market as it is known then, settlements on what
/// was held when they passed, and margins. Around each input it is called twice: [#before] the
/// engine takes it, with the time it brings, and [#after].
///
/// Accounts that are compared and want the same with the same input hold one position together, and
/// it is looked after once: of a thousand sets of parameters most hold what others hold too.
final class Broker {
  /// Who leaves a position, and why: all who do so with one input go on together.
  private record Leaving(Position position, String why) {}

  private final AccountSettings settings;
  private final List<Trader> traders = new ArrayList<>();
  private final Positions positions = new Positions();
  private final Settlements settlements = new Settlements(positions);
  private final Dealer dealer;

  /// Opened, and left, with the last input.
  private final Map<Plan, Position> opened = new LinkedHashMap<>();

  private final Map<Leaving, Position> left = new LinkedHashMap<>();

  private Instant now = Instant.MIN;
  private Instant midnight = Instant.MIN;
  private long dueMillis = Long.MIN_VALUE;

  /// @param settings of each account
  Broker(AccountSettings settings) {
    this.settings = settings;
    this.dealer = new Dealer(settings, positions, settlements);
  }

  void join(Trader trader) {
    traders.add(trader);
  }

  /// @return whether there are others
  boolean leave(Trader trader) {
    traders.remove(trader);
    for (Position position : positions.of(trader.account())) {
      position.holders.remove(trader.account());
      forgetAbandoned(position);
    }
    return !traders.isEmpty();
  }

  private void forgetAbandoned(Position position) {
    if (position.holders.size() == 0) {
      dealer.forget(position);
    }
  }

  Instant now() {
    return now;
  }

  // --- what outlives a process -------------------------------------------------------------

  void save(MarketView view, Saved to) {
    positions.notePrices(view);
    to.put("now", now);
    to.put("midnight", midnight);
    positions.save(to);
    dealer.save(to);
  }

  /// Takes over what another held; only what holds nothing yet can.
  void resume(Saved from, Account holder) {
    now = from.instant("now");
    midnight = from.instant("midnight");
    positions.resume(from, holder);
    dealer.resume(from);
    settlements.schedule();
    schedule();
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
    }
    now = time;
    schedule();
  }

  private void schedule() {
    Instant due = Due.earlier(Due.earlier(dayKnown(), settlements.due()), dealer.dueOrBefore());
    dueMillis =
        due.equals(Instant.MIN)
            ? Long.MIN_VALUE
            : due.equals(Instant.MAX) ? Long.MAX_VALUE : due.toEpochMilli();
  }

  private Instant due(MarketView view) {
    return Due.earlier(Due.earlier(dayKnown(), settlements.due()), dealer.due(view));
  }

  /// When the prices of the end of the day are known; long past before there is a day.
  private Instant dayKnown() {
    return midnight.equals(Instant.MIN)
        ? midnight
        : midnight.plus(settings.execution().dayKnownAfter());
  }

  private void endDay(MarketView view) {
    for (Position position : positions.open()) {
      for (PositionLeg leg : position.legs()) {
        PositionLeg.Price price = PositionLeg.price(view, leg.id);
        if (price != null) {
          dealer.payBorrow(leg, price.value(), midnight);
        }
      }
    }
    tellEquity(view, midnight);
    midnight = midnight.plus(1, ChronoUnit.DAYS);
  }

  private void tellEquity(MarketView view, Instant at) {
    for (Trader trader : traders) {
      trader.account().tellEquity(view, at);
    }
  }

  /// Takes what an input brought and what is on offer with it.
  void after(MarketView view, Input input, Offers offers) {
    now = view.now().isAfter(now) ? view.now() : now;
    opened.clear();
    left.clear();
    if (input instanceof MarketEvent event) {
      List<PositionLeg> legs = positions.legs(event.id());
      if (!legs.isEmpty()) {
        take(view, event, legs);
      }
    }
    boolean killed = input instanceof Command command && command.action() == Command.Action.KILL;
    if (input instanceof Tick || killed || offers.hasNews()) {
      for (int i = 0; i < traders.size(); i++) {
        if (killed) {
          traders.get(i).closeAll(view, "kill switch");
        }
        traders.get(i).decide(view, input, offers);
      }
    }
    schedule();
  }

  private void take(MarketView view, MarketEvent event, List<PositionLeg> legs) {
    switch (event) {
      case FundingSettled settled -> settlements.take(view, settled, legs, now);
      case FundingEstimate _ -> {
        settlements.follow(view, legs, now);
        for (PositionLeg leg : List.copyOf(legs)) {
          for (Account holder : leg.position.holders.accounts()) {
            holder.owner().rateTold(view, leg.position);
          }
        }
      }
      default -> dealer.priced(view, event, legs, now);
    }
  }

  /// A venue takes away the legs of an instrument that have gained.
  void deleverage(MarketView view, InstrumentId id) {
    dealer.deleverage(view, positions.legs(id), now);
    schedule();
  }

  /// Ends everything at the last prices that are known, and says what never came.
  void end(MarketView view) {
    now = view.now().isAfter(now) ? view.now() : now;
    dealer.end(view, now);
    settlements.giveUp(now);
    positions.forgetSettled();
    tellEquity(view, now);
  }

  // --- what traders want -------------------------------------------------------------------

  /// Sends the orders of both legs, unless another's are the same.
  void open(MarketView view, Plan plan, Account account) {
    Position others = account.isCompared() ? opened.get(plan) : null;
    if (others != null && !others.isEnding() && !others.holders.contains(account)) {
      account.open(others);
      return;
    }
    Position position = dealer.open(view, plan, now);
    account.open(position);
    if (account.isCompared()) {
      opened.put(plan, position);
    }
  }

  /// Sends the orders that end a position; of one that is ending already, nothing.
  void close(Position position, Account account, String why) {
    if (position.isEnding()) {
      return;
    }
    Leaving leaving = new Leaving(position, why);
    Position together = left.get(leaving);
    if (together != null) {
      account.exchange(position, together);
      forgetAbandoned(position);
    } else if (position.holders.size() > 1) {
      Position own = dealer.copy(position);
      account.exchange(position, own);
      dealer.close(own, now, why);
      left.put(leaving, own);
    } else {
      dealer.close(position, now, why);
    }
  }

  /// Whether both legs have prices young enough to trade on.
  boolean canTrade(MarketView view, Position position) {
    return dealer.canTrade(view, position, now);
  }
}
