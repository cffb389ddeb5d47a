package dev.carry.venue.bybit;

import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Quote;
import dev.carry.venue.Touch;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The parts of facts that arrive apart. A field that a delta leaves out has not changed, so it is
/// completed from here; a field never seen on this connection is not known, and its fact waits.
final class Partial {
  private static final int BID = 1;
  private static final int BID_SIZE = 2;
  private static final int ASK = 4;
  private static final int ASK_SIZE = 8;
  private static final int WHOLE_QUOTE = BID | BID_SIZE | ASK | ASK_SIZE;

  @Nullable BigDecimal rate;
  @Nullable Instant settlesAt;
  @Nullable Duration period;

  private int seen;
  private @Nullable BigDecimal bid;
  private @Nullable BigDecimal bidSize;
  private @Nullable BigDecimal ask;
  private @Nullable BigDecimal askSize;

  void clear() {
    rate = null;
    settlesAt = null;
    period = null;
    seen = 0;
    bid = null;
    bidSize = null;
    ask = null;
    askSize = null;
  }

  void bid(@Nullable BigDecimal price) {
    bid = price;
    seen |= BID;
  }

  void bidSize(@Nullable BigDecimal size) {
    bidSize = size;
    seen |= BID_SIZE;
  }

  void ask(@Nullable BigDecimal price) {
    ask = price;
    seen |= ASK;
  }

  void askSize(@Nullable BigDecimal size) {
    askSize = size;
    seen |= ASK_SIZE;
  }

  /// The touch, once both sides are known.
  ///
  /// @return null where a part is not known yet
  @Nullable Quote quote(
      InstrumentId id, @Nullable Instant venueTime, Instant receivedAt, Instrument.SizeIn sizeIn) {
    return seen == WHOLE_QUOTE
        ? Touch.quote(id, venueTime, receivedAt, bid, bidSize, ask, askSize, sizeIn)
        : null;
  }

  static boolean isPositive(@Nullable BigDecimal value) {
    return value != null && value.signum() > 0;
  }
}
