package dev.carry.cli;

import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Numbers that make no sense at 0 or below.
final class Positive {
  private Positive() {}

  /// @param called whose help helps
  static void require(CommandLine called, String option, double value) {
    if (!(value > 0)) {
      throw wrong(called, option, value);
    }
  }

  static void require(CommandLine called, String option, Duration value) {
    if (!value.isPositive()) {
      throw wrong(called, option, value);
    }
  }

  private static ParameterException wrong(CommandLine called, String option, Object value) {
    return new ParameterException(called, option + " " + value + ": more than 0 is allowed");
  }
}
