package dev.carry.venue.session;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// What is wanted of a session.
///
/// @param facts the facts wanted; instruments always come
/// @param wanted the instruments wanted
/// @param firstServed whose settled funding is asked for first
/// @param lastSettled the newest settlement already known of an instrument
/// @param deep whether the order book of an instrument is wanted now; asked again and again
/// @param timing when it acts
/// @param bounds what it may hold
/// @param logged whether what goes wrong is logged; for those who tell it themselves it is not
public record SessionOptions(
    Set<Fact> facts,
    Predicate<Instrument> wanted,
    Comparator<InstrumentId> firstServed,
    Function<InstrumentId, Optional<Instant>> lastSettled,
    Predicate<InstrumentId> deep,
    Timing timing,
    Bounds bounds,
    boolean logged) {

  public SessionOptions {
    facts = Set.copyOf(facts);
  }

  /// These facts of these instruments, nothing known before, usual timing and bounds.
  public static SessionOptions of(Set<Fact> facts, Predicate<Instrument> wanted) {
    return new SessionOptions(
        facts,
        wanted,
        Comparator.naturalOrder(),
        id -> Optional.empty(),
        id -> false,
        Timing.DEFAULT,
        Bounds.DEFAULT,
        true);
  }

  public SessionOptions firstServed(Comparator<InstrumentId> value) {
    return new SessionOptions(facts, wanted, value, lastSettled, deep, timing, bounds, logged);
  }

  public SessionOptions lastSettled(Function<InstrumentId, Optional<Instant>> value) {
    return new SessionOptions(facts, wanted, firstServed, value, deep, timing, bounds, logged);
  }

  public SessionOptions deep(Predicate<InstrumentId> value) {
    return new SessionOptions(
        facts, wanted, firstServed, lastSettled, value, timing, bounds, logged);
  }

  public SessionOptions timing(Timing value) {
    return new SessionOptions(facts, wanted, firstServed, lastSettled, deep, value, bounds, logged);
  }

  public SessionOptions bounds(Bounds value) {
    return new SessionOptions(facts, wanted, firstServed, lastSettled, deep, timing, value, logged);
  }

  public SessionOptions unlogged() {
    return new SessionOptions(facts, wanted, firstServed, lastSettled, deep, timing, bounds, false);
  }
}
