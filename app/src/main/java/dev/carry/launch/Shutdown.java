package dev.carry.launch;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Waits until the process is told to end (Ctrl-C, SIGTERM), and lets what was started be closed in
/// order: armed before anything is started, closed after everything is closed.
final class Shutdown implements AutoCloseable {
  private static final Duration TO_CLOSE = Duration.ofSeconds(20);
  private static final CountDownLatch CLOSED = new CountDownLatch(1);

  private final CompletableFuture<@Nullable Throwable> told = new CompletableFuture<>();
  private final Thread hook = new Thread(this::told, "shutdown");

  private Shutdown() {}

  /// From now on the process stays, when it is told to end, until [#closed()] or for a while.
  static Shutdown arm() {
    Shutdown armed = new Shutdown();
    Runtime.getRuntime().addShutdownHook(armed.hook);
    return armed;
  }

  /// Says that all is closed: a process that was told to end need not wait any longer. Joining the
  /// main thread instead would wait for one that waits in `System.exit` for the hooks.
  static void closed() {
    CLOSED.countDown();
  }

  private void told() {
    told.complete(null);
    try {
      var _ = CLOSED.await(TO_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether the process was told to end.
  boolean asked() {
    return told.isDone();
  }

  /// Returns after `lasts`, or when the process was told to end.
  void await(@Nullable Duration lasts) throws InterruptedException {
    var _ = await(lasts, new CompletableFuture<>());
  }

  /// The same, but returns at once when something fails.
  ///
  /// @return why it failed; absent: it did not
  @Nullable Throwable await(@Nullable Duration lasts, CompletableFuture<Throwable> failed)
      throws InterruptedException {
    var _ = failed.thenAccept(told::complete);
    try {
      return lasts == null ? told.get() : told.get(lasts.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("nothing completes it so", e);
    }
  }

  @Override
  public void close() {
    try {
      var _ = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // it runs, and waits for the end of this thread's work
    }
  }
}
