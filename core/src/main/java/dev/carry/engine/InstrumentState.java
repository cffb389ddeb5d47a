package dev.carry.engine;

import dev.carry.model.Book;
import dev.carry.model.Dollars;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Liquidation;
import dev.carry.model.MarkPrice;
import dev.carry.model.OptionTicker;
import dev.carry.model.Quarantine;
import dev.carry.model.Quote;
import dev.carry.model.Side;
import dev.carry.valuation.Depth;
import dev.carry.valuation.ExpectedFunding;
import dev.carry.valuation.FundingTerms;
import dev.carry.valuation.Nowcast;
import dev.carry.valuation.RoundTrip;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of one instrument now: the last fact of each kind, and whether it may be valued.
/// Prices that are not known are NaN. Read by detectors, written by the engine.
public final class InstrumentState {
  static final long NEVER = Long.MIN_VALUE;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private final InstrumentId id;
  final VenueState venue;

  private @Nullable Instrument listed;
  private boolean tradesFunding;
  private boolean tradesSpot;
  private boolean tradesDated;
  private boolean continuous;
  private double multiplier = Double.NaN;
  private long expiryMillis = Long.MAX_VALUE;
  @Nullable AssetState asset;
  @Nullable IndexState index;
  double takerFee = Double.NaN;
  double makerFee = Double.NaN;

  final PremiumPath premium = new PremiumPath();
  private @Nullable FundingEstimate estimate;
  private @Nullable FundingTerms terms;
  private @Nullable ExpectedFunding persisting;
  private @Nullable ExpectedFunding reverting;

  /// [SettledSeries#changes()] of which `reverting` was made.
  private int revertingSince;

  private double hourly = Double.NaN;
  private @Nullable FundingSettled settled;
  private final SettledSeries settlements = new SettledSeries();
  private @Nullable MidsOfDay mids;
  private @Nullable MarkPrice mark;
  private @Nullable Quote quote;
  private @Nullable BigDecimal exactMid;
  private @Nullable BookDepth book;
  private @Nullable OptionTicker option;
  private @Nullable Liquidation liquidation;
  private double markPrice = Double.NaN;
  private double bid = Double.NaN;
  private double ask = Double.NaN;
  private double spread = Double.NaN;
  private double bidNotional = Double.NaN;
  private double askNotional = Double.NaN;

  /// When the facts above were received, and the coming settlement.
  long estimateMillis = NEVER;

  long markMillis = NEVER;
  long quoteMillis = NEVER;
  private long settlesMillis = NEVER;

  /// When the venue was last heard on this instrument.
  long heardMillis = NEVER;

  /// The last settlement after which the venue was seen to name a later one.
  long rolledMillis = NEVER;

  /// The price at which the price ratio was last looked at.
  double ratioCheckedAt = Double.NaN;

  /// When a fact was last received in the future, in engine time.
  long futureMillis = NEVER;

  /// Open quarantines by gate, and their number: asked for with every input, and nearly always 0.
  private final Map<Quarantine.Gate, Quarantine> quarantines = new EnumMap<>(Quarantine.Gate.class);

  private int quarantined;

  /// Stamp of the last quarantine, so that no two share an id.
  long quarantineStamp = NEVER;

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

  /// Whether it is listed as of this kind, trading or not.
  public boolean is(Instrument.Kind kind) {
    return listed != null && listed.kind() == kind;
  }

  /// The asset it is an instrument of; absent until listed.
  public @Nullable AssetState asset() {
    return asset;
  }

  public @Nullable FundingEstimate estimate() {
    return estimate;
  }

  /// The coming funding as terms that can be valued; absent without an estimate, without a period
  /// that can be, or without a settlement where the venue is not continuous.
  public @Nullable FundingTerms terms() {
    return terms;
  }

  /// What the terms are expected to pay from now on; absent without terms.
  public @Nullable ExpectedFunding expected(FundingPath path) {
    if (path == FundingPath.PERSISTS || persisting == null) {
      return persisting;
    }
    if (reverting == null || revertingSince != settlements.changes()) {
      revertingSince = settlements.changes();
      reverting = settlements.reverting(persisting.terms()).orElse(persisting);
    }
    return reverting;
  }

  /// What the terms pay an hour (fraction of notional), or NaN.
  public double hourly() {
    return hourly;
  }

  /// The last rate known to have been charged.
  public @Nullable FundingSettled settled() {
    return settled;
  }

  /// The settlements before that, as far as statistics look back.
  public SettledSeries settlements() {
    return settlements;
  }

