package dev.carry.launch;

/// Which build this is.
final class Build {
  static final String VERSION = "0.1.0";

  private Build() {}
}
