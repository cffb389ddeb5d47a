package dev.carry.store;

import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// DuckDB in memory: a table for every fact and generation of the tail, and questions over those
/// tables and the segments together. Every question sees one moment: what is published while it
/// runs changes nothing for it. Thread-safe.
final class Database implements AutoCloseable {
  /// More questions at a time would only share the same two cores and the same memory.
  private static final int QUESTIONS = 2;

  /// A row group is in memory until it is written: small ones, whatever the rows hold.
  private static final String ROW_GROUPS =
      " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 16384, ROW_GROUP_SIZE_BYTES '4MB')";

  /// What a seal or a question needed for a moment goes back to the machine.
  private static final String FLUSH = "16MB";

  private final Path directory;
  private final DuckDBConnection connection;
  private final Semaphore questions = new Semaphore(QUESTIONS);
  private final ReentrantLock publishing = new ReentrantLock();
  private final PastCopies pastCopies;

  // guarded by publishing
  private List<Segment> segments = List.of();
  private final TreeSet<Long> generations = new TreeSet<>();
  private List<PastSegment> past = List.of();
  private final List<PastPart> parts = new ArrayList<>();

  /// @param temporary where DuckDB may spill what does not fit its memory
  Database(Path temporary, String memoryLimit) {
    this.directory = temporary;
    Unpacked.deleteOld();
    try {
      Files.createDirectories(temporary);
      Properties settings = new Properties();
      settings.setProperty("memory_limit", memoryLimit);
      settings.setProperty("threads", "1");
      settings.setProperty("allocator_flush_threshold", FLUSH);
      settings.setProperty("temp_directory", temporary.toString());
      // every order that matters is asked for
      settings.setProperty("preserve_insertion_order", "false");
      settings.setProperty("autoinstall_known_extensions", "false");
      settings.setProperty("autoload_known_extensions", "false");
      this.connection =
          DriverManager.getConnection("jdbc:duckdb:", settings).unwrap(DuckDBConnection.class);
      this.pastCopies = new PastCopies(connection);
      for (StoredFact fact : StoredFact.values()) {
        execute("CREATE TABLE " + Seen.none(fact) + " (" + fact.declarations() + ")");
      }
    } catch (IOException | SQLException e) {
      throw StoreException.cannotWrite(temporary, e);
    }
  }

  /// What becomes of a row of an answer.
  ///
  /// @param <T> what a row becomes
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// What a question is asked over.
  interface Sources {
    /// A table expression of all rows of a fact.
    String of(StoredFact fact);

    /// The same, without what was imported.
    String own(StoredFact fact);

    /// The same with what was imported, of that only rows whose own time ([StoredFact#at()]) may
    /// lie between two instants.
    String between(StoredFact fact, Instant from, Instant to);

    /// Files of the past that hold rows of a fact.
    List<PastSegment> past(StoredFact fact);

    /// A table expression of the rows of a fact that are in none of those.
    String unfiled(StoredFact fact);
  }

  /// Makes a question from its sources.
  interface Question {
    String over(Sources sources);
  }

  // --- the tail's rows ------------------------------------------------------------------------

  /// Begins a generation.
  void begin(long generation) {
    publishing.lock();
    try {
      for (StoredFact fact : StoredFact.values()) {
        execute("CREATE TABLE " + Seen.table(fact, generation) + " (" + fact.declarations() + ")");
      }
      generations.add(generation);
    } finally {
      publishing.unlock();
    }
  }

  /// Adds rows to a generation.
  void append(long generation, List<StoredRow> rows) {
    Map<StoredFact, List<StoredRow>> byFact = new EnumMap<>(StoredFact.class);
    for (StoredRow row : rows) {
      byFact.computeIfAbsent(row.fact(), _ -> new ArrayList<>()).add(row);
    }
    byFact.forEach((fact, some) -> append(Seen.table(fact, generation), some, RowValues::append));
  }

  private interface Append {
    void row(DuckDBAppender to, StoredRow row) throws SQLException;
  }

  private void append(String table, List<StoredRow> rows, Append append) {
    publishing.lock();
    try (DuckDBAppender appender = connection.createAppender(table)) {
      for (StoredRow row : rows) {
        append.row(appender, row);
      }
    } catch (SQLException e) {
      throw new StoreException("rows cannot be taken into memory (" + e.getMessage() + ")", e);
    } finally {
      publishing.unlock();
    }
  }

