package dev.carry.history;

import dev.carry.model.Candle;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.store.Archive.Coverage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The candles an instrument is traded on.
///
/// @param traded of trades, or of the middle of the market
/// @param marks of the venue's mark; absent: none are stored
record PriceSeries(Coverage traded, @Nullable Coverage marks) {
  /// What covers all but one part of so many of the longest time is as good, if it is finer.
  private static final int PARTS = 50;

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

  /// Of each instrument the shortest candles that cover about as much of a time as any.
  ///
  /// @param bar the length that is asked for; absent: any
  /// @return nothing for an instrument that has none
  static Map<InstrumentId, PriceSeries> choose(
      SeriesIndex index,
      List<Instrument> instruments,
      Instant from,
      Instant to,
      @Nullable Duration bar) {
    Map<InstrumentId, PriceSeries> chosen = new LinkedHashMap<>();
    for (Instrument instrument : instruments) {
      InstrumentId id = instrument.id();
      Coverage traded = shortest(index.candles(id), TRADED, bar, from, to);
      if (traded != null) {
        Coverage marks = shortest(index.candles(id), List.of(MARK), every(traded), from, to);
        chosen.put(id, new PriceSeries(traded, marks));
      }
    }
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
        + " says what is there; carry history fetch --venues "
        + id.venue()
        + " --series trade brings more";
  }

  private static @Nullable Coverage shortest(
      List<Coverage> there, List<String> of, @Nullable Duration length, Instant from, Instant to) {
    Duration most = Duration.ZERO;
    for (Coverage series : there) {
      if (isOne(series, of, length) && common(series, from, to).compareTo(most) > 0) {
        most = common(series, from, to);
      }
    }
    Coverage shortest = null;
    for (Coverage series : there) {
      if (isOne(series, of, length)
          && most.isPositive()
          && common(series, from, to).compareTo(most.minus(most.dividedBy(PARTS))) >= 0
          && (shortest == null || every(series).compareTo(every(shortest)) < 0)) {
        shortest = series;
      }
    }
    return shortest;
  }

  private static boolean isOne(Coverage series, List<String> of, @Nullable Duration length) {
    return of.contains(String.valueOf(series.series().of()))
        && (length == null || length.equals(every(series)));
  }

  private static Duration common(Coverage series, Instant from, Instant to) {
    Instant end = series.to().plus(every(series));
    Instant first = series.from().isAfter(from) ? series.from() : from;
    return Duration.between(first, end.isBefore(to) ? end : to);
  }
}
