package dev.carry.model;

/// Why money came or went. Every movement stands under exactly one line, so that the lines of a
/// result sum to it to the last digit.
public enum Line {
  /// Settlements received (positive) and paid.
  FUNDING,
  /// What the middle of the market did between entry and exit, of all legs together.
  PRICE,
  /// What venues charge for fills.
  FEES,
  /// From the middle of the market to the touch.
  SPREAD,
  /// From the touch to the price of the fill.
  SLIPPAGE,
  /// Interest on what was borrowed to be sold.
  BORROW,
  /// Changing one USD-like coin into another and back.
  CONVERSION,
  /// Moving margin between venues.
  TRANSFER
}
