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
}
