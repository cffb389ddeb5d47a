package dev.carry.launch;

import java.nio.file.Path;

/// Where things lie under `--data`.
///
/// @param root the folder itself
record DataFolder(Path root) {

  Path inputLog() {
    return root.resolve("input-log");
  }

  Path frames() {
    return root.resolve("frames");
  }

  /// Reports of runs that traded on paper.
  Path paper() {
    return root.resolve("paper");
  }

  /// What the analyst said, and what it cost.
  Path insight() {
    return root.resolve("insight");
  }

  /// What was told to whom, and rules that were written on the page.
  Path alert() {
    return root.resolve("alert");
  }

  /// How far a bot is that is posted to, and what was held back from bots.
  Path signal() {
    return root.resolve("signal");
  }

  /// While it is there nothing is opened.
  Path kill() {
    return root.resolve("kill");
  }
}
