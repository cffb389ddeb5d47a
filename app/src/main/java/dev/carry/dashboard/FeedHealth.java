package dev.carry.dashboard;

import dev.carry.model.VenueId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a session measures of one feed; stands beside the feed's last status.
///
/// @param venue the venue
/// @param feed the connection or poller, as in its `FeedStatus`
/// @param messagesPerSecond received, over the last seconds; ≥ 0
/// @param lastMessageAt when the last message came
/// @param budgetUsed share of the venue's request budget in use, 0 to 1; absent on sockets
/// @param callsHeldUntil the venue refused calls, and is asked nothing before; absent: it answers
/// @param reconnects since the start
public record FeedHealth(
    VenueId venue,
    String feed,
    @Nullable Double messagesPerSecond,
    @Nullable Instant lastMessageAt,
    @Nullable Double budgetUsed,
    @Nullable Instant callsHeldUntil,
    @Nullable Integer reconnects) {}
