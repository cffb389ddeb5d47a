package dev.carry.launch;

import dev.carry.engine.Engine;
import dev.carry.journal.InputLogReader;
import dev.carry.journal.Logged;
import dev.carry.model.Command;
import dev.carry.model.Finding;
import dev.carry.model.Step;
import dev.carry.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// After a crash the input log may hold what the store does not, and findings are open that nobody
/// watches: the log is replayed through the engine that will go on, and the store takes what it
/// lacks. The next start then closes what is open.
final class CatchUp {
  private static final Duration PROGRESS = Duration.ofMillis(500);

  private CatchUp() {}

  /// @param engine a new one
  /// @return the same, as the last run left it; still new where that ended in good order
  static Engine run(Engine engine, Path inputLog, Store store) {
    long from = store.acknowledged();
    if (!Files.isDirectory(inputLog) || endedInOrder(inputLog, from)) {
      return engine;
    }
    System.err.println("carry: the last run did not end in good order; reading its input log ...");
    long lacked = 0;
    AtomicLong read = new AtomicLong();
    try (InputLogReader reader = InputLogReader.openFromStart(inputLog, from + 1);
        Progress _ = new Progress(() -> "carry: read " + read + " inputs", PROGRESS)) {
      for (Logged logged; (logged = reader.next()) != null; ) {
        read.incrementAndGet();
        Step step = new Step(logged.sequence(), logged.input(), apply(engine, logged, inputLog));
        store.accept(step); // of one that it has, a start at most counts
        lacked += step.sequence() > from ? 1 : 0;
      }
    }
    if (lacked > 0) {
      store.flush();
      System.err.println(
          "carry: the store lacked " + lacked + " steps of the input log and has them now");
    }
    return engine;
  }

  private static List<Finding> apply(Engine engine, Logged logged, Path inputLog) {
    try {
      return engine.apply(logged.input());
    } catch (RuntimeException e) {
      throw new StoppedException(
          "the engine fails on step "
              + logged.sequence()
              + " of "
              + inputLog
              + " ("
              + logged.input()
              + "): "
              + e
              + ". That is a fault of Carry: keep the folder for a report. To start without what"
              + " the store lacks, move it aside; the store stands by itself",
          e);
    }
  }

  /// Whether the store has everything and the log ends with a stop, or holds nothing.
  private static boolean endedInOrder(Path inputLog, long acknowledged) {
    try (InputLogReader reader = InputLogReader.open(inputLog, Math.max(1, acknowledged))) {
      boolean ordered = true;
      for (Logged logged; (logged = reader.next()) != null; ) {
        if (logged.sequence() > acknowledged) {
          return false;
        }
        ordered =
            logged.input() instanceof Command command && command.action() == Command.Action.STOP;
      }
      return ordered;
    }
  }
}
