package dev.carry.launch;

import dev.carry.history.Importer;
import dev.carry.model.MarketEvent;
import dev.carry.tardis.CsvDataset;
import java.io.IOException;
import java.nio.file.Path;

/// Tardis' CSV datasets as histories: known when Tardis received them.
final class TardisFiles implements Importer {
  static final String SOURCE = "tardis";

  @Override
  public Judged judge(Path file, String firstLine) {
    return CsvDataset.begins(firstLine)
        ? new Judged.Mine("a Tardis dataset", into -> read(file, into))
        : new Judged.NotMine();
  }

  private static void read(Path file, Facts into) throws IOException {
    try (CsvDataset dataset = CsvDataset.open(file)) {
      read(dataset, into);
    } catch (IllegalArgumentException e) {
      into.rejected(1, String.valueOf(e.getMessage()));
    }
  }

  static void read(CsvDataset dataset, Facts into) throws IOException {
    for (CsvDataset.Row row; (row = dataset.next()) != null; ) {
      switch (row) {
        case CsvDataset.Row.Facts facts -> {
          for (MarketEvent event : facts.events()) {
            into.fact(dataset.line(), event, event.receivedAt(), SOURCE);
          }
        }
        case CsvDataset.Row.Unusable unusable -> into.rejected(dataset.line(), unusable.why());
      }
    }
  }
}
