package dev.carry.portfolio;

import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.model.Holdings;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Line;
import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Closed;
import dev.carry.model.TradeEvent.Entry;
import dev.carry.model.TradeEvent.Equity;
import dev.carry.portfolio.PositionLeg.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// What one trader holds, and his money.
public final class Account {
  private final Trader owner;
  private final AccountSettings settings;
  private final Consumer<? super TradeEvent> out;
  private final boolean compared;
  private final Ledger ledger = new Ledger();

  /// Not closed, in order of opening.
  private final List<Position> positions = new ArrayList<>();

  private final List<Position> positionsView = Collections.unmodifiableList(positions);

  private BigDecimal realised = Ledger.rounded(BigDecimal.ZERO);
  private BigDecimal bound = Ledger.rounded(BigDecimal.ZERO);
  private BigDecimal pnlAtMidnight = BigDecimal.ZERO;
  private long opened;

  /// @param compared with others: told of days and closed positions alone, it holds what others
  ///     want too together with them
  Account(
      Trader owner, AccountSettings settings, Consumer<? super TradeEvent> out, boolean compared) {
    this.owner = owner;
    this.settings = settings;
    this.out = out;
    this.compared = compared;
  }

  Trader owner() {
    return owner;
  }

  boolean isCompared() {
    return compared;
  }

  AccountSettings settings() {
    return settings;
  }

  /// Not closed, in order of opening.
  public List<Position> positions() {
    return positionsView;
  }

  /// Dollars booked since the start.
  public BigDecimal realised() {
    return realised;
  }

  /// The same by line; of one that is compared it is not kept.
  public Map<Line, BigDecimal> attribution() {
    return ledger.attribution();
  }

  /// Dollars open legs gained since their entries, at the middle of the market as it is known;
  /// absent while of one of them nothing is known, as after a start.
  public @Nullable BigDecimal unrealised(MarketView view) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < positions.size(); i++) {
      for (PositionLeg leg : positions.get(i).legs()) {
        Price price = PositionLeg.price(view, leg.id);
        if (price != null) {
          sum = sum.add(leg.unrealised(price.value()));
        } else if (leg.size.signum() > 0) {
          return null;
        }
      }
    }
    return Ledger.rounded(sum);
  }

  /// Dollars of capital in open positions.
  public BigDecimal bound() {
    return bound;
  }

  BigDecimal free() {
    return settings.capital().add(realised).subtract(bound);
  }

  // --- what it is told ---------------------------------------------------------------------

  /// @param event made of the number the position has here
  void tell(long number, LongFunction<TradeEvent> event) {
    if (!compared) {
      out.accept(event.apply(number));
    }
  }

  void tell(Closed closed) {
    out.accept(closed);
  }

  /// Tells what it is worth; nothing while that is not known.
  void tellEquity(MarketView view, Instant at) {
    BigDecimal unrealised = unrealised(view);
    if (unrealised != null) {
      Equity equity = new Equity(at, realised(), unrealised, bound);
      out.accept(equity);
      pnlAtMidnight = equity.pnl();
    }
  }

  /// @param amount dollars, rounded
  void book(
      long number, InstrumentId id, Line line, Instant at, Instant bookedAt, BigDecimal amount) {
    realised = realised.add(amount);
    if (!compared) {
      ledger.add(line, amount);
      out.accept(new Entry(at, bookedAt, number, id, line, amount));
    }
  }

  // --- limits ------------------------------------------------------------------------------

  /// Dollars lost since the day began; absent while what is held cannot be valued.
  @Nullable BigDecimal lostToday(MarketView view) {
    BigDecimal unrealised = unrealised(view);
    return unrealised == null ? null : pnlAtMidnight.subtract(realised()).subtract(unrealised);
  }

  static @Nullable Instrument listed(MarketView view, InstrumentId id) {
    InstrumentState state = view.find(id);
    return state == null ? null : state.listed();
  }

  /// What a plan binds, dollars.
  static BigDecimal binds(AccountSettings settings, MarketView view, Plan plan) {
    return binds(settings, listed(view, plan.longLeg()), plan.notional())
        .add(binds(settings, listed(view, plan.shortLeg()), plan.notional()))
        .add(plan.notional().multiply(settings.buffer()));
  }

  private static BigDecimal binds(
      AccountSettings settings, @Nullable Instrument listed, BigDecimal notional) {
    boolean paidInFull = listed != null && listed.kind() == Instrument.Kind.SPOT;
    return paidInFull
        ? notional
        : notional.divide(settings.leverage(), Ledger.SCALE, RoundingMode.UP);
  }

  // --- positions ---------------------------------------------------------------------------

  /// Holds a position from now on.
  void open(Position position) {
    position.holders.add(this, ++opened);
    add(position);
  }

  /// Takes up one that knows it is held here.
  void add(Position position) {
    positions.add(position);
    bound = bound.add(position.bound);
  }

  /// Holds, where it held one, another that is as it was.
  void exchange(Position position, Position other) {
    other.holders.add(this, position.holders.remove(this));
    positions.set(positions.indexOf(position), other);
  }

  /// Holds one no more: what it bound is free.
  void free(Position position) {
    positions.remove(position);
    bound = bound.subtract(position.bound);
  }

  // --- what outlives a process -------------------------------------------------------------

  void save(Saved to) {
    to.put("opened", opened);
    to.put("pnl-at-midnight", pnlAtMidnight);
    ledger.save(to);
  }

  void resume(Saved from) {
    opened = from.number("opened");
    pnlAtMidnight = from.decimal("pnl-at-midnight");
    ledger.resume(from);
    realised = ledger.total();
  }

  /// What is held at the prices known now.
  Holdings holdings(MarketView view, Instant at) {
    return new Holdings(
        at,
        settings.capital(),
        realised(),
        unrealised(view),
        bound,
        free(),
        attribution(),
        positions.stream().map(position -> position.held(view, settings)).toList());
  }
}
