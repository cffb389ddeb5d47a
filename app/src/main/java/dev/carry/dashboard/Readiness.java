package dev.carry.dashboard;

import java.util.List;

/// Whether the process does its work, check by check.
public record Readiness(List<Check> checks) {

  /// @param name what was looked at
  /// @param passed whether it is as it should be
  /// @param detail what was found, and the mend where it failed
  public record Check(String name, boolean passed, String detail) {}

  public Readiness {
    checks = List.copyOf(checks);
  }

  public boolean ready() {
    return checks.stream().allMatch(Check::passed);
  }
}
