package dev.carry.launch;

import dev.carry.history.Export.Selection;
import dev.carry.journal.FrameFolder;
import dev.carry.journal.JournalException;
import dev.carry.model.Book;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.model.Trade;
import dev.carry.model.VenueId;
import dev.carry.tardis.CsvFiles;
import dev.carry.venue.Instruments;
import dev.carry.venue.roster.Venues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// Recorded trades and order books as rows of Tardis' datasets. Every day begins with whole books.
final class RecordedRows implements Statements.To {
  private static final int ALL = Integer.MAX_VALUE / 4;
  private static final LocalDate FIRST = LocalDate.EPOCH;
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  private final Path frames;
  private final CsvFiles files;
  private final Selection selection;
  private final Statements statements = new Statements(this);
  private final Map<InstrumentId, LocalDate> begun = new HashMap<>();
  private Instant now = Instant.MIN;

  RecordedRows(Path frames, CsvFiles files, Selection selection) {
    this.frames = frames;
    this.files = files;
    this.selection = selection;
  }

  /// @return whether there are frames of what was asked for
  boolean write() throws IOException {
    LocalDate first =
        selection.from().isBefore(at(FIRST)) ? FIRST : day(selection.from()).minusDays(1);
    LocalDate last = selection.to().isAfter(at(LAST)) ? LAST : day(selection.to());
    try (FrameFolder folder = FrameFolder.open(frames, this::isOf, first, last)) {
      for (FrameFolder.Entry entry; (entry = folder.next()) != null; ) {
        now = entry.at();
        if (now.isAfter(selection.to())) {
          break;
        }
        if (entry.frame() == null) {
          statements.lost(entry.venue(), entry.stream(), now);
        } else {
          statements.frame(entry.stream(), entry.frame());
        }
      }
    } catch (JournalException e) {
      return false; // nothing of it was recorded
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return true;
  }

  private static Instant at(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private boolean isOf(VenueId venue) {
    return (selection.venue() == null || venue.equals(selection.venue()))
        && Venues.find(venue).isPresent();
  }

  private boolean isOf(InstrumentId id) {
    return !now.isBefore(selection.from())
        && (selection.symbol() == null || id.symbol().equals(selection.symbol()));
  }

  @Override
  public void stated(VenueId venue, List<MarketEvent> events, Instruments known) {
    for (MarketEvent event : events) {
      try {
        if (event instanceof Trade trade && selection.fact() == null && isOf(trade.id())) {
          files.trade(trade);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void book(Book message, IntFunction<Book> after, Instruments known) {
    if (!isOf(message.id())) {
      return;
    }
    LocalDate day = day(message.receivedAt());
    boolean first = !day.equals(begun.put(message.id(), day));
    try {
      files.change(first && !message.snapshot() ? after.apply(ALL) : message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void lost(VenueId venue, Instant at) {
    begun.keySet().removeIf(id -> id.venue().equals(venue));
  }

  @Override
  public void lost(InstrumentId book, Instant at) {
    begun.remove(book);
  }
}
