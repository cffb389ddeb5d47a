package dev.carry.dashboard;

/// On what capital a detector counts for what it offers.
///
/// @param leverage of each leg that has a margin
/// @param buffer beside the margins, fraction of notional
public record CapitalTerms(double leverage, double buffer) {}
