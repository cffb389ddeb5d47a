package dev.carry.venue.session;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// Owns every thread of a session: one platform thread a task, all interrupted and joined
/// at [#close()]. Not virtual ones: in Java 25 a virtual thread that waits for a class keeps its
/// carrier, and sessions that start together on two processors could wait for ever; a venue has few
/// enough. Structured concurrency is still a preview; this class is all of it that is needed here,
/// and the only place that forks.
final class Crew implements AutoCloseable {
  private static final Duration LONGEST_JOIN = Duration.ofSeconds(10);

  /// Work that ends when it is interrupted.
  @FunctionalInterface
  interface Task {
    void run() throws InterruptedException;
  }

  private final String name;
  private final BiConsumer<String, Throwable> supervisor;
  private final ExecutorService threads;
  private final Map<Thread, String> working = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /// @param supervisor told the name of a task that failed, and how; being interrupted by
  ///     [#close()] is no failure
  Crew(String name, BiConsumer<String, Throwable> supervisor) {
    this.name = name;
    this.supervisor = supervisor;
    this.threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name(name + "/", 0).factory());
  }

  /// Starts a task on a thread of its own.
  ///
  /// @throws RejectedExecutionException when the crew is closed
  void fork(String task, Task work) {
    threads.execute(() -> run(task, work));
  }

  private void run(String task, Task work) {
    Thread self = Thread.currentThread();
    working.put(self, task);
    try {
      work.run();
    } catch (InterruptedException | RejectedExecutionException e) {
      if (!closed) {
        supervisor.accept(task, e);
      }
    } catch (Throwable e) {
      supervisor.accept(task, e);
    } finally {
      working.remove(self);
    }
  }

  /// Interrupts all tasks and waits until they have ended. Not to be called by one of them.
  ///
  /// @throws IllegalStateException when tasks did not heed the interrupt within ten seconds
  @Override
  public void close() {
    if (working.containsKey(Thread.currentThread())) {
      throw new IllegalStateException(name + ": a task cannot close its own crew");
    }
    closed = true;
    threads.shutdownNow();
    boolean interrupted = false;
    long deadline = System.nanoTime() + LONGEST_JOIN.toNanos();
    while (!threads.isTerminated() && System.nanoTime() < deadline) {
      try {
        threads.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!threads.isTerminated()) {
      throw new IllegalStateException(name + ": did not end: " + working.values());
    }
  }
}
