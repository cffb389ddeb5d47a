package dev.carry.portfolio;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How orders meet the market.
///
/// @param latency from a decision until its order is at the venue
/// @param quoteLife an older quote or book is not traded on
/// @param slippage beyond the touch where no depth is known (fraction); absent: nothing is filled
///     there but what the touch holds
/// @param mostSlippage deeper levels of a book are not taken (fraction of the touch)
/// @param conversionPerWay cost of changing one USD-like coin into another, one way (fraction)
/// @param transferDelay from a decision to move margin until it is there
/// @param transferCost dollars for each such transfer
/// @param dayKnownAfter from the end of a day until its last prices are known: what is held is
///     valued then
public record Execution(
    Duration latency,
    Duration quoteLife,
    @Nullable BigDecimal slippage,
    BigDecimal mostSlippage,
    BigDecimal conversionPerWay,
    Duration transferDelay,
    BigDecimal transferCost,
    Duration dayKnownAfter) {

  public static final Execution DEFAULT =
      new Execution(
          Duration.ofMillis(250),
          Duration.ofSeconds(10),
          null,
          new BigDecimal("0.001"),
          new BigDecimal("0.0002"),
          Duration.ofMinutes(30),
          BigDecimal.ONE,
          Duration.ZERO);

  public Execution {
    if (latency.isNegative() || !quoteLife.isPositive() || transferDelay.isNegative()) {
      throw new IllegalArgumentException(
          "execution: latency "
              + latency
              + ", quote life "
              + quoteLife
              + ", transfer delay "
              + transferDelay
              + ": 0 or more is allowed, and more than 0 for the quote's life");
    }
    notNegative("slippage", slippage);
    notNegative("most slippage", mostSlippage);
    notNegative("conversion", conversionPerWay);
    notNegative("transfer cost", transferCost);
  }

  /// The same on prices that are known some time after they were: an order may wait for them a
  /// little longer.
  public Execution knownAfter(Duration lag, Duration slack) {
    Duration life = lag.plus(slack);
    return new Execution(
        latency,
        quoteLife.compareTo(life) > 0 ? quoteLife : life,
        slippage,
        mostSlippage,
        conversionPerWay,
        transferDelay,
        transferCost,
        lag);
  }

  public Execution withQuoteLife(Duration value) {
    return new Execution(
        latency,
        value,
        slippage,
        mostSlippage,
        conversionPerWay,
        transferDelay,
        transferCost,
        dayKnownAfter);
  }

  private static void notNegative(String what, @Nullable BigDecimal value) {
    if (value != null && value.signum() < 0) {
      throw new IllegalArgumentException(what + " " + value + ": 0 or more is allowed");
    }
  }
}
