package dev.carry.launch;

import dev.carry.engine.Sink;
import dev.carry.journal.InputLogReader;
import dev.carry.journal.Logged;
import dev.carry.model.AccountState;
import dev.carry.model.Command;
import dev.carry.model.Step;
import dev.carry.portfolio.PaperEngine;
import dev.carry.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// After a crash the input log may hold what the store does not, and findings are open that nobody
/// watches: the log is replayed through the engine that will go on, and the store takes what it
/// lacks. The next start then closes what is open.
final class CatchUp {
  private static final Duration PROGRESS = Duration.ofMillis(500);

  private CatchUp() {}

  /// @param engine a new one; it is left as the last run left it, and new where that ended in good
  ///     order
  /// @param also told every step that is read
  /// @return what that run held on paper at its end; absent: there is no account
  static @Nullable AccountState run(PaperEngine engine, Path inputLog, Store store, Sink also) {
    long from = store.acknowledged();
    if (!Files.isDirectory(inputLog)) {
      return null;
    }
    End end = end(inputLog, from);
    if (end.ordered()) {
      return end.held();
    }
    System.err.println("carry: the last run did not end in good order; reading its input log ...");
    long lacked = 0;
    Instant last = Instant.EPOCH;
    AtomicLong read = new AtomicLong();
    try (InputLogReader reader = InputLogReader.openFromStart(inputLog, from + 1);
        Progress _ = new Progress(() -> "carry: read " + read + " inputs", PROGRESS)) {
      for (Logged logged; (logged = reader.next()) != null; ) {
        read.incrementAndGet();
        Step step = apply(engine, logged, inputLog);
        store.accept(step); // of one that it has, a start at most counts
        also.accept(step);
        lacked += logged.sequence() > from ? 1 : 0;
        last = logged.input().receivedAt();
      }
    }
    if (lacked > 0) {
      store.flush();
      System.err.println(
          "carry: the store lacked " + lacked + " steps of the input log and has them now");
    }
    return engine.state(last);
  }

  private static Step apply(PaperEngine engine, Logged logged, Path inputLog) {
    try {
      return engine.apply(logged.sequence(), logged.input());
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

  /// How a log ends.
  ///
  /// @param ordered whether the store has everything and the log ends with a stop, or holds nothing
  /// @param held on paper, as told before that stop
  private record End(boolean ordered, @Nullable AccountState held) {}

  private static End end(Path inputLog, long acknowledged) {
    boolean ordered = true;
    AccountState held = null;
    try (InputLogReader reader = InputLogReader.open(inputLog, Math.max(1, acknowledged - 1))) {
      for (Logged logged; (logged = reader.next()) != null; ) {
        if (logged.sequence() > acknowledged) {
          return new End(false, null);
        }
        ordered =
            logged.input() instanceof Command command && command.action() == Command.Action.STOP;
        held = logged.input() instanceof AccountState state ? state : held;
      }
    }
    return new End(ordered, held);
  }
}
