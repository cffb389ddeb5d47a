package dev.carry.engine;

import dev.carry.model.Book;
import dev.carry.model.Instrument;
import dev.carry.model.Levels;
import dev.carry.model.Side;
import dev.carry.valuation.Depth;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A whole book, and its sides in numbers: made once, and only where somebody asks.
final class BookDepth {
  private final Book book;
  private final long millis;
  private @Nullable Depth bids;
  private @Nullable Depth asks;

  private boolean made;

  BookDepth(Book book) {
    this.book = book;
    this.millis = book.receivedAt().toEpochMilli();
  }

  Book book() {
    return book;
  }

  /// When it was received.
  long millis() {
    return millis;
  }

  /// The side a taker fills from; absent where it is empty or its sizes cannot be told in quote.
  @Nullable Depth side(Instrument listed, Side taker) {
    if (!made) {
      made = true;
      bids = depth(listed, book.bids());
      asks = depth(listed, book.asks());
    }
    return taker == Side.BUY ? asks : bids;
  }

  /// The levels down to the first that cannot be told.
  private @Nullable Depth depth(Instrument listed, Levels levels) {
    double[] prices = new double[levels.count()];
    double[] notionals = new double[levels.count()];
    int known = 0;
    while (known < prices.length) {
      double price = levels.price(known).doubleValue();
      double notional = Notional.of(listed, levels.size(known).doubleValue(), book.sizeIn(), price);
      if (!(price > 0) || !(notional > 0)) {
        break;
      }
      prices[known] = price;
      notionals[known++] = notional;
    }
    return known == 0
        ? null
        : Depth.of(Arrays.copyOf(prices, known), Arrays.copyOf(notionals, known));
  }
}
