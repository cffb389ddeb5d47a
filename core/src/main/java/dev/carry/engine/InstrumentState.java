package dev.carry.engine;

import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarkPrice;
import dev.carry.model.Quarantine;
import dev.carry.model.Quote;
import dev.carry.valuation.FundingTerms;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of one instrument now: the last fact of each kind, and whether it may be valued.
/// Prices that are not known are NaN. Read by detectors, written by the engine.
public final class InstrumentState {
  private final InstrumentId id;
  final VenueState venue;

  @Nullable Instrument listed;
  @Nullable AssetState asset;
  @Nullable IndexState index;
  double takerFee = Double.NaN;

  private @Nullable FundingEstimate estimate;
  private @Nullable FundingTerms terms;
  private @Nullable FundingSettled settled;
  private @Nullable MarkPrice mark;
  private @Nullable Quote quote;
  private double markPrice = Double.NaN;
  private double bid = Double.NaN;
  private double ask = Double.NaN;
  private double bidNotional = Double.NaN;
  private double askNotional = Double.NaN;

  long heardMillis = Long.MIN_VALUE;

  /// The last settlement known to have passed.
  long boundaryMillis = Long.MIN_VALUE;

  /// The mark at which the price ratio was last looked at.
  double ratioCheckedAt = Double.NaN;

  /// Open quarantines by gate.
  private final Map<Quarantine.Gate, Quarantine> quarantines = new EnumMap<>(Quarantine.Gate.class);

  InstrumentState(InstrumentId id, VenueState venue) {
    this.id = id;
    this.venue = venue;
  }

  public InstrumentId id() {
    return id;
  }

  /// What the venue listed; absent until it did.
  public @Nullable Instrument listed() {
    return listed;
  }

  /// The asset it is an instrument of; absent until listed.
  public @Nullable AssetState asset() {
    return asset;
  }

  public @Nullable FundingEstimate estimate() {
    return estimate;
  }

  /// The coming funding as terms that can be valued; absent without an estimate, without a known
  /// period, or without a settlement where the venue is not continuous.
  public @Nullable FundingTerms terms() {
    return terms;
  }

  /// The last rate known to have been charged.
  public @Nullable FundingSettled settled() {
    return settled;
  }

  public @Nullable MarkPrice mark() {
    return mark;
  }

  public @Nullable Quote quote() {
    return quote;
  }

  public @Nullable IndexPrice indexPrice() {
    return index == null ? null : index.price;
  }

  /// Quote per base as the venue writes it, or NaN.
  public double markPrice() {
    return markPrice;
  }

  /// Quote per single unit of the asset (multiplier removed), or NaN.
  public double markPerUnit() {
    return listed == null ? Double.NaN : markPrice / listed.priceMultiplier().doubleValue();
  }

  /// Index price, quote per base, or NaN.
  public double indexValue() {
    return index == null ? Double.NaN : index.value;
  }

  /// Best bid, quote per base, or NaN.
  public double bid() {
    return bid;
  }

  /// Best ask, quote per base, or NaN.
  public double ask() {
    return ask;
  }

  /// What the best bid can take, in quote, or NaN.
  public double bidNotional() {
    return bidNotional;
  }

  /// What the best ask can give, in quote, or NaN.
  public double askNotional() {
    return askNotional;
  }

  /// Taker fee, fraction of traded notional; NaN until listed.
  public double takerFee() {
    return takerFee;
  }

  /// A perpetual that trades and whose asset is known.
  public boolean tradesFunding() {
    return listed != null
        && listed.kind() == Instrument.Kind.PERPETUAL
        && listed.status() == Instrument.Status.TRADING;
  }

  /// Whether no gate holds it back.
  public boolean believed() {
    return quarantines.isEmpty();
  }

  /// Whether nothing but the window after a settlement holds it back: what is open stays open.
  public boolean onlyHeld() {
    return quarantines.size() == 1 && quarantines.containsKey(Quarantine.Gate.SETTLEMENT_WINDOW);
  }

  /// The first open quarantine, in the order of the gates.
  public @Nullable Quarantine quarantine() {
    return quarantines.isEmpty() ? null : quarantines.values().iterator().next();
  }

  @Nullable Quarantine quarantine(Quarantine.Gate gate) {
    return quarantines.get(gate);
  }

  void open(Quarantine quarantine) {
    quarantines.put(quarantine.gate(), quarantine);
  }

  void close(Quarantine.Gate gate) {
    quarantines.remove(gate);
  }

  // --- facts -------------------------------------------------------------------------------

  void take(FundingEstimate event) {
    if (event.which() == FundingEstimate.Which.NEXT) {
      return;
    }
    FundingEstimate old = estimate;
    if (old != null && old.settlesAt() != null && event.settlesAt() != null) {
      long before = old.settlesAt().toEpochMilli();
      if (event.settlesAt().toEpochMilli() > before) {
        boundaryMillis = Math.max(boundaryMillis, before);
      }
    }
    estimate = event;
    terms = termsOf(event);
  }

  void take(FundingSettled event) {
    FundingSettled known = settled;
    if (known == null || event.settledAt().isAfter(known.settledAt())) {
      settled = event;
    }
  }

  void take(MarkPrice event) {
    mark = event;
    markPrice = event.price().doubleValue();
  }

  void take(Quote event) {
    quote = event;
    bid = orNaN(event.bid());
    ask = orNaN(event.ask());
    bidNotional = notional(event.bidSize(), event.sizeIn(), bid);
    askNotional = notional(event.askSize(), event.sizeIn(), ask);
  }

  /// Takes a listing, and values again what depends on it.
  void list(Instrument instrument) {
    listed = instrument;
    if (estimate != null) {
      terms = termsOf(estimate);
    }
    if (quote != null) {
      take(quote);
    }
  }

  /// The coming settlement passed without a newer estimate.
  void passBoundary(long nowMillis) {
    FundingEstimate known = estimate;
    if (known != null && known.settlesAt() != null) {
      long at = known.settlesAt().toEpochMilli();
      if (at <= nowMillis) {
        boundaryMillis = Math.max(boundaryMillis, at);
      }
    }
  }

  private @Nullable FundingTerms termsOf(FundingEstimate event) {
    Duration period = event.period();
    if (period == null || listed == null) {
      return null;
    }
    double rate = event.rate().doubleValue();
    return switch (listed.settles()) {
      case CONTINUOUS -> FundingTerms.continuous(rate, period.toMillis());
      case PERIODIC -> {
        Instant at = event.settlesAt();
        yield at == null ? null : FundingTerms.periodic(rate, period.toMillis(), at.toEpochMilli());
      }
      case NONE -> null;
    };
  }

  private double notional(@Nullable BigDecimal size, Instrument.SizeIn sizeIn, double price) {
    if (size == null || listed == null || Double.isNaN(price)) {
      return Double.NaN;
    }
    double units = size.doubleValue();
    return switch (sizeIn) {
      case BASE -> units * price;
      case QUOTE -> units;
      case CONTRACTS ->
          listed.payoff() == Instrument.Payoff.INVERSE
              ? units * listed.contractValue().doubleValue()
              : units * listed.contractValue().doubleValue() * price;
    };
  }

  private static double orNaN(@Nullable BigDecimal value) {
    return value == null ? Double.NaN : value.doubleValue();
  }
}
