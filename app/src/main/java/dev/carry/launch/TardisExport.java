package dev.carry.launch;

import dev.carry.history.Export.Selection;
import dev.carry.journal.FrameFolder;
import dev.carry.model.Book;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingEstimate.Which;
import dev.carry.model.IndexNames;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Liquidation;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.model.OptionTicker;
import dev.carry.model.Quote;
import dev.carry.store.Archive;
import dev.carry.store.StoredFact;
import dev.carry.tardis.CsvFiles;
import dev.carry.venue.Instruments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a data folder holds as Tardis' datasets: from the store what it keeps; trades and changes
/// of order books, of which it keeps none, from recorded frames.
final class TardisExport {
  private static final Set<StoredFact> OF_TICKERS =
      EnumSet.of(
          StoredFact.FUNDING_ESTIMATED,
          StoredFact.MARK,
          StoredFact.INDEX,
          StoredFact.OPEN_INTEREST);
  private static final Set<StoredFact> SINGLE =
      EnumSet.of(StoredFact.QUOTE, StoredFact.LIQUIDATION, StoredFact.BOOK);

  private final Archive archive;
  private final Path frames;
  private final CsvFiles files;
  private final Selection selection;

  /// Those of which more is known than an index.
  private final Set<InstrumentId> instruments = new TreeSet<>();

  /// @param frames where frames are kept
  TardisExport(Archive archive, Path frames, CsvFiles files, Selection selection) {
    this.archive = archive;
    this.frames = frames;
    this.files = files;
    this.selection = selection;
  }

  /// From when to when there is something of a series.
  private record Span(Instant from, Instant to) {
    Span with(Span other) {
      return new Span(
          from.isBefore(other.from) ? from : other.from, to.isAfter(other.to) ? to : other.to);
    }
  }

  /// @return whether there are frames of what was asked for
  boolean write() throws IOException {
    Map<InstrumentId, Span> tickers = new TreeMap<>();
    Map<InstrumentId, Span> options = new TreeMap<>();
    for (Archive.Coverage there : archive.coverage(selection.venue(), selection.symbol(), null)) {
      InstrumentId id = there.series().id();
      StoredFact fact = there.series().fact();
      Span span = span(there);
      if (OF_TICKERS.contains(fact) && fact != StoredFact.INDEX) {
        instruments.add(id);
      }
      if (span == null || !wanted(fact)) {
        continue;
      }
      if (!OF_TICKERS.contains(fact) && !SINGLE.contains(fact) && fact != StoredFact.OPTION) {
        files.leave(fact.folder() + ": no dataset of Tardis holds it", there.points());
      }
      if (fact == StoredFact.OPTION) {
        options.merge(id, span, Span::with);
      } else if (OF_TICKERS.contains(fact)) {
        tickers.merge(id, span, Span::with);
      } else if (SINGLE.contains(fact)) {
        single(fact, id, span);
      }
    }
    tickers(tickers);
    options(options);
    files.finish();
    return frames(frames, files, selection);
  }

  private boolean wanted(StoredFact fact) {
    return selection.fact() == null || selection.fact() == fact;
  }

  private @Nullable Span span(Archive.Coverage there) {
    Instant from = there.from().isAfter(selection.from()) ? there.from() : selection.from();
    Instant to = there.to().isBefore(selection.to()) ? there.to() : selection.to();
    return from.isAfter(to) ? null : new Span(from, to);
  }

  // --- what the store keeps ---------------------------------------------------------------------

  private StoredFacts facts(StoredFact fact, List<InstrumentId> ids, Span span) {
    return new StoredFacts(archive, fact, ids, span.from, span.to);
  }

  private void single(StoredFact fact, InstrumentId id, Span span) throws IOException {
    StoredFacts facts = facts(fact, List.of(id), span);
    while (facts.at() != null) {
      for (MarketEvent event : facts.next()) {
        switch (event) {
          case Quote e -> files.quote(e);
          case Liquidation e -> files.liquidation(e);
          case Book e -> files.snapshot(e);
          default -> throw new IllegalStateException(event.fact() + " is none of these");
        }
      }
    }
  }

