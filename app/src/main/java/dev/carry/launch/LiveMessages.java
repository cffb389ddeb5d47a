package dev.carry.launch;

import dev.carry.dashboard.Relay;
import dev.carry.dashboard.RelayException;
import dev.carry.journal.FrameLog;
import dev.carry.model.Book;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.model.VenueId;
import dev.carry.tardis.NormalisedWriter;
import dev.carry.tardis.Wanted;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.RestCall;
import dev.carry.venue.session.FrameTap;
import dev.carry.venue.session.VenueSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/// What venues say now as normalised messages, from connections of its own: what the engine wants
/// of a venue, and what it makes of it, is another matter. When so many wait that there is no room,
/// the reader is cut off: it never gets a stream with a hole that it does not know of.
final class LiveMessages implements Relay.Messages {
  private static final int MOST_WAITING = 20_000;
  private static final int MOST_AT_ONCE = 256;
  private static final long LOOK_MILLIS = 100;

  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final List<VenueSession> sessions = new ArrayList<>();
  private volatile boolean full;
  private volatile boolean stopped;

  /// Starts a session and closes it with this.
  void add(VenueSession session) {
    sessions.add(session);
    session.start();
  }

  /// Sees the frames of the session that answers one part of what was asked.
  FrameTap tap(Wanted wanted) {
    return new Tap(wanted);
  }

  @Override
  public List<String> next() throws InterruptedException {
    while (!stopped) {
      if (full) {
        throw new RelayException(
            RelayException.Why.TOO_SLOW,
            "cut off: " + MOST_WAITING + " messages wait for a reader slower than they come");
      }
      String first = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (first != null) {
        List<String> some = new ArrayList<>(List.of(first));
        waiting.drainTo(some, MOST_AT_ONCE);
        return some;
      }
    }
    return List.of();
  }

  private void put(List<String> lines) {
    for (String line : lines) {
      full |= !waiting.offer(line);
    }
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public void close() {
    sessions.forEach(VenueSession::close);
  }

  /// The frames of one session, from several of its threads.
  private final class Tap implements FrameTap, Statements.To {
    private final NormalisedWriter writer;
    private final Statements statements = new Statements(this);

    Tap(Wanted wanted) {
      this.writer = new NormalisedWriter(wanted);
    }

    @Override
    public synchronized void frame(Frame frame) {
      statements.frame(frame.stream(), frame);
    }

    @Override
    public synchronized void answer(RestCall call, Frame frame) {
      statements.frame(FrameLog.REST, frame);
    }

    @Override
    public synchronized void lost(VenueId venue, String stream, Instant at) {
      statements.lost(venue, stream, at);
    }

    @Override
    public void stated(VenueId venue, List<MarketEvent> events, Instruments known) {
      put(writer.stated(events, known));
    }

    @Override
    public void book(Book message, IntFunction<Book> after, Instruments known) {
      put(writer.book(message, after, known));
    }

    @Override
    public void lost(VenueId venue, Instant at) {
      put(writer.lost(at, List.of()));
    }

    @Override
    public void lost(InstrumentId book, Instant at) {
      put(writer.lost(at, List.of(book.symbol())));
    }
  }
}
