package dev.carry.valuation;

import dev.carry.model.InstrumentId;
import dev.carry.valuation.PremiumStudy.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of an instrument's mark and index over a period, and of the funding paid then.
///
/// @param mark what the venue marks the instrument at; of a proxy, what stands for it
/// @param index what the venue says the spot markets are at; of a proxy, what stands for it
/// @param proxy whether anything else stands for the venue's own mark or index
/// @param funding in order of time
/// @param missing what of the period is not known, in words
public record MarkAndIndex(
    InstrumentId id,
    Series mark,
    Series index,
    boolean proxy,
    List<Rate> funding,
    List<String> missing) {

  public MarkAndIndex {
    funding = List.copyOf(funding);
    missing = List.copyOf(missing);
  }

  /// Of it what lies between two instants, both inclusive.
  public MarkAndIndex within(Instant from, Instant to) {
    return new MarkAndIndex(
        id,
        mark.within(from, to),
        index.within(from, to),
        proxy,
        funding.stream().filter(rate -> in(rate.at(), from, to)).toList(),
        missing);
  }

  private static boolean in(Instant at, Instant from, Instant to) {
    return !at.isBefore(from) && !at.isAfter(to);
  }

  /// Prices in order of time.
  ///
  /// @param what they are, in words: `mark`, `mark candles of 1 h, their closes`
  public record Series(String what, List<Price> prices) {
    public Series {
      prices = List.copyOf(prices);
    }

    private Series within(Instant from, Instant to) {
      return new Series(what, prices.stream().filter(price -> in(price.at(), from, to)).toList());
    }
  }

  /// A funding rate.
  ///
  /// @param at when it was settled, or estimated
  /// @param rate fraction of notional per `period`; positive: longs paid shorts
  /// @param period absent where nothing proves it
  /// @param settled whether it was charged
  public record Rate(Instant at, double rate, @Nullable Duration period, boolean settled) {}
}
