package dev.carry.model;

import java.time.Instant;

/// Time passing where nothing else happens; the only input that may move time on its own.
///
/// @param receivedAt the edge's clock, UTC
public record Tick(Instant receivedAt) implements Input {}
