package dev.carry.tardis;

import dev.carry.model.Book;
import dev.carry.model.FundingEstimate;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.model.Liquidation;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.model.OptionTicker;
import dev.carry.model.Quote;
import dev.carry.model.Trade;
import dev.carry.venue.Instruments;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Facts written as Tardis' datasets: a compressed file for each exchange, type, day and symbol,
/// under the names that Tardis' own client gives them. Days are those of arrival, UTC, and facts
/// come in its order. A file is there whole or not at all. What the layout cannot hold is counted
/// by its reason. One thread.
public final class CsvFiles implements AutoCloseable {
  private static final String NEW = ".new";
  private static final int DEPTH = 25;
  private static final int MOST_OPEN = 64;

  private final Path folder;

  /// The day of each file that grows.
  private final Map<Key, LocalDate> days = new LinkedHashMap<>();

  /// Those that are open, the one unused for longest in front.
  private final Map<Key, BufferedWriter> open = new LinkedHashMap<>(16, 0.75f, true);

  private @Nullable Merging merging;
  private final Map<String, Long> notHeld = new TreeMap<>();
  private int files;
  private long rows;

  /// @param of the symbol as file names have it, or the name of a group
  private record Key(Exchange exchange, CsvType type, String of) {}

  /// What is merged of one symbol on one day.
  private record Merging(InstrumentId of, LocalDate day, Tickers tickers) {}

  public CsvFiles(Path folder) {
    this.folder = folder;
  }

  /// Files that are written.
  public int files() {
    return files;
  }

  /// Rows in them.
  public long rows() {
    return rows;
  }

  /// What the layouts could not hold, in words, with how often.
  public Map<String, Long> notHeld() {
    return notHeld;
  }

  /// Facts of one message that make derivative tickers of one symbol, or an index that they show;
  /// symbols come one after the other.
  ///
  /// @param known what is listed of their venue
  public void tickers(InstrumentId of, List<MarketEvent> message, Instruments known)
      throws IOException {
    Exchange exchange = exchange(of);
    if (exchange == null) {
      return;
    }
    List<MarketEvent> held = message.stream().filter(event -> isHeld(exchange, event)).toList();
    for (Tickers.Merged ticker : merging(of, message.getFirst()).take(held, known)) {
      if (ticker.id().equals(of)) {
        write(
            exchange,
            CsvType.DERIVATIVE_TICKER,
            of.symbol(),
            ticker.receivedAt(),
            CsvLines.ticker(exchange, ticker));
      }
    }
  }

  /// A day's first rows are partial, as in Tardis' files: each day stands by itself.
  private Tickers merging(InstrumentId of, MarketEvent event) {
    LocalDate day = LocalDate.ofInstant(event.receivedAt(), ZoneOffset.UTC);
    Merging now = merging;
    if (now == null || !now.of.equals(of) || !now.day.equals(day)) {
      now = new Merging(of, day, new Tickers());
      now.tickers.follow(of);
      merging = now;
    }
    return now.tickers;
  }

  private boolean isHeld(Exchange exchange, MarketEvent event) {
    timed(event);
    if (event instanceof FundingEstimate estimate && !isImplied(exchange, estimate)) {
      leave("periods of funding rates: derivative_ticker has no column for them");
    }
    if (event instanceof OpenInterest interest) {
      if (interest.notional() != null) {
        leave("what open interest is worth: derivative_ticker has its size alone");
      }
      return counts(exchange, interest.id(), interest.sizeIn());
    }
    return true;
  }

  private static boolean isImplied(Exchange exchange, FundingEstimate estimate) {
    return estimate.period() == null || estimate.period().equals(exchange.fundingPeriod());
  }

  public void trade(Trade e) throws IOException {
    Exchange exchange = exchange(e.id());
    if (exchange != null && counts(exchange, e.id(), e.sizeIn())) {
      write(exchange, CsvType.TRADES, e, CsvLines.trade(exchange, e));
    }
  }

  public void liquidation(Liquidation e) throws IOException {
    Exchange exchange = exchange(e.id());
    if (exchange == null || !counts(exchange, e.id(), e.sizeIn())) {
      return;
    }
    if (e.priceIs() != exchange.liquidationPrice() || e.complete() != exchange.allLiquidations()) {
      leave("liquidations of " + exchange.id() + " of another kind than Tardis has of it");
      return;
    }
    write(exchange, CsvType.LIQUIDATIONS, e, CsvLines.liquidation(exchange, e));
  }

  public void quote(Quote e) throws IOException {
    Exchange exchange = exchange(e.id());
    if (exchange != null && counts(exchange, e.id(), e.sizeIn())) {
      write(exchange, CsvType.BOOK_TICKER, e, CsvLines.quote(exchange, e));
    }
  }

  /// A change of an order book, or a whole one.
  public void change(Book e) throws IOException {
    Exchange exchange = exchange(e.id());
    if (exchange != null && counts(exchange, e.id(), e.sizeIn())) {
      for (String row : CsvLines.changes(exchange, e)) {
        write(exchange, CsvType.INCREMENTAL_BOOK_L2, e, row);
      }
    }
  }

