package dev.carry.valuation;

/// What one perpetual was seen to pay, settlement by settlement, oldest first.
public interface PaidRates {

  int count();

  /// The settlement instant.
  long atMillis(int index);

  /// The period that was paid for, which ended then.
  long periodMillis(int index);

  /// Fraction per hour.
  double hourly(int index);
}
