package dev.carry.launch;

import dev.carry.dashboard.Relay;
import dev.carry.journal.FrameFolder;
import dev.carry.model.Book;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.model.VenueId;
import dev.carry.tardis.NormalisedWriter;
import dev.carry.tardis.Wanted;
import dev.carry.venue.Instruments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/// Recorded frames as normalised messages, in the order they were received. Frames before the
/// beginning are read for what is known by then.
final class RecordedMessages implements Relay.Messages, Statements.To {
  private static final int MOST_AT_ONCE = 256;

  private final FrameFolder folder;
  private final List<Asked> asked;
  private final Instant end;
  private final Statements statements = new Statements(this);
  private final List<String> waiting = new ArrayList<>();
  private volatile boolean stopped;
  private Instant now = Instant.MIN;

  private record Asked(Wanted wanted, NormalisedWriter writer) {
    private Asked(Wanted wanted) {
      this(wanted, new NormalisedWriter(wanted));
    }
  }

  /// @param folder is closed with this
  RecordedMessages(FrameFolder folder, List<Wanted> wanted) {
    this.folder = folder;
    this.asked = wanted.stream().map(Asked::new).toList();
    this.end = wanted.stream().map(Wanted::to).max(Instant::compareTo).orElseThrow();
  }

  @Override
  public List<String> next() {
    waiting.clear();
    while (!stopped && waiting.size() < MOST_AT_ONCE) {
      FrameFolder.Entry entry = folder.next();
      if (entry == null || !entry.at().isBefore(end)) {
        break;
      }
      now = entry.at();
      if (entry.frame() == null) {
        statements.lost(entry.venue(), entry.stream(), entry.at());
      } else {
        statements.frame(entry.stream(), entry.frame());
      }
    }
    return List.copyOf(waiting);
  }

  private void tell(VenueId venue, Consumer<NormalisedWriter> to) {
    for (Asked one : asked) {
      boolean within = !now.isBefore(one.wanted.from()) && now.isBefore(one.wanted.to());
      if (within && one.wanted.venue().equals(venue)) {
        to.accept(one.writer);
      }
    }
  }

  @Override
  public void stated(VenueId venue, List<MarketEvent> events, Instruments known) {
    tell(venue, writer -> waiting.addAll(writer.stated(events, known)));
  }

  @Override
  public void book(Book message, IntFunction<Book> after, Instruments known) {
    tell(message.id().venue(), writer -> waiting.addAll(writer.book(message, after, known)));
  }

  @Override
  public void lost(VenueId venue, Instant at) {
    tell(venue, writer -> waiting.addAll(writer.lost(at, List.of())));
  }

  @Override
  public void lost(InstrumentId book, Instant at) {
    tell(book.venue(), writer -> waiting.addAll(writer.lost(at, List.of(book.symbol()))));
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public void close() {
    folder.close();
  }
}
