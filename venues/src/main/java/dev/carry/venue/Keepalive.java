package dev.carry.venue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a venue's sockets are kept open, and when they are replaced.
///
/// @param text sent every `every`; absent: the venue pings (answered by the socket itself), or its
///     codec answers its heartbeats with replies
/// @param every period of `text`
/// @param idle the longest time without any byte before the connection counts as dead
/// @param lifetime replace the connection, the new one first, after this long; absent: never
public record Keepalive(
    @Nullable String text, Duration every, Duration idle, @Nullable Duration lifetime) {}
