package dev.carry.history;

import dev.carry.model.Candle;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.store.Archive;
import dev.carry.store.Archive.Coverage;
import dev.carry.store.StoredFact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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

  private static final int MOST = 5_000_000;

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
      Archive archive,
      List<Instrument> instruments,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Duration bar) {
    Instant first = from == null ? Instant.MIN : from;
    Instant last = to == null ? Instant.MAX : to;
    for (Instrument instrument : instruments) {
      if (instrument.settles() != Instrument.Settles.NONE) {
        Coverage settled = settlements(archive, instrument.id());
        first = later(first, settled.from());
        last = earlier(last, settled.to());
      }
    }
    Map<InstrumentId, PriceSeries> prices =
        PriceSeries.choose(archive, instruments, first, last, bar);
    for (Instrument instrument : instruments) {
      PriceSeries series = prices.get(instrument.id());
      if (series != null) {
        first = later(first, series.from());
        last = earlier(last, series.to());
      } else if (!PriceSeries.isQuoted(archive, instrument.id())) {
        throw new HistoryException(PriceSeries.nothing(instrument.id(), bar));
      }
    }
    if (!first.isBefore(last)) {
      throw new HistoryException(
          "of "
              + instruments.stream().map(one -> one.id().toString()).toList()
              + " at once nothing is stored"
              + (from == null && to == null ? "" : " in that time")
              + ". Mend: carry history coverage says what is there of each");
    }
    Reader reader = new Reader(archive, first, last);
    reader.tellCut(from, to);
    instruments.forEach(instrument -> reader.read(instrument, prices.get(instrument.id())));
    return reader.read();
  }

  /// Reads instruments over a time, each as far as it goes: a universe, whose members come and go.
  /// Those without any price are left out, and named.
  ///
  /// @param from absent: the earliest settlement
  /// @param to absent: the last one
  public static PastFacts ofAny(
      Archive archive,
      List<Instrument> instruments,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Duration bar) {
    Instant first = Instant.MAX;
    Instant last = Instant.MIN;
    for (Instrument instrument : instruments) {
      if (instrument.settles() != Instrument.Settles.NONE) {
        Coverage settled = settlements(archive, instrument.id());
        first = earlier(first, settled.from());
        last = later(last, settled.to());
      }
    }
    first = from == null ? first : from;
    last = to == null ? last : to;
    Map<InstrumentId, PriceSeries> prices =
        PriceSeries.choose(archive, instruments, first, last, bar);
    Reader reader = new Reader(archive, first, last);
    for (Instrument instrument : instruments) {
      PriceSeries series = prices.get(instrument.id());
      if (series != null || PriceSeries.isQuoted(archive, instrument.id())) {
        reader.read(instrument, series);
      } else {
        reader.missing.add(instrument.id() + ": every price; it is left out");
      }
    }
    return reader.read();
  }

  private static Instant earlier(Instant one, Instant other) {
    return other.isBefore(one) ? other : one;
  }

  private static Instant later(Instant one, Instant other) {
    return other.isAfter(one) ? other : one;
  }

  private static Coverage settlements(Archive archive, InstrumentId id) {
    return archive.coverage(id.venue(), id.symbol(), StoredFact.FUNDING_SETTLED).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new HistoryException(
                    id
                        + ": no settlements are stored. Mend: carry history fetch --venue "
                        + id.venue()
                        + " --series settled"));
  }

  private static final class Reader {
    private final Archive archive;
    private final Instant from;
    private final Instant to;
    private final List<Instrument> instruments = new ArrayList<>();
    private final List<MarketEvent> events = new ArrayList<>();
    private final List<String> used = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    Reader(Archive archive, Instant from, Instant to) {
      this.archive = archive;
      this.from = from;
      this.to = to;
    }

    PastFacts read() {
      return new PastFacts(from, to, instruments, events, used, missing);
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

    void read(Instrument instrument, @Nullable PriceSeries prices) {
      InstrumentId id = instrument.id();
      instruments.add(instrument);
      if (instrument.settles() != Instrument.Settles.NONE) {
        settled(id);
      }
      for (StoredFact fact :
          List.of(
              StoredFact.QUOTE, StoredFact.BOOK, StoredFact.MARK, StoredFact.FUNDING_ESTIMATED)) {
        recorded(fact, id);
      }
      if (prices != null) {
        candles(prices.traded(), true);
        Coverage marks = prices.marks();
        if (marks != null) {
          candles(marks, false);
        }
      }
    }

    private void recorded(StoredFact fact, InstrumentId id) {
      List<MarketEvent> found = rows(fact, id, from);
      if (!found.isEmpty()) {
        used.add(String.format(Locale.ROOT, "%s: %,d of %s", id, found.size(), fact.folder()));
        events.addAll(found);
      }
    }

    private void settled(InstrumentId id) {
      Map<Instant, List<FundingSettled>> byBoundary = new TreeMap<>();
      for (MarketEvent event : rows(StoredFact.FUNDING_SETTLED, id, from)) {
        FundingSettled settled = (FundingSettled) event;
        byBoundary
            .computeIfAbsent(minute(settled.settledAt()), _ -> new ArrayList<>())
            .add(settled);
      }
      for (List<FundingSettled> told : byBoundary.values()) {
        FundingSettled first = told.getFirst();
        if (told.stream().allMatch(one -> one.rate().compareTo(first.rate()) == 0)) {
          events.add(first);
        } else {
          missing.add(
              id
                  + ": the settlement of "
                  + first.settledAt()
                  + ", of which sources say "
                  + told.stream().map(one -> one.rate().toPlainString()).distinct().toList());
        }
      }
      used.add(String.format(Locale.ROOT, "%s: %,d settlements", id, byBoundary.size()));
    }

    private static Instant minute(Instant at) {
      return Instant.ofEpochSecond(Math.round(at.toEpochMilli() / 60_000.0) * 60);
    }

    private void candles(Coverage series, boolean traded) {
      Duration every = PriceSeries.every(series);
      InstrumentId id = series.series().id();
      Map<Instant, MarketEvent> byOpening = new LinkedHashMap<>();
      for (MarketEvent event : rows(StoredFact.CANDLE, id, from.minus(every))) {
        Candle candle = (Candle) event;
        if (candle.of().name().equalsIgnoreCase(series.series().of())
            && candle.closesAt().equals(candle.opensAt().plus(every))) {
          byOpening.putIfAbsent(candle.opensAt(), candle);
        }
      }
      events.addAll(byOpening.values());
      used.add(
          String.format(
              Locale.ROOT,
              "%s: %,d %s prices, candles of %s (%s)",
              id,
              byOpening.size(),
              series.series().of(),
              every,
              series.source()));
      if (traded) {
        archive
            .holes(series.series(), from, to.minus(every))
            .ifPresent(
                holes ->
                    holes.forEach(
                        hole ->
                            missing.add(
                                String.format(
                                    Locale.ROOT,
                                    "%s: %,d of its prices from %s on",
                                    id,
                                    hole.points(),
                                    hole.from()))));
      }
    }

    private List<MarketEvent> rows(StoredFact fact, InstrumentId id, Instant since) {
      List<MarketEvent> found = new ArrayList<>();
      archive
          .rows(fact, List.of(id), since, to.plus(TOLD), null, MOST + 1)
          .forEach(
              row -> {
                MarketEvent event = row.event();
                if (event != null) {
                  found.add(event);
                }
              });
      if (found.size() > MOST) {
        throw new HistoryException(
            String.format(
                Locale.ROOT,
                "%s: more than %,d rows of %s between %s and %s: a shorter time is allowed",
                id,
                MOST,
                fact.folder(),
                since,
                to));
      }
      return found;
    }
  }
}
