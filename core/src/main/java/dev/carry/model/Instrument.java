package dev.carry.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a venue says of an instrument it lists.
///
/// @param id venue and symbol
/// @param kind spot, perpetual, dated future or option
/// @param base canonical asset, multiplier removed: `PEPE` for `1000PEPEUSDT`, `BTC` for `XBTUSD`
/// @param quote the currency prices are written in
/// @param settle the currency profit, margin and funding are paid in
/// @param payoff how contracts turn into money
/// @param sizeIn what one unit of a size on the wire counts
/// @param contractValue per contract: base units (linear, and all options), quote units (inverse),
///     or units of the settlement coin for each unit of price (quanto); 1 where sizes are sent in
///     base or quote units
/// @param priceMultiplier base units one price is for: 1000 for `1000PEPEUSDT`, else 1
/// @param tickSize smallest price step, in what prices are written in: quote, or the coin for an
///     inverse option
/// @param indexSymbol the symbol under which this venue publishes the instrument's index price
/// @param settles how funding is paid, `NONE` where the instrument pays none
/// @param fundingPeriod the period a funding rate is expressed over, now; absent when not known
/// @param fundingCap highest rate per period (fraction)
/// @param fundingFloor lowest rate per period (fraction)
/// @param interestRate interest part of the funding formula, as the venue states it (fraction)
/// @param expiry when a dated future or option expires
/// @param strike of an option, quote per base; absent for everything else
/// @param optionType of an option; absent for everything else
/// @param status whether it trades
public record Instrument(
    InstrumentId id,
    Kind kind,
    String base,
    String quote,
    String settle,
    Payoff payoff,
    SizeIn sizeIn,
    BigDecimal contractValue,
    BigDecimal priceMultiplier,
    @Nullable BigDecimal tickSize,
    String indexSymbol,
    Settles settles,
    @Nullable Duration fundingPeriod,
    @Nullable BigDecimal fundingCap,
    @Nullable BigDecimal fundingFloor,
    @Nullable BigDecimal interestRate,
    @Nullable Instant expiry,
    @Nullable BigDecimal strike,
    @Nullable OptionType optionType,
    Status status) {

  public enum Kind {
    SPOT,
    PERPETUAL,
    DATED_FUTURE,
    OPTION
  }

  /// How price moves turn into money: linear pays in quote, inverse in base, quanto in a third coin
  /// at a fixed rate.
  public enum Payoff {
    LINEAR,
    INVERSE,
    QUANTO
  }

  public enum SizeIn {
    BASE,
    CONTRACTS,
    QUOTE
  }

  public enum Settles {
    /// At settlement instants, to whoever holds the position then.
    PERIODIC,
    /// Accrued by elapsed time.
    CONTINUOUS,
    NONE
  }

  public enum OptionType {
    CALL,
    PUT
  }

  public enum Status {
    TRADING,
    /// Announced or in pre-market: not yet an ordinary market.
    PRE_LAUNCH,
    HALTED,
    /// Still listed, with a delisting announced or under way.
    DELISTING,
    DELISTED
  }

  public Instrument {
    requirePositive(id, "contract value", contractValue);
    requirePositive(id, "price multiplier", priceMultiplier);
    if (kind == Kind.OPTION && (expiry == null || strike == null || optionType == null)) {
      throw new IllegalArgumentException(
          id
              + ": an option has an expiry, a strike and a type, found "
              + expiry
              + ", "
              + strike
              + ", "
              + optionType);
    }
    if (fundingPeriod != null && !fundingPeriod.isPositive()) {
      throw new IllegalArgumentException(id + ": funding period " + fundingPeriod);
    }
    if (fundingCap != null && fundingFloor != null && fundingCap.compareTo(fundingFloor) < 0) {
      throw new IllegalArgumentException(
          id + ": funding cap " + fundingCap + " is below its floor " + fundingFloor);
    }
  }

  /// A builder with what most perpetuals have in common: linear, sized in base, periodic, trading.
  public static InstrumentBuilder perpetual(InstrumentId id, String base, String quote) {
    return new InstrumentBuilder(id, Kind.PERPETUAL, base, quote);
  }

  /// A builder with what most spot markets have in common: linear, sized in base, trading.
  public static InstrumentBuilder spot(InstrumentId id, String base, String quote) {
    return new InstrumentBuilder(id, Kind.SPOT, base, quote).settles(Settles.NONE);
  }

  /// The same instrument as a starting point for another one.
  public InstrumentBuilder toBuilder() {
    return new InstrumentBuilder(this);
  }

  /// `base/quote:settle`, the identity two venues are compared by.
  public String canonical() {
    return base + "/" + quote + ":" + settle;
  }

  /// A size on the wire in base units (of the asset itself, multiplier applied).
  ///
  /// @param size as sent
  /// @param price quote per base as sent, needed for sizes in quote or inverse contracts
  public BigDecimal sizeBase(BigDecimal size, BigDecimal price) {
    return sizeBase(size, sizeIn, price);
  }

  /// The same for a size that does not count what the instrument's sizes count.
  ///
  /// @param in what one unit of the size counts
  public BigDecimal sizeBase(BigDecimal size, SizeIn in, BigDecimal price) {
    BigDecimal units =
        switch (in) {
          case BASE -> size;
          case QUOTE -> size.divide(price, MathContext.DECIMAL64);
          case CONTRACTS ->
              payoff == Payoff.INVERSE && kind != Kind.OPTION
                  ? size.multiply(contractValue).divide(price, MathContext.DECIMAL64)
                  : size.multiply(contractValue);
        };
    return units.multiply(priceMultiplier);
  }

  private static void requirePositive(InstrumentId id, String what, BigDecimal value) {
    if (value.signum() <= 0) {
      throw new IllegalArgumentException(id + ": " + what + " must be positive, found " + value);
    }
  }
}
