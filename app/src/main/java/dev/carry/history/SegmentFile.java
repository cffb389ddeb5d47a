package dev.carry.history;

import dev.carry.store.PastWriter;
import dev.carry.store.StoreException;
import dev.carry.store.StoredFact;
import dev.carry.store.StoredRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Parquet files as the store keeps and `carry history export` writes them. The folder says the
/// fact: `fact=mark/year=2024/….parquet`, or `mark/2024-01-01/….parquet`.
final class SegmentFile implements Importer {
  /// What was received live in the house the file comes from.
  private static final String LIVE_ELSEWHERE = "live elsewhere";

  private final PastWriter writer;

  SegmentFile(PastWriter writer) {
    this.writer = writer;
  }

  @Override
  public Judged judge(Path file, String firstLine) {
    if (!String.valueOf(file.getFileName()).endsWith(".parquet")) {
      return new Judged.NotMine();
    }
    Optional<StoredFact> fact = fact(file.toAbsolutePath());
    if (fact.isEmpty()) {
      return new Judged.Skip(
          "no folder above it says what it holds: fact=funding-settled, fact=mark, …");
    }
    if (!fact.get().isOfMarket()) {
      return new Judged.Skip("what another house lived through is no history of a venue");
    }
    return new Judged.Mine(
        fact.get().folder() + " rows of a store", into -> read(file, fact.get(), into));
  }

  private static Optional<StoredFact> fact(Path file) {
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
      String name = folder.getFileName() == null ? "" : folder.getFileName().toString();
      String bare = name.startsWith("fact=") ? name.substring("fact=".length()) : name;
      for (StoredFact fact : StoredFact.values()) {
        if (fact.folder().equals(bare)) {
          return Optional.of(fact);
        }
      }
    }
    return Optional.empty();
  }

  private void read(Path file, StoredFact fact, Facts into) throws IOException {
    long size = Files.size(file);
    try {
      writer.read(
          file,
          fact,
          new PastWriter.Rows() {
            @Override
            public void row(long place, StoredRow row) {
              into.row(place, row.from(LIVE_ELSEWHERE));
            }

            @Override
            public void unreadable(long place, String reason) {
              into.rejected(place, reason);
            }
          });
    } catch (StoreException e) {
      throw new IOException(e.getMessage(), e);
    }
    into.progress(size);
  }
}