  /// What the coming settlement is computed to be from the premium seen: no estimate of the venue,
  /// and never in its place unless it says so. Empty where too little is known.
  public Optional<Nowcast> nowcast(long nowMillis) {
    return premium.nowcast(this, nowMillis);
  }

  public @Nullable MarkPrice mark() {
    return mark;
  }

  public @Nullable Quote quote() {
    return quote;
  }

  /// The middle of the quote, exactly; absent without both sides. Asked for more often than the
  /// quote changes.
  public @Nullable BigDecimal exactMid() {
    if (exactMid == null && quote != null && quote.bid() != null && quote.ask() != null) {
      exactMid = quote.bid().add(quote.ask()).divide(TWO, MathContext.DECIMAL128);
    }
    return exactMid;
  }

  /// The last whole order book; absent where its depth is not followed.
  public @Nullable Book book() {
    return book == null ? null : book.book();
  }

  /// What the book holds for one who takes from it; absent where its depth is not followed, where
  /// the last book is older than this, and where its sizes cannot be told in quote.
  ///
  /// @param taker buys from the asks or sells to the bids
  /// @param sinceMillis the oldest receive time that still counts
  public @Nullable Depth depth(Side taker, long sinceMillis) {
    return book == null || listed == null || book.millis() < sinceMillis
        ? null
        : book.side(listed, taker);
  }

  /// What the venue last said an option is worth; absent for everything else.
  public @Nullable OptionTicker option() {
    return option;
  }

  /// The last liquidation; a detector is told of each.
  public @Nullable Liquidation liquidation() {
    return liquidation;
  }

  public @Nullable IndexPrice indexPrice() {
    return index == null ? null : index.price;
  }

  /// Quote per base as the venue writes it, or NaN.
  public double markPrice() {
    return markPrice;
  }

  /// How far apart mark and index were received, milliseconds; `Long.MAX_VALUE` without both.
  public long markIndexApartMillis() {
    return mark == null || index == null || index.price == null
        ? Long.MAX_VALUE
        : Math.abs(index.millis - markMillis);
  }

  /// A price as written, per single unit of the asset (multiplier removed), or NaN.
  public double perUnit(double price) {
    return price / multiplier;
  }

  /// What it is worth by its mark, or without one by the middle of its quote: quote per single unit
  /// of the asset, or NaN.
  double worthPerUnit() {
    return Double.isNaN(markPrice) ? midPerUnit() : perUnit(markPrice);
  }

  /// The middle of its quote per single unit of the asset, or NaN.
  public double midPerUnit() {
    return perUnit((bid + ask) / 2);
  }

