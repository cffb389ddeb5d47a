package dev.carry.launch;

import dev.carry.dashboard.Relay;
import dev.carry.dashboard.RelayException;
import dev.carry.dashboard.RelayException.Why;
import dev.carry.journal.FrameFolder;
import dev.carry.journal.JournalException;
import dev.carry.model.Fact;
import dev.carry.model.VenueId;
import dev.carry.tardis.DataType;
import dev.carry.tardis.Wanted;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.roster.HistoryOnly;
import dev.carry.venue.roster.Venues;
import dev.carry.venue.session.Endpoint;
import dev.carry.venue.session.SessionOptions;
import dev.carry.venue.session.Timing;
import dev.carry.venue.session.VenueSession;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Answers tools that were made for tardis-machine: the past from the frames that were kept, which
/// alone have every message; the present from connections opened for the reader.
///
/// @param frames where frames are kept
/// @param endpoints where venues are reached instead of their own addresses
/// @param clock receive times are its
/// @param speed how many times faster than the wall it runs
record TardisRelay(Path frames, Map<VenueId, Endpoint> endpoints, InstantSource clock, double speed)
    implements Relay {

  /// Connections are opened anew within a day: what a stream begins with is found that far back.
  private static final int WARM_UP_DAYS = 1;

  /// Order books that a session follows at a time.
  private static final int MOST_BOOKS = 60;

  @Override
  public Messages past(@Nullable String options) {
    List<Wanted> wanted = parse(options, true);
    wanted.forEach(one -> venue(one, "raw messages of it cannot be read"));
    wanted.forEach(TardisRelay::requireExisted);
    Set<VenueId> venues = wanted.stream().map(Wanted::venue).collect(Collectors.toSet());
    Instant from = wanted.stream().map(Wanted::from).min(Instant::compareTo).orElseThrow();
    Instant to = wanted.stream().map(Wanted::to).max(Instant::compareTo).orElseThrow();
    try {
      return new RecordedMessages(
          FrameFolder.open(frames, venues::contains, day(from).minusDays(WARM_UP_DAYS), day(to)),
          wanted);
    } catch (JournalException e) {
      throw new RelayException(
          Why.NOT_HERE,
          "no messages of "
              + venues
              + " from "
              + from
              + " to "
              + to
              + " were kept: carry record, and carry run --keep-frames, keep them");
    }
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  @Override
  public Messages present(@Nullable String options) {
    List<Wanted> wanted = parse(options, false);
    List<VenueDescriptor> venues =
        wanted.stream().map(one -> venue(one, "there is nothing live of it")).toList();
    for (int i = 0; i < venues.size(); i++) {
      requireLive(venues.get(i), wanted.get(i));
    }
    LiveMessages messages = new LiveMessages();
    for (int i = 0; i < venues.size(); i++) {
      messages.add(session(venues.get(i), wanted.get(i), messages));
    }
    return messages;
  }

  private VenueSession session(VenueDescriptor venue, Wanted wanted, LiveMessages messages) {
    return new VenueSession(
        venue,
        endpoints.getOrDefault(venue.id(), Endpoint.of(venue)),
        SessionOptions.of(wanted.facts(), wanted::isOf)
            .deep(id -> true)
            .timing(Timing.DEFAULT.stretched(speed)),
        clock,
        input -> {}, // its frames are what is told
        messages.tap(wanted));
  }

  private static List<Wanted> parse(@Nullable String options, boolean past) {
    try {
      return Wanted.parse(options, past);
    } catch (IllegalArgumentException e) {
      throw new RelayException(Why.WRONG, String.valueOf(e.getMessage()));
    }
  }

  private static void requireExisted(Wanted wanted) {
    try {
      wanted.requireExists();
    } catch (IllegalArgumentException e) {
      throw new RelayException(Why.WRONG, String.valueOf(e.getMessage()));
    }
  }

  private static VenueDescriptor venue(Wanted wanted, String consequence) {
    return Venues.find(wanted.venue())
        .orElseThrow(
            () ->
                new RelayException(
                    Why.WRONG,
                    "exchange "
                        + wanted.exchange()
                        + ": "
                        + HistoryOnly.find(wanted.venue())
                            .map(HistoryOnly::reason)
                            .orElse("no such venue here")
                        + "; "
                        + consequence));
  }

  private static void requireLive(VenueDescriptor venue, Wanted wanted) {
    venue
        .closed()
        .ifPresent(
            why -> {
              throw new RelayException(Why.WRONG, wanted.exchange() + ": " + why);
            });
    for (DataType type : wanted.types()) {
      Set<Fact> given = EnumSet.copyOf(type.facts());
      given.retainAll(venue.offers());
      if (given.isEmpty()) {
        Fact lacking = type.facts().iterator().next();
        throw new RelayException(
            Why.WRONG,
            wanted.exchange()
                + " gives no "
                + lacking.label()
                + venue.lacks().entrySet().stream()
                    .filter(lack -> lack.getKey() == lacking)
                    .map(lack -> ": " + lack.getValue())
                    .collect(Collectors.joining()));
      }
    }
    boolean books = wanted.facts().contains(Fact.BOOK);
    if (books && (wanted.symbols().isEmpty() || wanted.symbols().size() > MOST_BOOKS)) {
      throw new RelayException(
          Why.WRONG,
          "symbols: found "
              + wanted.symbols().size()
              + ", allowed with order books are 1 to "
              + MOST_BOOKS);
    }
  }
}
