package dev.carry.portfolio;

import dev.carry.engine.InstrumentState;
import dev.carry.model.Book;
import dev.carry.model.Instrument;
import dev.carry.model.Levels;
import dev.carry.model.Quote;
import dev.carry.model.Side;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/// What a market order is filled at: against the book where it is followed, else against the touch,
/// else, where no sizes are known at all, at the touch and the declared slippage. What trades on
/// paper takes nothing away from the book: an order that would move the market is not told so.
final class FillModel {
  /// A quote may be so much newer than the book and the book still be the one to walk.
  private static final Duration BOOK_BEHIND = Duration.ofSeconds(1);

  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final int PRICE_DIGITS = 12;

  private final Execution execution;

  FillModel(Execution execution) {
    this.execution = execution;
  }

  sealed interface Outcome {}

  /// @param size filled, at most what was asked
  /// @param price average
  /// @param value dollars traded
  /// @param spread dollars from the middle to the touch
  /// @param slippage dollars from the touch to the price
  record Filled(
      BigDecimal size,
      BigDecimal price,
      BigDecimal mid,
      BigDecimal value,
      BigDecimal spread,
      BigDecimal slippage,
      String against)
      implements Outcome {}

  record Nothing(String because) implements Outcome {}

  Outcome meet(InstrumentState state, Side side, BigDecimal size, Instant at) {
    Instrument listed = state.listed();
    Quote quote = state.quote();
    Book book = state.book();
    if (listed == null) {
      return new Nothing("not listed");
    }
    if (book != null
        && isYoung(book.receivedAt(), at)
        && (quote == null || !book.receivedAt().plus(BOOK_BEHIND).isBefore(quote.receivedAt()))) {
      return walk(listed, book, side, size);
    }
    if (quote == null) {
      return new Nothing("no quote is known");
    }
    if (!isYoung(quote.receivedAt(), at)) {
      return new Nothing("the last quote is of " + quote.receivedAt() + ", too old at " + at);
    }
    return touch(listed, quote, side, size);
  }

  private boolean isYoung(Instant receivedAt, Instant at) {
    return !receivedAt.plus(execution.quoteLife()).isBefore(at);
  }

  private static BigDecimal middle(BigDecimal bid, BigDecimal ask) {
    return bid.add(ask).divide(TWO, MathContext.DECIMAL128);
  }

  private Outcome touch(Instrument listed, Quote quote, Side side, BigDecimal size) {
    BigDecimal bid = quote.bid();
    BigDecimal ask = quote.ask();
    if (bid == null || ask == null || bid.signum() <= 0 || bid.compareTo(ask) > 0) {
      return new Nothing("no two-sided quote: " + bid + " / " + ask);
    }
    BigDecimal touch = side == Side.BUY ? ask : bid;
    BigDecimal mid = middle(bid, ask);
    BigDecimal declared = execution.slippage();
    if (declared != null) {
      BigDecimal beyond = touch.multiply(declared);
      BigDecimal price = side == Side.BUY ? touch.add(beyond) : touch.subtract(beyond);
      return new Sum(Payment.of(listed), side, mid, touch).take(size, price).filled("declared");
    }
    BigDecimal there = side == Side.BUY ? quote.askSize() : quote.bidSize();
    if (there == null) {
      return new Nothing("no size at the touch and no slippage declared");
    }
    BigDecimal most = inSize(listed, there, quote.sizeIn(), touch);
    return new Sum(Payment.of(listed), side, mid, touch)
        .take(size.min(most), touch)
        .filled("touch");
  }

  private Outcome walk(Instrument listed, Book book, Side side, BigDecimal size) {
    if (book.bids().count() == 0 || book.asks().count() == 0) {
      return new Nothing("a side of the book is empty");
    }
    BigDecimal bid = book.bids().price(0);
    BigDecimal ask = book.asks().price(0);
    if (bid.signum() <= 0 || bid.compareTo(ask) > 0) {
      return new Nothing("the book is crossed: " + bid + " / " + ask);
    }
    Levels levels = side == Side.BUY ? book.asks() : book.bids();
    BigDecimal touch = levels.price(0);
    BigDecimal farthest = touch.multiply(execution.mostSlippage());
    Sum sum = new Sum(Payment.of(listed), side, middle(bid, ask), touch);
    BigDecimal left = size;
    for (int i = 0; i < levels.count() && left.signum() > 0; i++) {
      BigDecimal price = levels.price(i);
      if (price.subtract(touch).abs().compareTo(farthest) > 0) {
        break;
      }
      BigDecimal taken = left.min(inSize(listed, levels.size(i), book.sizeIn(), price));
      sum.take(taken, price);
      left = left.subtract(taken);
    }
    return sum.filled("book");
  }

  /// A size on the wire in the size of orders.
  private static BigDecimal inSize(
      Instrument listed, BigDecimal size, Instrument.SizeIn in, BigDecimal price) {
    boolean inverse = Payment.of(listed) == Payment.INVERSE;
    return switch (in) {
      case CONTRACTS -> size.multiply(listed.contractValue());
      case BASE -> inverse ? size.multiply(price) : size;
      case QUOTE -> inverse ? size : size.divide(price, Payment.SIZE_SCALE, RoundingMode.DOWN);
    };
  }

  /// Sums what is taken from one level after the other.
  private static final class Sum {
    private final Payment payment;
    private final BigDecimal sign;
    private final BigDecimal mid;
    private final BigDecimal touch;
    private BigDecimal size = BigDecimal.ZERO;
    private BigDecimal basis = BigDecimal.ZERO;
    private BigDecimal value = BigDecimal.ZERO;
    private BigDecimal spread = BigDecimal.ZERO;
    private BigDecimal slippage = BigDecimal.ZERO;

    Sum(Payment payment, Side side, BigDecimal mid, BigDecimal touch) {
      this.payment = payment;
      this.sign = BigDecimal.valueOf(side.sign());
      this.mid = mid;
      this.touch = touch;
    }

    Sum take(BigDecimal taken, BigDecimal price) {
      size = size.add(taken);
      basis = basis.add(payment.basis(taken, price));
      value = value.add(payment.value(taken, price));
      spread = spread.add(payment.dearer(taken, mid, touch, mid).multiply(sign));
      slippage = slippage.add(payment.dearer(taken, touch, price, mid).multiply(sign));
      return this;
    }

    Outcome filled(String against) {
      if (size.signum() <= 0) {
        return new Nothing("nothing is offered within the slippage allowed");
      }
      BigDecimal price =
          payment == Payment.LINEAR
              ? basis.divide(size, PRICE_DIGITS, RoundingMode.HALF_EVEN)
              : size.divide(basis, PRICE_DIGITS, RoundingMode.HALF_EVEN);
      return new Filled(
          size,
          price,
          mid,
          Ledger.rounded(value),
          Ledger.rounded(spread),
          Ledger.rounded(slippage),
          against);
    }
  }
}
