package dev.carry.portfolio;

import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.model.Holdings.HeldLeg;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Side;
import dev.carry.valuation.MaintenanceTiers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One side of a position: what is held of an instrument, what it was got at, and its margin.
final class PositionLeg {
  private static final int BASIS_SCALE = 16;

  final Position position;
  final InstrumentId id;
  final Side side;
  final Payment payment;

  /// What it settles in.
  final String coin;

  /// Whether it is bought and paid in full, or has a margin.
  final boolean margined;

  /// Whether it is a coin that was borrowed to be sold.
  final boolean borrowed;

  final boolean continuous;

  /// Asked for at the opening, in its own size.
  BigDecimal asked = BigDecimal.ZERO;

  BigDecimal size = BigDecimal.ZERO;

  /// What a gain is told from, at the middle of the market: see [Payment#basis].
  private BigDecimal basis = BigDecimal.ZERO;

  /// Dollars that stand behind it at the venue: what was put there, settlements, and what parts
  /// that were given up gained. Of what is paid in full: none.
  BigDecimal margin = BigDecimal.ZERO;

  Instant filledAt = Instant.MAX;
  Instant borrowPaidTo = Instant.MAX;

  /// The last settlement that was paid.
  long lastPaidMillis = Long.MIN_VALUE / 2;

  /// The next settlement it will be there for, milliseconds; never while none is known.
  long nextBoundary = Long.MAX_VALUE;

  /// Settlements that passed and whose rates are not yet known, oldest first.
  final List<Boundary> passed = new ArrayList<>(2);

  /// The last one known when what is held was told; null: none was.
  @Nullable Price lastPrice;

  /// The price at which its margin must be looked at; NaN: never.
  double alarm = Double.NaN;

  /// Margin is on its way to or from it.
  boolean moving;

  private PositionLeg(
      Position position,
      InstrumentId id,
      Side side,
      Payment payment,
      String coin,
      boolean margined,
      boolean continuous) {
    this.position = position;
    this.id = id;
    this.side = side;
    this.payment = payment;
    this.coin = coin;
    this.margined = margined;
    this.borrowed = !margined && side == Side.SELL;
    this.continuous = continuous;
  }

  /// One of which nothing is held yet.
  static PositionLeg of(Position position, Instrument listed, Side side) {
    return new PositionLeg(
        position,
        listed.id(),
        side,
        Payment.of(listed),
        listed.settle(),
        listed.kind() != Instrument.Kind.SPOT,
        listed.settles() == Instrument.Settles.CONTINUOUS);
  }

  /// The same of a copy of its position.
  PositionLeg copy(Position of) {
    PositionLeg copy = new PositionLeg(of, id, side, payment, coin, margined, continuous);
    copy.asked = asked;
    copy.size = size;
    copy.basis = basis;
    copy.margin = margin;
    copy.filledAt = filledAt;
    copy.borrowPaidTo = borrowPaidTo;
    copy.lastPaidMillis = lastPaidMillis;
    copy.nextBoundary = nextBoundary;
    copy.passed.addAll(passed);
    copy.lastPrice = lastPrice;
    copy.alarm = alarm;
    copy.moving = moving;
    return copy;
  }

  /// What was held when a settlement passed.
  ///
  /// @param price known then; absent: none was
  record Boundary(long millis, BigDecimal size, @Nullable Price price) {
    void save(Saved to) {
      to.put("millis", millis);
      to.put("size", size);
      Price.save(price, to);
    }

    static Boundary of(Saved from) {
      return new Boundary(from.number("millis"), from.decimal("size"), Price.of(from));
    }
  }

  /// What an instrument is valued at.
  ///
  /// @param asOf the instant the price is of
  record Price(BigDecimal value, Instant asOf) {
    static void save(@Nullable Price price, Saved to) {
      if (price != null) {
        to.put("price", price.value());
        to.put("price-of", price.asOf());
      }
    }

    static @Nullable Price of(Saved from) {
      String value = from.find("price");
      return value == null ? null : new Price(new BigDecimal(value), from.instant("price-of"));
    }
  }

  static @Nullable Price price(MarketView view, InstrumentId id) {
    InstrumentState state = view.find(id);
    return state == null ? null : price(state);
  }

  /// The venue's mark, or where it publishes none the middle of the quote; null: neither.
  private static @Nullable Price price(InstrumentState state) {
    var mark = state.mark();
    if (mark != null) {
      Instant time = mark.venueTime();
      return new Price(mark.price(), time == null ? mark.receivedAt() : time);
    }
    var quote = state.quote();
    BigDecimal mid = state.exactMid();
    if (quote == null || mid == null) {
      return null;
    }
    Instant time = quote.venueTime();
    return new Price(mid, time == null ? quote.receivedAt() : time);
  }

