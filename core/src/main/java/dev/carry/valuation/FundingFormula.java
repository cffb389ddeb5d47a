package dev.carry.valuation;

import dev.carry.model.Instrument;
import dev.carry.model.Instrument.Settles;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a venue makes a funding rate of the premium index:
/// `(P + clamp(interest − P, ±damper)) × period / 8 h`, held between floor and cap, where P is the
/// premium's average over an interval. All venues known here have this shape and differ in the
/// numbers: Deribit's `max(0.0005, p) + min(−0.0005, p)` is the one without interest.
///
/// @param interest8h what the rate is pulled to, fraction per 8 h
/// @param damper how far it is pulled at most, fraction per 8 h; 0: the premium alone
/// @param average how the premium is averaged
/// @param lag intervals between the end of the one averaged and the settlement it is charged at
/// @param floor lowest rate, fraction per period; −∞: none is known
/// @param cap highest rate, fraction per period; ∞: none is known
public record FundingFormula(
    double interest8h, double damper, Average average, int lag, double floor, double cap) {

  /// How samples count, by their place within the interval.
  public enum Average {
    EVEN,
    /// As 1, 2, … n.
    RISING,
    /// Only the last one.
    INSTANT
  }

  private static final double EIGHT_HOURS = 8 * Funding.MILLIS_PER_HOUR;
  private static final double INTEREST = 0.0001;
  private static final double DAMPER = 0.0005;

  /// What venues round a rate to, twice: a rate this near to the interest says no more than that
  /// the premium was within the damper.
  private static final double ROUNDING = 2e-8;

  /// Recorded: until 20:00 of that day the damper was 0.0003, then there was none for four weeks.
  private static final Instant HYPERLIQUID_UNDAMPED = Instant.parse("2023-06-16T20:30:00Z");

  private static final Instant HYPERLIQUID_DAMPED_AGAIN = Instant.parse("2023-07-15T02:30:00Z");
  private static final double HYPERLIQUID_FIRST_DAMPER = 0.0003;

  public FundingFormula {
    if (!(damper >= 0) || lag < 0 || !(floor <= cap) || !Double.isFinite(interest8h)) {
      throw new IllegalArgumentException(
          "interest " + interest8h + ", damper " + damper + ", " + floor + " to " + cap);
    }
  }

  /// What is published of a venue, with the interest, cap and floor it lists.
  ///
  /// @param settlesAt the settlement it is for: venues have changed their formulas
  /// @return empty: no formula of the venue is known, or it pays no funding
  public static Optional<FundingFormula> of(Instrument listed, Instant settlesAt) {
    if (listed.settles() == Settles.NONE) {
      return Optional.empty();
    }
    return switch (listed.id().venue().id()) {
      case "binance-usdm", "binance-coinm" ->
          made(listed, interestPerInterval(listed), DAMPER, Average.RISING, 0);
      case "bybit" -> made(listed, INTEREST, DAMPER, Average.RISING, 0);
      case "okx" -> okx(listed);
      case "deribit" -> made(listed, 0, DAMPER, Average.INSTANT, 0);
      case "bitmex" -> made(listed, INTEREST, DAMPER, Average.EVEN, 1);
      case "hyperliquid" -> made(listed, INTEREST, hyperliquidDamper(settlesAt), Average.EVEN, 0);
      default -> Optional.empty();
    };
  }

  /// OKX says by `formulaType` whether interest counts, which is not kept; it is taken to state an
  /// interest where it does (`withRate`) and none where it does not (`noRate`).
  private static Optional<FundingFormula> okx(Instrument listed) {
    BigDecimal interest = listed.interestRate();
    return interest == null
        ? made(listed, 0, 0, Average.EVEN, 0)
        : made(listed, interest.doubleValue(), DAMPER, Average.EVEN, 0);
  }

  private static double hyperliquidDamper(Instant settlesAt) {
    if (settlesAt.isBefore(HYPERLIQUID_UNDAMPED)) {
      return HYPERLIQUID_FIRST_DAMPER;
    }
    return settlesAt.isBefore(HYPERLIQUID_DAMPED_AGAIN) ? 0 : DAMPER;
  }

  /// Binance states the interest of one interval.
  private static double interestPerInterval(Instrument listed) {
    BigDecimal interest = listed.interestRate();
    Duration period = listed.fundingPeriod();
    return interest == null || period == null
        ? INTEREST
        : interest.doubleValue() * EIGHT_HOURS / period.toMillis();
  }

  private static Optional<FundingFormula> made(
      Instrument listed, double interest8h, double damper, Average average, int lag) {
    return Optional.of(
        new FundingFormula(
            interest8h,
            damper,
            average,
            lag,
            or(listed.fundingFloor(), Double.NEGATIVE_INFINITY),
            or(listed.fundingCap(), Double.POSITIVE_INFINITY)));
  }

  private static double or(@Nullable BigDecimal stated, double otherwise) {
    return stated == null ? otherwise : stated.doubleValue();
  }

  /// The premium index of one moment: how far the impact bid is above the index, or the impact ask
  /// below it, as a fraction of the index; 0 while the index lies between them.
  public static double premiumIndex(double impactBid, double impactAsk, double index) {
    return (Math.max(0, impactBid - index) - Math.max(0, index - impactAsk)) / index;
  }

  /// The rate of an interval.
  ///
  /// @param premium averaged over it, fraction
  /// @return fraction per period
  public double rate(double premium, long periodMillis) {
    double pull = Math.clamp(interest8h - premium, -damper, damper);
    return Math.clamp((premium + pull) * periodMillis / EIGHT_HOURS, floor, cap);
  }

  /// The average premium that makes a rate; where many do, the one nearest to `near`.
  ///
  /// @param rate fraction per period
  public double premiumOf(double rate, long periodMillis, double near) {
    double per8h = rate * EIGHT_HOURS / periodMillis;
    double above = per8h - interest8h;
    if (damper > 0 && Math.abs(above) <= ROUNDING) {
      return Math.clamp(near, interest8h - damper, interest8h + damper);
    }
    double premium = per8h + Math.copySign(damper, above);
    if (rate >= cap) {
      return Math.max(premium, near);
    }
    return rate <= floor ? Math.min(premium, near) : premium;
  }

  /// What share of the average the first part of an interval makes.
  ///
  /// @param part share of the interval's time; below 0 it is 0, above 1 it is 1
  double weightUpTo(double part) {
    double within = Math.clamp(part, 0, 1);
    return switch (average) {
      case EVEN -> within;
      case RISING -> within * within; // k (k + 1) / (n (n + 1)), of many samples
      case INSTANT -> within < 1 ? 0 : 1;
    };
  }
}
