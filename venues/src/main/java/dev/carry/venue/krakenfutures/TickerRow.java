package dev.carry.venue.krakenfutures;

import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarkPrice;
import dev.carry.model.OpenInterest;
import dev.carry.model.Volume;
import dev.carry.venue.Rows;
import dev.carry.venue.Touch;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a ticker states of one contract, by socket or REST, and the facts in it.
final class TickerRow {
  private final KrakenSymbol symbol;
  private final @Nullable Instant time;
  private final Instant receivedAt;

  @Nullable BigDecimal index;
  @Nullable BigDecimal mark;
  @Nullable BigDecimal bid;
  @Nullable BigDecimal bidSize;
  @Nullable BigDecimal ask;
  @Nullable BigDecimal askSize;
  @Nullable BigDecimal openInterest;
  @Nullable BigDecimal volume;
  @Nullable BigDecimal quoteVolume;

  /// @param time the venue's time of all of it
  TickerRow(KrakenSymbol symbol, @Nullable Instant time, Instant receivedAt) {
    this.symbol = symbol;
    this.time = time;
    this.receivedAt = receivedAt;
  }

  KrakenSymbol symbol() {
    return symbol;
  }

  /// Index and mark.
  void prices(Rows rows) {
    if (index != null && index.signum() > 0) {
      rows.add(new IndexPrice(symbol.id(), time, receivedAt, index));
    }
    if (mark != null && mark.signum() > 0) {
      rows.add(new MarkPrice(symbol.id(), time, receivedAt, mark));
    }
  }

  void quote(Rows rows) {
    rows.add(
        Touch.quote(symbol.id(), time, receivedAt, bid, bidSize, ask, askSize, SizeIn.CONTRACTS));
  }

  /// Contracts are of 1 unit of the base (linear) or of 1 US dollar (inverse), so the volume in
  /// contracts is in either. What inverse contracts state as volume in quote differs between
  /// socket and REST, and is not read.
  void sizes(Rows rows) {
    InstrumentId id = symbol.id();
    if (openInterest != null) {
      rows.add(new OpenInterest(id, time, receivedAt, openInterest, SizeIn.CONTRACTS, null));
    }
    BigDecimal inBase = symbol.inverse() ? null : volume;
    BigDecimal inQuote = symbol.inverse() ? volume : quoteVolume;
    if (inBase != null || inQuote != null) {
      rows.add(new Volume(id, time, receivedAt, inBase, inQuote));
    }
  }

  /// The rates as the socket states them: relative, per hour. The rate of the running period was
  /// fixed when it began; the prediction moves until the next one begins.
  ///
  /// @param settlesAt the end of the running period
  void relativeFunding(
      @Nullable BigDecimal rate, @Nullable BigDecimal predicted, Instant settlesAt, Rows rows) {
    Instant now = time == null ? receivedAt : time;
    estimate(rate, FundingPeriod.at(now), settlesAt, FundingEstimate.Which.COMING, rows);
    Duration next = FundingPeriod.at(settlesAt);
    estimate(predicted, next, settlesAt.plus(next), FundingEstimate.Which.NEXT, rows);
  }

  private void estimate(
      @Nullable BigDecimal perHour,
      Duration period,
      Instant settlesAt,
      FundingEstimate.Which which,
      Rows rows) {
    if (perHour != null) {
      BigDecimal rate = FundingPeriod.charged(perHour, period);
      rows.add(new FundingEstimate(symbol.id(), time, receivedAt, rate, period, settlesAt, which));
    }
  }

  /// The rates as REST states them: money per contract and hour, dollars for a linear contract of
  /// one coin, coins for an inverse one of one dollar. They become relative by the index: the venue
  /// makes the one from the other by the spot price when the rate is computed. What the venue
  /// bounds is bounded here too, as the index has moved on since.
  ///
  /// @param listed absent: not listed yet, so its bounds are not known
  void absoluteFunding(
      @Nullable BigDecimal rate,
      @Nullable BigDecimal predicted,
      @Nullable Instrument listed,
      Rows rows) {
    Instant now = time == null ? receivedAt : time;
    relativeFunding(
        relative(rate, listed), relative(predicted, listed), FundingPeriod.endAfter(now), rows);
  }

  private @Nullable BigDecimal relative(
      @Nullable BigDecimal absolute, @Nullable Instrument listed) {
    if (absolute == null || index == null || index.signum() <= 0) {
      return null;
    }
    BigDecimal relative =
        symbol.inverse()
            ? absolute.multiply(index, MathContext.DECIMAL64)
            : absolute.divide(index, MathContext.DECIMAL64);
    BigDecimal cap = listed == null ? null : listed.fundingCap();
    return cap == null ? relative : relative.min(cap).max(cap.negate());
  }
}