  /// The best levels of a whole order book.
  public void snapshot(Book e) throws IOException {
    Exchange exchange = exchange(e.id());
    if (exchange == null || !counts(exchange, e.id(), e.sizeIn())) {
      return;
    }
    if (e.bids().count() > DEPTH || e.asks().count() > DEPTH) {
      leave("levels of books beyond the " + DEPTH + "th");
    }
    write(exchange, CsvType.BOOK_SNAPSHOT_25, e, CsvLines.snapshot(exchange, e, DEPTH));
  }

  /// Options of an exchange are in one file.
  ///
  /// @param option what it is; absent: nobody said
  public void option(OptionTicker e, @Nullable Instrument option) throws IOException {
    Exchange exchange = exchange(e.id());
    if (exchange == null || !counts(exchange, e.id(), e.sizeIn())) {
      return;
    }
    if (option == null) {
      leave("options whose strike and expiry nothing stored says");
      return;
    }
    if (e.premiumIn() != exchange.premiumIn(e.id().symbol())) {
      leave("options of " + exchange.id() + " priced in another unit than Tardis has of it");
      return;
    }
    timed(e);
    write(
        exchange,
        CsvType.OPTIONS_CHAIN,
        "OPTIONS",
        e.receivedAt(),
        CsvLines.option(exchange, e, option));
  }

  private @Nullable Exchange exchange(InstrumentId id) {
    Exchange exchange = Exchange.find(Exchange.idOf(id.venue(), id.symbol())).orElse(null);
    if (exchange == null) {
      leave("facts of " + id.venue() + ": Tardis has no such exchange");
    }
    return exchange;
  }

  /// The unit of amounts is Tardis' word alone: another one would be read as it.
  private boolean counts(Exchange exchange, InstrumentId id, SizeIn sizeIn) {
    SizeIn theirs = exchange.sizeIn(id.symbol());
    if (theirs != sizeIn) {
      leave(
          String.format(
              Locale.ROOT,
              "facts of %s whose sizes count %s, where Tardis' count %s",
              exchange.id(),
              sizeIn,
              theirs));
    }
    return theirs == sizeIn;
  }

  /// Counts what the layouts cannot hold.
  public void leave(String why) {
    leave(why, 1);
  }

  /// @param times how often
  public void leave(String why, long times) {
    notHeld.merge(why, times, Long::sum);
  }

  private void timed(MarketEvent e) {
    if (e.venueTime() == null) {
      leave("that the venue said no time: the time of arrival stands there, as in Tardis' files");
    }
  }

  private void write(Exchange exchange, CsvType type, MarketEvent e, String row)
      throws IOException {
    timed(e);
    write(exchange, type, e.id().symbol(), e.receivedAt(), row);
  }

  private void write(Exchange exchange, CsvType type, String of, Instant at, String row)
      throws IOException {
    String name = of.toUpperCase(Locale.ROOT).replace('/', '-').replace(':', '-');
    Key key = new Key(exchange, type, name);
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    LocalDate there = days.get(key);
    if (there != null && there.isBefore(day)) {
      finish(key, there);
      there = null;
    }
    BufferedWriter lines = there == null ? null : open.get(key);
    if (lines == null) {
      lines = there == null ? begin(key, day) : open(key, there);
    }
    lines.write(row);
    lines.write('\n');
    rows++;
  }

  private BufferedWriter begin(Key key, LocalDate day) throws IOException {
    Files.createDirectories(folder);
    Files.deleteIfExists(temporary(key, day)); // of a process that was killed
    BufferedWriter lines = open(key, day);
    lines.write(key.type.header());
    lines.write('\n');
    days.put(key, day);
    return lines;
  }

  /// Opens a file at its end; the one unused for longest makes room. What was packed apart is
  /// unpacked as one.
  private BufferedWriter open(Key key, LocalDate day) throws IOException {
    if (open.size() == MOST_OPEN) {
      Map.Entry<Key, BufferedWriter> eldest = open.entrySet().iterator().next();
      eldest.getValue().close();
      open.remove(eldest.getKey());
    }
    BufferedWriter lines =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(
                    Files.newOutputStream(
                        temporary(key, day), StandardOpenOption.CREATE, StandardOpenOption.APPEND)),
                StandardCharsets.UTF_8));
    open.put(key, lines);
    return lines;
  }

  private Path file(Key key, LocalDate day) {
    return folder.resolve(
        key.exchange.id() + "_" + key.type.id() + "_" + day + "_" + key.of + ".csv.gz");
  }

  private Path temporary(Key key, LocalDate day) {
    return folder.resolve(file(key, day).getFileName() + NEW);
  }

  private void finish(Key key, LocalDate day) throws IOException {
    BufferedWriter lines = open.remove(key);
    if (lines != null) {
      lines.close();
    }
    Files.move(temporary(key, day), file(key, day), StandardCopyOption.REPLACE_EXISTING);
    files++;
  }

  /// Gives what was written its names.
  public void finish() throws IOException {
    for (Map.Entry<Key, LocalDate> one : days.entrySet()) {
      finish(one.getKey(), one.getValue());
    }
    days.clear();
  }

  /// What was not finished has no name.
  @Override
  public void close() throws IOException {
    for (BufferedWriter lines : open.values()) {
      lines.close();
    }
    open.clear();
    for (Map.Entry<Key, LocalDate> one : days.entrySet()) {
      Files.deleteIfExists(temporary(one.getKey(), one.getValue()));
    }
    days.clear();
  }
}
