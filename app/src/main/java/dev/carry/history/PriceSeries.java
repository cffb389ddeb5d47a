package dev.carry.history;

import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.store.Archive;
import dev.carry.store.Archive.Coverage;
import dev.carry.store.StoredFact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The candles an instrument is traded on.
///
/// @param traded of trades, or of the middle of the market
/// @param marks of the venue's mark; absent: none are stored
record PriceSeries(Coverage traded, @Nullable Coverage marks) {
  private static final String MARK = "mark";
  private static final List<String> TRADED = List.of("trade", "mid");

  Instant from() {
    return traded.from();
  }

  /// The end of the last candle.
  Instant to() {
    return traded.to().plus(every(traded));
  }

  /// The time a candle covers.
  static Duration every(Coverage series) {
    Duration every = series.series().every();
    return every == null ? Duration.ZERO : every;
  }

  /// Prices of one time cannot be set against those of another, so candles of the length are chosen
  /// that all instruments have for most of a time, of those the shortest; where they have none in
  /// common, those of each that cover the most.
  ///
  /// @param bar the length that is asked for; absent: any
  /// @return none for an instrument that is quoted
  /// @throws HistoryException where one has neither candles nor quotes
  static Map<InstrumentId, PriceSeries> choose(
      Archive archive,
      List<Instrument> instruments,
      Instant from,
      Instant to,
      @Nullable Duration bar) {
    Map<InstrumentId, List<Coverage>> candles = new LinkedHashMap<>();
    for (Instrument instrument : instruments) {
      InstrumentId id = instrument.id();
      List<Coverage> there = new ArrayList<>();
      for (Coverage series : archive.coverage(id.venue(), id.symbol(), StoredFact.CANDLE)) {
        if ((bar == null || bar.equals(every(series))) && common(series, from, to).isPositive()) {
          there.add(series);
        }
      }
      if (archive.coverage(id.venue(), id.symbol(), StoredFact.QUOTE).isEmpty()) {
        if (best(there, TRADED, bar, from, to) == null) {
          throw new HistoryException(nothing(id, bar));
        }
        candles.put(id, there);
      }
    }
    Duration common = commonLength(candles, from, to);
    Map<InstrumentId, PriceSeries> chosen = new LinkedHashMap<>();
    candles.forEach(
        (id, there) -> {
          Coverage traded = best(there, TRADED, common, from, to);
          if (traded != null) {
            Coverage marks = best(there, List.of(MARK), every(traded), from, to);
            chosen.put(id, new PriceSeries(traded, marks));
          }
        });
    return chosen;
  }

  private static String nothing(InstrumentId id, @Nullable Duration bar) {
    return id
        + ": no prices"
        + (bar == null ? "" : " in bars of " + bar)
        + " of that time are stored. Mend: carry history coverage --venue "
        + id.venue()
        + " --symbol "
        + id.symbol()
        + " says what is there; carry history fetch --venue "
        + id.venue()
        + " --series trade brings more";
  }

  private static @Nullable Duration commonLength(
      Map<InstrumentId, List<Coverage>> candles, Instant from, Instant to) {
    TreeSet<Duration> lengths = new TreeSet<>();
    candles.values().forEach(there -> there.forEach(series -> lengths.add(every(series))));
    Duration chosen = null;
    Duration most = Duration.ZERO;
    for (Duration length : lengths) {
      Duration least = null;
      for (List<Coverage> there : candles.values()) {
        Coverage best = best(there, TRADED, length, from, to);
        Duration covered = best == null ? Duration.ZERO : common(best, from, to);
        least = least == null || covered.compareTo(least) < 0 ? covered : least;
      }
      if (least != null && least.compareTo(most) > 0) {
        chosen = length;
        most = least;
      }
    }
    return chosen;
  }

  /// The one that covers most of a time, of those the shortest.
  private static @Nullable Coverage best(
      List<Coverage> there, List<String> of, @Nullable Duration length, Instant from, Instant to) {
    Coverage best = null;
    for (Coverage series : there) {
      if (of.contains(String.valueOf(series.series().of()))
          && (length == null || length.equals(every(series)))) {
        int order = best == null ? 1 : common(series, from, to).compareTo(common(best, from, to));
        if (best == null
            || order > 0
            || (order == 0 && every(series).compareTo(every(best)) < 0)) {
          best = series;
        }
      }
    }
    return best;
  }

  private static Duration common(Coverage series, Instant from, Instant to) {
    Instant end = series.to().plus(every(series));
    Instant first = series.from().isAfter(from) ? series.from() : from;
    return Duration.between(first, end.isBefore(to) ? end : to);
  }
}
