package dev.carry.venue.okx;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What stands around the rows of one message.
///
/// @param channel what the rows are
/// @param symbol whose they are, where the message or the call says so for all of them
/// @param receivedAt our clock
/// @param snapshot whether a book replaces what was known
/// @param answer whether it answers a call, in contrast to a push
record OkxMessage(
    OkxChannel channel,
    @Nullable OkxSymbol symbol,
    Instant receivedAt,
    boolean snapshot,
    boolean answer) {}