  private void tickers(Map<InstrumentId, Span> all) throws IOException {
    for (Map.Entry<InstrumentId, Span> one : all.entrySet()) {
      InstrumentId id = one.getKey();
      Instruments known = listed(Set.of(id));
      if (!instruments.contains(id) && known.find(id) == null) {
        files.leave("indexes that are no instruments: the tickers of these show them");
        continue;
      }
      Instrument instrument = known.find(id);
      String indexSymbol = instrument == null ? null : instrument.indexSymbol();
      List<StoredFacts> parts = new ArrayList<>();
      for (StoredFact fact : OF_TICKERS) {
        if (wanted(fact)) {
          List<InstrumentId> ids =
              fact == StoredFact.INDEX ? IndexNames.of(id, indexSymbol) : List.of(id);
          parts.add(facts(fact, ids, one.getValue()));
        }
      }
      for (Instant at; (at = first(parts)) != null; ) {
        tickers(id, at, parts, known);
      }
    }
  }

  private static @Nullable Instant first(List<StoredFacts> parts) {
    return parts.stream()
        .map(StoredFacts::at)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /// Facts received at one instant with one time of the venue's are one message, but for those that
  /// say one thing twice.
  private void tickers(InstrumentId id, Instant at, List<StoredFacts> parts, Instruments known)
      throws IOException {
    Map<Instant, List<List<MarketEvent>>> messages = new TreeMap<>();
    for (StoredFacts part : parts) {
      if (!at.equals(part.at())) {
        continue;
      }
      Map<Instant, Integer> said = new HashMap<>();
      for (MarketEvent event : part.next()) {
        Instant time = event.venueTime() == null ? at : event.venueTime();
        boolean after = event instanceof FundingEstimate e && e.which() == Which.NEXT;
        int place = after ? 0 : said.merge(time, 1, Integer::sum) - 1;
        List<List<MarketEvent>> some = messages.computeIfAbsent(time, _ -> new ArrayList<>());
        while (some.size() <= place) {
          some.add(new ArrayList<>());
        }
        some.get(place).add(event);
      }
    }
    for (List<List<MarketEvent>> some : messages.values()) {
      for (List<MarketEvent> message : some) {
        files.tickers(id, message, known);
      }
    }
  }

  private void options(Map<InstrumentId, Span> all) throws IOException {
    Map<String, Set<InstrumentId>> venues = new TreeMap<>();
    all.keySet()
        .forEach(id -> venues.computeIfAbsent(id.venue().id(), _ -> new TreeSet<>()).add(id));
    for (Set<InstrumentId> ids : venues.values()) {
      Span span = ids.stream().map(all::get).reduce(Span::with).orElseThrow();
      Instruments known = listed(ids);
      StoredFacts facts = facts(StoredFact.OPTION, List.copyOf(ids), span);
      while (facts.at() != null) {
        for (MarketEvent event : facts.next()) {
          if (event instanceof OptionTicker option) {
            files.option(option, known.find(option.id()));
          }
        }
      }
    }
  }

  private Instruments listed(Set<InstrumentId> ids) {
    Instruments known = new Instruments();
    StoredFacts listings =
        facts(StoredFact.INSTRUMENT, List.copyOf(ids), new Span(Instant.MIN, Instant.MAX));
    while (listings.at() != null) {
      for (MarketEvent event : listings.next()) {
        if (event instanceof Listing listing) {
          known.put(listing.instrument());
        }
      }
    }
    return known;
  }

  // --- what frames alone have -------------------------------------------------------------------

  /// Writes what recorded frames hold alone.
  ///
  /// @return whether there are frames of what was asked for
  static boolean frames(Path frames, CsvFiles files, Selection selection) throws IOException {
    boolean asked = selection.fact() == null || selection.fact() == StoredFact.BOOK;
    if (!asked || !Files.isDirectory(frames) || !FrameFolder.isOne(frames)) {
      return false;
    }
    boolean recorded = new RecordedRows(frames, files, selection).write();
    files.finish();
    return recorded;
  }
}
