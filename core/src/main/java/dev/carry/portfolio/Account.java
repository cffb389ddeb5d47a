package dev.carry.portfolio;

import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.model.Holdings;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Line;
import dev.carry.model.Side;
import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Entry;
import dev.carry.portfolio.Position.Phase;
import dev.carry.portfolio.PositionLeg.Price;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is held, and the money.
public final class Account {
  private static final BigDecimal MILLIS_PER_YEAR =
      BigDecimal.valueOf(Duration.ofDays(365).toMillis());

  private final AccountSettings settings;
  private final Consumer<? super TradeEvent> out;
  private final Ledger ledger;

  /// Not closed, in order of opening.
  private final List<Position> positions = new ArrayList<>();

  /// Closed, and a settlement is yet to be told.
  private final List<Position> leaving = new ArrayList<>();

  private final Map<InstrumentId, List<PositionLeg>> legs = new LinkedHashMap<>();

  /// All of them, in order of opening.
  private final List<PositionLeg> allLegs = new ArrayList<>();
  private final List<Position> positionsView = Collections.unmodifiableList(positions);

  private BigDecimal bound = Ledger.rounded(BigDecimal.ZERO);
  private BigDecimal pnlAtMidnight = BigDecimal.ZERO;
  private long opened;

  private Consumer<InstrumentId> onHold = _ -> {};
  private Consumer<InstrumentId> onLeave = _ -> {};

  Account(AccountSettings settings, Consumer<? super TradeEvent> out) {
    this.settings = settings;
    this.out = out;
    this.ledger = new Ledger(out);
  }

  /// Tells a register what is held from now on, and what is held already.
  void tell(Holders holders, Trader owner) {
    onHold = id -> holders.add(id, owner);
    onLeave = id -> holders.remove(id, owner);
    legs.keySet().forEach(onHold);
  }

  /// Not closed, in order of opening.
  public List<Position> positions() {
    return positionsView;
  }

  /// Dollars booked since the start.
  public BigDecimal realised() {
    return ledger.total();
  }

  /// The same by line.
  public Map<Line, BigDecimal> attribution() {
    return ledger.attribution();
  }

