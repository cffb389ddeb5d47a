package dev.carry.sink;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Lines of text in a file a day (UTC), one writer at a time: `NAME-2026-12-01.jsonl`.
///
/// A line is there in whole or not at all: half of one, left by a kill or a full disk, is cut off
/// before the next is written, and never read. Any thread may write.
public final class DayLines implements AutoCloseable {
  private static final String SUFFIX = ".jsonl";

  private final Path folder;
  private final String name;
  private final int keptDays;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  // guarded by the lock
  /// No channel: who is interrupted while he writes would close one for all.
  private @Nullable RandomAccessFile open;
  private @Nullable LocalDate day;
  private long wholeBytes;
  private boolean closed;

  /// @param keptDays days of which lines are kept, today among them; older files are deleted
  public DayLines(Path folder, String name, int keptDays, InstantSource clock) {
    this.folder = folder;
    this.name = name;
    this.keptDays = keptDays;
    this.clock = clock;
  }

  /// Writes a line; it outlives this process, and with [#force()] the machine.
  ///
  /// @throws SinkException where it cannot be written; nothing of it is left then
  public void append(String line) {
    lock.lock();
    try {
      RandomAccessFile file = file(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
      byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
      try {
        file.write(bytes);
        wholeBytes += bytes.length;
      } catch (IOException e) {
        file.setLength(wholeBytes);
        throw e;
      }
    } catch (IOException e) {
      throw new SinkException(folder.resolve(name) + " cannot be written (" + e + ")", e);
    } finally {
      lock.unlock();
    }
  }

  /// Returns when everything that was written is on the disk.
  public void force() {
    lock.lock();
    try {
      if (open != null) {
        open.getFD().sync();
      }
    } catch (IOException e) {
      throw new SinkException(folder.resolve(name) + " cannot be written (" + e + ")", e);
    } finally {
      lock.unlock();
    }
  }

  private RandomAccessFile file(LocalDate today) throws IOException {
    if (closed) {
      throw new IOException("it is closed");
    }
    RandomAccessFile file = open;
    if (file != null && today.equals(day)) {
      return file;
    }
    closeFile();
    Files.createDirectories(folder);
    file = new RandomAccessFile(path(today).toFile(), "rw");
    open = file;
    day = today;
    wholeBytes = wholeBytes(file);
    file.setLength(wholeBytes);
    file.seek(wholeBytes);
    forget(today.minusDays(keptDays - 1L));
    return file;
  }

  /// Where the last whole line ends.
  private static long wholeBytes(RandomAccessFile file) throws IOException {
    long end = file.length();
    while (end > 0) {
      file.seek(end - 1);
      if (file.read() == '\n') {
        break;
      }
      end--;
    }
    return end;
  }

  private void forget(LocalDate before) throws IOException {
    for (LocalDate old : files(folder, name).headMap(before).keySet()) {
      Files.deleteIfExists(path(old));
    }
  }

  private Path path(LocalDate of) {
    return folder.resolve(name + "-" + of + SUFFIX);
  }

  /// The whole lines of some days, both inclusive, oldest first; what is not there has none.
  public static List<String> read(Path folder, String name, LocalDate from, LocalDate to) {
    List<String> lines = new ArrayList<>();
    try {
      for (Path file : files(folder, name).subMap(from, true, to, true).values()) {
        String text = Files.readString(file);
        int end = text.lastIndexOf('\n');
        if (end > 0) {
          lines.addAll(text.substring(0, end).lines().toList());
        }
      }
    } catch (NoSuchFileException e) {
      return lines; // it became too old this moment
    } catch (IOException e) {
      throw new SinkException(folder.resolve(name) + " cannot be read (" + e + ")", e);
    }
    return lines;
  }

  private static NavigableMap<LocalDate, Path> files(Path folder, String name) throws IOException {
    TreeMap<LocalDate, Path> found = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        String text = file.getFileName().toString();
        if (text.startsWith(name + "-") && text.endsWith(SUFFIX)) {
          try {
            String date = text.substring(name.length() + 1, text.length() - SUFFIX.length());
            found.put(LocalDate.parse(date), file);
          } catch (DateTimeParseException e) {
            // somebody else's file
          }
        }
      }
    }
    return found;
  }

  private void closeFile() throws IOException {
    RandomAccessFile file = open;
    open = null;
    if (file != null) {
      try (file) {
        file.getFD().sync();
      }
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      closeFile();
    } catch (IOException e) {
      throw new SinkException(folder.resolve(name) + " cannot be written (" + e + ")", e);
    } finally {
      lock.unlock();
    }
  }
}
