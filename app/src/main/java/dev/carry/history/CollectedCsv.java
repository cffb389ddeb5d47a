package dev.carry.history;

import dev.carry.model.Candle;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.OpenInterest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The layouts of collected histories: one series a file, told by [FileName].
///
/// | facts | columns |
/// |---|---|
/// | settled funding | `ts_ms,funding_rate[,mark_price][,source]` |
/// | candles | `ts_ms` (opening)`,open,high,low,close[,volume][,source]` |
/// | open interest | `ts_ms,sum_open_interest,sum_open_interest_value[,symbol][,source]` |
///
/// The stamp of open interest may be named `timestamp`; it counts base. Volumes are not kept: the
/// files do not say whether they count base, contracts or quote.
final class CollectedCsv implements Importer {
  private final Duration lag;
  private final Duration shift;
  private final @Nullable String source;

  /// @param lag after a settlement, the end of a candle or the stamp of an open interest, until it
  ///     could be known
  /// @param source of files that name none; absent: the file's name
  CollectedCsv(Duration lag, Duration shift, @Nullable String source) {
    this.lag = lag;
    this.shift = shift;
    this.source = source;
  }

  @Override
  public Judged judge(Path file, String firstLine) {
    String name = String.valueOf(file.getFileName());
    if (!name.endsWith(".csv") && !name.endsWith(".csv.gz")) {
      return new Judged.NotMine();
    }
    List<String> header = CsvFile.header(firstLine);
    if (header.contains("liquidated_ntl_pos")) {
      return new Judged.Skip("liquidations that name no instrument, no side and no price");
    }
    boolean funding = header.containsAll(List.of("ts_ms", "funding_rate"));
    boolean candles = header.containsAll(List.of("ts_ms", "open", "high", "low", "close"));
    boolean interest = header.contains("sum_open_interest");
    if (!funding && !candles && !interest) {
      return new Judged.NotMine();
    }
    FileName series = FileName.parse(name).orElse(null);
    if (series == null) {
      return new Judged.Skip(
          "its name says no venue and symbol: VENUE_SYMBOL.csv, VENUE_SYMBOL_mark_1h.csv, …");
    }
    boolean agree =
        switch (series.holds()) {
          case FUNDING -> funding;
          case CANDLES -> candles;
          case OPEN_INTEREST -> interest;
        };
    if (!agree) {
      return new Judged.Skip(
          "by its name it holds " + words(series) + ", by its first line it does not");
    }
    return new Judged.Mine(words(series), into -> read(file, name, series, into));
  }

  private static String words(FileName series) {
    return switch (series.holds()) {
      case FUNDING -> "settled funding of " + series.id();
      case OPEN_INTEREST -> "open interest of " + series.id();
      case CANDLES ->
          String.valueOf(series.of()).toLowerCase(Locale.ROOT)
              + (Duration.ZERO.equals(series.every()) ? " prices of " : " candles of ")
              + series.id();
    };
  }

  /// Reads the line a file is at.
  private interface Line {
    void read() throws CsvFile.Bad;
  }

  private void read(Path file, String name, FileName series, Facts into) throws IOException {
    String otherwise = source == null ? name.replaceFirst("\\.csv(\\.gz)?$", "") : source;
    try (CsvFile csv = CsvFile.open(file, into::progress)) {
      Line line =
          switch (series.holds()) {
            case FUNDING -> funding(csv, series.id(), otherwise, into);
            case CANDLES -> candles(csv, series, otherwise, into);
            case OPEN_INTEREST -> openInterest(csv, series.id(), otherwise, into);
          };
      while (csv.next()) {
        try {
          line.read();
        } catch (CsvFile.Bad e) {
          into.rejected(csv.line(), String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private Line funding(CsvFile csv, InstrumentId id, String otherwise, Facts into) {
    CsvFile.Field time = csv.column("ts_ms");
    CsvFile.Field rate = csv.column("funding_rate");
    CsvFile.Field mark = csv.column("mark_price");
    CsvFile.Field named = csv.column("source");
    return () -> {
      Instant at = time.time().plus(shift);
      Instant known = at.plus(lag);
      into.fact(
          csv.line(),
          new FundingSettled(id, null, known, rate.decimal(), null, at, mark.optionalDecimal()),
          known,
          source(named, otherwise));
    };
  }

  private Line candles(CsvFile csv, FileName series, String otherwise, Facts into) {
    Candle.Of of = series.of() == null ? Candle.Of.TRADE : series.of();
    Duration every = series.every() == null ? Duration.ZERO : series.every();
    CsvFile.Field time = csv.column("ts_ms");
    CsvFile.Field open = csv.column("open");
    CsvFile.Field high = csv.column("high");
    CsvFile.Field low = csv.column("low");
    CsvFile.Field close = csv.column("close");
    CsvFile.Field volume = csv.column("volume");
    CsvFile.Field named = csv.column("source");
    if (volume.exists()) {
      into.note("volumes are not kept: the file does not say what they count");
    }
    return () -> {
      Instant opens = time.time().plus(shift);
      Instant closes = opens.plus(every);
      Instant known = closes.plus(lag);
      BigDecimal traded = volume.optionalDecimal();
      if (traded != null && traded.signum() == 0 && of == Candle.Of.TRADE) {
        into.note("candles without a single trade: what the venue filled in");
      }
      into.fact(
          csv.line(),
          new Candle(
              series.id(),
              null,
              known,
              of,
              open.decimal(),
              high.decimal(),
              low.decimal(),
              close.decimal(),
              opens,
              closes),
          known,
          source(named, otherwise));
    };
  }

  private Line openInterest(CsvFile csv, InstrumentId id, String otherwise, Facts into) {
    CsvFile.Field stamp = csv.column("timestamp");
    CsvFile.Field time = stamp.exists() ? stamp : csv.column("ts_ms");
    CsvFile.Field size = csv.column("sum_open_interest");
    CsvFile.Field notional = csv.column("sum_open_interest_value");
    CsvFile.Field symbol = csv.column("symbol");
    CsvFile.Field named = csv.column("source");
    return () -> {
      String written = symbol.optional();
      if (written != null && !written.equals(id.symbol())) {
        throw new CsvFile.Bad("symbol is " + written + ", the file's name says " + id.symbol());
      }
      Instant at = time.time().plus(shift);
      Instant known = at.plus(lag);
      into.fact(
          csv.line(),
          new OpenInterest(
              id, at, known, size.decimal(), Instrument.SizeIn.BASE, notional.optionalDecimal()),
          known,
          source(named, otherwise));
    };
  }

  private static String source(CsvFile.Field column, String otherwise) throws CsvFile.Bad {
    String named = column.optional();
    if (named == null) {
      return otherwise;
    }
    if (named.isBlank() || named.equals("live")) {
      throw new CsvFile.Bad("source is '" + named + "': that is what this process itself received");
    }
    return named;
  }
}
