package dev.carry.launch;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Waits until the process is told to end, and lets what was started be closed in order.
final class Shutdown {
  private static final Duration TO_CLOSE = Duration.ofSeconds(20);
  private static final CountDownLatch CLOSED = new CountDownLatch(1);

  private Shutdown() {}

  /// Says that all is closed: a process that was told to end need not wait any longer. Joining the
  /// main thread instead would wait for one that waits in `System.exit` for the hooks.
  static void closed() {
    CLOSED.countDown();
  }

  /// Returns after `lasts`, or when the process is interrupted (Ctrl-C, SIGTERM). The process then
  /// stays until the caller has closed what it opened, for a while at most.
  static void await(@Nullable Duration lasts) throws InterruptedException {
    await(lasts, new CompletableFuture<>());
  }

  /// The same, but returns at once when something fails.
  ///
  /// @return why it failed; absent: it did not
  static @Nullable Throwable await(@Nullable Duration lasts, CompletableFuture<Throwable> failed)
      throws InterruptedException {
    CompletableFuture<@Nullable Throwable> told = new CompletableFuture<>();
    var _ = failed.thenAccept(told::complete);
    Thread hook =
        new Thread(
            () -> {
              told.complete(null);
              try {
                var _ = CLOSED.await(TO_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Throwable failure =
          lasts == null ? told.get() : told.get(lasts.toMillis(), TimeUnit.MILLISECONDS);
      if (failure != null) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
      return failure;
    } catch (TimeoutException e) {
      Runtime.getRuntime().removeShutdownHook(hook);
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("nothing completes it so", e);
    }
  }
}
