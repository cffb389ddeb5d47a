package dev.carry.backtest;

import dev.carry.engine.AssetState;
import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.valuation.Funding;
import java.util.ArrayList;
import java.util.List;

/// The pairs a market offers, whatever they pay: what strategies without thought choose from.
public enum Pairs {
  /// Two perpetuals of one asset on different venues.
  CROSS_VENUE {
    @Override
    void of(AssetState asset, List<Pair> to) {
      List<InstrumentState> perpetuals = asset.perpetuals();
      for (int i = 0; i < perpetuals.size(); i++) {
        for (int j = i + 1; j < perpetuals.size(); j++) {
          InstrumentState one = perpetuals.get(i);
          InstrumentState other = perpetuals.get(j);
          if (!one.id().venue().equals(other.id().venue()) && known(one) && known(other)) {
            to.add(one.hourly() <= other.hourly() ? new Pair(one, other) : new Pair(other, one));
          }
        }
      }
    }
  },
  /// A spot market and a perpetual of one asset: the coin is bought.
  SPOT_PERP {
    @Override
    void of(AssetState asset, List<Pair> to) {
      for (InstrumentState spot : asset.spots()) {
        for (InstrumentState perpetual : asset.perpetuals()) {
          if (spot.quote() != null && spot.believed() && known(perpetual)) {
            to.add(new Pair(spot, perpetual));
          }
        }
      }
    }
  };

  /// Why nothing could be opened.
  static final String NONE_KNOWN = "never were the rates and prices of a pair known at once";

  /// What is bought and what is sold.
  record Pair(InstrumentState bought, InstrumentState sold) {
    /// What it pays a year before costs (fraction).
    double grossApr() {
      double paid = Double.isNaN(bought.hourly()) ? 0 : bought.hourly();
      return (sold.hourly() - paid) * Funding.HOURS_PER_YEAR;
    }
  }

  abstract void of(AssetState asset, List<Pair> to);

  private static boolean known(InstrumentState perpetual) {
    return perpetual.terms() != null && perpetual.quote() != null && perpetual.believed();
  }

  /// All of which both legs have a rate and a price now, the long leg the one that pays less.
  List<Pair> in(MarketView view) {
    List<Pair> pairs = new ArrayList<>();
    for (AssetState asset : view.assets()) {
      of(asset, pairs);
    }
    return pairs;
  }
}
