package dev.carry.portfolio;

import dev.carry.engine.InstrumentState;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Side;
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

  /// The price at which its margin must be looked at; NaN: never.
  double alarm = Double.NaN;

  /// Margin is on its way to or from it.
  boolean moving;

  PositionLeg(Position position, Instrument listed, Side side) {
    this.position = position;
    this.id = listed.id();
    this.side = side;
    this.payment = Payment.of(listed);
    this.margined = listed.kind() != Instrument.Kind.SPOT;
    this.borrowed = !margined && side == Side.SELL;
    this.continuous = listed.settles() == Instrument.Settles.CONTINUOUS;
  }

  /// What was held when a settlement passed.
  ///
  /// @param price known then; absent: none was
  record Boundary(long millis, BigDecimal size, @Nullable Price price) {}

  /// What an instrument is valued at.
  ///
  /// @param asOf the instant the price is of
  record Price(BigDecimal value, Instant asOf) {}

  /// The venue's mark, or where it publishes none the middle of the quote; null: neither.
  static @Nullable Price price(InstrumentState state) {
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
}
