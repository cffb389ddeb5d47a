package dev.carry.launch;

import dev.carry.engine.Engine;
import dev.carry.journal.InputLogReader;
import dev.carry.journal.Logged;
import dev.carry.model.Step;
import dev.carry.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;

/// After a crash the input log may hold what the store does not: the log is replayed through the
/// same engine, and the store takes what it lacks.
final class CatchUp {
  private CatchUp() {}

  static void run(Config config, Path inputLog, Store store) {
    if (!Files.isDirectory(inputLog) || !behind(inputLog, store.acknowledged())) {
      return;
    }
    long from = store.acknowledged();
    long replayed = 0;
    Engine engine = Pipeline.engine(config);
    // from the beginning of what is kept: findings need what the engine knew
    try (InputLogReader reader = InputLogReader.open(inputLog)) {
      for (Logged logged; (logged = reader.next()) != null; ) {
        Step step = new Step(logged.sequence(), logged.input(), engine.apply(logged.input()));
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

  private static boolean behind(Path inputLog, long acknowledged) {
    try (InputLogReader reader = InputLogReader.open(inputLog, acknowledged + 1)) {
      return reader.next() != null;
    }
  }
}
