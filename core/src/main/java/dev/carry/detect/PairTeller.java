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
import dev.carry.model.PairHistory;
import dev.carry.model.Side;
import dev.carry.valuation.BreakEven;
import dev.carry.valuation.ExpectedFunding;
import dev.carry.valuation.FundingTerms;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tells of pairs: opens, updates and closes their findings, not more often than anyone can read.
final class PairTeller {
  /// What is open is told again after this long, whatever changed.
  private static final long OLDEST_MILLIS = 60_000;

  /// A touch changes by the second: for its sake alone nothing is told more often.
  static final long TOUCH_EVERY_MILLIS = 15_000;

  /// A change of the price gap that matters (fraction).
  private static final double GAP_STEP = 0.0005;

  private final PairKind kind;
  private final PairSettings settings;
  private final PairPricer pricer;
  private final PairLookback lookback;
  private final boolean tellsAll;
  private final long tellEveryMillis;

  PairTeller(PairKind kind, PairPricer pricer, boolean tellsAll) {
    this.kind = kind;
    this.settings = kind.settings();
    this.pricer = pricer;
    this.lookback = new PairLookback(settings);
    this.tellsAll = tellsAll;
    this.tellEveryMillis = settings.tellEvery().toMillis();
  }

  void open(
      MarketView view,
      Pair pair,
      Pair.Stage stage,
      PairPricing pricing,
      @Nullable String because,
      Consumer<Finding> out) {
    pair.stage = stage;
    Trade trade = pricing.trade();
    pair.longLeg = trade.longLeg();
    pair.since = view.now();
    pair.stamp = Math.max(view.nowMillis(), pair.stamp + 1);
    pair.told = null;
    pair.toldMillis = Pair.NEVER;
    pair.id =
        kind.name()
            + (stage == Pair.Stage.OFFERED ? "/" : "/rejected/")
            + trade.longLeg().id()
            + "/"
            + trade.shortLeg().id()
            + "/"
            + pair.stamp;
    tell(view, pair, pricing, Status.OPEN, because, out);
  }

  /// Whether something changed that matters, and not too soon after what was told last.
  boolean changed(MarketView view, Pair pair, Trade trade, double netApr) {
    long age = view.nowMillis() - pair.toldMillis;
    return pair.stage != Pair.Stage.NONE
        && age >= tellEveryMillis
        && (age >= OLDEST_MILLIS
            || Math.abs(netApr - pair.toldNetApr) >= settings.tellStep()
            || trade.longLeg().comingMillis() != pair.toldLongSettles
            || trade.shortLeg().comingMillis() != pair.toldShortSettles
            || (age >= TOUCH_EVERY_MILLIS && touchChanged(pair, trade, view.nowMillis())));
  }

  /// Whether the touch no longer is what was told: its gap by a step; slippage that was known or
  /// not; what fills, up to the notional, by half or twice.
  private boolean touchChanged(Pair pair, Trade trade, long nowMillis) {
    Opportunity told = pair.told;
    if (told == null) {
      return false;
    }
    double gap = PairPricer.priceGap(trade);
    if (Math.abs(gap - told.priceGap()) >= GAP_STEP
        || Double.isNaN(pair.slippage) != (told.costs().slippage() == null)) {
      return true;
    }
    Double before = told.capacity();
    double capacity = pricer.capacity(trade, nowMillis);
    if (before == null || Double.isNaN(capacity)) {
      return (before == null) != Double.isNaN(capacity);
    }
    double filled = Math.min(settings.notional(), capacity);
    double toldFilled = Math.min(settings.notional(), before);
    return filled <= toldFilled / 2 || filled >= toldFilled * 2;
  }

  void update(
      MarketView view,
      Pair pair,
      PairPricing pricing,
      @Nullable String because,
      Consumer<Finding> out) {
    tell(view, pair, pricing, Status.UPDATED, because, out);
  }

  /// Closes a pair by its numbers as they are now.
  void close(
      MarketView view, Pair pair, PairPricing pricing, String because, Consumer<Finding> out) {
    tell(view, pair, pricing, Status.CLOSED, because, out);
    pair.stage = Pair.Stage.NONE;
  }

  /// Closes a pair that can no longer be priced, with its numbers as last told.
  void drop(MarketView view, Pair pair, String because, Consumer<Finding> out) {
    Opportunity told = pair.told;
    if (told != null) {
      out.accept(told.with(told.head().closed(view.now()), because));
    }
    pair.stage = Pair.Stage.NONE;
  }

