package dev.carry.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a venue says an option is worth now. Venues differ in what they say together: what one does
/// not state here is absent, and may come as a quote, mark or open interest of its own.
///
/// @param bid highest price to sell at
/// @param ask lowest price to buy at
/// @param last price of the last trade, in `premiumIn`
/// @param mark the venue's fair price, in `premiumIn`
/// @param markIv implied volatility of `mark`, a fraction per year: 0.6289 for a venue's 62.89 %
/// @param greeks as the venue computes them
/// @param underlyingPrice what the venue values the option on, quote per base: the future of the
///     same expiry where there is one, else a synthetic one
/// @param underlyingIndex the venue's name of it
/// @param openInterest in `sizeIn`
/// @param sizeIn what one unit of a size counts
/// @param premiumIn what prices are written in
public record OptionTicker(
    InstrumentId id,
    @Nullable Instant venueTime,
    Instant receivedAt,
    Offer bid,
    Offer ask,
    @Nullable BigDecimal last,
    @Nullable BigDecimal mark,
    @Nullable BigDecimal markIv,
    Greeks greeks,
    @Nullable BigDecimal underlyingPrice,
    @Nullable String underlyingIndex,
    @Nullable BigDecimal openInterest,
    Instrument.SizeIn sizeIn,
    PremiumIn premiumIn)
    implements MarketEvent {

  /// The unit of an option's price.
  public enum PremiumIn {
    /// A share of one coin of the underlying: 0.0425 is 4.25 % of 1 BTC.
    COIN,
    /// The quote currency.
    QUOTE
  }

  /// One side of the touch; nothing of it where nobody bids or asks.
  ///
  /// @param price in `premiumIn`
  /// @param size in `sizeIn`
  /// @param iv implied volatility of `price`, a fraction per year
  public record Offer(
      @Nullable BigDecimal price, @Nullable BigDecimal size, @Nullable BigDecimal iv) {
    public static final Offer NONE = new Offer(null, null, null);
  }

  /// Sensitivities of the price of one unit of the underlying, in quote where nothing else is said.
  ///
  /// @param delta per 1 of the underlying's price
  /// @param gamma change of delta per 1 of the underlying's price
  /// @param vega per volatility point (0.01)
  /// @param theta per day
  /// @param rho per percentage point of interest (0.01)
  public record Greeks(
      @Nullable BigDecimal delta,
      @Nullable BigDecimal gamma,
      @Nullable BigDecimal vega,
      @Nullable BigDecimal theta,
      @Nullable BigDecimal rho) {
    public static final Greeks NONE = new Greeks(null, null, null, null, null);
  }

  /// Whether it says nothing of what the option is worth.
  public boolean isEmpty() {
    return bid.equals(Offer.NONE)
        && ask.equals(Offer.NONE)
        && greeks.equals(Greeks.NONE)
        && last == null
        && mark == null
        && markIv == null
        && underlyingPrice == null
        && openInterest == null;
  }

  @Override
  public Fact fact() {
    return Fact.OPTION;
  }
}
