package dev.carry.detect;

import dev.carry.engine.Evidences;
import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.model.Evidence;
import dev.carry.model.Finding;
import dev.carry.model.Finding.Status;
import dev.carry.model.FundingEstimate;
import dev.carry.model.Instrument;
import dev.carry.model.Leg;
import dev.carry.model.Opportunity;
import dev.carry.model.Quarantine;
import dev.carry.model.Side;
import dev.carry.valuation.BreakEven;
import dev.carry.valuation.FundingTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tells of pairs: opens, updates and closes their findings, not more often than anyone can read.
final class PairTeller {
  private final CrossVenueSettings settings;

  PairTeller(CrossVenueSettings settings) {
    this.settings = settings;
  }

  /// Why an instrument is not believed, in the words of its quarantine.
  static String why(InstrumentState state) {
    Quarantine quarantine = state.quarantine();
    return quarantine == null
        ? state.id() + " is not believed"
        : state.id() + " is quarantined: " + quarantine.because();
  }

  void open(
      MarketView view,
      Pair pair,
      Pair.Stage stage,
      PairPricing pricing,
      @Nullable String because,
      Consumer<Finding> out) {
    pair.stage = stage;
    pair.longLeg = pricing.longLeg();
    pair.since = view.now();
    pair.revision = 1;
    pair.id =
        CrossVenueFunding.NAME
            + (stage == Pair.Stage.OFFERED ? "/" : "/rejected/")
            + pricing.longLeg().id()
            + "/"
            + pricing.shortLeg().id()
            + "/"
            + view.nowMillis();
    tell(view, pair, pricing, Status.OPEN, because, out);
  }

  /// Tells a change that is large enough and not too soon after the last one.
  void update(
      MarketView view,
      Pair pair,
      PairPricing pricing,
      @Nullable String because,
      Consumer<Finding> out) {
    if (view.nowMillis() - pair.toldMillis < settings.tellEvery().toMillis()) {
      return;
    }
    boolean moved = Math.abs(pricing.value().netApr() - pair.toldApr) >= settings.tellStep();
    boolean otherReason = because != null && !because.equals(pair.toldBecause);
    if (moved || otherReason) {
      pair.revision++;
      tell(view, pair, pricing, Status.UPDATED, because, out);
    }
  }

  void close(MarketView view, Pair pair, String because, Consumer<Finding> out) {
    PairPricing last = pair.pricing;
    if (last != null) {
      pair.revision++;
      tell(view, pair, last, Status.CLOSED, because, out);
    }
    pair.stage = Pair.Stage.NONE;
    pair.longLeg = null;
  }

  private void tell(
      MarketView view,
      Pair pair,
      PairPricing pricing,
      Status status,
      @Nullable String because,
      Consumer<Finding> out) {
    pair.toldApr = pricing.value().netApr();
    pair.toldMillis = view.nowMillis();
    pair.toldBecause = because == null ? "" : because;
    Instant since = pair.since == null ? view.now() : pair.since;
    InstrumentState longLeg = pricing.longLeg();
    Instrument listed = longLeg.listed();
    Finding.Head head =
        new Finding.Head(
            pair.id,
            pair.revision,
            CrossVenueFunding.NAME,
            listed == null ? "" : listed.base(),
            since,
            view.now(),
            status,
            evidence(view, pricing));
    long now = view.nowMillis();
    BreakEven breakEven =
        BreakEven.find(
                pricing.longTerms(),
                pricing.shortTerms(),
                pricing.cost(),
                now,
                now + settings.horizon().toMillis())
            .orElse(null);
    double capacity = pricing.capacity();
    out.accept(
        new Opportunity(
            head,
            List.of(
                leg(longLeg, pricing.longTerms(), Side.BUY, longLeg.ask()),
                leg(pricing.shortLeg(), pricing.shortTerms(), Side.SELL, pricing.shortLeg().bid())),
            settings.notional(),
            pricing.value().grossApr(),
            pricing.value().netApr(),
            pricing.returnOnCapital(),
            settings.horizon(),
            breakEven == null ? null : Duration.ofMillis(breakEven.atMillis() - now),
            breakEven == null ? null : (Integer) breakEven.settlements(),
            pricing.costs(),
            pricing.priceGap(),
            Double.isNaN(capacity) ? null : (Double) capacity,
            null,
            risks(pricing, breakEven),
            pair.stage == Pair.Stage.TURNED_DOWN,
            because));
  }

  private static Leg leg(
      InstrumentState state, FundingTerms terms, Side side, double executablePrice) {
    FundingEstimate estimate = state.estimate();
    return new Leg(
        state.id(),
        side,
        executablePrice,
        terms.rate(),
        Duration.ofMillis(terms.periodMillis()),
        estimate == null || terms.continuous() ? null : estimate.settlesAt());
  }

  private static List<Evidence> evidence(MarketView view, PairPricing pricing) {
    List<Evidence> evidence = new ArrayList<>(6);
    for (InstrumentState leg : List.of(pricing.longLeg(), pricing.shortLeg())) {
      Evidences.add(evidence, leg.estimate(), view.now());
      Evidences.add(evidence, leg.mark(), view.now());
      Evidences.add(evidence, leg.quote(), view.now());
    }
    return evidence;
  }

  private List<String> risks(PairPricing pricing, @Nullable BreakEven breakEven) {
    List<String> risks = new ArrayList<>();
    risks.add("both rates are estimates until they settle, then may differ");
    if (breakEven == null) {
      risks.add(
          String.format(
              Locale.ROOT,
              "costs are not earned back within %d days",
              settings.horizon().toDays()));
    } else if (breakEven.lowest() < 0) {
      risks.add(
          String.format(
              Locale.ROOT,
              "%.2f bps are paid out before income comes",
              -breakEven.lowest() * 10_000));
    }
    if (pricing.priceGap() < 0) {
      risks.add(
          String.format(
              Locale.ROOT, "the entry gives up %.2f bps of price", -pricing.priceGap() * 10_000));
    }
    if (pricing.costs().slippage() == null) {
      double capacity = pricing.capacity();
      risks.add(
          Double.isNaN(capacity)
              ? "slippage is not known: no sizes at the touch"
              : String.format(
                  Locale.ROOT,
                  "slippage is not known: the touch holds %.0f of %.0f asked",
                  capacity,
                  settings.notional()));
    }
    if (!PairPricing.sameCoin(pricing.longLeg(), pricing.shortLeg())) {
      risks.add(
          "legs settle in "
              + settle(pricing.longLeg())
              + " and "
              + settle(pricing.shortLeg())
              + ": the coins may drift apart");
    }
    for (InstrumentState leg : List.of(pricing.longLeg(), pricing.shortLeg())) {
      Instrument listed = leg.listed();
      if (listed != null && listed.payoff() == Instrument.Payoff.INVERSE) {
        risks.add(
            String.format(
                Locale.ROOT,
                "margin of %s is held in %s: %.2f of the notional moves with its price",
                leg.id(),
                listed.settle(),
                1 / settings.leverage()));
      }
    }
    return risks;
  }

  private static String settle(InstrumentState state) {
    Instrument listed = state.listed();
    return listed == null ? "?" : listed.settle();
  }
}
