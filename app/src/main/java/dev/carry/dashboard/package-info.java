/// The dashboard and the HTTP interface: a sink that keeps the latest state and shows it.
///
/// ```
///   outbox thread ──Step──► LiveState ◄──reads── one event loop: API, page, stream, signals
///                           (locked, bounded)        └─ worker threads: stored history only
/// ```
///
/// `LiveState` is written by the thread that feeds the sink and read by the event loop. Readers of
/// the stream are conflated: each remembers the version it has, and gets what changed since when
/// its socket can take it. Nothing here can slow the engine, and every collection is bounded.
@NullMarked
package dev.carry.dashboard;

import org.jspecify.annotations.NullMarked;
