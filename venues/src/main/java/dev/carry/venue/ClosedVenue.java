package dev.carry.venue;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A venue that closed: recordings of it are read, and nothing is asked of it.
public interface ClosedVenue extends VenueDescriptor {
  /// Since when it is closed, in words for users.
  String whyClosed();

  /// What it charged in the time of the recordings.
  FeeTable fees();

  @Override
  default Optional<String> closed() {
    return Optional.of(whyClosed());
  }

  /// Nothing is asked that could be limited.
  @Override
  default Limits limits() {
    Duration minute = Duration.ofMinutes(1);
    return new Limits(1, minute, null, null, List.of(), minute, 1, minute, Duration.ZERO);
  }

  /// Nothing is kept alive.
  @Override
  default Keepalive keepalive() {
    return new Keepalive("ping", Duration.ofSeconds(15), Duration.ofSeconds(30), null);
  }

  @Override
  default FeeTable fees(Instrument instrument) {
    return fees();
  }

  @Override
  default Map<String, FeeTable> feeTables() {
    return Map.of("all", fees());
  }

  @Override
  default List<RestCall> instruments() {
    return List.of();
  }

  @Override
  default List<RestCall> snapshot(List<Instrument> listed) {
    return List.of();
  }

  @Override
  default List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    return List.of();
  }
}
