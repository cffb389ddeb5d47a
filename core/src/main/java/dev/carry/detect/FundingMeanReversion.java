package dev.carry.detect;

import dev.carry.engine.Detector;
import dev.carry.engine.Evidences;
import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.engine.SettledSeries;
import dev.carry.model.DetectorName;
import dev.carry.model.Evidence;
import dev.carry.model.Fact;
import dev.carry.model.Finding;
import dev.carry.model.Finding.Status;
import dev.carry.model.Instrument;
import dev.carry.model.JsonText;
import dev.carry.model.ViewFinding;
import dev.carry.valuation.Funding;
import dev.carry.valuation.Nowcast;
import dev.carry.valuation.statistics.Expectation;
import dev.carry.valuation.statistics.FundingReading;
import dev.carry.valuation.statistics.HalfLife;
import dev.carry.valuation.statistics.Regime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A perpetual whose last settlement stands far from those before it. Settlements are taken in when
/// they are told and judged with the next tick, so that a history that comes in pieces is judged
/// once. Told from a score of 4 on; over when the rate is back within its band, the score below 2,
/// or the view as old as the band looks back.
public final class FundingMeanReversion implements Detector {
  private static final String NAME = DetectorName.FUNDING_MEAN_REVERSION;

  /// Below this score, in the direction told, nothing speaks for it any more.
  private static final int OVER_BELOW = 2;

  /// What is so old is in the band itself.
  private static final Duration OLDEST = Duration.ofDays(8);

  private final Map<InstrumentState, Watched> watched = new LinkedHashMap<>();

  /// With settlements that were not judged yet, or could not open while they were held back.
  private final Set<Watched> due = new LinkedHashSet<>();

  private final Set<Watched> open = new LinkedHashSet<>();
  private long lastStamp = Long.MIN_VALUE;

  /// One perpetual.
  private static final class Watched {
    final InstrumentState state;
    final SettledSeries series;

    /// [SettledSeries#changes()] when it was looked at last.
    int seen;

    @Nullable ViewFinding told;

    Watched(InstrumentState state) {
      this.state = state;
      this.series = state.settlements();
    }

    /// Of the newest settlement.
    long periodMillis() {
      return series.periodMillis(series.count() - 1);
    }

    /// Whether its newest settlement is that of this period or the one before.
    boolean isRecent(FundingReading reading, long nowMillis) {
      return nowMillis - reading.atMillis() <= 2 * periodMillis();
    }
  }

  @Override
  public void changed(MarketView view, InstrumentState state, Fact fact, Consumer<Finding> out) {
    if (fact == Fact.FUNDING_SETTLED) {
      settled(state);
    } else if (fact == Fact.INSTRUMENT && isGone(state)) {
      Watched gone = watched.remove(state);
      if (gone != null) {
        due.remove(gone);
        open.remove(gone);
        close(view, gone, out);
      }
    }
  }

  private static boolean isGone(InstrumentState state) {
    Instrument listed = state.listed();
    return listed != null && listed.status() == Instrument.Status.DELISTED;
  }

  private void settled(InstrumentState state) {
    SettledSeries series = state.settlements();
    if (series.count() == 0 || !state.tradesFunding()) {
      return;
    }
    Watched each = watched.computeIfAbsent(state, Watched::new);
    if (each.seen != series.changes()) {
      each.seen = series.changes();
      due.add(each);
    }
  }

  @Override
  public void ticked(MarketView view, Consumer<Finding> out) {
    for (Iterator<Watched> each = open.iterator(); each.hasNext(); ) {
      Watched next = each.next();
      if (isOver(view, next)) {
        each.remove();
        close(view, next, out);
      }
    }
    for (Iterator<Watched> each = due.iterator(); each.hasNext(); ) {
      if (judge(view, each.next(), out)) {
        each.remove();
      }
    }
  }

  /// Whether it stands on nothing any more, whatever was settled.
  private static boolean isOver(MarketView view, Watched each) {
    ViewFinding told = each.told;
    Optional<FundingReading> reading = each.series.latest();
    return told == null
        || reading.isEmpty()
        || view.halted() != null
        || !each.state.tradesFunding()
        || !each.state.believedOrHeld()
        || !each.isRecent(reading.get(), view.nowMillis())
        || !view.now().isBefore(told.head().firstSeen().plus(OLDEST));
  }

