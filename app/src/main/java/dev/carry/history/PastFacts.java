package dev.carry.history;

import dev.carry.model.Candle;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.store.Archive.Coverage;
import dev.carry.store.Archive.Hole;
import dev.carry.store.StoredFact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// What is stored of some instruments over a time, to be traded on once more: settlements, prices,
/// and where they were recorded the quotes, books, marks and estimates.
///
/// @param from first instant of which all have prices and settlements, within what was asked
/// @param to last one
/// @param instruments those that were read
/// @param events received when they were known, in no order
/// @param used the series read, in words
/// @param missing what the time lacks, in words
public record PastFacts(
    Instant from,
    Instant to,
    List<Instrument> instruments,
    List<MarketEvent> events,
    List<String> used,
    List<String> missing) {

  /// What a trader of the past may be told.
  static final List<StoredFact> FACTS =
      List.of(
          StoredFact.FUNDING_SETTLED,
          StoredFact.CANDLE,
          StoredFact.QUOTE,
          StoredFact.BOOK,
          StoredFact.MARK,
          StoredFact.FUNDING_ESTIMATED);

  private static final int MOST = 10_000_000;

  /// Most of reading is decoding, which one core does alone.
  private static final int READERS = 2;

  /// A settlement at the end is told later.
  private static final Duration TOLD = Duration.ofHours(1);

  public PastFacts {
    instruments = List.copyOf(instruments);
    events = List.copyOf(events);
    used = List.copyOf(used);
    missing = List.copyOf(missing);
  }

  /// Reads instruments over the time all of them cover: what is held needs both its legs.
  ///
  /// @param from absent: as early as there is anything of all
  /// @param to absent: as late
  /// @param bar length of the candles used; absent: see [PriceSeries#choose]
  /// @throws HistoryException where one has no prices, or no settlements though it pays some
  public static PastFacts ofAll(
      SeriesIndex index,
      List<Instrument> instruments,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Duration bar) {
    Instant first = from == null ? Instant.MIN : from;
    Instant last = to == null ? Instant.MAX : to;
    for (Instrument instrument : instruments) {
      if (instrument.settles() != Instrument.Settles.NONE) {
        Coverage settled = settlements(index, instrument.id());
        first = later(first, settled.from());
        last = earlier(last, settled.to());
      }
    }
    Map<InstrumentId, PriceSeries> prices =
        PriceSeries.choose(index, instruments, first, last, bar);
    for (Instrument instrument : instruments) {
      PriceSeries series = prices.get(instrument.id());
      if (series != null) {
        first = later(first, series.from());
        last = earlier(last, series.to());
      } else if (!index.has(StoredFact.QUOTE, instrument.id())) {
        throw new HistoryException(PriceSeries.nothing(instrument.id(), bar));
      }
    }
    if (!first.isBefore(last)) {
      throw new HistoryException(
          "of "
              + names(instruments)
              + " at once nothing is stored"
              + (from == null && to == null ? "" : " in that time")
              + ". Mend: carry history coverage says what is there of each");
    }
    Reader reader = new Reader(index, first, last);
    reader.tellCut(from, to);
    return reader.read(instruments, prices);
  }

  /// Reads instruments over a time, each as far as it goes: a universe, whose members come and go.
  /// Those without any price are left out, and named.
  ///
  /// @param from absent: the earliest settlement
  /// @param to absent: the last one
  public static PastFacts ofAny(
      SeriesIndex index,
      List<Instrument> instruments,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Duration bar) {
    Instant first = Instant.MAX;
    Instant last = Instant.MIN;
    for (Instrument instrument : instruments) {
      Coverage settled = index.settlements(instrument.id());
      if (settled != null) {
        first = earlier(first, settled.from());
        last = later(last, settled.to());
      }
    }
    first = from == null ? first : from;
    last = to == null ? last : to;
    if (!first.isBefore(last)) {
      throw new HistoryException(
          "no settlements of "
              + names(instruments)
              + " are stored in that time. Mend: carry history coverage says what is there");
    }
    Map<InstrumentId, PriceSeries> prices =
        PriceSeries.choose(index, instruments, first, last, bar);
    List<Instrument> priced = new ArrayList<>();
    List<Instrument> unpriced = new ArrayList<>();
    for (Instrument instrument : instruments) {
      boolean known =
          prices.containsKey(instrument.id()) || index.has(StoredFact.QUOTE, instrument.id());
      (known ? priced : unpriced).add(instrument);
    }
    if (priced.isEmpty()) {
      throw new HistoryException(
          "of "
              + names(unpriced)
              + " no prices"
              + (bar == null ? "" : " in bars of " + bar)
              + " of that time are stored. Mend: carry history coverage says what is there");
    }
    Reader reader = new Reader(index, first, last);
    if (!unpriced.isEmpty()) {
      reader.missing.add("every price of " + names(unpriced) + ": left out");
    }
    return reader.read(priced, prices);
  }

  private static String names(List<Instrument> instruments) {
    return String.join(", ", instruments.stream().map(one -> one.id().toString()).toList());
  }

  private static Instant earlier(Instant one, Instant other) {
    return other.isBefore(one) ? other : one;
  }

  private static Instant later(Instant one, Instant other) {
    return other.isAfter(one) ? other : one;
  }

  private static Coverage settlements(SeriesIndex index, InstrumentId id) {
    Coverage settled = index.settlements(id);
    if (settled == null) {
      throw new HistoryException(
          id
              + ": no settlements are stored. Mend: carry history fetch --venues "
              + id.venue()
              + " --series funding");
    }
    return settled;
  }

  private static final class Reader {
    private final SeriesIndex index;
    private final Instant from;
    private final Instant to;
    private final List<MarketEvent> events = new ArrayList<>();
    private final List<String> used = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    Reader(SeriesIndex index, Instant from, Instant to) {
      this.index = index;
      this.from = from;
      this.to = to;
    }

    void tellCut(@Nullable Instant asked, @Nullable Instant askedTo) {
      if (asked != null && from.isAfter(asked)) {
        missing.add(
            "everything from " + asked + " until " + from + ": one of the series begins then");
      }
      if (askedTo != null && to.isBefore(askedTo)) {
        missing.add(
            "everything from " + to + " until " + askedTo + ": one of the series ends then");
      }
    }

    PastFacts read(List<Instrument> instruments, Map<InstrumentId, PriceSeries> prices) {
      Map<StoredFact, Future<List<MarketEvent>>> read = new EnumMap<>(StoredFact.class);
      try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
        for (StoredFact fact : FACTS) {
          List<InstrumentId> ids = new ArrayList<>();
          for (Instrument instrument : instruments) {
            if (index.has(fact, instrument.id())) {
              ids.add(instrument.id());
            }
          }
          if (!ids.isEmpty()) {
            Instant since = fact == StoredFact.CANDLE ? from.minus(longest(prices)) : from;
            read.put(fact, readers.submit(() -> rows(fact, ids, since)));
          }
        }
        for (StoredFact fact : FACTS) { // in their order, whichever is there first
          Future<List<MarketEvent>> rows = read.get(fact);
          if (rows != null) {
            switch (fact) {
              case FUNDING_SETTLED -> settled(of(rows));
              case CANDLE -> candles(of(rows), prices);
              default -> recorded(fact, of(rows));
            }
          }
        }
      }
      return new PastFacts(from, to, instruments, events, used, missing);
    }

    private static List<MarketEvent> of(Future<List<MarketEvent>> rows) {
      try {
        return rows.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new HistoryException("interrupted while the past was read");
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException told) {
          throw told;
        }
        throw new IllegalStateException(e.getCause());
      }
    }

    private static Duration longest(Map<InstrumentId, PriceSeries> prices) {
      Duration longest = Duration.ZERO;
      for (PriceSeries series : prices.values()) {
        longest = series.every().compareTo(longest) > 0 ? series.every() : longest;
      }
      return longest;
    }

    private void recorded(StoredFact fact, List<MarketEvent> rows) {
      int before = events.size();
      events.addAll(rows);
      if (events.size() > before) {
        used.add(String.format(Locale.ROOT, "%,d of %s", events.size() - before, fact.folder()));
      }
    }

    private void settled(List<MarketEvent> rows) {
      Map<InstrumentId, List<FundingSettled>> told = new TreeMap<>();
      for (MarketEvent event : rows) {
        if (event instanceof FundingSettled settled) {
          told.computeIfAbsent(settled.id(), _ -> new ArrayList<>()).add(settled);
        }
      }
      told.forEach(
          (id, series) -> {
            int settlements = 0;
            for (int first = 0; first < series.size(); settlements++) {
              Instant boundary = minute(series.get(first).settledAt());
              int end = first + 1; // rows come by their time: sources of one settlement together
              while (end < series.size() && minute(series.get(end).settledAt()).equals(boundary)) {
                end++;
              }
              agreed(series.subList(first, end));
              first = end;
            }
            used.add(String.format(Locale.ROOT, "%s: %,d settlements", id, settlements));
          });
    }

    /// Sources that disagree are not chosen from.
    private void agreed(List<FundingSettled> told) {
      FundingSettled first = told.getFirst();
      if (told.stream().allMatch(one -> one.rate().compareTo(first.rate()) == 0)) {
        events.add(first);
      } else {
        missing.add(
            first.id()
                + ": the settlement of "
                + first.settledAt()
                + ", of which sources say "
                + told.stream().map(one -> one.rate().toPlainString()).distinct().toList());
      }
    }

    private static Instant minute(Instant at) {
      return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond() + 30, 60) * 60);
    }

    private void candles(List<MarketEvent> rows, Map<InstrumentId, PriceSeries> prices) {
      Map<InstrumentId, Map<Candle.Of, Instant>> opened = new TreeMap<>();
      for (MarketEvent event : rows) {
        if (event instanceof Candle candle) {
          PriceSeries series = prices.get(candle.id());
          if (series != null && series.has(candle)) {
            Instant before = // rows come by their opening: another source's of the same is next
                opened
                    .computeIfAbsent(candle.id(), _ -> new EnumMap<>(Candle.Of.class))
                    .put(candle.of(), candle.opensAt());
            if (!candle.opensAt().equals(before)) {
              events.add(candle);
            }
          }
        }
      }
      prices.forEach(
          (id, series) -> {
            used.add(id + ": " + series.words());
            holes(id, series.traded());
          });
    }

    /// Holes within a series; where it begins and ends is another thing.
    private void holes(InstrumentId id, Coverage series) {
      List<Hole> holes = series.holes();
      long points = 0;
      Hole longest = null;
      for (Hole hole : holes == null ? List.<Hole>of() : holes) {
        if (!hole.to().isBefore(from) && !hole.from().isAfter(to)) {
          points += hole.points();
          longest = longest == null || hole.points() > longest.points() ? hole : longest;
        }
      }
      if (longest != null) {
        missing.add(
            String.format(
                Locale.ROOT,
                "%s: %,d of its prices, the most in a row (%,d) from %s on",
                id,
                points,
                longest.points(),
                longest.from()));
      }
    }

    private List<MarketEvent> rows(StoredFact fact, List<InstrumentId> ids, Instant since) {
      List<MarketEvent> rows = index.archive().events(fact, ids, since, to.plus(TOLD), MOST + 1);
      if (rows.size() > MOST) {
        throw new HistoryException(
            String.format(
                Locale.ROOT,
                "more than %,d rows of %s between %s and %s: a shorter time is allowed",
                MOST,
                fact.folder(),
                since,
                to));
      }
      return rows;
    }
  }
}
