package dev.carry.journal;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The file of one stream and day, and the lines that wait for it. The file is open only while it
/// is written: there may be hundreds of streams.
final class StreamFile {
  static final String SUFFIX = ".raw.zst";
  private static final int ZSTD_LEVEL = 3;

  /// How much of a file is looked at in one go to find where its zstd frames end.
  private static final long WINDOW = 64L << 20;

  private final Path folder;
  private final FrameLogSettings settings;
  private final RawLine rawLine = new RawLine();
  private final ReentrantLock lock = new ReentrantLock();

  // guarded by lock
  private byte[] waiting = new byte[1 << 12];
  private int size;
  private long day = Long.MIN_VALUE;
  private boolean checked;

  StreamFile(Path folder, FrameLogSettings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /// Adds a line, or an empty one for a lost connection.
  ///
  /// @return why it was refused; absent when it was taken
  @Nullable String add(Instant at, RawLine.@Nullable OneLine line) {
    lock.lock();
    try {
      long epochDay = Math.floorDiv(at.getEpochSecond(), 86_400L);
      // a frame that was received before midnight and comes after it stays with its neighbours
      if (epochDay > day) {
        write();
        day = epochDay;
        checked = false;
      }
      int length = line == null ? 1 : RawLine.TIME_BYTES + 1 + line.length() + 1;
      if (size + length > settings.mostWaiting()) {
        write();
        if (size + length > settings.mostWaiting()) {
          return folder + ": frame not kept: " + length + " bytes are more than may wait";
        }
      }
      if (waiting.length < size + length) {
        waiting = Arrays.copyOf(waiting, Math.max(2 * waiting.length, size + length));
      }
      if (line != null) {
        rawLine.write(at, waiting, size);
        waiting[size + RawLine.TIME_BYTES] = ' ';
        System.arraycopy(
            line.bytes(), line.offset(), waiting, size + RawLine.TIME_BYTES + 1, line.length());
      }
      size += length;
      waiting[size - 1] = '\n';
      if (size >= settings.flushBytes()) {
        write();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  void flush() {
    lock.lock();
    try {
      write();
    } finally {
      lock.unlock();
    }
  }

  private void write() {
    if (size == 0) {
      return;
    }
    Path file = folder.resolve(LocalDate.ofEpochDay(day) + SUFFIX);
    try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
      Files.createDirectories(folder);
      byte[] out = new byte[(int) Zstd.compressBound(size)];
      zstd.setLevel(ZSTD_LEVEL).setChecksum(true);
      int length = zstd.compressByteArray(out, 0, out.length, waiting, 0, size);
      try (FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        if (!checked) {
          channel.truncate(goodBytes(channel));
          checked = true;
        }
        append(channel, ByteBuffer.wrap(out, 0, length));
      }
      size = 0;
    } catch (IOException e) {
      throw JournalException.cannotWrite(file, e);
    }
  }

  private static void append(FileChannel channel, ByteBuffer bytes) throws IOException {
    long before = channel.size();
    try {
      channel.position(before);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      channel.truncate(before);
      throw e;
    }
  }

  /// Where the last whole zstd frame ends: a process that died may have left part of one.
  private static long goodBytes(FileChannel channel) throws IOException {
    long size = channel.size();
    long good = 0;
    while (good < size) {
      ByteBuffer window =
          channel.map(FileChannel.MapMode.READ_ONLY, good, Math.min(WINDOW, size - good));
      long before = good;
      while (window.hasRemaining()) {
        long length = frameLength(window);
        boolean last = length > 0 && good + length == size;
        if (length <= 0 || (last && !readable(window, (int) length))) {
          break;
        }
        good += length;
        window.position(window.position() + (int) length);
      }
      if (good == before) {
        return good;
      }
    }
    return good;
  }

  private static long frameLength(ByteBuffer window) {
    try {
      return Zstd.findFrameCompressedSize(window);
    } catch (ZstdException e) {
      return 0;
    }
  }

  private static boolean readable(ByteBuffer window, int length) {
    try {
      byte[] frame = new byte[length];
      window.get(window.position(), frame);
      Zstd.decompressFrame(frame);
      return true;
    } catch (ZstdException e) {
      return false;
    }
  }
}
