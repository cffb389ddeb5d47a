package dev.carry.engine;

import dev.carry.model.Evidence;
import dev.carry.model.Finding;
import dev.carry.model.FundingEstimate;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.JsonText;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quarantine;
import dev.carry.model.Quarantine.Gate;
import dev.carry.model.Quote;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What must hold before a fact is valued. A fact that fails is quarantined with its reason, shown,
/// and let go when it holds again.
final class Gates {
  /// A venue rounds its caps and rates to about this.
  private static final double ROUNDING = 1e-9;

  private final GateSettings settings;
  private final MarketView view;

  Gates(GateSettings settings, MarketView view) {
    this.settings = settings;
    this.view = view;
  }

  /// Looks at what a new fact alone can tell.
  void taken(InstrumentState state, MarketEvent event, Consumer<Finding> out) {
    switch (event) {
      case FundingEstimate e when e.which() == FundingEstimate.Which.COMING -> {
        settle(state, Gate.UNIT, e, unit(state, e), out);
        settle(state, Gate.CAP, e, cap(state, e), out);
        signs(state, out);
        settlementWindow(state, out);
      }
      case MarkPrice e -> {
        signs(state, out);
        if (!(Math.abs(e.price().doubleValue() / state.ratioCheckedAt - 1)
            < settings.priceRatio() / 10)) {
          priceRatios(state, out);
        }
      }
      case Quote _ -> signs(state, out);
      default -> {
        // other facts are not valued by what they say
      }
    }
    if (state.quarantine(Gate.STALENESS) != null) {
      staleness(state, out);
    }
  }

  /// A new index price: what is marked against it may now be wrong by sign.
  void indexTaken(InstrumentState state, Consumer<Finding> out) {
    signs(state, out);
  }

  /// Looks at everything that time alone changes.
  void ticked(Consumer<Finding> out) {
    for (InstrumentState state : view.instruments()) {
      if (state.tradesFunding()) {
        staleness(state, out);
        settlementWindow(state, out);
      } else {
        release(state, out);
      }
    }
    for (AssetState asset : view.assets()) {
      priceRatios(asset, out);
    }
  }

  /// Says that an event came from the future; the engine then drops it.
  Finding fromTheFuture(MarketEvent event) {
    String because =
        "received at "
            + event.receivedAt()
            + ", more than "
            + settings.clockAhead()
            + " ahead of the last tick";
    return opened(event.id(), "", event, Gate.CLOCK, because);
  }

  // --- the gates ---------------------------------------------------------------------------

  private static @Nullable String unit(InstrumentState state, FundingEstimate estimate) {
    if (estimate.period() == null) {
      return "no funding period is known: a rate without its period cannot be valued";
    }
    Instrument listed = state.listed();
    if (listed != null
        && listed.settles() == Instrument.Settles.PERIODIC
        && estimate.settlesAt() == null) {
      return "no settlement time is known";
    }
    return null;
  }

  private @Nullable String cap(InstrumentState state, FundingEstimate estimate) {
    double rate = estimate.rate().doubleValue();
    Instrument listed = state.listed();
    BigDecimal cap = listed == null ? null : listed.fundingCap();
    BigDecimal floor = listed == null ? null : listed.fundingFloor();
    if (cap != null && rate > cap.doubleValue() + ROUNDING) {
      return "rate " + estimate.rate() + " is above the venue's cap " + cap;
    }
    if (floor != null && rate < floor.doubleValue() - ROUNDING) {
      return "rate " + estimate.rate() + " is below the venue's floor " + floor;
    }
    Duration period = estimate.period();
    if (period == null) {
      return null;
    }
    double hours = period.toMillis() / 3_600_000.0;
    return Math.abs(rate) / hours > settings.ratePerHour()
        ? "rate "
            + estimate.rate()
            + " per "
            + period
            + " is more than "
            + settings.ratePerHour()
            + " an hour"
        : null;
  }

  /// Prices that cannot be, and a rate whose sign the premium contradicts.
  private void signs(InstrumentState state, Consumer<Finding> out) {
    MarkPrice mark = state.mark();
    Quote quote = state.quote();
    FundingEstimate estimate = state.estimate();
    if (mark != null && !(state.markPrice() > 0)) {
      settle(state, Gate.SIGN, mark, "mark " + mark.price() + ": more than 0 is allowed", out);
    } else if (quote != null && !(state.bid() < state.ask()) && bothSides(state)) {
      String because = "bid " + quote.bid() + " is not below ask " + quote.ask();
      settle(state, Gate.SIGN, quote, because, out);
    } else if (quote != null && (state.bid() <= 0 || state.ask() <= 0)) {
      String because = "bid " + quote.bid() + ", ask " + quote.ask() + ": more than 0 is allowed";
      settle(state, Gate.SIGN, quote, because, out);
    } else if (estimate != null) {
      settle(state, Gate.SIGN, estimate, against(state, estimate), out);
    } else if (state.quarantine(Gate.SIGN) != null) {
      release(state, Gate.SIGN, out);
    }
  }

  private static boolean bothSides(InstrumentState state) {
    return !Double.isNaN(state.bid()) && !Double.isNaN(state.ask());
  }

  private @Nullable String against(InstrumentState state, FundingEstimate estimate) {
    double premium = (state.markPrice() - state.indexValue()) / state.indexValue();
    double rate = estimate.rate().doubleValue();
    boolean contradicts =
        (premium > settings.premiumAgainst() && rate < 0)
            || (premium < -settings.premiumAgainst() && rate > 0);
    return contradicts
        ? String.format(Locale.ROOT, "rate %s against a premium of %.4f", estimate.rate(), premium)
        : null;
  }

