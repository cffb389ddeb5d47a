package dev.carry.history;

import dev.carry.model.Candle;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.store.Archive.Coverage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
  Duration every() {
    return every(traded);
  }

  /// Whether a candle is one of them.
  boolean has(Candle candle) {
    return isOf(traded, candle) || (marks != null && isOf(marks, candle));
  }

  private static boolean isOf(Coverage series, Candle candle) {
    return candle.of().name().equalsIgnoreCase(series.series().of())
        && candle.closesAt().equals(candle.opensAt().plus(every(series)));
  }

  String words() {
    return String.format(
        Locale.ROOT,
        "prices of %s candles of %s from %s to %s (%s)%s",
        traded.series().of(),
        every(),
        from(),
        to(),
        traded.source(),
        marks == null ? "" : ", and of its mark");
  }

  private static Duration every(Coverage series) {
    Duration every = series.series().every();
    return every == null ? Duration.ZERO : every;
  }

  /// Prices of one time cannot be set against those of another, so candles of the length are chosen
  /// that all instruments have for most of a time, of those the shortest; where they have none in
  /// common, of the length they have together for most; who has none of it, the one it has most
  /// of.
  ///
  /// @param bar the length that is asked for; absent: any
  /// @return nothing for an instrument that has none
  static Map<InstrumentId, PriceSeries> choose(
      SeriesIndex index,
      List<Instrument> instruments,
      Instant from,
      Instant to,
      @Nullable Duration bar) {
    Map<InstrumentId, List<Coverage>> candles = new LinkedHashMap<>();
    for (Instrument instrument : instruments) {
      InstrumentId id = instrument.id();
      List<Coverage> there = new ArrayList<>();
      for (Coverage series : index.candles(id)) {
        if ((bar == null || bar.equals(every(series))) && common(series, from, to).isPositive()) {
          there.add(series);
        }
      }
      if (best(there, TRADED, bar, from, to) != null) {
        candles.put(id, there);
      }
    }
    Duration common = commonLength(candles, from, to);
    Map<InstrumentId, PriceSeries> chosen = new LinkedHashMap<>();
    candles.forEach(
        (id, there) -> {
          Coverage traded = best(there, TRADED, common, from, to);
          traded = traded == null ? best(there, TRADED, null, from, to) : traded;
          if (traded != null) {
            Coverage marks = best(there, List.of(MARK), every(traded), from, to);
            chosen.put(id, new PriceSeries(traded, marks));
          }
        });
    return chosen;
  }

  static String nothing(InstrumentId id, @Nullable Duration bar) {
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
    Duration mostOfAll = Duration.ZERO;
    Duration mostTogether = Duration.ZERO;
    for (Duration length : lengths) {
      Duration least = null;
      Duration together = Duration.ZERO;
      for (List<Coverage> there : candles.values()) {
        Coverage best = best(there, TRADED, length, from, to);
        Duration covered = best == null ? Duration.ZERO : common(best, from, to);
        least = least == null || covered.compareTo(least) < 0 ? covered : least;
        together = together.plus(covered);
      }
      int order = least == null ? -1 : least.compareTo(mostOfAll);
      if (order > 0 || (order == 0 && together.compareTo(mostTogether) > 0)) {
        chosen = length;
        mostOfAll = least;
        mostTogether = together;
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
        if (best == null || order > 0 || (order == 0 && every(series).compareTo(every(best)) < 0)) {
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
