package dev.carry.valuation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a short and a long leg paid each other in the past, as far as the settlements of both are
/// known. A settled rate stands for the period that ended with it; a stretch for which either leg's
/// is missing is a hole, and nothing is said across it.
public final class PastFunding {
  /// Stamps are rounded to the minute.
  private static final long JITTER_MILLIS = 60_000;

  /// The instants at which either leg settled, rising: each ends a stretch that began with the one
  /// before.
  private final long[] atMillis;

  /// What the short leg paid more than the long one over that stretch, per hour; NaN: not known.
  private final double[] hourly;

  /// What a short and a long that were held from the first instant on had been paid, with this
  /// settlement (fraction of notional).
  private final double[] paid;

  private final int count;

  /// A stretch of time in which the short leg paid more than the long one.
  ///
  /// @param lastedMillis as far as it was seen
  /// @param whole seen from its begin to its end; else it lasted longer than that
  public record Episode(long lastedMillis, boolean whole) {

    /// Whether it is known to have lasted so long or not.
    boolean decides(long millis) {
      return whole || lastedMillis >= millis;
    }
  }

  private PastFunding(long[] atMillis, double[] hourly, double[] paid, int count) {
    this.atMillis = atMillis;
    this.hourly = hourly;
    this.paid = paid;
    this.count = count;
  }

  /// @param longLeg null: one that pays nothing, a spot market
  /// @param shortLeg likewise
  public static PastFunding of(@Nullable PaidRates longLeg, @Nullable PaidRates shortLeg) {
    Leg buyer = new Leg(longLeg);
    Leg seller = new Leg(shortLeg);
    int most = buyer.count() + seller.count();
    long[] at = new long[most];
    double[] hourly = new double[most];
    double[] paid = new double[most];
    int count = 0;
    long before = Math.max(buyer.since(), seller.since());
    buyer.begin(before);
    seller.begin(before);
    double sum = 0;
    while (!buyer.ended() && !seller.ended() && count < most) {
      long now = Math.min(buyer.next(), seller.next());
      at[count] = now;
      hourly[count] = seller.hourly(before, now) - buyer.hourly(before, now);
      sum += seller.settle(now) - buyer.settle(now);
      paid[count] = sum;
      before = now;
      count++;
    }
    return new PastFunding(at, hourly, paid, count);
  }

  /// One leg, walked along its settlements.
  private static final class Leg {
    private final @Nullable PaidRates rates;
    private int index;

    Leg(@Nullable PaidRates rates) {
      this.rates = rates;
    }

    int count() {
      return rates == null ? 0 : rates.count();
    }

    long since() {
      return rates == null || rates.count() == 0
          ? Long.MIN_VALUE
          : rates.atMillis(0) - rates.periodMillis(0);
    }

    /// Leaves out what was settled while the other leg is not known.
    void begin(long millis) {
      while (rates != null && index < rates.count() && rates.atMillis(index) <= millis) {
        index++;
      }
    }

    boolean ended() {
      return rates != null && index == rates.count();
    }

    long next() {
      return rates == null ? Long.MAX_VALUE : rates.atMillis(index);
    }

    /// Over `(from, to]`, which no settlement parts; NaN where the coming one does not cover it.
    double hourly(long from, long to) {
      if (rates == null) {
        return 0;
      }
      long begins = rates.atMillis(index) - rates.periodMillis(index);
      return begins <= from + JITTER_MILLIS && from < to ? rates.hourly(index) : Double.NaN;
    }

    /// What it pays at an instant (fraction of notional), and goes on to the settlement after it.
    double settle(long millis) {
      if (rates == null || rates.atMillis(index) != millis) {
        return 0;
      }
      double paid = rates.hourly(index) * rates.periodMillis(index) / Funding.MILLIS_PER_HOUR;
      index++;
      return paid;
    }
  }

  /// The first instant that is known of; empty history: `Long.MAX_VALUE`.
  public long sinceMillis() {
    return count == 0 ? Long.MAX_VALUE : atMillis[0];
  }

  /// The stretches that began when the short leg paid so much more, and lasted until it paid no
  /// more than the long one.
  ///
  /// @param fromHourly fraction per hour, above 0
  public List<Episode> episodes(double fromHourly) {
    List<Episode> episodes = new ArrayList<>();
    int begin = -1;
    for (int i = 0; i < count; i++) {
      boolean pays = hourly[i] > 0; // NaN does not
      if (begin < 0 && hourly[i] >= fromHourly) {
        begin = i;
      } else if (begin >= 0 && !pays) {
        episodes.add(episode(begin, i - 1, !Double.isNaN(hourly[i])));
        begin = -1;
      }
    }
    if (begin >= 0) {
      episodes.add(episode(begin, count - 1, false));
    }
    return episodes;
  }

  /// What came before the first stretch, or before a hole, is not known: an episode that is there
  /// already was not seen to begin.
  private Episode episode(int first, int last, boolean endSeen) {
    boolean beginSeen = first > 0 && !Double.isNaN(hourly[first - 1]);
    long begin = first > 0 ? atMillis[first - 1] : atMillis[first];
    return new Episode(atMillis[last] - begin, beginSeen && endSeen);
  }

  /// What was paid (fraction of notional) to those who went in at a settlement with which the short
  /// leg had paid so much more, and held over a horizon that is known whole.
  ///
  /// @param fromHourly fraction per hour
  public double[] holdings(double fromHourly, long horizonMillis) {
    double[] outcomes = new double[count];
    int found = 0;
    int end = 0;
    int hole = 0; // the first one after the entry
    for (int i = 0; i < count; i++) {
      long until = atMillis[i] + horizonMillis;
      if (until > atMillis[count - 1]) {
        break;
      }
      while (end + 1 < count && atMillis[end + 1] <= until) {
        end++;
      }
      hole = Math.max(hole, i + 1);
      while (hole < count && !Double.isNaN(hourly[hole])) {
        hole++;
      }
      int last = atMillis[end] < until ? end + 1 : end; // whose stretch is held in part
      if (hourly[i] >= fromHourly && hole > last) {
        outcomes[found++] = paid[end] - paid[i];
      }
    }
    return Arrays.copyOf(outcomes, found);
  }

  /// How many of these episodes are known to have lasted so long, or not to.
  public static int decided(List<Episode> episodes, long millis) {
    return (int) episodes.stream().filter(episode -> episode.decides(millis)).count();
  }

  /// How many of them lasted so long.
  public static int lived(List<Episode> episodes, long millis) {
    return (int) episodes.stream().filter(episode -> episode.lastedMillis() >= millis).count();
  }
}
