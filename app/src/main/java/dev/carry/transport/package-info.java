/// The two doors of the engine: the inbox in front of it and the outbox behind it.
///
/// ```
///   venue threads ──► Inbox ──► Pump (engine thread) ──► Outbox ──► one thread per sink
///                                 │
///                                 └──► input log
/// ```
///
/// Both doors are bounded. When one is full, prices and estimates conflate per instrument and fact;
/// what must not be lost makes the reader of a venue wait, and never the engine.
@NullMarked
package dev.carry.transport;

import org.jspecify.annotations.NullMarked;
