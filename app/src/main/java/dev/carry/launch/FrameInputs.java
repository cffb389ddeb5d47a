package dev.carry.launch;

import dev.carry.journal.FrameFolder;
import dev.carry.model.Command;
import dev.carry.model.FeedStatus;
import dev.carry.model.Input;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.model.Tick;
import dev.carry.model.VenueId;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Identity;
import dev.carry.venue.Instruments;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.roster.Venues;
import dev.carry.venue.session.OrderBooks;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Recorded frames as the inputs they would have been: decoded by the same codecs, one for each
/// connection, with ticks from the receive times. What is inputs of a live run beyond that (which
/// feed is stale, what conflated) is not in the frames.
final class FrameInputs {
  private static final Duration TICK = Duration.ofMillis(200);

  /// As often as a session tells an order book.
  private static final Duration BOOKS = Duration.ofSeconds(1);

  /// A silence is ticked through in at most so many steps.
  private static final int MOST_TICKS = 1_000;

  private final Identity identity;
  private final Consumer<Input> to;
  private final Map<VenueId, Instruments> listed = new LinkedHashMap<>();
  private final Map<Connection, VenueCodec> codecs = new LinkedHashMap<>();
  private final Map<VenueId, OrderBooks> books = new LinkedHashMap<>();
  private final Set<Connection> carryingBooks = new HashSet<>();
  private final Map<String, Long> unusable = new TreeMap<>();
  private Instant ticked = Instant.MIN;

  private record Connection(VenueId venue, String stream) {}

  /// @param identity which asset each listing is of
  /// @param to takes the inputs in their order
  FrameInputs(Identity identity, Consumer<Input> to) {
    this.identity = identity;
    this.to = to;
  }

  /// Hands on everything that a folder holds.
  ///
  /// @throws ConfigException where a folder is no venue
  void read(FrameFolder folder) {
    for (FrameFolder.Entry entry; (entry = folder.next()) != null; ) {
      tick(entry.at());
      VenueCodec codec = codec(entry);
      Frame frame = entry.frame();
      if (frame == null) {
        codec.reset();
        if (carryingBooks.remove(new Connection(entry.venue(), entry.stream()))) {
          books.remove(entry.venue());
        }
        to.accept(
            new FeedStatus(
                entry.venue(),
                entry.stream(),
                FeedStatus.State.CLOSED,
                "lost in the recording",
                entry.at()));
      } else {
        decode(codec, Wrapped.unwrap(frame));
      }
    }
  }

  /// Counts by cause of what gave no fact.
  Map<String, Long> unusable() {
    return unusable;
  }

  private VenueCodec codec(FrameFolder.Entry entry) {
    return codecs.computeIfAbsent(
        new Connection(entry.venue(), entry.stream()),
        connection -> {
          return identity.codec(descriptor(connection.venue()), instruments(connection.venue()));
        });
  }

  private Instruments instruments(VenueId venue) {
    return listed.computeIfAbsent(venue, v -> new Instruments());
  }

  private void decode(VenueCodec codec, Frame frame) {
    switch (codec.decode(frame)) {
      case Decoded.Facts facts -> {
        for (MarketEvent event : facts.events()) {
          if (event instanceof Listing listing) {
            instruments(event.id().venue()).put(listing.instrument());
          }
          to.accept(event);
        }
        facts.unusable().forEach(this::count);
      }
      case Decoded.Depth depth -> book(frame, depth);
      case Decoded.Control _ -> {
        // not about the market
      }
      case Decoded.Unusable part -> count(part);
    }
  }

  private void book(Frame frame, Decoded.Depth depth) {
    carryingBooks.add(new Connection(frame.venue(), frame.stream()));
    String wrong =
        books
            .computeIfAbsent(frame.venue(), venue -> new OrderBooks(descriptor(venue), id -> true))
            .take(depth);
    if (wrong != null) {
      to.accept(
          new FeedStatus(
              frame.venue(), frame.stream(), FeedStatus.State.GAP, wrong, frame.receivedAt()));
    }
  }

  private static VenueDescriptor descriptor(VenueId venue) {
    return Venues.find(venue)
        .orElseThrow(() -> new ConfigException("recorded frames of " + venue + ": no such venue"));
  }

  private void count(Decoded.Unusable part) {
    unusable.merge(part.why(), 1L, Long::sum);
  }

  private void tick(Instant until) {
    if (ticked.equals(Instant.MIN)) {
      ticked = until;
      to.accept(new Command(Command.Action.START, until));
      return;
    }
    Duration silence = Duration.between(ticked, until);
    Duration step = silence.dividedBy(MOST_TICKS);
    step = step.compareTo(TICK) > 0 ? step : TICK;
    while (!ticked.plus(step).isAfter(until)) {
      ticked = ticked.plus(step);
      to.accept(new Tick(ticked));
    }
    books.values().forEach(merged -> merged.tell(ticked, BOOKS, to::accept));
  }
}
