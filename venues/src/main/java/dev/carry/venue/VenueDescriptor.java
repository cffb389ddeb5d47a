package dev.carry.venue;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.Levels;
import dev.carry.model.VenueId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All that is particular to a venue and is no byte format: addresses, calls, subscriptions,
/// limits, fees. Data and pure functions, no state.
public interface VenueDescriptor {

  VenueId id();

  /// REST base; paths of [RestCall] follow it.
  URI rest();

  /// WebSocket base; paths of [SocketPlan] follow it.
  URI sockets();

  /// The facts this venue is promised to give, by socket or REST.
  Set<Fact> offers();

  /// What it does not offer, and why, in words for users.
  Map<Fact, String> lacks();

  /// Where the funding period of its instruments comes from, in words for users.
  String periodSource();

  Limits limits();

  Keepalive keepalive();

  FeeTable fees(Instrument instrument);

  /// All fee tables by product line, for users to look at.
  Map<String, FeeTable> feeTables();

  /// What lists all its instruments with their funding terms, to be read in this order at start
  /// and again every [#instrumentsEvery()].
  List<RestCall> instruments();

  /// What lists the options of a venue that has other instruments too, to be read behind
  /// [#instruments()] where options are wanted: the lists are long, and few ask for them.
  default List<RestCall> chains() {
    return List.of();
  }

  /// How often the instruments are read again: funding periods change without notice.
  default Duration instrumentsEvery() {
    return Duration.ofMinutes(5);
  }

  /// The fewest calls that show what every perpetual pays now, with mark, index and quote, and what
  /// every option is worth: one look for a scan, and what stands in for a silent socket.
  ///
  /// @param listed the instruments of interest
  List<RestCall> snapshot(List<Instrument> listed);

  /// Whether [#snapshot] is a call for each instrument: a scan then asks for those touches alone
  /// that it wants.
  default boolean tellsOneByOne() {
    return false;
  }

  /// The call that shows the best bid and ask of one instrument with their sizes, where
  /// [#snapshot] does not: a call each, so few are asked for.
  default Optional<RestCall> touch(Instrument instrument) {
    return Optional.empty();
  }

  /// The settled funding of an instrument, from and to inclusive; the codec names further pages.
  default Optional<RestCall> settled(Instrument instrument, Instant from, Instant to) {
    return Optional.empty();
  }

  /// The settled funding of all its instruments at once, from and to inclusive, where the venue
  /// gives that: after a boundary it stands for a call each. The codec names further pages.
  default Optional<RestCall> settledOfAll(Instant from, Instant to) {
    return Optional.empty();
  }

  /// The open interest of instruments that no snapshot and no socket carries.
  default List<RestCall> openInterest(List<Instrument> listed) {
    return List.of();
  }

  /// How a series of an instrument's past is asked for; empty: the venue does not offer it.
  default Optional<Past> past(Past.Series series, Instrument instrument) {
    return Optional.empty();
  }

  /// Why the venue cannot be connected to any more; empty: it can. What was recorded of it is read
  /// all the same.
  default Optional<String> closed() {
    return Optional.empty();
  }

  /// The connections that carry the order books of a few instruments, at least twenty levels deep.
  ///
  /// @param deep the instruments whose depth is wanted now
  default List<SocketPlan> books(List<Instrument> deep) {
    return List.of();
  }

  /// What begins a book whose socket sends changes only: the whole book by REST.
  default Optional<RestCall> bookSnapshot(Instrument instrument) {
    return Optional.empty();
  }

  /// The venue's checksum of a book, to be compared with the one it sends.
  ///
  /// @param bids the best twenty-five that are known, best first
  /// @param asks the best twenty-five that are known, best first
  default long checksum(Levels bids, Levels asks) {
    throw new UnsupportedOperationException(id() + " sends no checksum");
  }

  /// The connections that carry these facts of these instruments.
  List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts);

  /// A codec for one connection or poller.
  ///
  /// @param listed the venue's instruments as known so far, kept up to date by the caller
  VenueCodec codec(Instruments listed);
}
