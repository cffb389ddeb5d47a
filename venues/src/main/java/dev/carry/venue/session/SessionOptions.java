package dev.carry.venue.session;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.venue.Identity;
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
/// @param identity which asset each listing is of
/// @param timing when it acts
/// @param bounds what it may hold
/// @param logged whether what goes wrong is logged; for those who tell it themselves it is not
public record SessionOptions(
    Set<Fact> facts,
    Predicate<Instrument> wanted,
    Comparator<InstrumentId> firstServed,
    Function<InstrumentId, Optional<Instant>> lastSettled,
    Predicate<InstrumentId> deep,
    Identity identity,
    Timing timing,
    Bounds bounds,
    boolean logged) {

  public SessionOptions {
    facts = Set.copyOf(facts);
  }

  /// These facts of these instruments, nothing known before, the identities that come with Carry,
  /// usual timing and bounds.
  public static SessionOptions of(Set<Fact> facts, Predicate<Instrument> wanted) {
    return new SessionOptions(
        facts,
        wanted,
        Comparator.naturalOrder(),
        id -> Optional.empty(),
        id -> false,
        Identity.reviewed(),
        Timing.DEFAULT,
        Bounds.DEFAULT,
        true);
  }

  public SessionOptions firstServed(Comparator<InstrumentId> value) {
    return new SessionOptions(
        facts, wanted, value, lastSettled, deep, identity, timing, bounds, logged);
  }

  public SessionOptions lastSettled(Function<InstrumentId, Optional<Instant>> value) {
    return new SessionOptions(
        facts, wanted, firstServed, value, deep, identity, timing, bounds, logged);
  }

  public SessionOptions deep(Predicate<InstrumentId> value) {
    return new SessionOptions(
        facts, wanted, firstServed, lastSettled, value, identity, timing, bounds, logged);
  }

  public SessionOptions identity(Identity value) {
    return new SessionOptions(
        facts, wanted, firstServed, lastSettled, deep, value, timing, bounds, logged);
  }

  public SessionOptions timing(Timing value) {
    return new SessionOptions(
        facts, wanted, firstServed, lastSettled, deep, identity, value, bounds, logged);
  }

  public SessionOptions bounds(Bounds value) {
    return new SessionOptions(
        facts, wanted, firstServed, lastSettled, deep, identity, timing, value, logged);
  }

  public SessionOptions unlogged() {
    return new SessionOptions(
        facts, wanted, firstServed, lastSettled, deep, identity, timing, bounds, false);
  }
}
