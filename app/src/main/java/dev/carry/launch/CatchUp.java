package dev.carry.launch;

import dev.carry.engine.Engine;
import dev.carry.journal.InputLogReader;
import dev.carry.journal.Logged;
import dev.carry.model.Finding;
import dev.carry.model.Step;
import dev.carry.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// After a crash the input log may hold what the store does not: the log is replayed through the
/// same engine, and the store takes what it lacks.
final class CatchUp {
  private CatchUp() {}

  /// @param engine a new one, as this run's will be
  static void run(Engine engine, Path inputLog, Store store) {
    if (!Files.isDirectory(inputLog) || !behind(inputLog, store.acknowledged())) {
      return;
    }
    long from = store.acknowledged();
    long replayed = 0;
    // from the beginning of what is kept: findings need what the engine knew
    try (InputLogReader reader = InputLogReader.open(inputLog)) {
      for (Logged logged; (logged = reader.next()) != null; ) {
        Step step = new Step(logged.sequence(), logged.input(), apply(engine, logged, inputLog));
        if (step.sequence() > from) {
          store.accept(step);
          replayed++;
        }
      }
    }
    store.flush();
    System.err.println(
        "carry: the store lacked " + replayed + " steps of the input log and has them now");
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

  private static boolean behind(Path inputLog, long acknowledged) {
    try (InputLogReader reader = InputLogReader.open(inputLog, acknowledged + 1)) {
      return reader.next() != null;
    }
  }
}