  /// Opens, tells anew or closes what an instrument's newest settlement says.
  ///
  /// @return whether that is done; else it is looked at again with the next tick
  private boolean judge(MarketView view, Watched each, Consumer<Finding> out) {
    Optional<FundingReading> latest = each.series.latest();
    if (latest.isEmpty()) {
      return true;
    }
    FundingReading reading = latest.get();
    ViewFinding told = each.told;
    if (told != null) {
      if (told.settledAt().toEpochMilli() == reading.atMillis()) {
        return true; // what came was older
      }
      boolean over = isBack(reading, told.expectation());
      Status status = over ? Status.CLOSED : Status.UPDATED;
      Finding.Head head = told.head().next(status, view.now(), evidence(view, each.state));
      tell(each, finding(head, each, reading, told.expectation()), out);
      return true;
    }
    if (!each.isRecent(reading, view.nowMillis())) {
      return true;
    }
    Expectation expected = reading.expectation();
    if (expected != Expectation.RISE && expected != Expectation.FALL) {
      return true;
    }
    if (!each.state.believed() || !each.state.tradesFunding() || view.halted() != null) {
      return false;
    }
    ViewFinding.Expectation where =
        expected == Expectation.RISE ? ViewFinding.Expectation.RISE : ViewFinding.Expectation.FALL;
    tell(each, finding(head(view, each.state), each, reading, where), out);
    return true;
  }

  private static boolean isBack(FundingReading reading, ViewFinding.Expectation told) {
    int score = told == ViewFinding.Expectation.RISE ? reading.score() : -reading.score();
    return score < OVER_BELOW
        || (reading.hourly() >= reading.lowerBand() && reading.hourly() <= reading.upperBand());
  }

  private void tell(Watched each, ViewFinding finding, Consumer<Finding> out) {
    boolean closed = finding.head().status() == Status.CLOSED;
    each.told = closed ? null : finding;
    if (closed) {
      open.remove(each);
    } else {
      open.add(each);
    }
    out.accept(finding);
  }

  private static void close(MarketView view, Watched each, Consumer<Finding> out) {
    ViewFinding told = each.told;
    if (told != null) {
      each.told = null;
      out.accept(told.with(told.head().closed(view.now())));
    }
  }

  private Finding.Head head(MarketView view, InstrumentState state) {
    lastStamp = Math.max(view.nowMillis(), lastStamp + 1);
    Instrument listed = state.listed();
    return new Finding.Head(
        NAME + "/" + state.id() + "/" + lastStamp,
        1,
        NAME,
        listed == null ? "" : listed.base(),
        view.now(),
        view.now(),
        Status.OPEN,
        evidence(view, state));
  }

  private static List<Evidence> evidence(MarketView view, InstrumentState state) {
    List<Evidence> evidence = new ArrayList<>(2);
    Evidences.add(evidence, state.settled(), view.now());
    Evidences.add(evidence, state.estimate(), view.now());
    return evidence;
  }

  private static ViewFinding finding(
      Finding.Head head, Watched each, FundingReading reading, ViewFinding.Expectation where) {
    Optional<HalfLife> halfLife = each.series.halfLife();
    double rateNow = each.state.believedOrHeld() ? each.state.hourly() : Double.NaN;
    ViewFinding.Computed nowcast =
        each.state
            .nowcast(head.lastSeen().toEpochMilli())
            .map(FundingMeanReversion::hourly)
            .orElse(null);
    return new ViewFinding(
        head,
        each.state.id(),
        where,
        reading.score(),
        reading.z(),
        reading.robustZ(),
        (reading.hourly() - reading.mean8d()) / (reading.upperBand() - reading.mean8d()),
        reading.rsi(),
        halfLife.map(fit -> periods(fit.periods(), each.periodMillis())).orElse(null),
        halfLife.map(fit -> periods(fit.error(), each.periodMillis())).orElse(null),
        reading.regime().map(JsonText::kebab).orElse(null),
        reading.regime().map(Regime::thresholdHourly).orElse(null),
        Instant.ofEpochMilli(reading.atMillis()),
        reading.hourly(),
        rateNow,
        nowcast,
        reading.mean8d(),
        ViewTrades.of(each.state, where, expected(rateNow, nowcast, reading)));
  }

  /// What the trades collect now: the venue's estimate, else what is computed, else what was
  /// charged last.
  private static double expected(
      double rateNow, ViewFinding.@Nullable Computed nowcast, FundingReading reading) {
    if (!Double.isNaN(rateNow)) {
      return rateNow;
    }
    return nowcast == null ? reading.hourly() : nowcast.rate();
  }

  private static ViewFinding.Computed hourly(Nowcast nowcast) {
    long periodMillis = nowcast.periodMillis();
    return new ViewFinding.Computed(
        Funding.hourly(nowcast.rate(), periodMillis),
        Funding.hourly(nowcast.low(), periodMillis),
        Funding.hourly(nowcast.high(), periodMillis),
        nowcast.seen(),
        Instant.ofEpochMilli(nowcast.settlesAtMillis()));
  }

  private static Duration periods(double periods, long periodMillis) {
    return Duration.ofMinutes(Math.round(periods * periodMillis / 60_000));
  }
}
