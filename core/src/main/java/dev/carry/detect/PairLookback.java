package dev.carry.detect;

import dev.carry.engine.InstrumentState;
import dev.carry.engine.MidsOfDay;
import dev.carry.model.Instrument.Kind;
import dev.carry.model.PairHistory;
import dev.carry.valuation.BreakEven;
import dev.carry.valuation.Funding;
import dev.carry.valuation.PaidRates;
import dev.carry.valuation.PastFunding;
import dev.carry.valuation.statistics.Quantiles;
import dev.carry.valuation.statistics.Risk;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks back on a pair: how long it paid, what it left, where its prices stood.
final class PairLookback {
  /// Fewer holdings tell nothing of a tail.
  private static final int LEAST_HOLDINGS = 30;

  /// An hour of them.
  private static final int LEAST_GAPS = 12;

  /// An episode begins with a leg that pays more, however little a candidate has to.
  private static final double LEAST_HOURLY = 1e-9;

  private final double fromHourly;

  PairLookback(PairSettings settings) {
    this.fromHourly = Math.max(LEAST_HOURLY, settings.candidateApr() / Funding.HOURS_PER_YEAR);
  }

  /// @param breakEven null: not within the horizon, and no episode is held against it
  /// @return null: nothing is known of its past
  @Nullable PairHistory of(PairPricing pricing, @Nullable BreakEven breakEven) {
    Trade trade = pricing.trade();
    double[] gaps = gaps(trade);
    PastFunding past = past(trade);
    PairHistory.Lives lives =
        past == null || breakEven == null
            ? null
            : lives(past, breakEven.atMillis() - pricing.atMillis());
    PairHistory.Holdings holdings = past == null ? null : holdings(past, pricing, gaps);
    PairHistory.Gaps spread =
        gaps.length < LEAST_GAPS
            ? null
            : new PairHistory.Gaps(
                gaps.length,
                Quantiles.of(gaps, 0.05),
                Quantiles.of(gaps, 0.5),
                Quantiles.of(gaps, 0.95));
    return lives == null && holdings == null && spread == null
        ? null
        : new PairHistory(lives, holdings, spread);
  }

  /// Null where a leg pays otherwise than by funding.
  private static @Nullable PastFunding past(Trade trade) {
    InstrumentState longLeg = trade.longLeg();
    InstrumentState shortLeg = trade.shortLeg();
    return longLeg.is(Kind.DATED_FUTURE) || shortLeg.is(Kind.DATED_FUTURE)
        ? null
        : PastFunding.of(paid(longLeg), paid(shortLeg));
  }

  private static @Nullable PaidRates paid(InstrumentState leg) {
    return leg.is(Kind.SPOT) ? null : leg.settlements();
  }

  private PairHistory.@Nullable Lives lives(PastFunding past, long untilBreakEven) {
    List<PastFunding.Episode> episodes = past.episodes(fromHourly);
    int decided = PastFunding.decided(episodes, untilBreakEven);
    return decided == 0
        ? null
        : new PairHistory.Lives(
            Instant.ofEpochMilli(past.sinceMillis()),
            decided,
            PastFunding.lived(episodes, untilBreakEven));
  }

  private PairHistory.@Nullable Holdings holdings(
      PastFunding past, PairPricing pricing, double[] gaps) {
    Trade trade = pricing.trade();
    double[] left = past.holdings(fromHourly, trade.horizonMillis());
    if (left.length < LEAST_HOLDINGS) {
      return null;
    }
    double cost = pricing.costs().total() - trade.once();
    double won = 0;
    double lost = 0;
    int winners = 0;
    for (int i = 0; i < left.length; i++) {
      left[i] -= cost;
      if (left[i] > 0) {
        winners++;
        won += left[i];
      } else {
        lost -= left[i];
      }
    }
    int losers = left.length - winners;
    double winning = (double) winners / left.length;
    double win = winners == 0 ? 0 : won / winners;
    double loss = losers == 0 ? 0 : lost / losers;
    Double shortfall = gaps.length < LEAST_GAPS ? null : (Double) shortfall(trade, left, gaps);
    double size =
        shortfall == null ? Double.NaN : Risk.positionSize(1, Risk.DEFAULT_RISK, shortfall);
    return new PairHistory.Holdings(
        left.length,
        winning,
        win,
        loss,
        Risk.expectedValue(winning, win, loss),
        shortfall,
        Double.isNaN(size) ? null : (Double) Math.min(size, 1 / pricing.capital()));
  }

  /// What the worst holdings lost, and what leaving at the worst gaps of the day would: as if both
  /// came together.
  private static double shortfall(Trade trade, double[] left, double[] gaps) {
    double now = PairKind.gap(trade.longLeg(), trade.shortLeg());
    double[] moved = Arrays.stream(gaps).map(gap -> now - gap).toArray();
    double ofGap = Risk.expectedShortfall(moved, Risk.ES_LEVEL);
    return Risk.expectedShortfall(left, Risk.ES_LEVEL) + Math.max(0, ofGap);
  }

  private static double[] gaps(Trade trade) {
    MidsOfDay longMids = trade.longLeg().mids();
    MidsOfDay shortMids = trade.shortLeg().mids();
    return longMids == null || shortMids == null ? new double[0] : longMids.gapsTo(shortMids);
  }
}
