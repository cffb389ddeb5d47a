package dev.carry.portfolio;

import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.model.Book;
import dev.carry.model.Command;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Input;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quote;
import dev.carry.model.Side;
import dev.carry.portfolio.Position.Phase;
import dev.carry.portfolio.TradeEvent.Equity;
import dev.carry.portfolio.TradeEvent.Fill;
import dev.carry.portfolio.TradeEvent.Incident;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
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
  private final FillModel fills;
  private final Account account;
  private final Settlements settlements;
  private final Margins margins;
  private final DeskOf desk = new DeskOf();

  private final List<Order> orders = new ArrayList<>();
  private Instant now = Instant.MIN;
  private Instant midnight = Instant.MIN;
  private long dueMillis = Long.MIN_VALUE;

  /// @param out takes everything that happens, in order
  public Trader(AccountSettings settings, Strategy strategy, Consumer<? super TradeEvent> out) {
    this.settings = settings;
    this.strategy = strategy;
    this.out = out;
    this.fills = new FillModel(settings.execution());
    this.account = new Account(settings, out);
    this.settlements = new Settlements(account, out);
    this.margins = new Margins(settings, account, desk, out);
  }

  /// What it holds and what came of it so far.
  public Account account() {
    return account;
  }

  /// Tells a register what it holds from now on.
  void tell(Holders holders) {
    account.tell(holders, this);
  }

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
      margins.arrive(view, now);
      meet(view);
      if (!strategy.wakeAt().isAfter(now)) {
        strategy.wake(view, now, desk.at(view));
      }
    }
    now = time;
    schedule();
  }

  private void schedule() {
    Instant due = earlier(earlier(dayKnown(), settlements.due()), margins.due());
    due = earlier(due, strategy.wakeAt());
    for (int i = 0; i < orders.size(); i++) {
      Order order = orders.get(i);
      due = earlier(due, order.triedAt.equals(Instant.MIN) ? order.dueAt : Instant.MIN);
    }
    dueMillis =
        due.equals(Instant.MIN)
            ? Long.MIN_VALUE
            : due.equals(Instant.MAX) ? Long.MAX_VALUE : due.toEpochMilli();
  }

  /// Takes what an input brought and what is on offer with it.
  void after(MarketView view, Input input, Offers offers) {
    now = view.now().isAfter(now) ? view.now() : now;
    switch (input) {
      case FundingSettled settled -> settlements.take(view, settled, now);
      case FundingEstimate estimate -> settlements.follow(view, account.legs(estimate.id()), now);
      case MarketEvent event -> priced(view, event);
      case Command command when command.action() == Command.Action.KILL -> closeAll(view);
      default -> {
        // time passed, or a feed came or went: nothing to take
      }
    }
    strategy.decide(view, input, offers, desk.at(view));
    schedule();
  }

  /// Ends everything at the last prices that are known, and says what never came.
  void end(MarketView view) {
    now = view.now().isAfter(now) ? view.now() : now;
    List<Order> opening = orders.stream().filter(order -> order.opens).toList();
    orders.removeAll(opening);
    opening.forEach(order -> opened(view, order.leg.position));
    for (Position position : List.copyOf(account.positions())) {
      desk.at(view).close(position, "the end");
    }
    for (Order order : List.copyOf(orders)) {
      InstrumentState state = view.find(order.leg.id);
      meet(view, order, state == null ? now : newest(state));
    }
    finish(view);
    settlements.giveUp(now);
    account.forgetClosed();
    tellEquity(view, now);
  }

  private Instant due(MarketView view) {
    Instant due = dayKnown();
    for (int i = 0; i < orders.size(); i++) {
      Instant each = due(view, orders.get(i));
      due = each.isBefore(due) ? each : due;
    }
    due = earlier(due, settlements.due());
    due = earlier(due, margins.due());
    return earlier(due, strategy.wakeAt().isAfter(now) ? strategy.wakeAt() : now);
  }

  /// When the prices of the end of the day are known; long past before there is a day.
  private Instant dayKnown() {
    return midnight.equals(Instant.MIN)
        ? midnight
        : midnight.plus(settings.execution().dayKnownAfter());
  }

  private static Instant earlier(Instant one, Instant other) {
    return other.isBefore(one) ? other : one;
  }

  // --- orders ------------------------------------------------------------------------------

  /// When an order meets the market: once tried in vain, a latency after newer prices came.
  private Instant due(MarketView view, Order order) {
    if (order.triedAt.equals(Instant.MIN)) {
      return order.dueAt;
    }
    InstrumentState state = view.find(order.leg.id);
    Instant prices = state == null ? Instant.MIN : newest(state);
    return prices.isAfter(order.triedAt)
        ? prices.plus(settings.execution().latency())
        : Instant.MAX;
  }

  private static Instant newest(InstrumentState state) {
    Quote quote = state.quote();
    Book book = state.book();
    Instant newest = quote == null ? Instant.EPOCH : quote.receivedAt();
    return book != null && book.receivedAt().isAfter(newest) ? book.receivedAt() : newest;
  }

  private void meet(MarketView view) {
    for (int i = 0; i < orders.size(); ) {
      Order order = orders.get(i);
      if (due(view, order).isAfter(now)) {
        i++;
        continue;
      }
      meet(view, order, now);
      if (i < orders.size() && orders.get(i) == order) {
        i++; // it waits
      }
    }
    finish(view);
  }

  /// @param pricesAt older prices than those of then and a quote's life are not traded on
  private void meet(MarketView view, Order order, Instant pricesAt) {
    PositionLeg leg = order.leg;
    if (!order.opens) {
      order.left = order.left.min(leg.size); // a liquidation may have been faster
      if (order.left.signum() == 0) {
        orders.remove(order);
        return;
      }
    }
    InstrumentState state = view.find(leg.id);
    FillModel.Outcome outcome =
        state == null
            ? new FillModel.Nothing("not known")
            : fills.meet(state, order.side, order.left, pricesAt);
    switch (outcome) {
      case FillModel.Filled filled -> filled(view, order, filled, takerFee(state));
      case FillModel.Nothing nothing -> {
        if (order.opens) {
          orders.remove(order);
          out.accept(
              new Incident(
                  now, Incident.Kind.NOT_FILLED, leg.position.number(), leg.id, nothing.because()));
        } else {
          order.triedAt = state == null ? now : newest(state);
        }
      }
    }
    if (order.opens && orders.stream().noneMatch(each -> each.leg.position == leg.position)) {
      opened(view, leg.position);
    }
  }

  private static BigDecimal takerFee(@Nullable InstrumentState state) {
    return state == null ? BigDecimal.ZERO : BigDecimal.valueOf(state.takerFee());
  }

  private void filled(MarketView view, Order order, FillModel.Filled filled, BigDecimal fee) {
    Instant at = now;
    PositionLeg leg = order.leg;
    Position position = leg.position;
    order.left = order.left.subtract(filled.size());
    boolean whole = order.left.signum() <= 0;
    if (whole || order.opens) {
      orders.remove(order);
    } else {
      InstrumentState state = view.find(leg.id);
      order.triedAt = state == null ? now : newest(state);
    }
    out.accept(
        new Fill(
            at,
            position.number(),
            leg.id,
            order.side,
            filled.size(),
            filled.price(),
            filled.mid(),
            filled.value(),
            order.left,
            filled.against(),
            order.why));
    if (order.opens) {
      if (position.openedAt.equals(Instant.MAX)) {
        position.openedAt = at;
      }
      leg.add(filled.size(), filled.mid(), at);
      margins.fund(leg, filled.value());
      settlements.follow(view, List.of(leg), at);
    } else {
      account.payBorrow(leg, filled.mid(), at);
      BigDecimal gain = Ledger.rounded(leg.take(filled.size(), filled.mid()));
      account.book(leg, Line.PRICE, at, at, gain);
      margins.release(leg, gain, filled.value());
    }
    account.book(leg, Line.FEES, at, at, filled.value().multiply(fee).negate());
    account.book(leg, Line.SPREAD, at, at, filled.spread().negate());
    account.book(leg, Line.SLIPPAGE, at, at, filled.slippage().negate());
  }

  /// All orders that open a position met the market: what one leg has more than the other goes.
  private void opened(MarketView view, Position position) {
    if (position.phase != Phase.OPENING) {
      return;
    }
    BigDecimal longPart = part(position.longLeg);
    BigDecimal shortPart = part(position.shortLeg);
    BigDecimal both = longPart.min(shortPart);
    position.phase = both.signum() == 0 ? Phase.CLOSING : Phase.OPEN;
    if (longPart.compareTo(shortPart) != 0) {
      position.unhedgedSince = now;
      out.accept(
          new Incident(
              now,
              Incident.Kind.UNHEDGED,
              position.number(),
              null,
              "of the long leg "
                  + percent(longPart)
                  + " filled, of the short "
                  + percent(shortPart)));
      if (both.signum() == 0) {
        position.closedBecause = "one leg did not fill";
      }
      for (PositionLeg leg : position.legs()) {
        BigDecimal kept = leg.asked.multiply(both).setScale(Payment.SIZE_SCALE, RoundingMode.DOWN);
        BigDecimal excess = leg.size.subtract(kept.min(leg.size));
        if (excess.signum() > 0) {
          send(leg, leg.side.opposite(), excess, false, "evens out the legs");
        }
      }
    } else if (both.signum() == 0) {
      position.closedBecause = "neither leg filled";
    }
    if (both.signum() > 0) {
      account.convert(view, position, now);
      if (!position.closedBecause.isEmpty()) {
        desk.at(view).close(position, position.closedBecause);
      }
    }
  }

  private static BigDecimal part(PositionLeg leg) {
    return leg.size.divide(leg.asked, 12, RoundingMode.HALF_EVEN);
  }

  private static String percent(BigDecimal part) {
    return part.movePointRight(2).setScale(1, RoundingMode.HALF_EVEN) + " %";
  }

  private void send(PositionLeg leg, Side side, BigDecimal size, boolean opens, String why) {
    orders.add(new Order(leg, side, size, opens, now.plus(settings.execution().latency()), why));
  }

  // --- positions ---------------------------------------------------------------------------

  /// Ends positions whose legs are gone, and notes when legs are even again.
  private void finish(MarketView view) {
    for (Position position : account.positions()) {
      boolean waits = orders.stream().anyMatch(order -> order.leg.position == position);
      boolean gone = position.legs().stream().allMatch(leg -> leg.size.signum() == 0);
      if (!position.unhedgedSince.equals(Instant.MAX) && !waits) {
        position.unhedged = position.unhedged.plus(Duration.between(position.unhedgedSince, now));
        position.unhedgedSince = Instant.MAX;
      }
      if (!waits && gone && position.phase != Phase.OPENING && position.phase != Phase.CLOSED) {
        position.phase = Phase.CLOSED;
        position.closedAt = now;
        if (position.converted) {
          account.convert(view, position, now);
        }
      }
    }
    account.forgetClosed();
  }

  private void priced(MarketView view, MarketEvent event) {
    List<PositionLeg> legs = account.legs(event.id());
    desk.at(view);
    for (int i = 0; i < legs.size(); i++) {
      margins.take(view, legs.get(i), event, now);
    }
  }

  /// A venue takes away the legs of an instrument that have gained.
  void deleverage(MarketView view, InstrumentId id) {
    desk.at(view);
    for (PositionLeg leg : List.copyOf(account.legs(id))) {
      margins.deleverage(view, leg, now);
    }
    finish(view);
    schedule();
  }

  private void closeAll(MarketView view) {
    for (Position position : List.copyOf(account.positions())) {
      desk.at(view).close(position, "kill switch");
    }
  }

  private void endDay(MarketView view) {
    for (Position position : account.positions()) {
      for (PositionLeg leg : position.legs()) {
        InstrumentState state = view.find(leg.id);
        PositionLeg.Price price = state == null ? null : PositionLeg.price(state);
        if (price != null) {
          account.payBorrow(leg, price.value(), midnight);
        }
      }
    }
    tellEquity(view, midnight);
    midnight = midnight.plus(1, ChronoUnit.DAYS);
  }

  private void tellEquity(MarketView view, Instant at) {
    out.accept(new Equity(at, account.realised(), account.unrealised(view), account.bound()));
    account.dayBegins(view);
  }

  /// The desk as a strategy sees it while it decides.
  private final class DeskOf implements Desk, Margins.Actions {
    private @Nullable MarketView view;

    DeskOf at(MarketView now) {
      view = now;
      return this;
    }

    @Override
    public String open(Plan plan) {
      MarketView known = Objects.requireNonNull(view);
      String against = account.against(known, plan, now);
      if (!against.isEmpty()) {
        return against;
      }
      Position position = account.add(known, plan);
      send(position.longLeg, position.longLeg.side, position.longLeg.asked, true, plan.why());
      send(position.shortLeg, position.shortLeg.side, position.shortLeg.asked, true, plan.why());
      return "";
    }

    @Override
    public void close(Position position, String why) {
      if (position.phase == Phase.OPENING) {
        position.closedBecause = why; // once its orders are through
      }
      if (position.phase != Phase.OPEN) {
        return;
      }
      position.phase = Phase.CLOSING;
      position.closedBecause = why;
      orders.removeIf(order -> order.leg.position == position);
      for (PositionLeg leg : position.legs()) {
        if (leg.size.signum() > 0) {
          send(leg, leg.side.opposite(), leg.size, false, why);
        }
      }
    }

    @Override
    public boolean canTrade(Position position) {
      MarketView known = Objects.requireNonNull(view);
      Instant oldest = now.minus(settings.execution().quoteLife());
      for (PositionLeg leg : position.legs()) {
        InstrumentState state = known.find(leg.id);
        if (state == null || newest(state).isBefore(oldest)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void shrink(Position position, BigDecimal share, String why) {
      if (!canTrade(position)
          || orders.stream().anyMatch(order -> order.leg.position == position)) {
        return; // one leg alone is no hedge; what is on its way changes how much is needed
      }
      for (PositionLeg leg : position.legs()) {
        BigDecimal part =
            leg.size.multiply(share).setScale(Payment.SIZE_SCALE, RoundingMode.HALF_EVEN);
        send(leg, leg.side.opposite(), part.min(leg.size), false, why);
      }
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
