package dev.carry.journal;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The segments of an input log on the disk: which file is written now, when the next one begins,
/// which old ones go. Not thread-safe.
final class SegmentFiles implements AutoCloseable {
  /// Fastest level that still pays: the disk is not what is short.
  private static final int ZSTD_LEVEL = 1;

  private final Path directory;
  private final InputLogSettings settings;
  private final String build;
  private final String configuration;
  private final InstantSource clock;
  private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(ZSTD_LEVEL);
  private byte[] block = new byte[0];

  private long next;
  private long tornBytes;
  private Path file;
  private @Nullable FileChannel channel;
  private long length;
  private Instant created = Instant.EPOCH;

  private SegmentFiles(
      Path directory,
      InputLogSettings settings,
      String build,
      String configuration,
      InstantSource clock) {
    this.directory = directory;
    this.settings = settings;
    this.build = build;
    this.configuration = configuration;
    this.clock = clock;
    this.file = directory;
  }

  static SegmentFiles open(
      Path directory,
      InputLogSettings settings,
      String build,
      String configuration,
      long notBefore,
      InstantSource clock) {
    SegmentFiles files = new SegmentFiles(directory, settings, build, configuration, clock);
    try {
      Files.createDirectories(directory);
      long after = files.recover();
      files.next = Math.max(after, notBefore) + 1;
      files.begin(after);
    } catch (IOException e) {
      throw JournalException.cannotWrite(files.file, e);
    }
    return files;
  }

  /// The segments of a folder, oldest first.
  static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> SegmentScan.firstSequence(entry) >= 0)
          .sorted(Comparator.comparingLong(SegmentScan::firstSequence))
          .toList();
    }
  }

  long nextSequence() {
    return next;
  }

  long tornBytes() {
    return tornBytes;
  }

  /// Cuts the torn tail of the last segment, and the segment itself where nothing is left of it.
  ///
  /// @return the last sequence of the log, 0 for an empty one
  private long recover() throws IOException {
    List<Path> segments = new ArrayList<>(list(directory));
    while (!segments.isEmpty()) {
      Path newest = segments.removeLast();
      file = newest;
      try (SegmentScan scan = new SegmentScan(newest, true)) {
        while (scan.next() != null) {
          // every block is checked on the way to the end
        }
        tornBytes += scan.tornBytes();
        SegmentHeader header = scan.header();
        if (header != null && scan.nextSequence() > header.firstSequence()) {
          if (scan.tornBytes() > 0) {
            try (FileChannel cut = FileChannel.open(newest, StandardOpenOption.WRITE)) {
              cut.truncate(scan.goodBytes());
              cut.force(true);
            }
          }
          return scan.nextSequence() - 1;
        }
        if (header != null && segments.isEmpty()) {
          Files.delete(newest);
          return header.after();
        }
      }
      Files.delete(newest);
    }
    return 0;
  }

  private void begin(long after) throws IOException {
    created = clock.instant();
    file = directory.resolve(SegmentScan.name(next));
    SegmentHeader header = new SegmentHeader(build, configuration, next, after, created);
    channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    byte[] bytes = header.toBytes();
    length = 0;
    writeAll(ByteBuffer.wrap(bytes));
    channel.force(true);
    forceDirectory(directory);
  }

  /// Compresses and writes a block.
  ///
  /// @param durable what is known to be on the disk now
  void write(InputEncoder input, long durable) {
    try {
      if (length >= settings.segmentBytes()
          || !clock.instant().isBefore(created.plus(settings.segmentAge()))) {
        rotate();
      }
      int most = Block.BYTES + (int) Zstd.compressBound(input.size());
      if (block.length < most) {
        block = new byte[most];
      }
      int compressed =
          zstd.compressByteArray(
              block, Block.BYTES, block.length - Block.BYTES, input.bytes(), 0, input.size());
      Block.seal(block, compressed, input.size(), input.count(), input.firstSequence(), durable);
      writeAll(ByteBuffer.wrap(block, 0, Block.BYTES + compressed));
      next = input.firstSequence() + input.count();
    } catch (IOException e) {
      throw JournalException.cannotWrite(file, e);
    }
  }

  void force() {
    try {
      if (channel != null) {
        channel.force(false);
      }
    } catch (IOException e) {
      throw JournalException.cannotWrite(file, e);
    }
  }

  private void rotate() throws IOException {
    closeSegment();
    begin(next - 1);
    expire();
  }

  /// Deletes the oldest segments beyond what is kept; never the one being written.
  private void expire() throws IOException {
    List<Path> segments = list(directory);
    long total = 0;
    for (Path segment : segments) {
      total += Files.size(segment);
    }
    Instant oldest = clock.instant().minus(settings.keepFor());
    for (int i = 0; i + 1 < segments.size(); i++) {
      Path segment = segments.get(i);
      boolean tooOld = Files.getLastModifiedTime(segment).toInstant().isBefore(oldest);
      if (total <= settings.keepBytes() && !tooOld) {
        return;
      }
      total -= Files.size(segment);
      Files.delete(segment);
    }
  }

  private void writeAll(ByteBuffer bytes) throws IOException {
    FileChannel to = channel;
    if (to == null) {
      throw new IOException("closed");
    }
    long before = length;
    try {
      while (bytes.hasRemaining()) {
        length += to.write(bytes);
      }
    } catch (IOException e) {
      cutBack(to, before);
      throw e;
    }
  }

  /// A part of a block is of no use; giving its room back may let others write their last words.
  private static void cutBack(FileChannel to, long good) {
    try {
      to.truncate(good);
    } catch (IOException e) {
      // the reader cuts it then: it fails its checksum
    }
  }

  private void closeSegment() throws IOException {
    if (channel != null) {
      channel.force(true);
      channel.close();
      channel = null;
    }
  }

  /// Makes the folder's entries durable; some systems cannot open a folder and need not.
  static void forceDirectory(Path directory) throws IOException {
    if (File.separatorChar == '\\') {
      return;
    }
    try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  @Override
  public void close() {
    try {
      closeSegment();
      zstd.close();
    } catch (IOException e) {
      throw JournalException.cannotWrite(file, e);
    }
  }
}
