package dev.carry.backtest.stress;

import dev.carry.model.Book;
import dev.carry.model.Candle;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.Levels;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quote;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Facts as they would have been told under a disturbance.
final class Disturbed {
  /// Digits of a disturbed price: more than any venue writes, few enough for a level of a book.
  static final MathContext PRICE = new MathContext(15);

  private final Disturbance what;

  Disturbed(Disturbance what) {
    this.what = what;
  }

  /// @param at when it is known
  MarketEvent of(Instrument of, MarketEvent event, Instant at) {
    return switch (event) {
      case Quote quote -> quote(of, quote, at);
      case MarkPrice mark -> mark(of, mark, at);
      case Book book -> book(of, book, at);
      case Candle candle -> candle(of, candle, at);
      case FundingSettled settled -> settled(of, settled);
      default -> event;
    };
  }

  private Quote quote(Instrument of, Quote quote, Instant at) {
    double factor = what.factor(of, at);
    double half = what.halfSpread(of, at);
    return factor == 1 && half == 0
        ? quote
        : new Quote(
            quote.id(),
            quote.venueTime(),
            quote.receivedAt(),
            timesOrNull(quote.bid(), factor * (1 - half)),
            quote.bidSize(),
            timesOrNull(quote.ask(), factor * (1 + half)),
            quote.askSize(),
            quote.sizeIn());
  }

  private MarkPrice mark(Instrument of, MarkPrice mark, Instant at) {
    double factor = what.factor(of, at);
    return factor == 1
        ? mark
        : new MarkPrice(
            mark.id(), mark.venueTime(), mark.receivedAt(), times(mark.price(), factor));
  }

  private Book book(Instrument of, Book book, Instant at) {
    double factor = what.factor(of, at);
    double half = what.halfSpread(of, at);
    return factor == 1 && half == 0
        ? book
        : new Book(
            book.id(),
            book.venueTime(),
            book.receivedAt(),
            book.snapshot(),
            levels(book.bids(), factor * (1 - half)),
            levels(book.asks(), factor * (1 + half)),
            book.sizeIn());
  }

  private static Levels levels(Levels levels, double factor) {
    List<BigDecimal> all = new ArrayList<>(2 * levels.count());
    for (int i = 0; i < levels.count(); i++) {
      all.add(times(levels.price(i), factor));
      all.add(levels.size(i));
    }
    return Levels.of(all);
  }

  /// Nobody knows when in its time a bar was at its extremes: the worse of its two ends is taken.
  /// What lies between them is told in steps of its own.
  private Candle candle(Instrument of, Candle candle, Instant at) {
    double opening = what.factor(of, candle.opensAt());
    double closing = what.factor(of, at);
    return candle.of() == Candle.Of.PREMIUM || (opening == 1 && closing == 1)
        ? candle
        : new Candle(
            candle.id(),
            candle.venueTime(),
            candle.receivedAt(),
            candle.of(),
            times(candle.open(), opening),
            times(candle.high(), Math.max(opening, closing)),
            times(candle.low(), Math.min(opening, closing)),
            times(candle.close(), closing),
            candle.opensAt(),
            candle.closesAt());
  }

  private FundingSettled settled(Instrument of, FundingSettled settled) {
    double factor = what.factor(of, settled.settledAt());
    return factor == 1
        ? settled
        : new FundingSettled(
            settled.id(),
            settled.venueTime(),
            settled.receivedAt(),
            settled.rate(),
            settled.period(),
            settled.settledAt(),
            timesOrNull(settled.markPrice(), factor));
  }

  private static @Nullable BigDecimal timesOrNull(@Nullable BigDecimal price, double factor) {
    return price == null ? null : times(price, factor);
  }

  private static BigDecimal times(BigDecimal price, double factor) {
    return price.multiply(BigDecimal.valueOf(factor), PRICE);
  }
}
