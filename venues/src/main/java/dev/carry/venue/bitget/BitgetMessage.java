package dev.carry.venue.bitget;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What stands around the rows of one message.
///
/// @param symbol whose they are, where the message or the call says so for all of them
/// @param snapshot whether they replace what was known
/// @param sentAt the venue's time of the message, behind its rows; absent: it states none
/// @param receivedAt our clock
record BitgetMessage(
    @Nullable BitgetSymbol symbol,
    boolean snapshot,
    @Nullable Instant sentAt,
    Instant receivedAt) {}
