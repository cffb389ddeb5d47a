package dev.carry.launch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Waits until the process is told to end, and lets what was started be closed in order.
final class Shutdown {
  private Shutdown() {}

  /// Returns after `lasts`, or when the process is interrupted (Ctrl-C, SIGTERM). The process then
  /// stays until the caller has closed what it opened, for a while at most.
  static void await(@Nullable Duration lasts) throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    Thread main = Thread.currentThread();
    Thread hook =
        new Thread(
            () -> {
              told.countDown();
              try {
                main.join(Duration.ofSeconds(20));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    if (lasts == null) {
      told.await();
    } else {
      boolean early = told.await(lasts.toMillis(), TimeUnit.MILLISECONDS);
      if (!early) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }
}
