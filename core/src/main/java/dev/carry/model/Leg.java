package dev.carry.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One part of a delta-neutral trade.
///
/// @param instrument what to trade
/// @param side buy to open a long, sell to open a short
/// @param executablePrice the touch one would trade at now, quote per base
/// @param exitPrice the touch at which one would get out now, quote per base; NaN: nobody is there
/// @param priceMultiplier units of the asset the prices are for: 1000 of a `1000PEPEUSDT`
/// @param takerFee of each trade (fraction of notional; negative: a rebate)
/// @param makerFee of one that rests in the book until somebody takes it, likewise; NaN: not known
/// @param rate funding fraction per `period`; positive: longs pay shorts; absent without funding
/// @param period the period of `rate`
/// @param settlesAt the coming settlement; absent on continuous venues and without funding
/// @param reverts what the rate is counted on to go back to; absent: on staying as it is
/// @param ratio base units of this leg for one of the trade; absent in a pair, whose legs have one
///     notional
public record Leg(
    InstrumentId instrument,
    Side side,
    double executablePrice,
    double exitPrice,
    BigDecimal priceMultiplier,
    double takerFee,
    double makerFee,
    @Nullable Double rate,
    @Nullable Duration period,
    @Nullable Instant settlesAt,
    @Nullable Reversion reverts,
    @Nullable Double ratio) {

  /// @param meanHourly fraction per hour
  /// @param halfLife in which the distance to it halves
  public record Reversion(double meanHourly, Duration halfLife) {}

  /// A leg of a pair.
  public Leg(
      InstrumentId instrument,
      Side side,
      double executablePrice,
      double exitPrice,
      BigDecimal priceMultiplier,
      double takerFee,
      double makerFee,
      @Nullable Double rate,
      @Nullable Duration period,
      @Nullable Instant settlesAt,
      @Nullable Reversion reverts) {
    this(
        instrument,
        side,
        executablePrice,
        exitPrice,
        priceMultiplier,
        takerFee,
        makerFee,
        rate,
        period,
        settlesAt,
        reverts,
        null);
  }
}
