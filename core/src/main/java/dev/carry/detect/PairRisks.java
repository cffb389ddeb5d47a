package dev.carry.detect;

import dev.carry.engine.InstrumentState;
import dev.carry.model.Instrument;
import dev.carry.model.PairHistory;
import dev.carry.model.Risk;
import dev.carry.valuation.BreakEven;
import dev.carry.valuation.ExpectedFunding;
import dev.carry.valuation.Funding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What may go otherwise than priced.
final class PairRisks {
  /// Half of the last digit that is shown of a bp.
  private static final double WORTH_TELLING = 0.5e-6;

  private PairRisks() {}

  static List<Risk> of(
      PairPricing pricing,
      @Nullable BreakEven breakEven,
      @Nullable PairHistory history,
      PairKind kind) {
    Trade trade = pricing.trade();
    List<Risk> risks = new ArrayList<>(kind.risks(trade));
    if (trade.borrowedMillis() > 0) {
      risks.add(Risk.of("the asset itself is borrowed: the loan may be called or become dearer"));
    }
    reversion(risks, trade.longLeg(), trade.longFunding());
    reversion(risks, trade.shortLeg(), trade.shortFunding());
    if (breakEven == null) {
      risks.add(Risk.of("costs are not earned back within %s", PairTeller.horizon(trade)));
    } else if (breakEven.lowest() < -WORTH_TELLING) {
      risks.add(Risk.of("%.2f bps are paid out before income comes", -breakEven.lowest() * 10_000));
    }
    PairHistory.Lives lives = history == null ? null : history.lives();
    if (lives != null && lives.lived() < lives.episodes()) {
      risks.add(
          Risk.of("of %d past episodes %d lived to break-even", lives.episodes(), lives.lived()));
    }
    if (pricing.priceGap() < 0) {
      risks.add(Risk.of("the entry gives up %.2f bps of price", -pricing.priceGap() * 10_000));
    }
    if (pricing.costs().slippage() == null) {
      risks.add(slippage(Fills.atTouch(trade), kind.settings().notional()));
    }
    Instrument longLeg = trade.longLeg().listed();
    Instrument shortLeg = trade.shortLeg().listed();
    if (longLeg != null && shortLeg != null) {
      coins(risks, longLeg, shortLeg);
      payoff(risks, longLeg, kind.settings());
      payoff(risks, shortLeg, kind.settings());
    }
    return risks;
  }

  private static void reversion(List<Risk> risks, InstrumentState leg, ExpectedFunding funding) {
    if (!funding.persists()) {
      risks.add(
          Risk.of(
              "counted on: %s goes back to %.4f a year, half of the way in %s",
              leg.id(),
              funding.meanHourly() * Funding.HOURS_PER_YEAR,
              Duration.ofMinutes(Math.round(funding.halfLifeMillis() / 60_000))));
    }
  }

  static Risk slippage(double capacity, double notional) {
    return Double.isNaN(capacity)
        ? Risk.of("slippage is not known: no sizes at the touch")
        : capacity < notional
            ? Risk.of(
                "slippage is not known: the touch holds %.0f of %.0f asked", capacity, notional)
            : Risk.of("slippage on exit is not known: the touch holds less than %.0f", notional);
  }

  /// Prices in different coins, or legs that settle in different ones.
  private static void coins(List<Risk> risks, Instrument longLeg, Instrument shortLeg) {
    if (!longLeg.quote().equals(shortLeg.quote())) {
      risks.add(
          Risk.of(
              "prices are in %s and %s: the coins may drift apart",
              longLeg.quote(), shortLeg.quote()));
    } else if (!longLeg.settle().equals(shortLeg.settle())
        && longLeg.payoff() == Instrument.Payoff.LINEAR
        && shortLeg.payoff() == Instrument.Payoff.LINEAR) {
      risks.add(
          Risk.of(
              "legs settle in %s and %s: the coins may drift apart",
              longLeg.settle(), shortLeg.settle()));
    }
  }

  private static void payoff(List<Risk> risks, Instrument leg, PairSettings settings) {
    switch (leg.payoff()) {
      case LINEAR -> {
        // its margin does not move with the asset
      }
      case INVERSE ->
          risks.add(
              Risk.of(
                  "margin of %s is held in %s: %.2f of the notional moves with its price",
                  leg.id(), leg.settle(), 1 / settings.leverage()));
      case QUANTO ->
          risks.add(
              Risk.of(
                  "%s pays in %s at a fixed rate: the hedge drifts with its price",
                  leg.id(), leg.settle()));
    }
  }
}
