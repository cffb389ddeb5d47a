package dev.carry.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A fact a finding stands on.
///
/// @param fact which kind of fact
/// @param id what it is about
/// @param value the number that was used, in the fact's own unit
/// @param venueTime the venue's time of it; absent where the venue sent none
/// @param receivedAt when it was received
/// @param age engine time − `receivedAt`, never negative
public record Evidence(
    Fact fact,
    InstrumentId id,
    double value,
    @Nullable Instant venueTime,
    Instant receivedAt,
    Duration age) {}
