package dev.carry.backtest.stress;

import java.time.Instant;

/// When and where a shock strikes, and what is held then.
///
/// @param held in the run without it
record Strike(Instant at, Place place, Held held) {}
