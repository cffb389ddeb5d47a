package dev.carry.detect;

import dev.carry.engine.AssetState;
import dev.carry.engine.InstrumentState;
import dev.carry.model.Risk;
import dev.carry.valuation.RoundTrip;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One kind of trade in two legs: which instruments make a pair, which way round it is held, on
/// which terms, and what capital that binds. Everything else is the same for all kinds.
interface PairKind {

  /// The detector's name in its findings.
  String name();

  PairSettings settings();

  /// Margin, and what is paid in full, plus the buffer (fraction of notional).
  double capital();

  /// The instruments of an asset that may be legs: a bounded number, in order of first listing.
  List<InstrumentState> legs(AssetState asset);

  /// Whether these two make a pair, in this order.
  boolean pairs(InstrumentState first, InstrumentState second);

  /// What holding the first long and the second short earns before costs (fraction a year); below
  /// 0 the reverse earns as much; NaN where it is not known. Asked for with every input.
  double grossApr(InstrumentState first, InstrumentState second, long nowMillis);

  /// The two as they would be held; null where they cannot be valued. Asked for where the gross is
  /// known and both can be priced.
  ///
  /// @param reversed long the second
  @Nullable Trade trade(
      InstrumentState first, InstrumentState second, boolean reversed, long nowMillis);

  /// Why these two may not be held now although each trades; null: they may.
  default @Nullable String against(InstrumentState first, InstrumentState second, long nowMillis) {
    return null;
  }

  /// Whether a leg is held until it delivers, instead of traded out of.
  default boolean delivers(InstrumentState leg) {
    return false;
  }

  /// (second − first) / first per unit of the asset, between the middles of their quotes, because
  /// the spreads are a cost of their own; NaN without both sides of both quotes.
  static double basis(InstrumentState first, InstrumentState second) {
    double from = first.midPerUnit();
    return (second.midPerUnit() - from) / from;
  }

  /// The same as a price gap: (second − first) / the middle of the two.
  static double gap(InstrumentState first, InstrumentState second) {
    return RoundTrip.priceGap(second.midPerUnit(), first.midPerUnit());
  }

  /// What may become of the income.
  List<Risk> risks(Trade trade);
}