  private void tell(
      MarketView view,
      Pair pair,
      PairPricing pricing,
      Status status,
      @Nullable String because,
      Consumer<Finding> out) {
    if (pair.stage == Pair.Stage.TURNED_DOWN && !tellsAll) {
      return;
    }
    Finding.Head head =
        new Finding.Head(
            pair.id,
            pair.told == null ? 1 : pair.told.head().revision() + 1,
            kind.name(),
            PairPricer.asset(pricing.trade()),
            pair.since,
            view.now(),
            status,
            evidence(view, pricing));
    Opportunity told = opportunity(head, pricing, pair.stage == Pair.Stage.TURNED_DOWN, because);
    pair.told = told;
    pair.toldMillis = view.nowMillis();
    pair.toldNetApr = told.netApr();
    pair.toldLongSettles = pricing.trade().longLeg().comingMillis();
    pair.toldShortSettles = pricing.trade().shortLeg().comingMillis();
    out.accept(told);
  }

  private Opportunity opportunity(
      Finding.Head head, PairPricing pricing, boolean rejected, @Nullable String because) {
    long now = pricing.atMillis();
    Trade trade = pricing.trade();
    BreakEven breakEven =
        BreakEven.find(
                trade.longFunding(),
                trade.shortFunding(),
                pricing.costs().total() - trade.once(),
                now,
                now + trade.horizonMillis())
            .orElse(null);
    double capacity = pricing.capacity();
    boolean inFull = tellsAll && !rejected;
    PairHistory history = inFull ? lookback.of(pricing, breakEven) : null;
    return new Opportunity(
        head,
        List.of(
            leg(trade.longLeg(), Side.BUY, trade.longFunding()),
            leg(trade.shortLeg(), Side.SELL, trade.shortFunding())),
        settings.notional(),
        pricing.value().grossApr(),
        pricing.value().netApr(),
        pricing.value().returnOnCapital(pricing.capital()),
        horizon(trade),
        breakEven == null ? null : Duration.ofMillis(breakEven.atMillis() - now),
        breakEven == null ? null : (Integer) breakEven.settlements(),
        pricing.costs(),
        pricing.priceGap(),
        Double.isNaN(capacity) ? null : (Double) capacity,
        inFull ? pricer.sizes(pricing) : null,
        history,
        PairRisks.of(pricing, breakEven, history, kind),
        rejected,
        because);
  }

  /// To the second: nobody holds anything for milliseconds.
  static Duration horizon(Trade trade) {
    return Duration.ofSeconds(trade.horizonMillis() / 1000);
  }

  private static Leg leg(InstrumentState state, Side side, ExpectedFunding funding) {
    Instrument listed = state.listed();
    FundingTerms terms = state.terms();
    return new Leg(
        state.id(),
        side,
        side == Side.BUY ? state.ask() : state.bid(),
        side == Side.BUY ? state.bid() : state.ask(),
        listed == null ? BigDecimal.ONE : listed.priceMultiplier(),
        state.takerFee(),
        state.makerFee(),
        terms == null ? null : (Double) terms.rate(),
        terms == null ? null : Duration.ofMillis(terms.periodMillis()),
        settlesAt(state),
        reversion(funding));
  }

  private static Leg.@Nullable Reversion reversion(ExpectedFunding funding) {
    return funding.persists()
        ? null
        : new Leg.Reversion(
            funding.meanHourly(), Duration.ofSeconds(Math.round(funding.halfLifeMillis() / 1000)));
  }

  private static @Nullable Instant settlesAt(InstrumentState state) {
    FundingEstimate estimate = state.estimate();
    FundingTerms terms = state.terms();
    return estimate == null || terms == null || terms.continuous() ? null : estimate.settlesAt();
  }

  private static List<Evidence> evidence(MarketView view, PairPricing pricing) {
    List<Evidence> evidence = new ArrayList<>(6);
    Instant now = view.now();
    Trade trade = pricing.trade();
    for (InstrumentState leg : List.of(trade.longLeg(), trade.shortLeg())) {
      Evidences.add(evidence, leg.estimate(), now);
      Evidences.add(evidence, leg.mark(), now);
      Side side = leg == trade.longLeg() ? Side.BUY : Side.SELL;
      Evidences.add(evidence, leg.quote(), side, now);
    }
    InstrumentState between = trade.between();
    if (between != null) {
      Evidences.add(evidence, between.quote(), Side.BUY, now);
    }
    return evidence;
  }
}