  /// Where the middle of its quote stood over the last day; absent for options, and before a quote
  /// was seen.
  public @Nullable MidsOfDay mids() {
    return mids;
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

  /// Quoted spread, fraction of its middle, or NaN.
  public double spread() {
    return spread;
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

  /// Maker fee, likewise; NaN where it is not known.
  public double makerFee() {
    return makerFee;
  }

  /// A perpetual that trades and whose asset is known.
  public boolean tradesFunding() {
    return tradesFunding;
  }

  /// A spot market that trades in a kind of dollar.
  public boolean tradesSpot() {
    return tradesSpot;
  }

  /// A dated future that trades in a kind of dollar.
  public boolean tradesDated() {
    return tradesDated;
  }

  /// Whether it can be a leg: any of the three.
  public boolean trades() {
    return tradesFunding || tradesSpot || tradesDated;
  }

  /// When it delivers, milliseconds since 1970; `Long.MAX_VALUE` for what has no end.
  public long expiryMillis() {
    return expiryMillis;
  }

  /// Whether no gate holds it back.
  public boolean believed() {
    return quarantined == 0;
  }

  /// Whether nothing but the window after a settlement holds it back, if anything: what is open
  /// stays open, and nothing opens.
  public boolean believedOrHeld() {
    return quarantined == 0
        || (quarantined == 1 && quarantines.containsKey(Quarantine.Gate.SETTLEMENT_WINDOW));
  }

  /// The settlement the estimate is for, milliseconds since 1970; `Long.MIN_VALUE` where funding
  /// accrues by time, and without an estimate.
  public long comingMillis() {
    return continuous ? NEVER : settlesMillis;
  }

  /// The first open quarantine, in the order of the gates.
  public @Nullable Quarantine quarantine() {
    return quarantines.isEmpty() ? null : quarantines.values().iterator().next();
  }

  @Nullable Quarantine quarantine(Quarantine.Gate gate) {
    return quarantined == 0 ? null : quarantines.get(gate);
  }

  void open(Quarantine quarantine) {
    quarantines.put(quarantine.gate(), quarantine);
    quarantined = quarantines.size();
  }

  void close(Quarantine.Gate gate) {
    quarantines.remove(gate);
    quarantined = quarantines.size();
  }

  // --- facts: one received before what is known is older news from a slower source -----------

  void take(FundingEstimate event) {
    long at = event.receivedAt().toEpochMilli();
    if (event.which() == FundingEstimate.Which.NEXT || at < estimateMillis) {
      return;
    }
    Instant settlesAt = event.settlesAt();
    long settles = settlesAt == null ? NEVER : settlesAt.toEpochMilli();
    long jitter = FundingUnits.JITTER.toMillis();
    if (settlesMillis != NEVER
        && settles > settlesMillis + jitter
        && settlesMillis <= at + jitter) {
      rolledMillis = Math.min(settlesMillis, at);
    }
    settlesMillis = settles;
    estimateMillis = at;
    estimate = event;
    value(event);
  }

  private void value(FundingEstimate event) {
    terms = FundingUnits.terms(listed, event);
    hourly = terms == null ? Double.NaN : terms.hourly();
    persisting = terms == null ? null : terms.persisting();
    reverting = null;
  }

  void take(FundingSettled event) {
    settlements.add(event);
    FundingSettled known = settled;
    if (known == null || event.settledAt().isAfter(known.settledAt())) {
      settled = event;
    }
  }

  void take(MarkPrice event) {
    long at = event.receivedAt().toEpochMilli();
    if (at >= markMillis) {
      mark = event;
      markMillis = at;
      markPrice = event.price().doubleValue();
    }
  }

  void take(Quote event) {
    exactMid = null;
    long at = event.receivedAt().toEpochMilli();
    if (at >= quoteMillis) {
      quote = event;
      quoteMillis = at;
      bid = orNaN(event.bid());
      ask = orNaN(event.ask());
      spread = RoundTrip.spread(bid, ask);
      bidNotional = notional(event.bidSize(), event.sizeIn(), bid);
      askNotional = notional(event.askSize(), event.sizeIn(), ask);
    }
  }

  /// Notes where the quote stands, where it can be believed.
  void noteMid(long step) {
    if (mids == null && quote != null) {
      mids = new MidsOfDay();
    }
    if (mids != null) {
      mids.put(step, believedOrHeld() ? midPerUnit() : Double.NaN);
    }
  }

  void take(Book event) {
    if (event.snapshot() && (book == null || event.receivedAt().toEpochMilli() >= book.millis())) {
      book = new BookDepth(event);
    }
  }

  void take(OptionTicker event) {
    if (option == null || !event.receivedAt().isBefore(option.receivedAt())) {
      option = event;
    }
  }

  void take(Liquidation event) {
    liquidation = event;
  }

  /// Takes a listing, and values again what depends on it.
  void list(Instrument instrument) {
    listed = instrument;
    multiplier = instrument.priceMultiplier().doubleValue();
    tradesFunding =
        instrument.kind() == Instrument.Kind.PERPETUAL
            && instrument.status() == Instrument.Status.TRADING;
    tradesSpot =
        instrument.kind() == Instrument.Kind.SPOT
            && instrument.status() == Instrument.Status.TRADING
            && Dollars.like(instrument.quote());
    Instant expiry = instrument.expiry();
    tradesDated =
        instrument.kind() == Instrument.Kind.DATED_FUTURE
            && instrument.status() == Instrument.Status.TRADING
            && Dollars.like(instrument.quote())
            && expiry != null;
    expiryMillis = expiry == null ? Long.MAX_VALUE : expiry.toEpochMilli();
    continuous = instrument.settles() == Instrument.Settles.CONTINUOUS;
    if (estimate != null) {
      value(estimate);
    }
    if (quote != null) {
      take(quote);
    }
    if (book != null) {
      book = new BookDepth(book.book()); // its sizes may be worth something else now
    }
  }

  private double notional(@Nullable BigDecimal size, Instrument.SizeIn sizeIn, double price) {
    return size == null || listed == null
        ? Double.NaN
        : Notional.of(listed, size.doubleValue(), sizeIn, price);
  }

  private static double orNaN(@Nullable BigDecimal value) {
    return value == null ? Double.NaN : value.doubleValue();
  }
}
