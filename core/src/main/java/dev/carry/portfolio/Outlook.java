package dev.carry.portfolio;

import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.valuation.Funding;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the market of a position looks like at one input, to whoever holds it.
///
/// @param inputs how many had been taken
/// @param pricedAt receive time of the newest prices of the leg whose prices are the oldest
/// @param ends why it cannot be held on; absent: it can
/// @param grossApr what both legs pay a year before costs (fraction); NaN: nobody knows
record Outlook(long inputs, Instant pricedAt, @Nullable String ends, double grossApr) {
  static final Outlook NONE = new Outlook(-1, Instant.MIN, null, Double.NaN);

  /// A future is left while it can still be traded; its last hour settles on an average.
  private static final Duration BEFORE_EXPIRY = Duration.ofHours(1);

  static Outlook of(MarketView view, InstrumentId longLeg, InstrumentId shortLeg) {
    InstrumentState bought = view.find(longLeg);
    InstrumentState sold = view.find(shortLeg);
    if (bought == null || sold == null || isLeaving(bought) || isLeaving(sold)) {
      return new Outlook(
          view.inputs(),
          pricedAt(bought, sold),
          "a leg is being delisted, or its prices end",
          Double.NaN);
    }
    boolean expires = isExpiring(bought, view.now()) || isExpiring(sold, view.now());
    return new Outlook(
        view.inputs(),
        pricedAt(bought, sold),
        expires ? "a future is about to expire" : null,
        bought.believed() && sold.believed()
            ? (hourly(sold) - hourly(bought)) * Funding.HOURS_PER_YEAR
            : Double.NaN);
  }

  private static Instant pricedAt(@Nullable InstrumentState one, @Nullable InstrumentState other) {
    return Due.earlier(Orders.pricesAt(one), Orders.pricesAt(other));
  }

  private static boolean isLeaving(InstrumentState state) {
    Instrument listed = state.listed();
    return listed == null
        || listed.status() == Instrument.Status.DELISTING
        || listed.status() == Instrument.Status.DELISTED;
  }

  private static boolean isExpiring(InstrumentState state, Instant now) {
    Instrument listed = state.listed();
    Instant expiry = listed == null ? null : listed.expiry();
    return expiry != null && !now.isBefore(expiry.minus(BEFORE_EXPIRY));
  }

  /// Of what pays no funding: 0.
  private static double hourly(InstrumentState state) {
    Instrument listed = state.listed();
    return listed != null && listed.settles() == Instrument.Settles.NONE ? 0 : state.hourly();
  }
}
