package dev.carry.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputLogCrashTest {
  private static final int ROUNDS = Integer.getInteger("carry.kill.rounds", 5);
  private static final InputLogSettings SETTINGS =
      new InputLogSettings(
          4 << 10,
          Duration.ofMillis(1),
          Duration.ofMillis(5),
          256 << 10,
          Duration.ofHours(1),
          Long.MAX_VALUE,
          Duration.ofDays(1));

  @TempDir private Path folder;
  @TempDir private Path elsewhere;

  /// Appends the seed's inputs for as long as it lives and tells what is durable.
  static final class Appender {
    private Appender() {}

    public static void main(String[] arguments) {
      Inputs inputs = new Inputs(new SplittableRandom(Long.parseLong(arguments[1])));
      try (InputLogWriter log =
          InputLogWriter.open(
              Path.of(arguments[0]), SETTINGS, "b", "c", 0, InstantSource.system())) {
        long told = -1;
        long last = 0;
        while (last < 5_000_000) {
          long next = log.append(inputs.next());
          // every life begins its own inputs anew
          if (last == 0) {
            System.out.println("first " + next);
          }
          last = next;
          long durable = log.durableSequence();
          if (durable > told) {
            told = durable;
            System.out.println("durable " + durable);
          }
        }
      } catch (JournalException e) {
        System.out.println("failed " + e.getMessage());
      }
    }
  }

  @Test
  void everythingDurableSurvivesAKill() throws Exception {
    SplittableRandom random = new SplittableRandom(20_260_131);
    long expectedFirst = 1;
    for (int round = 0; round < ROUNDS; round++) {
      long durable = 0;
      try (ChildJvm child =
          ChildJvm.start(errors(), Appender.class, folder.toString(), Integer.toString(round))) {
        assertThat(child.mustSay()).isEqualTo("first " + expectedFirst);
        for (int told = random.nextInt(1, 300); told > 0; told--) {
          durable = durable(child.mustSay());
        }
        child.kill();
        for (String line; (line = child.line()) != null && line.matches("durable \\d+"); ) {
          durable = durable(line);
        }
      }
      expectedFirst = verify(round, expectedFirst, durable) + 1;
    }
  }

  @Test
  void aFullDiskIsNamedAndKeepsWhatWasDurable() throws Exception {
    long durable = 0;
    String said;
    try (ChildJvm child =
        ChildJvm.startWithFileLimit(4_096, errors(), Unrotated.class, folder.toString(), "7")) {
      for (said = child.mustSay(); !said.startsWith("failed"); said = child.mustSay()) {
        durable = Math.max(durable, durable(said));
      }
      assertThat(child.exitCode()).isZero();
    }

    assertThat(said)
        .contains(folder.toString())
        .contains("a limit on file sizes is reached")
        .contains("bytes free")
        .contains("then start again");
    assertThat(durable).isPositive();
    assertThat(verify(7, 1, durable)).isGreaterThanOrEqualTo(durable);
  }

  /// The same in one segment that grows until it may not.
  static final class Unrotated {
    private Unrotated() {}

    public static void main(String[] arguments) {
      Inputs inputs = new Inputs(new SplittableRandom(Long.parseLong(arguments[1])));
      InputLogSettings one =
          new InputLogSettings(
              64 << 10,
              Duration.ofMillis(1),
              Duration.ofMillis(5),
              Long.MAX_VALUE,
              Duration.ofHours(9),
              Long.MAX_VALUE,
              Duration.ofDays(1));
      InputLogWriter log =
          InputLogWriter.open(Path.of(arguments[0]), one, "b", "c", 0, InstantSource.system());
      try {
        while (true) {
          if (log.append(inputs.next()) % 1_000 == 0) {
            System.out.println("durable " + log.durableSequence());
          }
        }
      } catch (JournalException e) {
        System.out.println("durable " + log.durableSequence());
        System.out.println("failed " + e.getMessage());
      }
    }
  }

  private Path errors() throws IOException {
    return Files.createTempFile(elsewhere, "child", ".err");
  }

  private static long durable(String line) {
    return line.startsWith("durable ") ? Long.parseLong(line.substring("durable ".length())) : 0;
  }

  /// Reads the life that began at `first`.
  ///
  /// @return the last sequence there
  private long verify(int seed, long first, long durable) {
    Inputs expected = new Inputs(new SplittableRandom(seed));
    long sequence = first - 1;
    try (InputLogReader reader = InputLogReader.open(folder, first)) {
      for (Logged logged; (logged = reader.next()) != null; ) {
        sequence++;
        Input next = expected.next();
        assertThat(logged).isEqualTo(new Logged(sequence, next));
      }
    }
    assertThat(sequence).as("the last one, of %d durable", durable).isGreaterThanOrEqualTo(durable);
    return sequence;
  }
}
