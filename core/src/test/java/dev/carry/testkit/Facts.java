package dev.carry.testkit;

import dev.carry.model.Book;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentBuilder;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.Quote;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Facts about one instrument at one instant, valid unless a test says otherwise: 8-hourly funding,
/// sizes in base units, no venue time.
///
/// @param id whose facts
/// @param at when they are received
public record Facts(InstrumentId id, Instant at) {

  /// Facts of `venue:SYMBOL`.
  public static Facts of(String id, Instant at) {
    return new Facts(InstrumentId.parse(id), at);
  }

  /// A linear, periodic perpetual that trades, with a period of eight hours.
  public static InstrumentBuilder perpetual(String id, String base, String quote) {
    return Instrument.perpetual(InstrumentId.parse(id), base, quote)
        .fundingPeriod(Duration.ofHours(8));
  }

  /// The same instrument's facts somewhat later.
  public Facts later(Duration by) {
    return new Facts(id, at.plus(by));
  }

  public Listing listed(InstrumentBuilder instrument) {
    return new Listing(instrument.build(), null, at);
  }

  /// Listed as a linear perpetual of `base` against USDT.
  public Listing listed(String base) {
    return listed(perpetual(id.toString(), base, "USDT"));
  }

  /// The estimate for the next full eight hours of the day.
  public FundingEstimate estimate(String rate) {
    long hours8 = Duration.ofHours(8).toMillis();
    Instant next = Instant.ofEpochMilli((at.toEpochMilli() / hours8 + 1) * hours8);
    return estimate(rate, Duration.ofHours(8), next);
  }

  public FundingEstimate estimate(
      String rate, @Nullable Duration period, @Nullable Instant settlesAt) {
    return new FundingEstimate(
        id, null, at, new BigDecimal(rate), period, settlesAt, FundingEstimate.Which.COMING);
  }

  /// The estimate for the settlement after the coming one.
  public FundingEstimate nextEstimate(String rate, Duration period, Instant settlesAt) {
    return new FundingEstimate(
        id, null, at, new BigDecimal(rate), period, settlesAt, FundingEstimate.Which.NEXT);
  }

  public FundingSettled settled(String rate, Instant settledAt) {
    return new FundingSettled(
        id, null, at, new BigDecimal(rate), Duration.ofHours(8), settledAt, null);
  }

  public MarkPrice mark(String price) {
    return new MarkPrice(id, null, at, new BigDecimal(price));
  }

  public IndexPrice index(String price) {
    return new IndexPrice(id, null, at, new BigDecimal(price));
  }

  /// A touch with 1000 base units on both sides.
  public Quote quote(String bid, String ask) {
    return quote(bid, "1000", ask, "1000");
  }

  /// A touch; an absent side or size is null.
  public Quote quote(
      @Nullable String bid,
      @Nullable String bidSize,
      @Nullable String ask,
      @Nullable String askSize) {
    return quote(bid, bidSize, ask, askSize, Instrument.SizeIn.BASE);
  }

  public Quote quote(
      @Nullable String bid,
      @Nullable String bidSize,
      @Nullable String ask,
      @Nullable String askSize,
      Instrument.SizeIn sizeIn) {
    return new Quote(
        id, null, at, decimal(bid), decimal(bidSize), decimal(ask), decimal(askSize), sizeIn);
  }

  /// A whole book.
  ///
  /// @param bids price and size in turn, the best first
  /// @param asks likewise
  public Book book(List<String> bids, List<String> asks, Instrument.SizeIn sizeIn) {
    return new Book(id, null, at, true, levels(bids), levels(asks), sizeIn);
  }

  private static Levels levels(List<String> pricesAndSizes) {
    return Levels.of(pricesAndSizes.stream().map(BigDecimal::new).toList());
  }

  private static @Nullable BigDecimal decimal(@Nullable String text) {
    return text == null ? null : new BigDecimal(text);
  }
}
