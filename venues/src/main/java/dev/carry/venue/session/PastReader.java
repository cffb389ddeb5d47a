package dev.carry.venue.session;

import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.venue.Identity;
import dev.carry.venue.Past;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.session.Budget.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Reads one venue's past over REST, within its limits: room in them is waited for as long as it
/// takes. One thread; blocks.
public final class PastReader implements AutoCloseable {
  private static final Bounds PATIENT =
      new Bounds(
          Bounds.DEFAULT.handOff(),
          Bounds.DEFAULT.handOffBytes(),
          Bounds.DEFAULT.messageBytes(),
          Bounds.DEFAULT.bodyBytes(),
          1_000,
          4,
          Bounds.DEFAULT.connect(),
          Bounds.DEFAULT.answer(),
          Duration.ofHours(1));

  /// What one stretch of a series gave.
  ///
  /// @param events in the order in which the venue told them
  /// @param problem why it may not be all; empty: it is
  public record Stretch(List<MarketEvent> events, String problem) {
    public Stretch {
      events = List.copyOf(events);
    }
  }

  private final Desk desk;

  public PastReader(
      VenueDescriptor venue, Endpoint endpoint, Identity identity, InstantSource clock) {
    this.desk =
        new Desk(
            venue,
            endpoint,
            SessionOptions.of(Set.of(), all -> true).identity(identity).bounds(PATIENT).unlogged(),
            clock,
            input -> {},
            FrameTap.NONE);
  }

  /// What the venue lists now; empty where its list cannot be read, which [#problem()] explains.
  public List<Instrument> instruments(Predicate<Instrument> wanted) throws InterruptedException {
    Map<InstrumentId, Listing> found = new TreeMap<>();
    if (!Roll.readInto(desk, desk.instruments, found)) {
      return List.of();
    }
    return found.values().stream().map(Listing::instrument).filter(wanted).toList();
  }

  /// Reads one stretch that fits into one span, both ends included; the venue's pages are followed.
  public Stretch read(Past past, Instrument instrument, Instant from, Instant to)
      throws InterruptedException {
    InstrumentId index = InstrumentId.of(desk.id(), instrument.indexSymbol());
    Pages.Read read = desk.pages().read(past.window().between(from, to), Urgency.SLOW);
    List<MarketEvent> events = new ArrayList<>(read.events().size());
    for (MarketEvent event : read.events()) {
      if (event.id().equals(instrument.id()) || event.id().equals(index)) {
        events.add(event);
      }
    }
    String failure = read.failure();
    return new Stretch(events, failure == null ? "" : failure);
  }

  /// What went wrong last, in words; empty: nothing did.
  public String problem() {
    return desk.meter.health().stream()
        .filter(rest -> rest.lastFailure() != null)
        .map(rest -> rest.stream() + ": " + rest.lastFailure())
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() {
    desk.close();
  }
}
