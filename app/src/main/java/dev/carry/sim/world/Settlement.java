package dev.carry.sim.world;

/// Funding that was charged.
///
/// @param time epoch milliseconds of the boundary
/// @param rate fraction of notional per interval; positive: longs paid shorts
/// @param mark mark price at the boundary
/// @param index index price at the boundary
/// @param trailing8h sum over the trailing 8 h (continuous venues), a fraction
public record Settlement(long time, double rate, double mark, double index, double trailing8h) {}
