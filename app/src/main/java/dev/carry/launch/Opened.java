package dev.carry.launch;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What was opened, to be closed last first. What cannot be closed in order does not keep the
/// others open.
final class Opened implements AutoCloseable {
  private final Deque<AutoCloseable> resources = new ArrayDeque<>();

  <T extends AutoCloseable> T with(T resource) {
    resources.push(resource);
    return resource;
  }

  /// @throws RuntimeException the first that was thrown while closing, the others with it
  @Override
  public void close() {
    RuntimeException first = null;
    while (!resources.isEmpty()) {
      RuntimeException failure = close(resources.pop());
      if (first == null) {
        first = failure;
      } else if (failure != null) {
        first.addSuppressed(failure);
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static @Nullable RuntimeException close(AutoCloseable resource) {
    try {
      resource.close();
      return null;
    } catch (RuntimeException e) {
      return e;
    } catch (Exception e) {
      return new IllegalStateException("while stopping: " + e, e);
    }
  }
}