  private void staleness(InstrumentState state, Consumer<Finding> out) {
    MarketEvent stale = null;
    FundingEstimate estimate = state.estimate();
    if (estimate != null && !fresh(state, estimate, settings.estimateLife())) {
      stale = estimate;
    } else if (state.mark() != null && !fresh(state, state.mark(), settings.quoteLife())) {
      stale = state.mark();
    } else if (state.quote() != null && !fresh(state, state.quote(), settings.quoteLife())) {
      stale = state.quote();
    }
    if (stale != null) {
      if (state.quarantine(Gate.STALENESS) == null) {
        Duration age = Duration.between(stale.receivedAt(), view.now());
        settle(state, Gate.STALENESS, stale, "last heard " + age.toSeconds() + " s ago", out);
      }
    } else if (state.quarantine(Gate.STALENESS) != null) {
      release(state, Gate.STALENESS, out);
    }
  }

  /// Young itself; or unchanged for less than its life on an instrument that is still heard, over a
  /// connection that was not lost since.
  private boolean fresh(InstrumentState state, MarketEvent event, Duration life) {
    long at = event.receivedAt().toEpochMilli();
    long age = view.nowMillis() - at;
    long quiet = settings.quiet().toMillis();
    return age <= quiet
        || (age <= life.toMillis()
            && view.nowMillis() - state.heardMillis <= quiet
            && at >= state.venue.brokenAtMillis);
  }

  private void settlementWindow(InstrumentState state, Consumer<Finding> out) {
    state.passBoundary(view.nowMillis());
    long hold = settings.settlementHold().toMillis();
    boolean within =
        state.boundaryMillis != Long.MIN_VALUE
            && view.nowMillis() >= state.boundaryMillis
            && view.nowMillis() - state.boundaryMillis < hold;
    FundingEstimate estimate = state.estimate();
    if (within && estimate != null) {
      if (state.quarantine(Gate.SETTLEMENT_WINDOW) == null) {
        String because = "within " + settings.settlementHold() + " after a settlement";
        settle(state, Gate.SETTLEMENT_WINDOW, estimate, because, out);
      }
    } else if (state.quarantine(Gate.SETTLEMENT_WINDOW) != null) {
      release(state, Gate.SETTLEMENT_WINDOW, out);
    }
  }

  private void priceRatios(InstrumentState changed, Consumer<Finding> out) {
    if (changed.asset != null) {
      priceRatios(changed.asset, out);
    }
  }

  /// Every mark of an asset against their median: another coin, or another unit, under one name.
  private void priceRatios(AssetState asset, Consumer<Finding> out) {
    List<InstrumentState> instruments = asset.instruments();
    double[] marks = new double[instruments.size()];
    int known = 0;
    for (InstrumentState state : instruments) {
      double mark = state.markPerUnit();
      if (state.tradesFunding() && mark > 0) {
        marks[known++] = mark;
      }
    }
    Arrays.sort(marks, 0, known);
    double median =
        known == 0
            ? Double.NaN
            : known % 2 == 1 ? marks[known / 2] : (marks[known / 2 - 1] + marks[known / 2]) / 2;
    for (InstrumentState state : instruments) {
      state.ratioCheckedAt = state.markPrice();
      double ratio = state.markPerUnit() / median;
      MarkPrice mark = state.mark();
      if (mark != null && state.tradesFunding() && Math.abs(ratio - 1) > settings.priceRatio()) {
        if (state.quarantine(Gate.PRICE_RATIO) == null) {
          String because =
              String.format(
                  Locale.ROOT,
                  "price is %.4f of the median over %d venues: another coin or another unit",
                  ratio,
                  known);
          settle(state, Gate.PRICE_RATIO, mark, because, out);
        }
      } else if (state.quarantine(Gate.PRICE_RATIO) != null) {
        release(state, Gate.PRICE_RATIO, out);
      }
    }
  }

  // --- opening and closing -----------------------------------------------------------------

  /// Opens, keeps or closes a gate's quarantine of an instrument.
  private void settle(
      InstrumentState state,
      Gate gate,
      MarketEvent event,
      @Nullable String because,
      Consumer<Finding> out) {
    Quarantine open = state.quarantine(gate);
    if (because == null) {
      if (open != null) {
        release(state, gate, out);
      }
    } else if (open == null && state.listed() != null) {
      String asset = state.listed().base();
      Quarantine opened = opened(state.id(), asset, event, gate, because);
      state.open(opened);
      out.accept(opened);
    }
  }

  private void release(InstrumentState state, Gate gate, Consumer<Finding> out) {
    Quarantine open = state.quarantine(gate);
    if (open == null) {
      return;
    }
    state.close(gate);
    Finding.Head head = open.head();
    out.accept(
        new Quarantine(
            new Finding.Head(
                head.id(),
                head.revision() + 1,
                head.detector(),
                head.asset(),
                head.firstSeen(),
                view.now(),
                Finding.Status.CLOSED,
                head.evidence()),
            open.id(),
            open.fact(),
            open.gate(),
            open.value(),
            open.because()));
  }

  private void release(InstrumentState state, Consumer<Finding> out) {
    for (Gate gate : Gate.values()) {
      release(state, gate, out);
    }
  }

  private Quarantine opened(
      InstrumentId id, String asset, MarketEvent event, Gate gate, String because) {
    Evidence evidence = Evidences.of(event, view.now());
    Finding.Head head =
        new Finding.Head(
            "quarantine/" + JsonText.kebab(gate) + "/" + id + "/" + view.nowMillis(),
            1,
            "gates",
            asset,
            view.now(),
            view.now(),
            Finding.Status.OPEN,
            List.of(evidence));
    return new Quarantine(head, id, event.fact(), gate, evidence.value(), because);
  }
}
