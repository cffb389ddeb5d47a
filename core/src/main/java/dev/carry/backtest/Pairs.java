package dev.carry.backtest;

import dev.carry.engine.AssetState;
import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.model.Instrument;
import dev.carry.valuation.Funding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    @Override
    int most(int spots, int derivatives) {
      return derivatives * (derivatives - 1) / 2;
    }
  },
  /// A spot market and a perpetual of one asset: the coin is bought.
  SPOT_PERP {
    @Override
    void of(AssetState asset, List<Pair> to) {
      for (InstrumentState spot : asset.spots()) {
        for (InstrumentState perpetual : asset.perpetuals()) {
          if (spot.tradesSpot() && spot.quote() != null && spot.believed() && known(perpetual)) {
            to.add(new Pair(spot, perpetual));
          }
        }
      }
    }

    @Override
    int most(int spots, int derivatives) {
      return spots * derivatives;
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

  abstract int most(int spots, int derivatives);

  /// The most there can be at a time: of each asset what is listed of it.
  int most(List<Instrument> instruments) {
    Map<String, int[]> counts = new LinkedHashMap<>();
    for (Instrument instrument : instruments) {
      int[] count = counts.computeIfAbsent(instrument.base(), _ -> new int[2]);
      count[instrument.kind() == Instrument.Kind.SPOT ? 0 : 1]++;
    }
    return counts.values().stream().mapToInt(count -> most(count[0], count[1])).sum();
  }

  private static boolean known(InstrumentState perpetual) {
    return perpetual.tradesFunding()
        && perpetual.terms() != null
        && perpetual.quote() != null
        && perpetual.believed();
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
