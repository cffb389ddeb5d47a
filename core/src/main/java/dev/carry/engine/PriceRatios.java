package dev.carry.engine;

import dev.carry.model.Finding;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quarantine.Gate;
import dev.carry.valuation.Funding;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Every dollar price of an asset, of perpetuals and spot markets alike, against the others:
/// another coin, or another unit, under one name. With two prices nobody knows which one is meant,
/// so both are held back; with more, those away from the median are. Dated futures are held against
/// these prices and do not vote: what they are worth is of another day.
final class PriceRatios {
  /// How far a future may be from the asset's price for each year it has to run (fraction), beyond
  /// what is allowed to all: twice the widest annual basis there was (half, in April 2021). Another
  /// coin or unit is away by a factor that no year explains.
  private static final double BASIS_PER_YEAR = 1;

  private final double allowed;
  private final long quoteLifeMillis;
  private final MarketView view;
  private final Quarantines quarantines;
  private double[] prices = new double[16];

  PriceRatios(GateSettings settings, MarketView view, Quarantines quarantines) {
    this.allowed = settings.priceRatio();
    this.quoteLifeMillis = settings.quoteLife().toMillis();
    this.view = view;
    this.quarantines = quarantines;
  }

  /// Whether a price moved enough since it was looked at to look again, or may be right again.
  boolean moved(InstrumentState state) {
    return state.quarantine(Gate.PRICE_RATIO) != null
        || !(Math.abs(state.worthPerUnit() / state.ratioCheckedAt - 1) < allowed / 10);
  }

  void check(AssetState asset, Consumer<Finding> out) {
    int known = collect(asset);
    check(asset, asset.perpetuals(), known, out);
    check(asset, asset.spots(), known, out);
    if (known > 0) {
      futures(asset.futures(), known, out);
    }
  }

  private void futures(List<InstrumentState> of, int known, Consumer<Finding> out) {
    for (int i = 0; i < of.size(); i++) {
      InstrumentState state = of.get(i);
      MarketEvent event = state.mark() == null ? state.quote() : state.mark();
      double price = state.worthPerUnit();
      state.ratioCheckedAt = price;
      if (event != null && state.tradesDated() && possible(price)) {
        double ratio = price / median(known);
        double years =
            Math.max(0, state.expiryMillis() - view.nowMillis()) / Funding.MILLIS_PER_YEAR;
        double most = 1 + allowed + BASIS_PER_YEAR * years;
        if (ratio <= most && ratio >= 1 / most) {
          quarantines.release(state, Gate.PRICE_RATIO, out);
        } else if (state.quarantine(Gate.PRICE_RATIO) == null) {
          quarantines.settle(state, Gate.PRICE_RATIO, event, ofMedian(ratio, known), out);
        }
      }
    }
  }

  private void check(AssetState asset, List<InstrumentState> of, int known, Consumer<Finding> out) {
    for (int i = 0; i < of.size(); i++) {
      InstrumentState state = of.get(i);
      MarketEvent event = state.mark() == null ? state.quote() : state.mark();
      double price = state.worthPerUnit();
      state.ratioCheckedAt = price;
      if (event != null && counts(state, price)) {
        double ratio = ratio(price, known);
        if (Math.abs(ratio - 1) <= allowed) {
          quarantines.release(state, Gate.PRICE_RATIO, out);
        } else if (state.quarantine(Gate.PRICE_RATIO) == null) {
          quarantines.settle(
              state, Gate.PRICE_RATIO, event, because(ratio, known, other(asset, state)), out);
        }
      }
    }
  }

  /// Prices that are current: an old one must not outvote those that moved on.
  private boolean counts(InstrumentState state, double price) {
    if (!possible(price)) {
      return false;
    }
    if (state.tradesSpot()) {
      return view.nowMillis() - state.quoteMillis <= quoteLifeMillis;
    }
    return state.tradesFunding()
        && (state.believed()
            || (state.quarantine(Gate.STALENESS) == null && state.quarantine(Gate.CLOCK) == null));
  }

  private static boolean possible(double price) {
    return price > 0 && price < Double.POSITIVE_INFINITY;
  }

  private int collect(AssetState asset) {
    int most = asset.perpetuals().size() + asset.spots().size();
    if (prices.length < most) {
      prices = new double[2 * most];
    }
    int known = collect(asset.perpetuals(), 0);
    known = collect(asset.spots(), known);
    Arrays.sort(prices, 0, known);
    return known;
  }

  private int collect(List<InstrumentState> of, int from) {
    int known = from;
    for (int i = 0; i < of.size(); i++) {
      double price = of.get(i).worthPerUnit();
      if (counts(of.get(i), price)) {
        prices[known++] = price;
      }
    }
    return known;
  }

  /// To the other price of two, or to the median of more.
  private double ratio(double price, int known) {
    if (known == 2) {
      return prices[1] / prices[0];
    }
    return price / median(known);
  }

  private double median(int known) {
    return known % 2 == 1 ? prices[known / 2] : (prices[known / 2 - 1] + prices[known / 2]) / 2;
  }

  /// Another one that counts: the one it is held against where there are two.
  private @Nullable InstrumentId other(AssetState asset, InstrumentState state) {
    InstrumentId perpetual = other(asset.perpetuals(), state);
    return perpetual == null ? other(asset.spots(), state) : perpetual;
  }

  private @Nullable InstrumentId other(List<InstrumentState> of, InstrumentState state) {
    for (InstrumentState each : of) {
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
        : ofMedian(ratio, known);
  }

  private static String ofMedian(double ratio, int known) {
    return String.format(
        Locale.ROOT,
        "price is %.4f of the median over %d instruments: another coin or unit",
        ratio,
        known);
  }
}
