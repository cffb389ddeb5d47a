package dev.carry.history;

import dev.carry.model.Candle;
import dev.carry.model.VenueId;
import dev.carry.store.Archive;
import dev.carry.store.Archive.Coverage;
import dev.carry.store.Archive.Series;
import dev.carry.store.StoredFact;
import dev.carry.store.StoredRow;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes what is stored to files that others read, and that an import reads back: Parquet by fact
/// and year, whole rows; or CSV, a file for each series, what the layout has columns for. A file is
/// there whole or not at all.
public final class Export {
  private static final String NEW = ".new";

  /// About so many rows are in memory at a time.
  private static final long ROWS = 50_000;

  private final Archive archive;
  private final Path out;

  /// Which rows.
  ///
  /// @param from inclusive
  /// @param to inclusive
  public record Selection(
      @Nullable VenueId venue,
      @Nullable String symbol,
      @Nullable StoredFact fact,
      Instant from,
      Instant to) {}

  /// What was written.
  ///
  /// @param leftOut series that have no layout in CSV, in words
  public record Written(int files, long rows, List<String> leftOut) {}

  public Export(Archive archive, Path out) {
    this.archive = archive;
    this.out = out;
  }

  /// Parquet: `fact=…/year=…/carry.parquet`, which pandas, DuckDB and Spark read as tables.
  public Written parquet(Selection selection) {
    int files = 0;
    long rows = 0;
    for (StoredFact fact : facts(selection)) {
      for (int year : archive.years(fact, selection.from(), selection.to())) {
        Path folder = out.resolve("fact=" + fact.folder()).resolve("year=" + year);
        Path temporary = folder.resolve("carry.parquet" + NEW);
        try {
          Files.createDirectories(folder);
          Archive.Part part =
              new Archive.Part(
                  fact,
                  year,
                  selection.venue(),
                  selection.symbol(),
                  selection.from(),
                  selection.to());
          long written = archive.export(part, temporary);
          if (written == 0) {
            Files.deleteIfExists(temporary);
            continue;
          }
          Files.move(
              temporary, folder.resolve("carry.parquet"), StandardCopyOption.REPLACE_EXISTING);
          files++;
          rows += written;
        } catch (IOException e) {
          throw new HistoryException(temporary + " cannot be written (" + e + ")", e);
        }
      }
    }
    return new Written(files, rows, List.of());
  }

  private static List<StoredFact> facts(Selection selection) {
    List<StoredFact> facts = new ArrayList<>();
    for (StoredFact fact : StoredFact.values()) {
      boolean wanted = selection.fact() == null || selection.fact() == fact;
      if (wanted && fact.isOfMarket()) {
        facts.add(fact);
      }
    }
    return facts;
  }

  /// CSV in the layouts that [CollectedCsv] reads.
  public Written csv(Selection selection) {
    int files = 0;
    long rows = 0;
    List<String> leftOut = new ArrayList<>();
    for (Coverage there :
        archive.coverage(selection.venue(), selection.symbol(), selection.fact())) {
      FileName name = name(there.series());
      if (name == null) {
        leftOut.add(there.series().fact().folder() + " of " + there.series().id());
        continue;
      }
      Path file = out.resolve(name.text() + ".csv");
      Path temporary = out.resolve(name.text() + ".csv" + NEW);
      try {
        Files.createDirectories(out);
        long written = write(there, selection, temporary);
        if (written == 0) {
          Files.deleteIfExists(temporary);
          continue;
        }
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        files++;
        rows += written;
      } catch (IOException e) {
        throw new HistoryException(file + " cannot be written (" + e + ")", e);
      }
    }
    return new Written(files, rows, leftOut);
  }

  private static @Nullable FileName name(Series series) {
    return switch (series.fact()) {
      case FUNDING_SETTLED -> new FileName(series.id(), FileName.Holds.FUNDING, null, null);
      case CANDLE ->
          new FileName(
              series.id(),
              FileName.Holds.CANDLES,
              Candle.Of.valueOf(Objects.requireNonNull(series.of()).toUpperCase(Locale.ROOT)),
              series.every());
      case OPEN_INTEREST -> new FileName(series.id(), FileName.Holds.OPEN_INTEREST, null, null);
      default -> null;
    };
  }

  private long write(Coverage there, Selection selection, Path file) throws IOException {
    Series series = there.series();
    long rows = 0;
    try (BufferedWriter lines = Files.newBufferedWriter(file)) {
      lines.write(header(series.fact()));
      Instant first = later(there.from(), selection.from());
      // a candle is found by its end
      Instant last = earlier(there.to().plus(ofEvery(series)), selection.to());
      Duration window = window(there);
      for (Instant from = first; !from.isAfter(last); from = from.plus(window)) {
        Instant to = earlier(from.plus(window).minusNanos(1), last);
        for (StoredRow row :
            archive.rows(series.fact(), List.of(series.id()), from, to, null, Integer.MAX_VALUE)) {
          if (isOf(series, row)) {
            lines.write(line(row));
            rows++;
          }
        }
      }
    }
    return rows;
  }

  private static Duration window(Coverage there) {
    Duration all = Duration.between(there.from(), there.to()).plusSeconds(1);
    return all.dividedBy(Math.ceilDiv(there.rows(), ROWS));
  }

  private static Duration ofEvery(Series series) {
    return series.every() == null ? Duration.ZERO : series.every();
  }

  private static boolean isOf(Series series, StoredRow row) {
    return series.fact() != StoredFact.CANDLE
        || (Objects.equals(series.of(), row.text("of"))
            && Duration.between(instant(row, "opens_at"), instant(row, "closes_at"))
                .equals(series.every()));
  }

  private static String header(StoredFact fact) {
    return switch (fact) {
      case FUNDING_SETTLED -> "ts_ms,funding_rate,mark_price,source\n";
      case CANDLE -> "ts_ms,open,high,low,close,source\n";
      default -> "timestamp,sum_open_interest,sum_open_interest_value,source\n";
    };
  }

  private static String line(StoredRow row) {
    String values =
        switch (row.fact()) {
          case FUNDING_SETTLED ->
              ms(row, "settled_at") + text(row, "rate") + text(row, "mark_price");
          case CANDLE ->
              ms(row, "opens_at")
                  + text(row, "open")
                  + text(row, "high")
                  + text(row, "low")
                  + text(row, "close");
          default ->
              ms(row, row.time("venue_time") == null ? "known_at" : "venue_time")
                  + text(row, "size")
                  + text(row, "notional");
        };
    String source = Objects.toString(row.text("source"), "");
    return values
        + ","
        + (source.equals("live") ? "live elsewhere" : source.replace(',', ';'))
        + "\n";
  }

  private static String ms(StoredRow row, String column) {
    return Long.toString(instant(row, column).toEpochMilli());
  }

  private static Instant instant(StoredRow row, String column) {
    return Objects.requireNonNull(row.time(column));
  }

  private static String text(StoredRow row, String column) {
    var value = row.decimal(column);
    return "," + (value == null ? "" : value.toPlainString());
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
