package dev.carry.detect;

import dev.carry.valuation.option.Moneyness;
import java.time.Duration;

/// When liquidations are a burst, and what is looked for in the options around it.
///
/// @param window over which liquidations are added up
/// @param open a burst from this notional within the window on, in quote
/// @param close ended below this notional within the window, in quote
/// @param tellEvery no burst and no opportunity is told more often than this
/// @param stale a price older than this is not traded on
/// @param tolerance how far the strike at the money may be from the price (fraction)
/// @param expiries the nearest ones that are looked at
/// @param minEdge offered from this edge after costs on (fraction of the underlying's notional)
/// @param maxEdge an edge above this is a wrong price, not an offer (fraction likewise)
/// @param delivery fee for each leg that may be delivered at expiry (fraction of the underlying)
/// @param feeCap most of an option's price that its trading fee may be (fraction)
public record LiquidationOptionsSettings(
    Duration window,
    double open,
    double close,
    Duration tellEvery,
    Duration stale,
    double tolerance,
    int expiries,
    double minEdge,
    double maxEdge,
    double delivery,
    double feeCap) {

  /// The delivery fee is that of Deribit's futures, its options and those of others cost 0.015 to
  /// 0.02 %; the cap that of Deribit, others take 7 to 10 %: nobody pays more.
  public static final LiquidationOptionsSettings DEFAULT =
      new LiquidationOptionsSettings(
          Duration.ofSeconds(30),
          250_000,
          50_000,
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Moneyness.TOLERANCE,
          3,
          0.005,
          0.1,
          0.00025,
          0.125);

  public LiquidationOptionsSettings {
    if (!window.isPositive() || tellEvery.isNegative() || !stale.isPositive()) {
      throw new IllegalArgumentException(
          "liquidation-options: window and stale must be more than 0");
    }
    if (!(close > 0) || close > open) {
      throw new IllegalArgumentException(
          "liquidation-options: 0 < close <= open is allowed, found open "
              + open
              + ", close "
              + close);
    }
    if (!(minEdge > 0) || maxEdge < minEdge || expiries < 1 || !(tolerance > 0)) {
      throw new IllegalArgumentException(
          "liquidation-options: 0 < min-edge <= max-edge, expiries and tolerance above 0 are"
              + " allowed, found min-edge "
              + minEdge
              + ", max-edge "
              + maxEdge
              + ", expiries "
              + expiries
              + ", tolerance "
              + tolerance);
    }
  }

  /// An offer is closed below this edge (fraction of the underlying's notional).
  double closeEdge() {
    return minEdge / 2;
  }
}