  void add(BigDecimal filled, BigDecimal mid, Instant at) {
    if (size.signum() == 0) {
      filledAt = at;
      borrowPaidTo = at;
    }
    size = size.add(filled);
    basis = basis.add(payment.basis(filled, mid));
  }

  /// Takes a part away.
  ///
  /// @return what it gained since its entry, dollars
  BigDecimal take(BigDecimal filled, BigDecimal mid) {
    BigDecimal part =
        filled.compareTo(size) == 0
            ? basis
            : basis.multiply(filled).divide(size, BASIS_SCALE, RoundingMode.HALF_EVEN);
    basis = basis.subtract(part);
    size = size.subtract(filled);
    return signed(payment.gain(filled, part, mid));
  }

  /// What it gained since its entry, dollars.
  BigDecimal unrealised(BigDecimal price) {
    return size.signum() == 0 ? BigDecimal.ZERO : signed(payment.gain(size, basis, price));
  }

  /// What is left of its margin, dollars.
  BigDecimal equity(BigDecimal price) {
    return margin.add(unrealised(price));
  }

  BigDecimal value(BigDecimal price) {
    return payment.value(size, price);
  }

  /// What it was worth at its entry, dollars.
  double basisValue() {
    return payment == Payment.LINEAR ? basis.doubleValue() : size.doubleValue();
  }

  /// The price at which its equity is a share of its value, less an amount; NaN: there is none.
  ///
  /// @param amount dollars
  double priceOfEquity(double share, double amount) {
    double held = size.doubleValue();
    double from = basis.doubleValue();
    double missing = -margin.doubleValue() - amount;
    double price =
        switch (payment) {
          case LINEAR -> (missing + side.sign() * from) / (held * (side.sign() - share));
          case INVERSE -> ((share * held + missing) * side.sign() + held) / from;
        };
    return price > 0 ? price : Double.NaN;
  }

  private BigDecimal signed(BigDecimal amount) {
    return side == Side.BUY ? amount : amount.negate();
  }

  HeldLeg held(MarketView view, AccountSettings settings) {
    Price price = price(view, id);
    boolean any = size.signum() > 0;
    MaintenanceTiers.Tier tier = settings.maintenance().of(basisValue());
    double liquidation = any && margined ? priceOfEquity(tier.rate(), tier.amount()) : Double.NaN;
    return new HeldLeg(
        id,
        side,
        size,
        any ? (Double) entryPrice() : null,
        price == null ? null : price.value(),
        price == null ? null : Ledger.rounded(unrealised(price.value())),
        margined ? Ledger.rounded(margin) : null,
        Double.isNaN(liquidation) ? null : (Double) liquidation,
        nextBoundary == Long.MAX_VALUE ? null : Instant.ofEpochMilli(nextBoundary),
        passed.size());
  }

  private double entryPrice() {
    return payment == Payment.LINEAR
        ? basis.doubleValue() / size.doubleValue()
        : size.doubleValue() / basis.doubleValue();
  }

  /// Names it, for [Positions#leg].
  void saveName(Saved to) {
    to.put("position", position.holders.number());
    to.put("leg", side);
  }

  void save(Saved to) {
    to.put("instrument", id);
    to.put("payment", payment);
    to.put("coin", coin);
    to.put("margined", margined);
    to.put("continuous", continuous);
    to.put("asked", asked);
    to.put("size", size);
    to.put("basis", basis);
    to.put("margin", margin);
    to.put("filled", filledAt);
    to.put("borrow-paid-to", borrowPaidTo);
    to.put("last-paid", lastPaidMillis);
    to.put("next", nextBoundary);
    to.put("alarm", alarm);
    to.put("moving", moving);
    Price.save(lastPrice, to);
    to.put("passed", passed.size());
    for (int i = 0; i < passed.size(); i++) {
      passed.get(i).save(to.at("passed", i));
    }
  }

  static PositionLeg of(Saved from, Position position, Side side) {
    PositionLeg leg =
        new PositionLeg(
            position,
            InstrumentId.parse(from.text("instrument")),
            side,
            from.constant("payment", Payment.class),
            from.text("coin"),
            from.flag("margined"),
            from.flag("continuous"));
    leg.asked = from.decimal("asked");
    leg.size = from.decimal("size");
    leg.basis = from.decimal("basis");
    leg.margin = from.decimal("margin");
    leg.filledAt = from.instant("filled");
    leg.borrowPaidTo = from.instant("borrow-paid-to");
    leg.lastPaidMillis = from.number("last-paid");
    leg.nextBoundary = from.number("next");
    leg.alarm = from.real("alarm");
    leg.moving = from.flag("moving");
    leg.lastPrice = Price.of(from);
    int count = from.count("passed");
    for (int i = 0; i < count; i++) {
      leg.passed.add(Boundary.of(from.at("passed", i)));
    }
    return leg;
  }
}
