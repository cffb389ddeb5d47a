package dev.carry.dashboard;

import org.jspecify.annotations.Nullable;

/// What is running, for the page's header.
///
/// @param mode `demo`; `run`, at the venues themselves; `elsewhere`, at other endpoints
/// @param version of Carry
/// @param seed of the simulated venues; absent with real ones
/// @param speed simulated seconds per second; absent with real venues
public record About(String mode, String version, @Nullable Long seed, @Nullable Double speed) {}
