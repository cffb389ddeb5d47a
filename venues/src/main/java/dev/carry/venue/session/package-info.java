/// Everything between a venue's network and decoded facts. It knows no venue by name: what is
/// particular to one stands in its descriptor.
///
/// ```
///   VenueSession (one a venue)
///     ├─ Roll ........ reads the instruments, again and again; tells what changed
///     ├─ Feed (one a connection planned) ─► Connection ─► WireSocket
///     │      reconnects, rotates, watches promises     └► codec ─► facts ─► MarketSink
///     ├─ SnapshotPoller ... stands in for silent sockets, and for facts no socket carries
///     ├─ SettledPoller .... funding that was charged, after each settlement
///     ├─ InterestPoller ... open interest, slowly
///     └─ Rest ─► Budget ─► Wire    every call is paid for; errors are told apart
/// ```
///
/// **Holes.** A codec that sees a hole in its venue's own sequence says so with the facts behind
/// it: the feed is `GAP` at once, and live again at the next look if nothing it promised is silent.
/// No connection is replaced for it: nothing we subscribe to is merged from a sequence.
///
/// **Threads.** One platform thread a connection and a poller, plain blocking code, all owned by
/// [Crew]; one event loop moves the bytes. A sink that blocks stops the reading, then the socket,
/// then the venue. Every wait ends at an interrupt.
///
/// **Time.** Receive times, deadlines and waits follow the session's clock; a clock that is never
/// set back is best. Only the limits on opening a connection and on a REST answer are real time.
@NullMarked
package dev.carry.venue.session;

import org.jspecify.annotations.NullMarked;
