package dev.carry.valuation;

import dev.carry.model.Costs;
import dev.carry.model.Leg;
import dev.carry.model.Opportunity;
import dev.carry.model.Side;
import dev.carry.model.TradeSizes;
import dev.carry.valuation.LegStress.Kind;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An opportunity on other terms than it was found on: the same formulas, other numbers.
///
/// @param costs of the whole holding time (fractions of notional)
/// @param value income and net over it
/// @param breakEven when income first covers the costs; empty: not while it is held
/// @param position its margins and where they are used up; one of its legs may be paid in full
public record WhatIf(
    Costs costs, Carry value, Optional<BreakEven> breakEven, PositionStress position) {

  /// @param notional of one leg, quote
  /// @param leverage of each leg that has a margin
  /// @param holdMillis how long it is held
  /// @param longFee of one fill of the long leg (fraction)
  /// @param shortFee likewise
  /// @param longMade whether the orders of the long leg rest in the book until somebody takes them:
  ///     they pay no spread, and may wait for ever
  /// @param shortMade likewise
  /// @param buffer beside the margins (fraction of notional)
  /// @param maintenance what venues ask for
  /// @param longKind how the long leg turns prices into money
  /// @param shortKind likewise
  /// @param transfer how margin is sent, and what may happen meanwhile
  public record Terms(
      double notional,
      double leverage,
      long holdMillis,
      double longFee,
      double shortFee,
      boolean longMade,
      boolean shortMade,
      double buffer,
      MaintenanceTiers maintenance,
      Kind longKind,
      Kind shortKind,
      TransferRisk transfer) {}

  /// Sums of floats that are equal on paper.
  private static final double ROUNDING = 1e-12;

  /// From the moment it was last told of: its rates are those of then.
  ///
  /// @param found a pair, whose long leg comes first
  /// @throws IllegalArgumentException of one that is no pair
  public static WhatIf of(Opportunity found, Terms terms) {
    if (!found.isPair()) {
      throw new IllegalArgumentException(found.head().id() + ": its legs are no pair");
    }
    Leg bought = found.legs().get(0);
    Leg sold = found.legs().get(1);
    PositionStress position =
        new PositionStress(
            leg(Side.BUY, bought, terms.longKind(), terms),
            leg(Side.SELL, sold, terms.shortKind(), terms),
            terms.buffer() * terms.notional(),
            terms.transfer());
    Costs costs = costs(found, terms, position.capital() / terms.notional());
    ExpectedFunding longFunding = funding(bought);
    ExpectedFunding shortFunding = funding(sold);
    long from = found.head().lastSeen().toEpochMilli();
    long hold = terms.holdMillis();
    double once = once(found, longFunding, shortFunding);
    return new WhatIf(
        costs,
        Carry.hold(longFunding, shortFunding, once, costs.total(), from, hold),
        BreakEven.find(longFunding, shortFunding, costs.total() - once, from, from + hold),
        position);
  }

  /// Of the capital it binds (fraction a year).
  public double returnOnCapital() {
    return position.returnOnCapital(value.netApr());
  }

  private static LegStress leg(Side side, Leg leg, Kind kind, Terms terms) {
    return LegStress.ofNotional(
        side,
        kind,
        leg.executablePrice(),
        terms.notional(),
        kind == Kind.PAID ? 1 : terms.leverage(),
        terms.maintenance());
  }

  private static ExpectedFunding funding(Leg leg) {
    Double rate = leg.rate();
    if (rate == null || leg.period() == null) {
      return ExpectedFunding.NOTHING;
    }
    Instant settlesAt = leg.settlesAt();
    long period = leg.period().toMillis();
    FundingTerms terms =
        settlesAt == null
            ? FundingTerms.continuous(rate, period)
            : FundingTerms.periodic(rate, period, settlesAt.toEpochMilli());
    Leg.Reversion reverts = leg.reverts();
    return reverts == null
        ? terms.persisting()
        : terms.reverting(reverts.meanHourly(), (double) reverts.halfLife().toMillis());
  }

  /// What it was told to earn besides, at the exit: its income without that of the rates.
  private static double once(
      Opportunity found, ExpectedFunding longFunding, ExpectedFunding shortFunding) {
    long from = found.head().lastSeen().toEpochMilli();
    long horizon = found.horizon().toMillis();
    double left = found.netApr() * horizon / Funding.MILLIS_PER_YEAR;
    double ofRates =
        Carry.hold(longFunding, shortFunding, found.costs().total(), from, horizon).net();
    double once = left - ofRates;
    return Math.abs(once) < ROUNDING ? 0 : once;
  }

  /// What depends on time is as much a day as it was; interest on the capital goes with the
  /// capital.
  private static Costs costs(Opportunity found, Terms terms, double capital) {
    Costs was = found.costs();
    double longer = (double) terms.holdMillis() / found.horizon().toMillis();
    double bound = found.returnOnCapital() == 0 ? 1 : found.netApr() / found.returnOnCapital();
    return new Costs(
        RoundTrip.fees(terms.longFee(), terms.shortFee()),
        spread(found, terms),
        slippage(found, terms),
        times(was.borrow(), longer),
        times(was.financing(), longer * capital / bound),
        was.transfer(),
        was.conversion());
  }

  private static double spread(Opportunity found, Terms terms) {
    double made =
        (terms.longMade() ? spread(found.legs().get(0)) : 0)
            + (terms.shortMade() ? spread(found.legs().get(1)) : 0);
    return Math.max(0, found.costs().spread() - made);
  }

  private static double spread(Leg leg) {
    double spread = RoundTrip.spread(leg.executablePrice(), leg.exitPrice());
    return Double.isNaN(spread) ? 0 : Math.abs(spread); // one that is not known was not counted
  }

  /// From the books as they were told; of a size they do not reach it is not known. What is made
  /// does not slip; of one leg alone it is not told apart, and counted in full.
  private static @Nullable Double slippage(Opportunity found, Terms terms) {
    if (terms.longMade() && terms.shortMade()) {
      return 0.0;
    }
    TradeSizes sizes = found.sizes();
    Double known = terms.notional() <= found.notional() ? found.costs().slippage() : null;
    return sizes == null || terms.notional() == found.notional()
        ? known
        : sizes.slippage(terms.notional());
  }

  private static @Nullable Double times(@Nullable Double cost, double factor) {
    return cost == null ? null : (Double) (cost * factor);
  }
}