  /// Dollars open legs gained since their entries, at the middle of the market as it is known;
  /// absent while of one of them nothing is known, as after a start.
  public @Nullable BigDecimal unrealised(MarketView view) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < positions.size(); i++) {
      for (PositionLeg leg : positions.get(i).legs()) {
        Price price = price(view, leg.id);
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
    return settings.capital().add(ledger.total()).subtract(bound());
  }

  static @Nullable Price price(MarketView view, InstrumentId id) {
    InstrumentState state = view.find(id);
    return state == null ? null : PositionLeg.price(state);
  }

  /// Legs held of an instrument, and those a settlement of it is yet to be told of.
  List<PositionLeg> legs(InstrumentId id) {
    List<PositionLeg> held = legs.get(id);
    return held == null ? List.of() : held;
  }

  /// All of them, in order of opening.
  List<PositionLeg> allLegs() {
    return allLegs;
  }

  void book(PositionLeg leg, Line line, Instant at, Instant bookedAt, BigDecimal amount) {
    BigDecimal rounded = Ledger.rounded(amount);
    if (rounded.signum() != 0) {
      ledger.book(new Entry(at, bookedAt, leg.position.number(), leg.id, line, rounded));
      leg.position.lines.merge(line, rounded, BigDecimal::add);
      if (line != Line.PRICE && line != Line.FUNDING) {
        leg.position.buffer = leg.position.buffer.add(rounded);
      }
    }
  }

  // --- limits ------------------------------------------------------------------------------

  /// A day began: its loss is counted from here.
  ///
  /// @param pnl dollars made until then
  void dayBegins(BigDecimal pnl) {
    pnlAtMidnight = pnl;
  }

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
  BigDecimal bindsAll(MarketView view, Plan plan) {
    return binds(listed(view, plan.longLeg()), plan.notional())
        .add(binds(listed(view, plan.shortLeg()), plan.notional()))
        .add(plan.notional().multiply(settings.buffer()));
  }

  private BigDecimal binds(@Nullable Instrument listed, BigDecimal notional) {
    boolean paidInFull = listed != null && listed.kind() == Instrument.Kind.SPOT;
    return paidInFull
        ? notional
        : notional.divide(settings.leverage(), Ledger.SCALE, RoundingMode.UP);
  }

  // --- positions ---------------------------------------------------------------------------

  /// A new position, with what its legs are to be.
  Position add(MarketView view, Plan plan) {
    InstrumentState buy = Objects.requireNonNull(view.find(plan.longLeg()));
    InstrumentState sell = Objects.requireNonNull(view.find(plan.shortLeg()));
    Position position = Position.of(++opened, plan, buy, sell);
    position.buffer = plan.notional().multiply(settings.buffer());
    position.bound = Ledger.rounded(bindsAll(view, plan));
    Sizes sizes = Sizes.of(plan.notional(), buy, sell);
    position.longLeg.asked = sizes.bought();
    position.shortLeg.asked = sizes.sold();
    positions.add(position);
    bound = bound.add(position.bound);
    position.legs().forEach(this::hold);
    return position;
  }

  private void hold(PositionLeg leg) {
    legs.computeIfAbsent(leg.id, _ -> new ArrayList<>()).add(leg);
    allLegs.add(leg);
    onHold.accept(leg.id);
  }

  /// Changes coins for a position whose legs settle in different ones, and back when it ends.
  void convert(Position position, Instant at) {
    if (position.needsConversion()) {
      BigDecimal cost =
          position.plan().notional().multiply(settings.execution().conversionPerWay());
      book(position.shortLeg, Line.CONVERSION, at, at, cost.negate());
      position.converted = true;
    }
  }

  /// Interest on a borrowed coin since it was last paid.
  void payBorrow(PositionLeg leg, BigDecimal price, Instant at) {
    BigDecimal apr = settings.borrowApr();
    if (apr == null || !leg.borrowed || leg.size.signum() == 0 || !at.isAfter(leg.borrowPaidTo)) {
      return;
    }
    BigDecimal millis = BigDecimal.valueOf(Duration.between(leg.borrowPaidTo, at).toMillis());
    BigDecimal years = millis.divide(MILLIS_PER_YEAR, MathContext.DECIMAL128);
    book(leg, Line.BORROW, at, at, leg.value(price).multiply(apr).multiply(years).negate());
    leg.borrowPaidTo = at;
  }

  /// Lets positions go that are closed and to which nothing is owed any more.
  void forgetClosed() {
    for (int i = 0; i < positions.size(); ) {
      Position position = positions.get(i);
      if (position.phase == Phase.CLOSED) {
        positions.remove(i);
        bound = bound.subtract(position.bound);
        leaving.add(position);
      } else {
        i++;
      }
    }
    for (int i = 0; i < leaving.size(); ) {
      Position position = leaving.get(i);
      if (position.longLeg.passed.isEmpty() && position.shortLeg.passed.isEmpty()) {
        leaving.remove(i);
        leave(position);
      } else {
        i++;
      }
    }
  }

  private void leave(Position position) {
    for (PositionLeg leg : position.legs()) {
      allLegs.remove(leg);
      List<PositionLeg> held = legs.get(leg.id);
      if (held != null) {
        held.remove(leg);
        if (held.isEmpty()) {
          legs.remove(leg.id);
          onLeave.accept(leg.id);
        }
      }
    }
    if (!position.openedAt.equals(Instant.MAX)) {
      out.accept(position.closed());
    }
  }

  // --- what outlives a process -------------------------------------------------------------

  /// Notes the prices known now: settlements of a time that nobody watched are paid on them.
  void notePrices(MarketView view) {
    for (PositionLeg leg : allLegs) {
      Price price = price(view, leg.id);
      leg.lastPrice = price == null ? leg.lastPrice : price;
    }
  }

  void save(Saved to) {
    to.put("opened", opened);
    to.put("pnl-at-midnight", pnlAtMidnight);
    ledger.save(to);
    save(to, "position", positions);
    save(to, "leaving", leaving);
  }

  private static void save(Saved to, String name, List<Position> all) {
    to.put(name + "s", all.size());
    for (int i = 0; i < all.size(); i++) {
      all.get(i).save(to.at(name, i));
    }
  }

  void resume(Saved from) {
    opened = from.number("opened");
    pnlAtMidnight = from.decimal("pnl-at-midnight");
    ledger.resume(from);
    resume(from, "position", positions);
    resume(from, "leaving", leaving);
    Stream.of(positions, leaving)
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong(Position::number))
        .forEach(position -> position.legs().forEach(this::hold));
    for (Position position : positions) {
      bound = bound.add(position.bound);
    }
  }

  private static void resume(Saved from, String name, List<Position> all) {
    int count = from.count(name + "s");
    for (int i = 0; i < count; i++) {
      all.add(Position.of(from.at(name, i)));
    }
  }

  /// The leg that [PositionLeg#saveName] named.
  PositionLeg leg(Saved from) {
    long number = from.number("position");
    Side side = from.constant("leg", Side.class);
    for (PositionLeg leg : allLegs) {
      if (leg.position.number() == number && leg.side == side) {
        return leg;
      }
    }
    throw new IllegalArgumentException("what the account holds lacks position " + number);
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
