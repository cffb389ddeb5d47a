package dev.carry.valuation.option;

/// The touch of one option of a chain.
///
/// @param strike quote per base
/// @param bid quote per base; `NaN`: nobody bids
/// @param ask quote per base; `NaN`: nobody offers
public record StrikeQuote(double strike, double bid, double ask) {}
