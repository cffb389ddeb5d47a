package dev.carry.sim.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/// One contract or pair on one venue, as it stands now. Read by the venue sides, written by the
/// market.
public final class Listing {
  /// Trades kept for whoever asks for the last ones.
  private static final int TAPE = 20;

  /// Whole books kept for the changes that continue them: more than are asked for in a second.
  private static final int ANSWERS = 8;

  /// Hours in which a premium on Kraken is paid in full.
  private static final int KRAKEN_HOURS = 24;

  /// Life of a listing as a fault may change it.
  public enum Status {
    TRADING,
    SETTLING,
    GONE
  }

  final SplittableRandom random;
  final Drift own;
  final Drift fast;
  final PremiumAverage average;
  final List<Settlement> settlements = new ArrayList<>();
  final Track premiums = new Track();
  final double commonShare;

  private final Spec spec;
  private final Asset asset;
  private final int order;
  private int hours;
  private long hoursSince;
  private Status status = Status.TRADING;
  private final ArrayDeque<Tape.Trade> tape = new ArrayDeque<>();
  private final ArrayDeque<Quoter.Answered> answered = new ArrayDeque<>();

  double premium;
  double index;
  double mark;
  double bid;
  double ask;
  double bidSize;
  double askSize;
  double last;
  boolean lastUp = true;
  double openInterest;
  double firstInterest;
  double volume;
  double turnover;
  double tradeCount;
  double high;
  double low;
  double open;
  double hourAgo;
  double hourAccrued;
  long quoteTime;
  long sequence;
  long tradeId;

  Listing(
      Spec spec,
      Asset asset,
      int order,
      int hours,
      double commonShare,
      double ownDeviation,
      SplittableRandom random) {
    this.spec = spec;
    this.asset = asset;
    this.order = order;
    this.hours = hours;
    this.commonShare = commonShare;
    this.random = random;
    double hour = 3_600_000;
    this.own = new Drift(0, ownDeviation, 12 * hour, ownDeviation * random.nextGaussian());
    this.fast = new Drift(0, 0.00004 + 0.00004 * asset.tier(), hour / 20, 0);
    this.average = new PremiumAverage(spec.venue() == SimVenue.BINANCE_USDM ? 5_000 : 60_000);
    this.sequence = 1_000_000_000L + random.nextLong(5_000_000_000L);
    this.tradeId = 100_000_000L + random.nextLong(400_000_000L);
  }

  public Spec spec() {
    return spec;
  }

  public Asset asset() {
    return asset;
  }

  public String symbol() {
    return spec.symbol();
  }

  /// Position in the venue's list; spreads periodic messages over their period.
  public int order() {
    return order;
  }

  public Status status() {
    return status;
  }

  public boolean trading() {
    return status == Status.TRADING;
  }

  void end(Status status) {
    this.status = status;
  }

  /// The last trades, at most so many, the oldest first.
  public List<Tape.Trade> tape(long limit) {
    long skip = Math.max(0, tape.size() - limit);
    return tape.stream().skip(skip).toList();
  }

  void keep(Tape.Trade trade) {
    if (tape.size() == TAPE) {
      tape.removeFirst();
    }
    tape.addLast(trade);
  }

  /// The whole books that were answered lately, from behind one number to before another.
  public List<Quoter.Answered> answered(long after, long before) {
    if (answered.isEmpty()) {
      return List.of();
    }
    return answered.stream()
        .filter(book -> book.sequence() > after && book.sequence() < before)
        .toList();
  }

  void keep(Quoter.Answered book) {
    if (answered.size() == ANSWERS) {
      answered.removeFirst();
    }
    answered.addLast(book);
  }

  /// Hours from one settlement to the next; the rate is per this interval.
  public int hours() {
    return hours;
  }

  /// When the interval last changed, epoch milliseconds; 0 if it never did.
  public long hoursSince() {
    return hoursSince;
  }

  void changeHours(int hours, long time) {
    this.hours = hours;
    this.hoursSince = time;
    average.restart(previousSettlement(time));
  }

