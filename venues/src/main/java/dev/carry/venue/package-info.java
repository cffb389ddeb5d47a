/// What a venue is to Carry, apart from its sockets: a descriptor (data) and a codec (bytes to
/// facts).
///
/// ```
///   descriptor ──► what to ask for        ┌────────────► facts (events, in the message's order)
///   session ─────► Frame ──► codec ──► Decoded ────────► control (ack, pong, a reply to send)
///   history ─────► Frame ──┘               ├────────────► ignored (why)
///                                          └────────────► rejected (reason, place)
/// ```
///
/// Socket, REST and history all enter as frames through the same codec. A codec belongs to one
/// connection or poller and is used by one thread at a time; [Instruments] is shared by all codecs
/// of a venue and is thread-safe.
@NullMarked
package dev.carry.venue;

import org.jspecify.annotations.NullMarked;
