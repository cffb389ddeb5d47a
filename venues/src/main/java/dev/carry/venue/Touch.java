package dev.carry.venue;

import dev.carry.model.Book;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The best bid and ask as venues write them: an empty side is `""`, 0, or a size of 0.
public final class Touch {
  private Touch() {}

  /// The best of a whole order book.
  public static Quote of(Book book) {
    Levels bids = book.bids();
    Levels asks = book.asks();
    return quote(
        book.id(),
        book.venueTime(),
        book.receivedAt(),
        bids.count() == 0 ? null : bids.price(0),
        bids.count() == 0 ? null : bids.size(0),
        asks.count() == 0 ? null : asks.price(0),
        asks.count() == 0 ? null : asks.size(0),
        book.sizeIn());
  }

  /// A side counts where it has a price and no size of 0. Both may be empty: what stood there
  /// before is gone, and must not pass for the touch until it is stale.
  ///
  /// @param bidSize absent: the venue did not say
  /// @param askSize absent: the venue did not say
  public static Quote quote(
      InstrumentId id,
      @Nullable Instant venueTime,
      Instant receivedAt,
      @Nullable BigDecimal bid,
      @Nullable BigDecimal bidSize,
      @Nullable BigDecimal ask,
      @Nullable BigDecimal askSize,
      SizeIn sizeIn) {
    boolean bids = isThere(bid, bidSize);
    boolean asks = isThere(ask, askSize);
    return new Quote(
        id,
        venueTime,
        receivedAt,
        bids ? bid : null,
        bids ? bidSize : null,
        asks ? ask : null,
        asks ? askSize : null,
        sizeIn);
  }

  private static boolean isThere(@Nullable BigDecimal price, @Nullable BigDecimal size) {
    return price != null && price.signum() > 0 && (size == null || size.signum() > 0);
  }
}
