package dev.carry.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One side of a delta-neutral trade.
///
/// @param instrument what to trade
/// @param side buy to open a long, sell to open a short
/// @param executablePrice the touch one would trade at now, quote per base
/// @param rate funding fraction per `period`; positive: longs pay shorts; absent without funding
/// @param period the period of `rate`
/// @param settlesAt the coming settlement; absent on continuous venues and without funding
public record Leg(
    InstrumentId instrument,
    Side side,
    double executablePrice,
    @Nullable Double rate,
    @Nullable Duration period,
    @Nullable Instant settlesAt) {}
