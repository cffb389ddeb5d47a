package dev.carry.history;

import dev.carry.store.Archive;
import dev.carry.store.PastWriter;
import dev.carry.store.StoreReader;
import dev.carry.store.StoreSettings;
import dev.carry.store.StoredFact;
import dev.carry.store.StoredRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A data folder that a test imports into, and what it then holds.
final class HistoryFolder {
  static final Instant RECORDED = Instant.parse("2026-10-01T00:00:00Z");

  private HistoryFolder() {}

  static List<FileReport> take(Path data, Path... files) throws IOException {
    try (PastWriter writer = PastWriter.open(data)) {
      return new Import(writer, Import.Options.DEFAULT, InstantSource.fixed(RECORDED))
          .run(Import.files(List.of(files)));
    }
  }

  static FileReport takeOne(Path data, Path file) throws IOException {
    return take(data, file).getFirst();
  }

  static StoreReader read(Path data) {
    return StoreReader.open(data, StoreSettings.DEFAULT);
  }

  static List<StoredRow> rows(Path data, StoredFact fact) {
    try (StoreReader reader = read(data)) {
      return reader.rows(fact, List.of(), Instant.MIN, Instant.MAX, null, Integer.MAX_VALUE);
    }
  }

  /// All rows of what can be imported.
  static List<StoredRow> everything(Path data) {
    List<StoredRow> all = new ArrayList<>();
    for (StoredFact fact : StoredFact.values()) {
      all.addAll(rows(data, fact));
    }
    return all;
  }

  static List<Archive.Coverage> coverage(Path data) {
    try (StoreReader reader = read(data)) {
      return reader.coverage(null, null, null);
    }
  }

  static Path file(Path folder, String name, String... lines) throws IOException {
    Files.createDirectories(folder);
    return Files.write(folder.resolve(name), List.of(lines));
  }

  /// A settled rate every eight hours from 2024 on, some of them with a mark.
  static Path funding(Path folder, String name, int rows) throws IOException {
    List<String> lines = new ArrayList<>(List.of("ts_ms,funding_rate,mark_price,source"));
    Instant at = Instant.parse("2024-01-01T00:00:00Z");
    for (int i = 0; i < rows; i++, at = at.plusSeconds(8 * 3600)) {
      String mark = i % 3 == 0 ? "" : 40_000 + i + ".50";
      lines.add(at.toEpochMilli() + ",0.0" + (1000 + i % 900) + "," + mark + ",made");
    }
    return file(folder, name, lines.toArray(String[]::new));
  }

  /// An hourly candle from 2023-12-31 on.
  static Path candles(Path folder, String name, int rows) throws IOException {
    List<String> lines = new ArrayList<>(List.of("ts_ms,open,high,low,close"));
    Instant at = Instant.parse("2023-12-31T00:00:00Z");
    for (int i = 0; i < rows; i++, at = at.plusSeconds(3600)) {
      lines.add(at.toEpochMilli() + ",100.5,1" + (10 + i % 80) + ",99,10" + i % 10);
    }
    return file(folder, name, lines.toArray(String[]::new));
  }
}
