package dev.carry.store;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Does one thing after another in a thread of its own, while the caller prepares the next: at most
/// one is under way. Used by one thread.
public final class Behind implements AutoCloseable {
  private final ExecutorService thread;
  private @Nullable Future<?> last;

  /// @param name of the thread
  public Behind(String name) {
    thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).factory());
  }

  /// Does it when what was given before is done; returns while that goes on.
  ///
  /// @throws RuntimeException what was given before threw
  public void run(Runnable task) {
    await();
    last = thread.submit(task);
  }

  /// Waits until all is done.
  ///
  /// @throws RuntimeException what was given before threw
  public void await() {
    Future<?> before = last;
    last = null;
    if (before == null) {
      return;
    }
    try {
      before.get();
    } catch (InterruptedException | CancellationException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("the import was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException told) {
        throw told;
      }
      throw new StoreException("the import cannot go on: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    try {
      await();
    } finally {
      thread.close();
    }
  }
}