  /// Writes the rows of a fact and generation, to which nothing is added any more, to a Parquet
  /// file, ordered for reading.
  ///
  /// @return how many
  long copy(StoredFact fact, long generation, Path file) throws SQLException {
    try (Connection own = connection.duplicate();
        Statement statement = own.createStatement()) {
      String from = Seen.table(fact, generation);
      try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + from)) {
        count.next();
        long rows = count.getLong(1);
        if (rows > 0) {
          copy(statement, "SELECT " + fact.names() + " FROM " + from, file);
        }
        return rows;
      }
    }
  }

  /// Writes the rows of several segments to one.
  void merge(List<Segment> parts, Path file) throws SQLException {
    try (Connection own = connection.duplicate();
        Statement statement = own.createStatement()) {
      copy(statement, "SELECT * FROM " + Seen.parquet(parts), file);
    }
  }

  private static void copy(Statement statement, String select, Path file) throws SQLException {
    boolean _ =
        statement.execute(
            "COPY ("
                + select
                + " ORDER BY venue, symbol, known_at, sequence, ordinal) TO "
                + Seen.quoted(file.toString())
                + ROW_GROUPS);
  }

  /// Replaces, for questions asked from now on, generations by what they were sealed to.
  void publish(List<Segment> sealed, List<Long> ended) {
    publishing.lock();
    try {
      segments = List.copyOf(sealed);
      for (long generation : ended) {
        if (generations.remove(generation)) {
          for (StoredFact fact : StoredFact.values()) {
            execute("DROP TABLE " + Seen.table(fact, generation));
          }
        }
      }
    } finally {
      publishing.unlock();
    }
  }

  List<Segment> segments() {
    publishing.lock();
    try {
      return segments;
    } finally {
      publishing.unlock();
    }
  }

  // --- rows of the past -----------------------------------------------------------------------

  /// Begins a part.
  void begin(PastPart part) {
    publishing.lock();
    try {
      execute("CREATE TABLE " + part.table() + " (" + part.fact().partDeclarations() + ")");
      parts.add(part);
    } finally {
      publishing.unlock();
    }
  }

  /// Adds rows to a part.
  void append(PastPart part, List<StoredRow> rows) {
    append(part.table(), rows, RowValues::appendToPart);
  }

  /// Lets questions asked from now on see these segments of the past.
  void publishPast(List<PastSegment> all) {
    publishing.lock();
    try {
      past = List.copyOf(all);
      pastCopies.forgetAllBut(past);
    } finally {
      publishing.unlock();
    }
  }

  /// Replaces, for questions asked from now on, a part by the segment it was written to.
  void publish(PastPart ended, PastSegment written) {
    publishing.lock();
    try {
      List<PastSegment> all = new ArrayList<>(past);
      all.add(written);
      past = List.copyOf(all);
      parts.remove(ended);
      execute("DROP TABLE " + ended.table());
    } finally {
      publishing.unlock();
    }
  }

  /// What writes files of the past, and tells what they hold.
  PastCopies pastCopies() {
    return pastCopies;
  }

  List<PastSegment> past() {
    publishing.lock();
    try {
      return past;
    } finally {
      publishing.unlock();
    }
  }

  // --- questions ------------------------------------------------------------------------------

  /// Asks.
  ///
  /// @param parameters in the order of the question marks; instants become their nanoseconds
  <T> List<T> ask(Question question, List<?> parameters, RowReader<T> reader) {
    questions.acquireUninterruptibly();
    try (Connection own = connection.duplicate()) {
      own.setAutoCommit(false);
      String sql;
      publishing.lock();
      try (Statement first = own.createStatement()) {
        // a transaction begins with its first question: from here on it sees this moment
        first.executeQuery("SELECT 1").close();
        touch(first);
        sql = question.over(new Seen(segments, List.copyOf(generations), past, List.copyOf(parts)));
      } finally {
        publishing.unlock();
      }
      return answer(own, sql, parameters, reader);
    } catch (SQLException e) {
      throw new StoreException(
          "the store cannot answer (" + e.getMessage() + "); carry doctor says the mend", e);
    } finally {
      questions.release();
    }
  }

  private static void touch(Statement statement) throws SQLException {
    statement.executeQuery("SELECT 1 FROM " + Seen.none(StoredFact.FEED) + " LIMIT 1").close();
  }

  private static <T> List<T> answer(
      Connection own, String sql, List<?> parameters, RowReader<T> reader) throws SQLException {
    try (PreparedStatement statement = own.prepareStatement(sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        Object value = parameters.get(i);
        statement.setObject(
            i + 1, value instanceof Instant instant ? (Object) Nanos.nearest(instant) : value);
      }
      List<T> rows = new ArrayList<>();
      if (statement.execute()) {
        try (ResultSet result = statement.getResultSet()) {
          while (result.next()) {
            rows.add(reader.read(result));
          }
        }
      }
      own.rollback();
      return rows;
    }
  }

  /// Reads rows selected by [StoredFact#exact()].
  static RowReader<StoredRow> rowsOf(StoredFact fact) {
    List<Column> columns = fact.columns();
    return row -> {
      @Nullable Object[] values = new @Nullable Object[columns.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = RowValues.read(row, i + 1, columns.get(i).type());
      }
      return new StoredRow(fact, values);
    };
  }

  /// Reads the facts of rows selected by [StoredFact#exactOfEvents].
  ///
  /// @param ids what they are about: one object for each, however many rows name it
  static RowReader<MarketEvent> eventsOf(StoredFact fact, List<InstrumentId> ids) {
    List<Column> columns = fact.columns();
    return result -> {
      @Nullable Object[] values = new @Nullable Object[columns.size()];
      for (int i = 0; i < values.length; i++) {
        if (StoredFact.isOfEvents(i)) {
          values[i] = RowValues.read(result, i + 1, columns.get(i).type());
        }
      }
      InstrumentId id = ids.get(result.getInt(StoredFact.VENUE + 1));
      MarketEvent event = StoredEvents.of(new StoredRow(fact, values), id);
      if (event == null) {
        throw new IllegalArgumentException(fact + " of " + id + " is no fact of the market");
      }
      return event;
    };
  }

  private void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      boolean _ = statement.execute(sql);
    } catch (SQLException e) {
      throw new StoreException("DuckDB refused: " + sql + " (" + e.getMessage() + ")", e);
    }
  }

  @Override
  public void close() {
    questions.acquireUninterruptibly(QUESTIONS);
    try {
      connection.close();
    } catch (SQLException e) {
      throw new StoreException("DuckDB cannot be closed (" + e.getMessage() + ")", e);
    } finally {
      questions.release(QUESTIONS);
    }
    try {
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      // something of DuckDB's is still there: the next start uses it again
    }
  }
}
