package dev.carry.detect;

import dev.carry.engine.Evidences;
import dev.carry.engine.InstrumentState;
import dev.carry.model.Evidence;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.OptionType;
import dev.carry.model.OptionTicker;
import dev.carry.model.OptionTicker.PremiumIn;
import dev.carry.model.Quote;
import dev.carry.model.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an option can be had for, as it was last told: by its ticker, or by a quote where the venue
/// tells the touch apart from it.
///
/// @param type call or put
/// @param strike quote per base
/// @param inCoin whether prices are in coin, else in quote
/// @param bid highest price to sell at; NaN: nobody bids
/// @param ask lowest price to buy at; NaN: nobody offers
/// @param bidSize in base; NaN: not known
/// @param askSize in base; NaN: not known
/// @param quote where the touch is from, where it is not from the ticker
/// @param receivedAt when the touch was told
record OptionTouch(
    InstrumentState state,
    Instrument listed,
    OptionType type,
    double strike,
    boolean inCoin,
    double bid,
    double ask,
    double bidSize,
    double askSize,
    @Nullable Quote quote,
    Instant receivedAt) {

  /// Null: nothing was told of it, or it does not trade.
  static @Nullable OptionTouch of(InstrumentState state) {
    Instrument listed = state.listed();
    OptionTicker said = state.option();
    Quote quote = state.quote();
    if (listed == null
        || listed.strike() == null
        || listed.optionType() == null
        || listed.status() != Instrument.Status.TRADING
        || (said == null && quote == null)) {
      return null;
    }
    OptionType type = listed.optionType();
    double strike = listed.strike().doubleValue();
    boolean inCoin =
        said == null
            ? listed.payoff() == Instrument.Payoff.INVERSE
            : said.premiumIn() == PremiumIn.COIN;
    if (said != null && (quote == null || isNewer(said, quote))) {
      return new OptionTouch(
          state,
          listed,
          type,
          strike,
          inCoin,
          number(said.bid().price()),
          number(said.ask().price()),
          base(listed, said.bid().size(), said.sizeIn()),
          base(listed, said.ask().size(), said.sizeIn()),
          null,
          said.receivedAt());
    }
    return quote == null
        ? null
        : new OptionTouch(
            state,
            listed,
            type,
            strike,
            inCoin,
            number(quote.bid()),
            number(quote.ask()),
            base(listed, quote.bidSize(), quote.sizeIn()),
            base(listed, quote.askSize(), quote.sizeIn()),
            quote,
            quote.receivedAt());
  }

  /// A ticker that tells no touch leaves it to the quote.
  private static boolean isNewer(OptionTicker said, Quote quote) {
    boolean priced = said.bid().price() != null || said.ask().price() != null;
    return priced && !said.receivedAt().isBefore(quote.receivedAt());
  }

  private static double number(@Nullable BigDecimal value) {
    return value == null || value.signum() <= 0 ? Double.NaN : value.doubleValue();
  }

  /// Contracts of options are worth the same coin at any price.
  private static double base(Instrument listed, @Nullable BigDecimal size, Instrument.SizeIn in) {
    return size == null || in == Instrument.SizeIn.QUOTE
        ? Double.NaN
        : listed.sizeBase(size, in, BigDecimal.ONE).doubleValue();
  }

  /// As the venue writes it: what a leg of that side trades at.
  double price(Side side) {
    return side == Side.BUY ? ask : bid;
  }

  double size(Side side) {
    return side == Side.BUY ? askSize : bidSize;
  }

  /// A bid above the ask is no market.
  boolean isCrossed() {
    return bid > ask;
  }

  /// Implied by the venue's fair price, a fraction per year; NaN: not told.
  double markVolatility() {
    OptionTicker said = state.option();
    return said == null || said.markIv() == null ? Double.NaN : said.markIv().doubleValue();
  }

  /// What the venue values it on, the forward of its expiry: quote per base; NaN: not told.
  double forward() {
    OptionTicker said = state.option();
    return said == null ? Double.NaN : number(said.underlyingPrice());
  }

  Evidence evidence(Side side, Instant now) {
    OptionTicker said = state.option();
    if (quote == null && said != null) {
      return Evidences.of(said, side, now);
    }
    List<Evidence> one = new ArrayList<>(1);
    Evidences.add(one, quote, side, now);
    return one.getFirst();
  }
}
