package dev.carry.model;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A delta-neutral trade with everything it earns and costs; or, when `rejected`, a candidate that
/// was turned down, with the same numbers and the reason.
///
/// @param legs long ones first: two of one notional ([#isPair()]), or options and what hedges
///     them
/// @param notional of one leg, in quote
/// @param grossApr simple annual income of funding, basis or prices before costs (fraction of
///     notional)
/// @param netApr income less known costs over `horizon`, annualised (fraction of notional)
/// @param returnOnCapital the same against the margin of each leg, a spot leg in full, plus the
///     buffer (per year)
/// @param horizon expected holding time; of a dated future until it delivers
/// @param breakEven time until cumulative income first covers the costs; absent: not in horizon
/// @param breakEvenSettlements distinct settlement instants until then, an expiry among them;
///     absent likewise
/// @param costs fractions of notional
/// @param priceGap (bid of the short leg − ask of the long leg) / mid: a risk that may be a gain
/// @param capacity notional that fills at the touch, or within the slippage allowed where a book is
///     known, in quote; absent: not known
/// @param sizes how large it may be; absent: a book of it is not known, or it is turned down
/// @param history what the pair's past says of it; absent: nothing is known of it, or it is turned
///     down
/// @param risks what may go otherwise, see [#riskWords()]
/// @param rejected turned down instead of offered
/// @param because why it was turned down or closed; absent while it is offered
public record Opportunity(
    Head head,
    List<Leg> legs,
    double notional,
    double grossApr,
    double netApr,
    double returnOnCapital,
    Duration horizon,
    @Nullable Duration breakEven,
    @Nullable Integer breakEvenSettlements,
    Costs costs,
    double priceGap,
    @Nullable Double capacity,
    @Nullable TradeSizes sizes,
    @Nullable PairHistory history,
    List<Risk> risks,
    boolean rejected,
    @Nullable String because)
    implements Finding {

  private static final double DAYS_PER_YEAR = 365;

  public Opportunity {
    legs = List.copyOf(legs);
    risks = List.copyOf(risks);
  }

  /// Best first, by [#rank()]; equal ones by their net APR.
  public static final Comparator<Opportunity> BEST_FIRST =
      Comparator.comparingDouble(Opportunity::rank)
          .thenComparingDouble(Opportunity::netApr)
          .reversed()
          .thenComparing(opportunity -> opportunity.head().id());

  /// What is left a day (quote) of what fills within the capacity, at most the notional; absent:
  /// the capacity is not known. Beyond the capacity slippage is missing from the net.
  public @Nullable Double netPerDay() {
    return capacity == null ? null : netApr / DAYS_PER_YEAR * Math.min(notional, capacity);
  }

  /// What ranks it, the more the better: the net per day of an offer, one whose capacity is not
  /// known last; the net APR of a candidate turned down.
  public double rank() {
    Double perDay = netPerDay();
    return rejected ? netApr : perDay == null ? Double.NEGATIVE_INFINITY : perDay;
  }

  /// Share of the pair's past episodes that lived to break-even; absent: none tells.
  public @Nullable Double confidence() {
    return history == null ? null : history.confidence();
  }

  /// Whether it is one leg bought and one sold for the same notional.
  public boolean isPair() {
    return legs.size() == 2 && legs.get(0).ratio() == null && legs.get(1).ratio() == null;
  }

  /// What may go otherwise than priced, in words with numbers.
  public List<String> riskWords() {
    return risks.stream().map(Risk::words).toList();
  }

  /// Whether the capacity holds the whole notional; an unknown one does not.
  public boolean fits() {
    return capacity != null && capacity >= notional;
  }

  /// The same numbers under another head, with why.
  public Opportunity with(Head otherHead, String why) {
    return new Opportunity(
        otherHead,
        legs,
        notional,
        grossApr,
        netApr,
        returnOnCapital,
        horizon,
        breakEven,
        breakEvenSettlements,
        costs,
        priceGap,
        capacity,
        sizes,
        history,
        risks,
        rejected,
        why);
  }

  @Override
  public String kind() {
    return rejected ? "rejected-opportunity" : "opportunity";
  }
}
