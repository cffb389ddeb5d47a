package dev.carry.portfolio;

import dev.carry.engine.InstrumentState;
import dev.carry.model.Instrument;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What to buy and what to sell of a notional: equal amounts of the asset on both sides; of an
/// inverse leg whole contracts, on whose dollars the other leg follows.
///
/// @param bought in the long leg's own size
/// @param sold in the short leg's own size
record Sizes(BigDecimal bought, BigDecimal sold) {

  /// @param notional dollars of one leg
  /// @param buy listed, with an ask
  /// @param sell listed, with a bid
  static Sizes of(BigDecimal notional, InstrumentState buy, InstrumentState sell) {
    Instrument bought = there(buy.listed());
    Instrument sold = there(sell.listed());
    BigDecimal ask = there(there(buy.quote()).ask());
    BigDecimal bid = there(there(sell.quote()).bid());
    Payment buying = Payment.of(bought);
    Payment selling = Payment.of(sold);
    BigDecimal dollars =
        selling == Payment.INVERSE ? selling.size(notional, bid, sold.contractValue()) : notional;
    BigDecimal size = buying.size(dollars, ask, bought.contractValue());
    if (selling == Payment.INVERSE) {
      return new Sizes(size, dollars);
    }
    return new Sizes(
        size,
        buying == Payment.INVERSE
            ? selling.size(size, bid, sold.contractValue())
            : size.multiply(bought.priceMultiplier())
                .divide(sold.priceMultiplier(), Payment.SIZE_SCALE, RoundingMode.DOWN));
  }

  private static <T> T there(@Nullable T value) {
    return Objects.requireNonNull(value, "asked for before it was known");
  }
}
