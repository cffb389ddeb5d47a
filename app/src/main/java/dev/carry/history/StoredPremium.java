package dev.carry.history;

import dev.carry.engine.History.FundingPoint;
import dev.carry.model.IndexNames;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.VenueId;
import dev.carry.store.Archive;
import dev.carry.store.Archive.Coverage;
import dev.carry.store.Archive.Hole;
import dev.carry.store.Archive.Series;
import dev.carry.store.StoredFact;
import dev.carry.store.StoredRow;
import dev.carry.valuation.MarkAndIndex;
import dev.carry.valuation.MarkAndIndex.Rate;
import dev.carry.valuation.PremiumStudy.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Marks and indexes as they are stored. A mark is what the venue published as a mark, or candles
/// of it; never what was traded.
public final class StoredPremium {
  private static final int MOST = 2_000_000;
  private static final int MOST_RATES = 200_000;
  private static final int MOST_LISTINGS = 100_000;
  private static final String MARK = "mark";
  private static final String INDEX = "index";
  private static final String TRADE = "trade";

  private final Archive archive;

  public StoredPremium(Archive archive) {
    this.archive = archive;
  }

  /// Two series of one length.
  ///
  /// @param from first instant both may have a price of
  /// @param to last one
  private record Pair(Coverage mark, Coverage index, Instant from, Instant to) {
    Duration common() {
      return Duration.between(from, to);
    }
  }

  /// The venue's own mark and index of an instrument; of the kinds that are stored, the one that
  /// covers most of the period.
  ///
  /// @throws HistoryException where there is none, with what there is
  public MarkAndIndex own(InstrumentId id, Instant from, Instant to) {
    List<Coverage> marks = stored(id, MARK);
    List<Coverage> indexes =
        names(id).stream()
            .map(name -> stored(name, INDEX))
            .filter(series -> !series.isEmpty())
            .findFirst()
            .orElse(List.of());
    Pair best = best(marks, indexes, from, to);
    if (best == null) {
      throw new HistoryException(nothing(id, marks, indexes));
    }
    return of(id, best, false);
  }

  /// An instrument's prices against those of another one, usually of a spot market: marks where
  /// they are stored, else what was traded.
  ///
  /// @throws HistoryException where there is no candle of the same length of both
  public MarkAndIndex proxy(InstrumentId id, InstrumentId against, Instant from, Instant to) {
    List<Coverage> others = stored(against, TRADE);
    Pair best = best(stored(id, MARK), others, from, to);
    if (best == null) {
      best = best(stored(id, TRADE), others, from, to);
    }
    if (best == null) {
      throw new HistoryException(
          "no candles of one length in the period of both "
              + id
              + " and "
              + against
              + ": carry history coverage says what is stored");
    }
    return of(id, best, true);
  }

  /// The instruments of a venue with marks.
  public List<InstrumentId> marked(VenueId venue) {
    return Stream.concat(
            archive.coverage(venue, null, StoredFact.MARK).stream(),
            archive.coverage(venue, null, StoredFact.CANDLE).stream()
                .filter(series -> MARK.equals(series.series().of())))
        .map(series -> series.series().id())
        .distinct()
        .sorted()
        .toList();
  }

  private String nothing(InstrumentId id, List<Coverage> marks, List<Coverage> indexes) {
    String found =
        marks.isEmpty()
            ? stored(id, TRADE).isEmpty()
                ? "no mark of it is stored"
                : "of it only what was traded is stored, and a trade is no mark"
            : indexes.isEmpty()
                ? "marks are stored, but no index"
                : "mark and index are stored of different times or lengths";
    return id
        + ": "
        + found
        + ". Mend: carry history fetch --series mark,index, or another period"
        + (marks.isEmpty() || indexes.isEmpty()
            ? ", or --proxy VENUE:SYMBOL, which says that it is one"
            : "");
  }

  /// The series that hold prices of a kind: as they came, then candles, the shortest first.
  private List<Coverage> stored(InstrumentId id, String of) {
    List<Coverage> found = new ArrayList<>();
    if (!of.equals(TRADE)) {
      found.addAll(
          archive.coverage(
              id.venue(), id.symbol(), of.equals(MARK) ? StoredFact.MARK : StoredFact.INDEX));
    }
    archive.coverage(id.venue(), id.symbol(), StoredFact.CANDLE).stream()
        .filter(series -> of.equals(series.series().of()))
        .sorted(Comparator.comparing(StoredPremium::every))
        .forEach(found::add);
    return found;
  }

