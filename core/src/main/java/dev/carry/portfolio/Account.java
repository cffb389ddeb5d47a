package dev.carry.portfolio;

import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Quote;
import dev.carry.model.Side;
import dev.carry.portfolio.Position.Phase;
import dev.carry.portfolio.PositionLeg.Price;
import dev.carry.portfolio.TradeEvent.Closed;
import dev.carry.portfolio.TradeEvent.Entry;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
  private final List<Position> positionsView = Collections.unmodifiableList(positions);

  private BigDecimal bound = BigDecimal.ZERO;
  private BigDecimal pnlAtMidnight = BigDecimal.ZERO;
  private long opened;
  private @Nullable Holders holders;
  private @Nullable Trader owner;

  Account(AccountSettings settings, Consumer<? super TradeEvent> out) {
    this.settings = settings;
    this.out = out;
    this.ledger = new Ledger(out);
  }

  /// Keeps a register of what is held.
  void tell(Holders register, Trader of) {
    holders = register;
    owner = of;
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

  /// Dollars open legs gained since their entries, at the middle of the market as it is known.
  public BigDecimal unrealised(MarketView view) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < positions.size(); i++) {
      for (PositionLeg leg : positions.get(i).legs()) {
        Price price = price(view, leg.id);
        sum = price == null ? sum : sum.add(leg.unrealised(price.value()));
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

  /// All of them, in order of opening within an instrument.
  Iterable<List<PositionLeg>> allLegs() {
    return legs.values();
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
  void dayBegins(MarketView view) {
    pnlAtMidnight = realised().add(unrealised(view));
  }

  /// What forbids a plan; empty: nothing.
  String against(MarketView view, Plan plan, Instant now) {
    AccountSettings.Limits limits = settings.limits();
    String halted = view.halted();
    if (halted != null) {
      return halted;
    }
    for (InstrumentId id : List.of(plan.longLeg(), plan.shortLeg())) {
      String leg = against(view, id, now);
      if (!leg.isEmpty()) {
        return leg;
      }
      if (notionalOn(id).add(plan.notional()).compareTo(limits.venueNotional()) > 0) {
        return "the limit of " + limits.venueNotional().toPlainString() + " on " + id.venue();
      }
    }
    for (AccountSettings.Never pair : limits.never()) {
      if (pair.is(plan)) {
        return pair.because();
      }
    }
    String asset = asset(view, plan);
    if (positions.size() >= limits.positions()) {
      return "no more than " + limits.positions() + " positions at a time";
    }
    if (notionalOf(asset).add(plan.notional()).compareTo(limits.assetNotional()) > 0) {
      return "the limit of " + limits.assetNotional().toPlainString() + " of " + asset;
    }
    BigDecimal lost = pnlAtMidnight.subtract(realised()).subtract(unrealised(view));
    if (lost.compareTo(limits.dailyLoss()) >= 0) {
      return "the limit of loss of a day, " + limits.dailyLoss().toPlainString();
    }
    if (borrows(view, plan) && settings.borrowApr() == null) {
      return "no rate is known at which " + asset + " could be borrowed";
    }
    BigDecimal needed = bindsAll(view, plan);
    return needed.compareTo(free()) > 0 ? "too little capital is free" : "";
  }

  private String against(MarketView view, InstrumentId id, Instant now) {
    InstrumentState state = view.find(id);
    Instrument listed = state == null ? null : state.listed();
    if (state == null || listed == null) {
      return id + " is not listed";
    }
    if (!Payment.isKnown(listed)) {
      return id + " pays in " + listed.settle() + ", whose price is not followed";
    }
    Quote quote = state.quote();
    if (quote == null || quote.bid() == null || quote.ask() == null) {
      return id + " has no two-sided quote";
    }
    Instant oldest = now.minus(settings.execution().quoteLife());
    return quote.receivedAt().isBefore(oldest) ? "the last quote of " + id + " is too old" : "";
  }

  private static String asset(MarketView view, Plan plan) {
    Instrument listed = listed(view, plan.longLeg());
    return listed == null ? "" : listed.base();
  }

  private static @Nullable Instrument listed(MarketView view, InstrumentId id) {
    InstrumentState state = view.find(id);
    return state == null ? null : state.listed();
  }

  private static boolean borrows(MarketView view, Plan plan) {
    Instrument listed = listed(view, plan.shortLeg());
    return listed != null && listed.kind() == Instrument.Kind.SPOT;
  }

  private BigDecimal notionalOn(InstrumentId id) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Position position : positions) {
      for (PositionLeg leg : position.legs()) {
        sum = leg.id.venue().equals(id.venue()) ? sum.add(position.plan().notional()) : sum;
      }
    }
    return sum;
  }

  private BigDecimal notionalOf(String asset) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Position position : positions) {
      sum = position.asset().equals(asset) ? sum.add(position.plan().notional()) : sum;
    }
    return sum;
  }

  private BigDecimal bindsAll(MarketView view, Plan plan) {
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
    InstrumentState longState = there(view, plan.longLeg());
    InstrumentState shortState = there(view, plan.shortLeg());
    Instrument longListed = there(longState.listed());
    Instrument shortListed = there(shortState.listed());
    Position position = new Position(++opened, plan, longListed.base());
    PositionLeg longLeg = new PositionLeg(position, longListed, Side.BUY);
    PositionLeg shortLeg = new PositionLeg(position, shortListed, Side.SELL);
    position.longLeg = longLeg;
    position.shortLeg = shortLeg;
    position.buffer = plan.notional().multiply(settings.buffer());
    position.bound = bindsAll(view, plan);
    size(plan, longLeg, longState, longListed, shortLeg, shortState, shortListed);
    positions.add(position);
    bound = bound.add(position.bound);
    for (PositionLeg leg : position.legs()) {
      legs.computeIfAbsent(leg.id, _ -> new ArrayList<>()).add(leg);
      if (holders != null && owner != null) {
        holders.add(leg.id, owner);
      }
    }
    return position;
  }

  /// Equal amounts of the asset on both sides; of an inverse leg whole contracts, on whose dollars
  /// the other leg follows.
  private static void size(
      Plan plan,
      PositionLeg longLeg,
      InstrumentState longState,
      Instrument longListed,
      PositionLeg shortLeg,
      InstrumentState shortState,
      Instrument shortListed) {
    BigDecimal ask = there(there(longState.quote()).ask());
    BigDecimal bid = there(there(shortState.quote()).bid());
    BigDecimal notional = plan.notional();
    if (shortLeg.payment == Payment.INVERSE) {
      notional = Payment.INVERSE.size(notional, bid, shortListed.contractValue());
    }
    longLeg.asked = longLeg.payment.size(notional, ask, longListed.contractValue());
    shortLeg.asked =
        shortLeg.payment == Payment.INVERSE
            ? notional
            : longLeg.payment == Payment.INVERSE
                ? shortLeg.payment.size(longLeg.asked, bid, shortListed.contractValue())
                : longLeg
                    .asked
                    .multiply(longListed.priceMultiplier())
                    .divide(shortListed.priceMultiplier(), Payment.SIZE_SCALE, RoundingMode.DOWN);
  }

  private static InstrumentState there(MarketView view, InstrumentId id) {
    return there(view.find(id));
  }

  private static <T> T there(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("asked for before it was known");
    }
    return value;
  }

  /// Changes coins where the legs settle in different ones: on the way in, and back out.
  void convert(MarketView view, Position position, Instant at) {
    Instrument one = listed(view, position.longLeg.id);
    Instrument other = listed(view, position.shortLeg.id);
    boolean apart =
        one != null
            && other != null
            && !one.settle().equals(other.settle())
            && position.longLeg.payment == Payment.LINEAR
            && position.shortLeg.payment == Payment.LINEAR;
    if (apart) {
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
      List<PositionLeg> held = legs.get(leg.id);
      if (held != null) {
        held.remove(leg);
        if (held.isEmpty()) {
          legs.remove(leg.id);
          if (holders != null && owner != null) {
            holders.remove(leg.id, owner);
          }
        }
      }
    }
    if (!position.openedAt.equals(Instant.MAX)) {
      Map<Line, BigDecimal> lines = new EnumMap<>(Line.class);
      lines.putAll(position.lines);
      out.accept(
          new Closed(
              position.closedAt,
              position.number(),
              position.asset(),
              List.of(position.longLeg.id, position.shortLeg.id),
              position.plan().notional(),
              position.openedAt,
              position.unhedged,
              position.settlements,
              position.pnl(),
              lines,
              position.plan().expectedNetApr(),
              position.plan().why(),
              position.closedBecause));
    }
  }
}