  public long intervalMillis() {
    return hours * 3_600_000L;
  }

  /// The settlement at or before `time`, epoch milliseconds.
  public long previousSettlement(long time) {
    return time - Math.floorMod(time, intervalMillis());
  }

  /// The settlement after `time`, epoch milliseconds.
  public long nextSettlement(long time) {
    return previousSettlement(time) + intervalMillis();
  }

  public double index() {
    return index;
  }

  public double mark() {
    return mark;
  }

  /// `(mark − index) / index`, a fraction; 0 for spot.
  public double premium() {
    return premium;
  }

  public double bid() {
    return bid;
  }

  public double ask() {
    return ask;
  }

  public double bidSize() {
    return bidSize;
  }

  public double askSize() {
    return askSize;
  }

  /// When the quote last moved, epoch milliseconds.
  public long quoteTime() {
    return quoteTime;
  }

  public double last() {
    return last;
  }

  /// Whether the last trade went up, or sideways after going up.
  public boolean lastUp() {
    return lastUp;
  }

  /// In units of quantity; 0 for spot.
  public double openInterest() {
    return openInterest;
  }

  /// Open interest at the start, from which that of the past is made up.
  double firstInterest() {
    return firstInterest;
  }

  /// Quantity traded in 24 h.
  public double volume() {
    return volume;
  }

  /// Traded in 24 h: quote currency, or coin for an inverse contract.
  public double turnover() {
    return turnover;
  }

  public long tradeCount() {
    return (long) tradeCount;
  }

  public double high() {
    return high;
  }

  public double low() {
    return low;
  }

  /// Price 24 h ago.
  public double open() {
    return open;
  }

  public double hourAgo() {
    return hourAgo;
  }

  /// Grows with every change of the book.
  public long sequence() {
    return sequence;
  }

  public long tradeId() {
    return tradeId;
  }

  /// Premium index from executable prices for the venue's impact notional, a fraction.
  public double premiumIndex() {
    return FundingFormula.premiumIndex(
        bid - spec.tick(), ask + spec.tick(), index == 0 ? mark : index);
  }

  /// The running estimate of the coming settlement, per interval; on Deribit the instant rate per
  /// 8 h. Zero for what pays no funding.
  public double fundingRate() {
    if (!spec.perpetual()) {
      return 0;
    }
    return rate(average.value(), premium);
  }

  /// The average premium index so far in this interval.
  public double averagePremium() {
    return average.value();
  }

  double rate(double averagePremium, double instantPremium) {
    double rate =
        switch (spec.venue()) {
          case BINANCE_USDM, BINANCE_COINM, BYBIT, OKX, BACKPACK, GATE, BITGET ->
              spec.interest() == 0
                  ? FundingFormula.premiumOnly(averagePremium, hours)
                  : FundingFormula.clamped(averagePremium, spec.interest(), hours);
          case DERIBIT -> FundingFormula.continuous(instantPremium);
          case KRAKEN_FUTURES -> FundingFormula.realised(averagePremium, KRAKEN_HOURS, hours);
          case HYPERLIQUID -> FundingFormula.clamped(averagePremium, spec.interest(), hours);
          case DYDX -> FundingFormula.premiumOnly(averagePremium, hours);
          case BINANCE_SPOT,
              BYBIT_SPOT,
              OKX_SPOT,
              COINBASE_SPOT,
              KRAKEN_SPOT,
              OKX_OPTIONS,
              BYBIT_OPTIONS,
              BINANCE_OPTIONS ->
              SpotLineup.NO_FUNDING;
        };
    return FundingFormula.bounded(rate, -spec.cap(), spec.cap());
  }

  /// Funding accrued over the trailing 8 h, a fraction (continuous venues).
  public double trailing8h() {
    double sum = hourAccrued;
    for (int i = Math.max(0, settlements.size() - 7); i < settlements.size(); i++) {
      sum += settlements.get(i).rate();
    }
    return sum;
  }

  /// Settled funding, the oldest first.
  public List<Settlement> settlements() {
    return Collections.unmodifiableList(settlements);
  }
}