  private static Duration every(Coverage coverage) {
    Duration every = coverage.series().every();
    return every == null ? Duration.ZERO : every;
  }

  private static @Nullable Pair best(
      List<Coverage> marks, List<Coverage> indexes, Instant from, Instant to) {
    Pair best = null;
    for (Coverage mark : marks) {
      for (Coverage index : indexes) {
        Duration every = every(mark);
        // a candle's price is the one at its end
        Instant first = latest(from, mark.from().plus(every), index.from().plus(every));
        Instant last = earliest(to, mark.to().plus(every), index.to().plus(every));
        if (every.equals(every(index)) && !first.isAfter(last)) {
          Pair pair = new Pair(mark, index, first, last);
          if (best == null || pair.common().compareTo(best.common()) > 0) {
            best = pair;
          }
        }
      }
    }
    return best;
  }

  private static Instant latest(Instant... instants) {
    return List.of(instants).stream().max(Comparator.naturalOrder()).orElseThrow();
  }

  private static Instant earliest(Instant... instants) {
    return List.of(instants).stream().min(Comparator.naturalOrder()).orElseThrow();
  }

  /// The names its index may stand under, the one it was last listed with first.
  private List<InstrumentId> names(InstrumentId id) {
    List<StoredRow> listings =
        archive.rows(
            StoredFact.INSTRUMENT, List.of(id), Instant.MIN, Instant.MAX, null, MOST_LISTINGS);
    return IndexNames.of(
        id,
        !listings.isEmpty() && listings.getLast().event() instanceof Listing last
            ? last.instrument().indexSymbol()
            : null);
  }

  private MarkAndIndex of(InstrumentId id, Pair pair, boolean proxy) {
    List<String> missing = new ArrayList<>();
    MarkAndIndex.Series mark = series(pair.mark(), id, pair, missing);
    MarkAndIndex.Series index = series(pair.index(), id, pair, missing);
    List<Rate> funding =
        archive.funding(List.of(id), pair.from(), pair.to(), MOST_RATES).stream()
            .map(StoredPremium::rate)
            .toList();
    if (funding.stream().noneMatch(Rate::settled)) {
      missing.add("no settled funding of that time is stored");
    } else {
      archive
          .holes(Series.of(id, StoredFact.FUNDING_SETTLED), pair.from(), pair.to())
          .ifPresent(holes -> tell("settled funding", holes, missing));
    }
    return new MarkAndIndex(id, mark, index, proxy, funding, missing);
  }

  private static Rate rate(FundingPoint point) {
    return new Rate(point.at(), point.rate().doubleValue(), point.period(), point.settled());
  }

  private MarkAndIndex.Series series(
      Coverage of, InstrumentId id, Pair pair, List<String> missing) {
    String what = what(of, id);
    List<Price> prices = archive.prices(of.series(), pair.from(), pair.to(), MOST + 1);
    if (prices.size() > MOST) {
      throw new HistoryException(
          String.format(
              Locale.ROOT,
              "%s: more than %,d prices between %s and %s: a shorter period is allowed",
              id,
              MOST,
              pair.from(),
              pair.to()));
    }
    archive
        .holes(of.series(), pair.from().minus(every(of)), pair.to().minus(every(of)))
        .ifPresent(holes -> tell(what, holes, missing));
    return new MarkAndIndex.Series(what, prices);
  }

  private static String what(Coverage of, InstrumentId id) {
    Series series = of.series();
    String whose = series.id().equals(id) ? "" : " of " + series.id();
    String kind =
        series.of() == null
            ? series.fact().folder()
            : series.of()
                + " candles of "
                + every(of).toString().substring(2).toLowerCase(Locale.ROOT)
                + ", their closes";
    return kind + whose + " (" + of.source() + ")";
  }

  private static void tell(String what, List<Hole> holes, List<String> missing) {
    long points = holes.stream().mapToLong(Hole::points).sum();
    if (points > 0) {
      Hole longest = holes.stream().max(Comparator.comparingLong(Hole::points)).orElseThrow();
      missing.add(
          String.format(
              Locale.ROOT,
              "%,d of %s, most of them in a row from %s to %s",
              points,
              what,
              longest.from(),
              longest.to()));
    }
  }
}
