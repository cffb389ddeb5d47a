package dev.carry.valuation.option;

/// The volatility that a price implies, or why it implies none.
public sealed interface Implied {

  /// @param perYear fraction, > 0
  record Volatility(double perYear) implements Implied {}

  /// @param because in words, with what was found
  record None(String because) implements Implied {}
}
