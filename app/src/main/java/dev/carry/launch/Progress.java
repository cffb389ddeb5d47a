package dev.carry.launch;

import java.io.Console;
import java.time.Duration;
import java.util.function.Supplier;

/// One line on standard error that says how far long work is, rewritten in place: only on a
/// terminal.
final class Progress implements AutoCloseable {
  private static final String CLEAR = "\r\u001b[K";

  private final Supplier<String> line;
  private final Duration every;
  private final Thread thread = Thread.ofPlatform().daemon().name("progress").unstarted(this::run);

  /// @param line how far it is now; asked by a thread of its own
  Progress(Supplier<String> line, Duration every) {
    this.line = line;
    this.every = every;
    if (onTerminal()) {
      thread.start();
    }
  }

  @SuppressWarnings("SystemConsoleNull") // one checker knows the JDK, the other its annotations
  private static boolean onTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(every);
        System.err.print(CLEAR + line.get());
        System.err.flush();
      }
    } catch (InterruptedException e) {
      System.err.print(CLEAR);
      System.err.flush();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
