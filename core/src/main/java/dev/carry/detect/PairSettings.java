package dev.carry.detect;

import java.time.Duration;

/// How pairs are priced and when they are told, whatever their legs.
///
/// @param notional of one leg, in quote
/// @param candidateApr a pair is a candidate from this gross APR on (fraction a year)
/// @param openApr a candidate is offered from this net APR on (fraction a year)
/// @param closeApr an offered pair is closed below this net APR (fraction a year)
/// @param tellStep a change of net APR smaller than this is not told (fraction a year)
/// @param tellEvery no pair is told more often than this
/// @param leverage of every leg that is margined, > 0
/// @param buffer of capital kept free to survive a transfer, fraction of notional
/// @param maxSlippage of one fill (fraction): the capacity is what fills within it, where a book is
///     known
/// @param costs what no feed tells
public record PairSettings(
    double notional,
    double candidateApr,
    double openApr,
    double closeApr,
    double tellStep,
    Duration tellEvery,
    double leverage,
    double buffer,
    double maxSlippage,
    CostSettings costs) {

  public static final PairSettings DEFAULT =
      new PairSettings(
          10_000,
          0.03,
          0.01,
          0.0,
          0.0025,
          Duration.ofSeconds(1),
          3,
          0.2,
          0.0002,
          CostSettings.DEFAULT);

  public PairSettings {
    if (!(notional > 0) || !(leverage > 0) || !(buffer >= 0) || !(maxSlippage >= 0)) {
      throw new IllegalArgumentException(
          "notional and leverage must be more than 0, buffer and max-slippage at least 0");
    }
    if (tellEvery.isNegative()) {
      throw new IllegalArgumentException("tell-every " + tellEvery + ": 0 or more is allowed");
    }
    if (closeApr > openApr) {
      throw new IllegalArgumentException(
          "close-apr " + closeApr + " must not be above open-apr " + openApr);
    }
  }

  public PairSettings withNotional(double value) {
    return new PairSettings(
        value,
        candidateApr,
        openApr,
        closeApr,
        tellStep,
        tellEvery,
        leverage,
        buffer,
        maxSlippage,
        costs);
  }

  /// Pairs below this net APR (fraction a year) are not offered.
  public PairSettings withOpenApr(double value) {
    return new PairSettings(
        notional,
        candidateApr,
        value,
        Math.min(closeApr, value),
        tellStep,
        tellEvery,
        leverage,
        buffer,
        maxSlippage,
        costs);
  }

  /// Pairs below this gross APR (fraction a year) are not looked at.
  public PairSettings withCandidateApr(double value) {
    return new PairSettings(
        notional,
        value,
        openApr,
        closeApr,
        tellStep,
        tellEvery,
        leverage,
        buffer,
        maxSlippage,
        costs);
  }

  public PairSettings withTellEvery(Duration value) {
    return new PairSettings(
        notional,
        candidateApr,
        openApr,
        closeApr,
        tellStep,
        value,
        leverage,
        buffer,
        maxSlippage,
        costs);
  }

  public PairSettings withCosts(CostSettings value) {
    return new PairSettings(
        notional,
        candidateApr,
        openApr,
        closeApr,
        tellStep,
        tellEvery,
        leverage,
        buffer,
        maxSlippage,
        value);
  }
}
