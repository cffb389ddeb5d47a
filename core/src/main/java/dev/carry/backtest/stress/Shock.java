package dev.carry.backtest.stress;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Something that did not happen to the recorded past, and may happen to the next.
public sealed interface Shock permits PriceGap, Crash, Outage, FundingExtreme, Deleveraged, Depeg {

  /// As a user asks for it.
  String name();

  /// What it is, in words.
  String words(Place place);

  /// Where it could strike, given what is held: which of them hurts most is tried out. Empty: there
  /// is nothing for it to hurt.
  List<Place> places(Held held);

  /// It, at a time and a place.
  Disturbance at(Strike strike);

  /// `15 %`.
  static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.4g", 100 * fraction).replaceAll("\\.?0+$", "") + " %";
  }

  /// `90 minutes`.
  static String minutes(Duration duration) {
    long minutes = duration.toMinutes();
    return minutes + (minutes == 1 ? " minute" : " minutes");
  }

  /// Refuses a share that is none.
  static void requireShare(String what, double value) {
    if (!(value > 0) || value >= 1) {
      throw new IllegalArgumentException(what + " " + value + ": more than 0, less than 1");
    }
  }

  /// Refuses a time that is none.
  static void requireLasting(String what, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(what + " " + value + ": more than 0 is allowed");
    }
  }
}
