package dev.carry.detect;

import dev.carry.engine.AssetState;
import dev.carry.engine.InstrumentState;
import dev.carry.model.Dollars;
import dev.carry.model.Evidence;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.OptionType;
import dev.carry.model.VenueId;
import dev.carry.valuation.option.Moneyness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The options of one venue, coin and expiry, by strike, as they are known now.
final class OptionChain {
  /// In its last hour an option settles at an average that has begun: nothing hedges it.
  private static final Duration LAST_HOUR = Duration.ofHours(1);

  /// Strikes on each side of the one at the money that are looked at.
  private static final int WINGS = 2;

  private static final Comparator<OptionChain> BY_NAME =
      Comparator.comparing(OptionChain::venue).thenComparing(chain -> chain.settle);

  private final VenueId venue;
  private final String settle;
  private final Instant expiry;
  private final NavigableMap<Double, OptionTouch> calls = new TreeMap<>();
  private final NavigableMap<Double, OptionTouch> puts = new TreeMap<>();

  private OptionChain(VenueId venue, String settle, Instant expiry) {
    this.venue = venue;
    this.settle = settle;
    this.expiry = expiry;
  }

  /// The chains of the nearest expiries, by expiry, venue and coin, without the prices that are too
  /// old.
  ///
  /// @param since the oldest receive time that still counts
  static List<OptionChain> of(AssetState asset, Instant now, Instant since, int expiries) {
    Map<Instant, List<InstrumentState>> byExpiry = new TreeMap<>();
    for (InstrumentState state : asset.options()) {
      Instrument listed = state.listed();
      Instant expiry = listed == null ? null : listed.expiry();
      if (listed != null
          && expiry != null
          && Dollars.like(listed.quote())
          && expiry.isAfter(now.plus(LAST_HOUR))) {
        byExpiry.computeIfAbsent(expiry, _ -> new ArrayList<>()).add(state);
      }
    }
    List<OptionChain> chains = new ArrayList<>();
    int left = expiries;
    for (Map.Entry<Instant, List<InstrumentState>> each : byExpiry.entrySet()) {
      List<OptionChain> found = left == 0 ? List.of() : of(each.getKey(), each.getValue(), since);
      left -= found.isEmpty() ? 0 : 1;
      chains.addAll(found);
    }
    return chains;
  }

  private static List<OptionChain> of(
      Instant expiry, List<InstrumentState> options, Instant since) {
    List<OptionChain> chains = new ArrayList<>();
    for (InstrumentState state : options) {
      OptionTouch touch = OptionTouch.of(state);
      if (touch != null && !touch.receivedAt().isBefore(since) && !touch.isCrossed()) {
        chain(chains, touch, expiry).of(touch.type()).put(touch.strike(), touch);
      }
    }
    chains.sort(BY_NAME);
    return chains;
  }

  /// The one an option is of, made when it is the first.
  private static OptionChain chain(List<OptionChain> chains, OptionTouch touch, Instant expiry) {
    VenueId venue = touch.state().id().venue();
    String settle = touch.listed().settle();
    for (OptionChain chain : chains) {
      if (chain.venue.equals(venue) && chain.settle.equals(settle)) {
        return chain;
      }
    }
    OptionChain made = new OptionChain(venue, settle, expiry);
    chains.add(made);
    return made;
  }

  /// The age of the price that was told last; null: none was.
  static @Nullable Duration youngest(AssetState asset, Instant now) {
    Instant newest = null;
    for (InstrumentState state : asset.options()) {
      OptionTouch touch = OptionTouch.of(state);
      if (touch != null && (newest == null || touch.receivedAt().isAfter(newest))) {
        newest = touch.receivedAt();
      }
    }
    return newest == null ? null : Evidence.age(newest, now);
  }

  private NavigableMap<Double, OptionTouch> of(OptionType type) {
    return type == OptionType.CALL ? calls : puts;
  }

  VenueId venue() {
    return venue;
  }

  Instant expiry() {
    return expiry;
  }

  @Nullable OptionTouch find(OptionType type, double strike) {
    return of(type).get(strike);
  }

  Moneyness.Ladder ladder(double price, double tolerance) {
    double[] strikes = strikes().stream().mapToDouble(Double::doubleValue).toArray();
    return Moneyness.around(price, strikes, tolerance);
  }

  private List<Double> strikes() {
    TreeSet<Double> strikes = new TreeSet<>(calls.keySet());
    strikes.addAll(puts.keySet());
    return List.copyOf(strikes);
  }

  /// The strike at the money and those next to it, ascending; empty: none is at the money.
  List<Double> near(double price, double tolerance) {
    List<Double> strikes = strikes();
    int at = strikes.indexOf(ladder(price, tolerance).atTheMoney());
    return at < 0
        ? List.of()
        : strikes.subList(Math.max(0, at - WINGS), Math.min(strikes.size(), at + WINGS + 1));
  }

  /// Implied by the venue's fair prices at a strike, the call's and the put's averaged; NaN: not
  /// told.
  double markVolatility(double strike) {
    double call = volatility(calls.get(strike));
    double put = volatility(puts.get(strike));
    return Double.isNaN(call) ? put : Double.isNaN(put) ? call : (call + put) / 2;
  }

  /// Of the older of the prices of a strike.
  Duration age(double strike, Instant now) {
    Duration oldest = Duration.ZERO;
    for (OptionType type : OptionType.values()) {
      OptionTouch touch = find(type, strike);
      if (touch != null) {
        Duration age = Evidence.age(touch.receivedAt(), now);
        oldest = age.compareTo(oldest) > 0 ? age : oldest;
      }
    }
    return oldest;
  }

  private static double volatility(@Nullable OptionTouch touch) {
    return touch == null ? Double.NaN : touch.markVolatility();
  }
}
