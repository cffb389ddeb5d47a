package dev.carry.launch;

import dev.carry.history.Importer;
import dev.carry.journal.FrameReader;
import dev.carry.journal.Recorded;
import dev.carry.model.Input;
import dev.carry.model.MarketEvent;
import dev.carry.model.VenueId;
import dev.carry.tardis.Exchange;
import dev.carry.venue.Frame;
import dev.carry.venue.Identity;
import java.time.Instant;
import java.util.Optional;

/// Raw lines on their way into a store, through the venue's own codec. One thread.
final class RawLines {
  private final VenueId venue;
  private final Optional<Exchange> exchange;
  private final String stream;
  private final Importer.Facts into;
  private final FrameInputs inputs = new FrameInputs(Identity.reviewed(), this::take);
  private Instant last = Instant.MIN;
  private long line;

  /// @param stream the connection, `-` where nobody said
  RawLines(VenueId venue, String stream, Importer.Facts into) {
    this.venue = venue;
    this.exchange = Exchange.find(Exchange.idOf(venue, ""));
    this.stream = stream;
    this.into = into;
  }

  void read(FrameReader frames) {
    for (Recorded recorded; (recorded = frames.next()) != null; ) {
      line++;
      switch (recorded) {
        case Recorded.Message message -> message(message.frame());
        case Recorded.Disconnect _ -> {
          if (last.isAfter(Instant.MIN)) {
            inputs.lost(venue, stream, last);
          }
          into.note("connections lost");
        }
        case Recorded.Unreadable unreadable -> into.rejected(line, unreadable.reason());
      }
    }
  }

  private void message(Frame frame) {
    Instant at = frame.receivedAt();
    try {
      exchange.ifPresent(known -> known.requireExists(at));
    } catch (IllegalArgumentException e) {
      into.rejected(line, String.valueOf(e.getMessage()));
      return;
    }
    last = at.isAfter(last) ? at : last;
    inputs.frame(stream, frame, last);
  }

  private void take(Input input) {
    if (input instanceof MarketEvent event) {
      into.fact(line, event, event.receivedAt(), TardisFiles.SOURCE);
    }
  }

  /// Tells what gave no fact.
  void end() {
    inputs.unusable().keySet().forEach(why -> into.note("gave no fact: " + why));
  }
}
