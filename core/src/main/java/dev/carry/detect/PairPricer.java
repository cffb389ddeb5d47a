package dev.carry.detect;

import dev.carry.engine.InstrumentState;
import dev.carry.model.Costs;
import dev.carry.model.Instrument;
import dev.carry.model.TradeSizes;
import dev.carry.valuation.Carry;
import dev.carry.valuation.Funding;
import dev.carry.valuation.RoundTrip;
import org.jspecify.annotations.Nullable;

/// Prices trades: in one number for every input that moves one, in full when there is something to
/// tell. A cost that is not known is NaN.
final class PairPricer {
  private final PairKind kind;
  private final CostSettings settings;
  private final Fills fills;
  private final double capital;

  PairPricer(PairKind kind) {
    this.kind = kind;
    this.settings = kind.settings().costs();
    this.fills = new Fills(kind);
    this.capital = kind.capital();
  }

  /// Net APR of a trade whose legs have both sides of a quote, without the costs that are not
  /// known.
  ///
  /// @param slippage of all fills (fraction), or NaN
  double netApr(Trade trade, double slippage, long nowMillis) {
    double cost =
        fees(trade)
            + spread(trade)
            + known(slippage)
            + known(borrow(trade))
            + known(financing(trade))
            + known(transfer())
            + conversion(trade);
    return hold(trade, cost, nowMillis).netApr();
  }

  /// The same trade with every number.
  PairPricing price(Trade trade, double slippage, long nowMillis) {
    Costs costs =
        new Costs(
            fees(trade),
            spread(trade),
            orAbsent(slippage),
            orAbsent(borrow(trade)),
            orAbsent(financing(trade)),
            orAbsent(transfer()),
            conversion(trade));
    return new PairPricing(
        nowMillis,
        trade,
        costs,
        priceGap(trade),
        hold(trade, costs.total(), nowMillis),
        capital,
        capacity(trade, nowMillis));
  }

  private static Carry hold(Trade trade, double cost, long nowMillis) {
    return Carry.hold(
        trade.longFunding(),
        trade.shortFunding(),
        trade.once(),
        cost,
        nowMillis,
        trade.horizonMillis());
  }

  static double priceGap(Trade trade) {
    InstrumentState longLeg = trade.longLeg();
    InstrumentState shortLeg = trade.shortLeg();
    return RoundTrip.priceGap(shortLeg.perUnit(shortLeg.bid()), longLeg.perUnit(longLeg.ask()));
  }

  /// Beyond the touch, of all fills (fraction), or NaN.
  double slippage(Trade trade, long nowMillis) {
    return fills.slippage(trade, nowMillis);
  }

  /// What fills on entry, in quote; NaN: not known.
  double capacity(Trade trade, long nowMillis) {
    return fills.capacity(trade, nowMillis);
  }

  /// How large it may be; null where a side of it is not known at all.
  @Nullable TradeSizes sizes(PairPricing pricing) {
    return fills.sizes(pricing);
  }

  /// Canonical asset of both legs.
  static String asset(Trade trade) {
    Instrument listed = trade.longLeg().listed();
    return listed == null ? "" : listed.base();
  }

  /// Interest on the asset itself (fraction a year); null: not known.
  @Nullable Double borrowApr(Trade trade) {
    return settings.borrowApr().get(asset(trade));
  }

  /// A delivery costs what a trade does.
  private static double fees(Trade trade) {
    double legs = RoundTrip.fees(trade.longLeg().takerFee(), trade.shortLeg().takerFee());
    InstrumentState between = trade.between();
    return between == null ? legs : legs + RoundTrip.fees(between.takerFee(), 0);
  }

  private double spread(Trade trade) {
    double legs = spread(trade.longLeg()) + spread(trade.shortLeg());
    InstrumentState between = trade.between();
    return between == null ? legs : legs + between.spread();
  }

  /// Half of it at entry, half where a leg is traded out of.
  private double spread(InstrumentState leg) {
    return kind.delivers(leg) ? leg.spread() / 2 : leg.spread();
  }

  private double borrow(Trade trade) {
    if (trade.borrowedMillis() == 0) {
      return 0;
    }
    Double apr = borrowApr(trade);
    return apr == null ? Double.NaN : apr * years(trade.borrowedMillis());
  }

  private double financing(Trade trade) {
    Double apr = settings.financingApr();
    return apr == null ? Double.NaN : apr * capital * years(trade.horizonMillis());
  }

  private static double years(long millis) {
    return millis / Funding.MILLIS_PER_YEAR;
  }

  private double transfer() {
    Double transfer = settings.transfer();
    return transfer == null ? Double.NaN : transfer;
  }

  private double conversion(Trade trade) {
    Instrument first = trade.longLeg().listed();
    Instrument second = trade.shortLeg().listed();
    boolean sameCoin = first != null && second != null && first.settle().equals(second.settle());
    return sameCoin ? 0 : 2 * settings.conversionPerWay();
  }

  private static double known(double cost) {
    return Double.isNaN(cost) ? 0 : cost;
  }

  private static @Nullable Double orAbsent(double cost) {
    return Double.isNaN(cost) ? null : (Double) cost;
  }
}
