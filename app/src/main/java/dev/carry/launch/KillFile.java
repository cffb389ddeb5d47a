package dev.carry.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The kill switch for whoever has nothing but a shell: a file `kill` in the data folder. While it
/// is there nothing is opened, and a start begins stopped.
final class KillFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KillFile.class);
  private static final Duration LOOKED_EVERY = Duration.ofMillis(500);

  private final Path file;
  private final Runnable kill;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("kill-file").unstarted(this::watch);

  KillFile(Path file, Runnable kill) {
    this.file = file;
    this.kill = kill;
  }

  void start() {
    thread.start();
  }

  private void watch() {
    try {
      while (!Files.exists(file)) {
        Thread.sleep(LOOKED_EVERY);
      }
      LOG.warn(
          "stopped by {}: nothing is opened until it is removed and Carry started again", file);
      kill.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
