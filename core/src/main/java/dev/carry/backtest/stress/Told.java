package dev.carry.backtest.stress;

import dev.carry.model.Book;
import dev.carry.model.Candle;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Levels;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quote;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;

/// The same fact, told at another time.
final class Told {
  private static final BigDecimal TRIFLE = new BigDecimal("0.0000001");

  private Told() {}

  static Quote at(Quote quote, Instant at) {
    return new Quote(
        quote.id(),
        at,
        at,
        quote.bid(),
        quote.bidSize(),
        quote.ask(),
        quote.askSize(),
        quote.sizeIn());
  }

  static MarkPrice at(MarkPrice mark, Instant at) {
    return new MarkPrice(mark.id(), at, at, mark.price());
  }

  static Book at(Book book, Instant at) {
    return new Book(book.id(), at, at, true, book.bids(), book.asks(), book.sizeIn());
  }

  /// Of what is known late: when it happened stays.
  static MarketEvent at(MarketEvent event, Instant at) {
    return switch (event) {
      case FundingSettled e ->
          new FundingSettled(
              e.id(), e.venueTime(), at, e.rate(), e.period(), e.settledAt(), e.markPrice());
      case FundingEstimate e ->
          new FundingEstimate(
              e.id(), e.venueTime(), at, e.rate(), e.period(), e.settlesAt(), e.which());
      case Candle e ->
          new Candle(
              e.id(),
              e.venueTime(),
              at,
              e.of(),
              e.open(),
              e.high(),
              e.low(),
              e.close(),
              e.opensAt(),
              e.closesAt());
      default -> event;
    };
  }

  static Quote crossed(Quote quote, Instant at) {
    BigDecimal bid = quote.bid();
    BigDecimal ask = quote.ask();
    if (bid == null || ask == null) {
      return at(quote, at);
    }
    BigDecimal middle = middle(bid, ask);
    BigDecimal trifle = middle.multiply(TRIFLE, MathContext.DECIMAL32);
    return new Quote(
        quote.id(),
        at,
        at,
        middle.add(trifle),
        quote.bidSize(),
        middle.subtract(trifle),
        quote.askSize(),
        quote.sizeIn());
  }

  static Book crossed(Book book, Instant at) {
    if (book.bids().count() == 0 || book.asks().count() == 0) {
      return at(book, at);
    }
    BigDecimal middle = middle(book.bids().price(0), book.asks().price(0));
    BigDecimal trifle = middle.multiply(TRIFLE, MathContext.DECIMAL32);
    return new Book(
        book.id(),
        at,
        at,
        true,
        level(middle.add(trifle), book.bids().size(0)),
        level(middle.subtract(trifle), book.asks().size(0)),
        book.sizeIn());
  }

  private static Levels level(BigDecimal price, BigDecimal size) {
    return Levels.of(List.of(price.round(Disturbed.PRICE), size));
  }

  private static BigDecimal middle(BigDecimal bid, BigDecimal ask) {
    return bid.add(ask).divide(BigDecimal.TWO, MathContext.DECIMAL64);
  }
}
