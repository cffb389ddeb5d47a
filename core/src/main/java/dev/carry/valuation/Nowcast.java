package dev.carry.valuation;

/// What a coming settlement is computed to be before it is: no rate the venue stated, neither an
/// estimate of its own nor a settled one.
///
/// @param rate fraction per period: as likely too high as too low
/// @param low one standard error of the average premium below; NaN: too little is known of it
/// @param high the same above; equal to `rate` where the damper, the cap or the settlement leaves
///     no room
/// @param periodMillis what the rates are expressed over
/// @param settlesAtMillis the settlement it is for
/// @param seen which share of the average is known, 0 to 1
public record Nowcast(
    double rate, double low, double high, long periodMillis, long settlesAtMillis, double seen) {}
