package dev.carry.launch;

import java.util.ArrayDeque;
import java.util.Deque;

/// Closes what was opened, last first, unless all of it came to stand.
final class Undo implements AutoCloseable {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  <T extends AutoCloseable> T with(T resource) {
    opened.push(resource);
    return resource;
  }

  /// All stands: nothing is closed.
  void keep() {
    opened.clear();
  }

  @Override
  public void close() {
    for (AutoCloseable resource : opened) {
      try {
        resource.close();
      } catch (Exception e) {
        System.err.println("carry: while stopping: " + e.getMessage());
      }
    }
  }
}
