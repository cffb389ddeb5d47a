package dev.carry.alert;

/// How much an alert matters.
public enum Severity {
  INFO,
  WARNING,
  CRITICAL;

  /// One more; the highest stays.
  Severity next() {
    return this == INFO ? WARNING : CRITICAL;
  }

  boolean isLeast(Severity least) {
    return compareTo(least) >= 0;
  }
}
