package dev.carry.engine;

import dev.carry.model.Finding;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quarantine.Gate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Every price of an asset against the others': another coin, or another unit, under one name. With
/// two venues nobody knows which one is meant, so both are held back; with more, those away from
/// the median are.
final class PriceRatios {
  private final double allowed;
  private final Quarantines quarantines;
  private double[] prices = new double[16];

  /// @param allowed how far (fraction) a price may be from the others
  PriceRatios(double allowed, Quarantines quarantines) {
    this.allowed = allowed;
    this.quarantines = quarantines;
  }

  /// Whether a price moved enough since it was looked at to look again, or may be right again.
  boolean moved(InstrumentState state) {
    return state.quarantine(Gate.PRICE_RATIO) != null
        || !(Math.abs(state.worthPerUnit() / state.ratioCheckedAt - 1) < allowed / 10);
  }

  void check(AssetState asset, Consumer<Finding> out) {
    List<InstrumentState> perpetuals = asset.perpetuals();
    int known = collect(perpetuals);
    for (int i = 0; i < perpetuals.size(); i++) {
      InstrumentState state = perpetuals.get(i);
      MarketEvent event = state.mark() == null ? state.quote() : state.mark();
      double price = state.worthPerUnit();
      state.ratioCheckedAt = price;
      if (event != null && counts(state, price)) {
        double ratio = ratio(price, known);
        if (Math.abs(ratio - 1) <= allowed) {
          quarantines.release(state, Gate.PRICE_RATIO, out);
        } else if (state.quarantine(Gate.PRICE_RATIO) == null) {
          quarantines.settle(
              state, Gate.PRICE_RATIO, event, because(ratio, known, other(perpetuals, state)), out);
        }
      }
    }
  }

  /// Prices that are current: an old one must not outvote those that moved on.
  private static boolean counts(InstrumentState state, double price) {
    return state.tradesFunding()
        && price > 0
        && price < Double.POSITIVE_INFINITY
        && (state.believed()
            || (state.quarantine(Gate.STALENESS) == null && state.quarantine(Gate.CLOCK) == null));
  }

  private int collect(List<InstrumentState> perpetuals) {
    if (prices.length < perpetuals.size()) {
      prices = new double[2 * perpetuals.size()];
    }
    int known = 0;
    for (int i = 0; i < perpetuals.size(); i++) {
      double price = perpetuals.get(i).worthPerUnit();
      if (counts(perpetuals.get(i), price)) {
        prices[known++] = price;
      }
    }
    Arrays.sort(prices, 0, known);
    return known;
  }

  /// To the other price of two, or to the median of more.
  private double ratio(double price, int known) {
    if (known == 2) {
      return prices[1] / prices[0];
    }
    return price
        / (known % 2 == 1 ? prices[known / 2] : (prices[known / 2 - 1] + prices[known / 2]) / 2);
  }

  /// Another one that counts: the one it is held against where there are two.
  private static @Nullable InstrumentId other(
      List<InstrumentState> perpetuals, InstrumentState state) {
    for (InstrumentState each : perpetuals) {
      if (each != state && counts(each, each.worthPerUnit())) {
        return each.id();
      }
    }
    return null;
  }

  private static String because(double ratio, int known, @Nullable InstrumentId other) {
    return known == 2
        ? String.format(
            Locale.ROOT,
            "the prices of this and %s differ by a factor of %.4f: another coin or unit",
            other,
            ratio)
        : String.format(
            Locale.ROOT,
            "price is %.4f of the median over %d instruments: another coin or unit",
            ratio,
            known);
  }
}
