package dev.carry.insight;

import dev.carry.model.FeedStatus;
import dev.carry.model.FundingSettled;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.Quote;
import dev.carry.model.VenueId;
import dev.carry.model.Volume;
import dev.carry.valuation.statistics.Moments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What is going on around a finding: volumes, how wildly prices move, how well venues' feeds hold.
/// Written by the sink's thread, read by those who fill sheets.
final class Surroundings {
  private static final int MOST_INSTRUMENTS = 20_000;
  private static final int MOST_INTERRUPTIONS = 1_000;
  private static final Duration REMEMBERED = Duration.ofDays(1);
  private static final Duration SAMPLED_EVERY = Duration.ofMinutes(1);
  private static final int SAMPLES = 240;
  private static final int LEAST_SAMPLES = 30;
  private static final int LEAST_SETTLEMENTS = 10;
  private static final double MINUTES_PER_YEAR = 365.0 * 24 * 60;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<InstrumentId, Market> markets = new HashMap<>();
  private final Map<VenueId, Feeds> feeds = new LinkedHashMap<>();
  private @Nullable Instant since;

  /// One instrument; guarded by the lock.
  private static final class Market {
    Instrument.@Nullable Kind kind;
    String asset = "";
    @Nullable Double volume24h;
    @Nullable SettledRates settled;
    double lastPrice = Double.NaN;
    @Nullable Instant sampledAt;
    final double[] returns = new double[SAMPLES];
    int count;
  }

  /// The feeds of one venue; guarded by the lock.
  private static final class Feeds {
    final Deque<Instant> interruptions = new ArrayDeque<>();
    final Set<String> down = new HashSet<>();
  }

  /// What is known around one leg.
  ///
  /// @param kind absent: its listing was not heard of
  /// @param volume24h in quote; absent: not told
  /// @param volatility of its prices of the last hours, a fraction per year; absent: too few
  /// @param funding settled in the last 30 days; absent: too little
  /// @param interruptions of its venue's feeds in the last day, or since the start
  /// @param down feeds of its venue that do not hold now
  /// @param watched how long that is known for
  record Around(
      Instrument.@Nullable Kind kind,
      @Nullable Double volume24h,
      @Nullable Double volatility,
      @Nullable Funding funding,
      int interruptions,
      int down,
      Duration watched) {}

  /// @param mean fraction per hour
  /// @param deviation of a sample, fraction per hour
  /// @param positive share of the settlements above 0
  record Funding(int settlements, double mean, double deviation, double positive) {}

  void accept(Input input) {
    lock.lock();
    try {
      if (since == null) {
        since = input.receivedAt();
      }
      switch (input) {
        case FeedStatus feed -> feed(feed);
        case Listing e -> {
          Market market = market(e.id());
          if (market != null) {
            market.kind = e.instrument().kind();
            market.asset = e.instrument().base();
          }
        }
        case Volume e -> {
          Market market = market(e.id());
          if (market != null && e.quote24h() != null) {
            market.volume24h = e.quote24h().doubleValue();
          }
        }
        case FundingSettled e -> {
          Market market = market(e.id());
          if (market != null && e.period() != null) {
            if (market.settled == null) {
              market.settled = new SettledRates();
            }
            market.settled.add(e.settledAt().toEpochMilli(), e.rate().doubleValue(), e.period());
          }
        }
        case MarkPrice e -> sample(e.id(), e.price().doubleValue(), e.receivedAt());
        case Quote e -> {
          Market market = markets.get(e.id());
          boolean spot = market != null && market.kind == Instrument.Kind.SPOT; // it has no mark
          if (spot && e.bid() != null && e.ask() != null) {
            sample(e.id(), (e.bid().doubleValue() + e.ask().doubleValue()) / 2, e.receivedAt());
          }
        }
        default -> {
          // nothing an analyst is told
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Market market(InstrumentId id) {
    return markets.size() < MOST_INSTRUMENTS
        ? markets.computeIfAbsent(id, _ -> new Market())
        : markets.get(id);
  }

  private void sample(InstrumentId id, double price, Instant at) {
    Market market = market(id);
    if (market == null || !(price > 0)) {
      return;
    }
    Instant last = market.sampledAt;
    if (last != null && Duration.between(last, at).compareTo(SAMPLED_EVERY) < 0) {
      return;
    }
    if (last != null) {
      double minutes = Duration.between(last, at).toMillis() / 60_000.0;
      market.returns[market.count++ % SAMPLES] =
          Math.log(price / market.lastPrice) / Math.sqrt(minutes);
    }
    market.lastPrice = price;
    market.sampledAt = at;
  }

  private void feed(FeedStatus status) {
    Feeds of = feeds.computeIfAbsent(status.venue(), _ -> new Feeds());
    switch (status.state()) {
      case LIVE, RETIRED -> of.down.remove(status.feed());
      case STALE, GAP, CLOSED -> {
        of.down.add(status.feed());
        of.interruptions.addLast(status.receivedAt());
        if (of.interruptions.size() > MOST_INTERRUPTIONS) {
          of.interruptions.removeFirst();
        }
      }
      case CONNECTED -> {
        // proves nothing yet
      }
    }
  }

  /// The canonical asset of an instrument; empty: its listing was not heard of.
  String asset(InstrumentId id) {
    lock.lock();
    try {
      Market market = markets.get(id);
      return market == null ? "" : market.asset;
    } finally {
      lock.unlock();
    }
  }

  Around of(InstrumentId id, Instant now) {
    lock.lock();
    try {
      Market market = markets.getOrDefault(id, new Market());
      Feeds of = feeds.getOrDefault(id.venue(), new Feeds());
      of.interruptions.removeIf(at -> at.isBefore(now.minus(REMEMBERED)));
      Instant begin = since == null ? now : since;
      Duration watched = Duration.between(begin, now);
      return new Around(
          market.kind,
          market.volume24h,
          volatility(market),
          funding(market.settled),
          of.interruptions.size(),
          of.down.size(),
          watched.compareTo(REMEMBERED) > 0 ? REMEMBERED : watched);
    } finally {
      lock.unlock();
    }
  }

  private static @Nullable Funding funding(@Nullable SettledRates settled) {
    if (settled == null || settled.count() < LEAST_SETTLEMENTS) {
      return null;
    }
    Moments moments = Moments.of(settled.hourly());
    return new Funding(
        settled.count(), moments.mean(), moments.sampleDeviation(), settled.positive());
  }

  private static @Nullable Double volatility(Market market) {
    int count = Math.min(market.count, SAMPLES);
    if (count < LEAST_SAMPLES) {
      return null;
    }
    double squares = 0;
    for (int i = 0; i < count; i++) {
      squares += market.returns[i] * market.returns[i];
    }
    return Math.sqrt(squares / count * MINUTES_PER_YEAR);
  }
}
