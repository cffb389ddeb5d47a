package dev.carry.launch;

import dev.carry.journal.FrameFolder;
import dev.carry.model.Command;
import dev.carry.model.FeedStatus;
import dev.carry.model.Input;
import dev.carry.model.Tick;
import dev.carry.model.VenueId;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Identity;
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

  private final Consumer<Input> to;
  private final Codecs codecs;
  private final Map<VenueId, OrderBooks> books = new LinkedHashMap<>();
  private final Set<Connection> carryingBooks = new HashSet<>();
  private final Map<String, Long> unusable = new TreeMap<>();
  private Instant ticked = Instant.MIN;

  private record Connection(VenueId venue, String stream) {}

  /// @param identity which asset each listing is of
  /// @param to takes the inputs in their order
  FrameInputs(Identity identity, Consumer<Input> to) {
    this.codecs = new Codecs(identity);
    this.to = to;
  }

  /// Hands on everything that a folder holds.
  ///
  /// @throws ConfigException where a folder is no venue
  void read(FrameFolder folder) {
    for (FrameFolder.Entry entry; (entry = folder.next()) != null; ) {
      Frame frame = entry.frame();
      if (frame == null) {
        lost(entry.venue(), entry.stream(), entry.at());
      } else {
        frame(entry.stream(), frame, entry.at());
      }
    }
  }

  /// Hands on what a connection brought.
  ///
  /// @param at when it came, not before what came before it
  void frame(String connection, Frame frame, Instant at) {
    tick(at);
    decode(connection, frame);
  }

  /// Hands on that a connection was lost.
  void lost(VenueId venue, String connection, Instant at) {
    tick(at);
    codecs.lost(venue, connection);
    if (carryingBooks.remove(new Connection(venue, connection))) {
      books.remove(venue);
    }
    to.accept(
        new FeedStatus(venue, connection, FeedStatus.State.CLOSED, "lost in the recording", at));
  }

  /// Counts by cause of what gave no fact.
  Map<String, Long> unusable() {
    return unusable;
  }

  private void decode(String connection, Frame frame) {
    switch (codecs.decode(connection, frame)) {
      case Decoded.Facts facts -> {
        facts.events().forEach(to);
        facts.unusable().forEach(this::count);
      }
      case Decoded.Depth depth -> book(connection, frame, depth);
      case Decoded.Control _ -> {
        // not about the market
      }
      case Decoded.Unusable part -> count(part);
    }
  }

  private void book(String connection, Frame frame, Decoded.Depth depth) {
    carryingBooks.add(new Connection(frame.venue(), connection));
    String wrong =
        books
            .computeIfAbsent(
                frame.venue(), venue -> new OrderBooks(Codecs.descriptor(venue), id -> true))
            .take(depth);
    if (wrong != null) {
      to.accept(
          new FeedStatus(
              frame.venue(), connection, FeedStatus.State.GAP, wrong, frame.receivedAt()));
    }
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
