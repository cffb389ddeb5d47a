package dev.carry.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.journal.ChildJvm;
import dev.carry.store.Archive;
import dev.carry.store.PastWriter;
import dev.carry.store.StoredFact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCrashTest {
  private static final int ROUNDS = Integer.getInteger("carry.kill.rounds", 3);
  private static final int FILES = 12;
  private static final int ROWS = 2_000;

  @TempDir private Path folder;
  @TempDir private Path elsewhere;

  /// Imports a folder file by file, and says so after each.
  static final class Importing {
    private Importing() {}

    public static void main(String[] arguments) throws IOException {
      try (PastWriter writer = PastWriter.open(Path.of(arguments[0]))) {
        System.out.println("begun");
        for (Path file : Import.files(List.of(Path.of(arguments[1])))) {
          Import one = new Import(writer, Import.Options.DEFAULT, InstantSource.system());
          System.out.println("done " + one.run(List.of(file)).getFirst().added());
        }
      }
      System.out.println("end");
    }
  }

  @Test
  void anImportKilledAtAnyMomentLosesNothingAndDoublesNothingWhenItIsRunAgain() throws Exception {
    Path files = elsewhere.resolve("files");
    for (int i = 0; i < FILES; i++) {
      HistoryFolder.funding(files, "bybit_COIN" + i + "USDT.csv", ROWS);
    }
    SplittableRandom random = new SplittableRandom(20_261_128);
    for (int round = 0; round < ROUNDS; round++) {
      Path data = folder.resolve("data" + round);
      try (ChildJvm child =
          ChildJvm.start(
              elsewhere.resolve("errors"), Importing.class, data.toString(), files.toString())) {
        for (int told = random.nextInt(1, FILES); told > 0; told--) {
          assertThat(child.mustSay()).isNotEmpty();
        }
        child.kill();
      }
      long before = HistoryFolder.rows(data, StoredFact.FUNDING_SETTLED).size();

      List<FileReport> reports = HistoryFolder.take(data, files);

      assertThat(reports.stream().mapToLong(FileReport::duplicates).sum()).isEqualTo(before);
      assertThat(HistoryFolder.coverage(data))
          .hasSize(FILES)
          .allSatisfy(
              there -> {
                assertThat(there.points()).isEqualTo(ROWS);
                assertThat(there.rows()).isEqualTo(ROWS);
                assertThat(there.holes()).isEqualTo(List.<Archive.Hole>of());
              });
      try (Stream<Path> left = Files.walk(data)) {
        assertThat(left.filter(file -> file.toString().endsWith(".new"))).isEmpty();
      }
    }
  }
}
