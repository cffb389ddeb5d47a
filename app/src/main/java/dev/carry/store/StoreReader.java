package dev.carry.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.locks.ReentrantLock;

/// Reads a data folder beside its owner, or without one: the segments, and the tail up to its last
/// whole batch. Every question first looks at what came since the last one. Takes no lock and
/// changes nothing but a temporary folder of its own. Thread-safe.
public final class StoreReader extends Archive implements AutoCloseable {
  private static final int ATTEMPTS = 10;

  private final Path directory;
  private final Path temporary;
  private final Database database;

  /// Whether the files of the past are in the hands of a writer that uses this reader.
  private final boolean besideWriter;

  private final ReentrantLock looking = new ReentrantLock();

  /// Bytes of every tail that are in memory; guarded by `looking`.
  private final Map<Long, Long> read = new HashMap<>();

  private boolean lookedAtPast;

  private StoreReader(Path directory, Path temporary, String memory, boolean besideWriter) {
    this.directory = directory;
    this.temporary = temporary;
    this.besideWriter = besideWriter;
    this.database = new Database(temporary, memory);
  }

  /// Whether a data folder holds a store.
  public static boolean isThere(Path folder) {
    return Files.isDirectory(folder.resolve("store"));
  }

  /// Opens a data folder for reading.
  public static StoreReader open(Path folder, StoreSettings settings) {
    return open(folder, settings, false);
  }

  /// The same, for the one who writes files of the past and says himself when they are there.
  static StoreReader besideWriter(Path folder, StoreSettings settings) {
    return open(folder, settings, true);
  }

  private static StoreReader open(Path folder, StoreSettings settings, boolean besideWriter) {
    Path directory = folder.resolve("store");
    if (!isThere(folder)) {
      throw new StoreException(
          folder
              + " holds no store. Mend: name the folder that carry run, demo or"
              + " history import was given");
    }
    try {
      return new StoreReader(
          directory, Files.createTempDirectory("carry-reader"), settings.memory(), besideWriter);
    } catch (IOException e) {
      throw StoreException.cannotRead(directory, e);
    }
  }

  @Override
  Database database() {
    refresh();
    return database;
  }

  @Override
  void look() {
    refresh();
  }

  private void refresh() {
    looking.lock();
    try {
      for (int attempt = 1; ; attempt++) {
        try {
          lookAtFiles();
          return;
        } catch (NoSuchFileException e) {
          // sealed between two looks: what is gone there is in a segment now
          if (attempt == ATTEMPTS) {
            throw StoreException.cannotRead(directory, e);
          }
        }
      }
    } catch (IOException e) {
      throw StoreException.cannotRead(directory, e);
    } finally {
      looking.unlock();
    }
  }

  private void lookAtFiles() throws IOException {
    SortedSet<Long> generations = Tails.generations(directory);
    List<Segment> segments = Segment.list(directory.resolve("segments"), generations);
    for (long generation : generations) {
      Path tail = TailFile.path(directory, generation);
      if (!read.containsKey(generation)) {
        TailFile.Content all = TailFile.read(tail, 0);
        database.begin(generation);
        database.append(generation, all.rows());
        read.put(generation, all.goodBytes());
      } else {
        TailFile.Content more = TailFile.read(tail, read.get(generation));
        database.append(generation, more.rows());
        read.put(generation, more.goodBytes());
      }
    }
    List<Long> ended = new ArrayList<>(read.keySet());
    ended.removeAll(generations);
    database.publish(segments, ended);
    if (!besideWriter || !lookedAtPast) {
      database.publishPast(PastSegment.list(PastSegment.root(directory)));
      lookedAtPast = true;
    }
    read.keySet().retainAll(generations);
  }

  @Override
  public void close() {
    database.close();
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      throw StoreException.cannotWrite(temporary, e);
    }
  }
}
