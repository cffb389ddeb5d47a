package dev.carry.journal;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.carry.model.Command;
import dev.carry.model.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads an input log in its order: a folder of segments, or one of them. Checks every checksum,
/// cuts the torn tail of the last segment and says how much that was, refuses holes. Reading a log
/// while it is written ends where it ended when it was opened, or a little later. One thread.
public final class InputLogReader implements AutoCloseable {
  private final List<Path> segments;
  private final long from;
  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
  private final InputDecoder decoder = new InputDecoder();
  private byte[] raw = new byte[1 << 16];

  private int opened;
  private @Nullable SegmentScan scan;
  private @Nullable SegmentHeader header;
  private long sequence;
  private long tornBytes;
  private long neverWritten;

  private InputLogReader(List<Path> segments, long from) {
    this.segments = segments;
    this.from = from;
  }

  /// Everything in a folder or a segment.
  public static InputLogReader open(Path folderOrSegment) {
    return open(folderOrSegment, 1);
  }

  /// Everything from a sequence on; segments and blocks before it are skipped, not decoded.
  public static InputLogReader open(Path folderOrSegment, long from) {
    if (Files.isRegularFile(folderOrSegment)) {
      return new InputLogReader(List.of(folderOrSegment), from);
    }
    List<Path> all = segments(folderOrSegment);
    int first = 0;
    while (first + 1 < all.size() && SegmentScan.firstSequence(all.get(first + 1)) <= from) {
      first++;
    }
    return new InputLogReader(all.subList(first, all.size()), from);
  }

  /// Everything from the newest process start at or before a sequence, or from the beginning of
  /// what is kept: an engine needs nothing older. A writer begins with a segment and its process
  /// with a start.
  public static InputLogReader openFromStart(Path folder, long sequence) {
    List<Path> all = segments(folder);
    int first = all.size() - 1;
    while (first > 0
        && (SegmentScan.firstSequence(all.get(first)) > sequence
            || !beginsWithStart(all.get(first)))) {
      first--;
    }
    return new InputLogReader(all.subList(Math.max(0, first), all.size()), 1);
  }

  private static boolean beginsWithStart(Path segment) {
    try (InputLogReader reader = open(segment)) {
      Logged first = reader.next();
      return first != null
          && first.input() instanceof Command command
          && command.action() == Command.Action.START;
    }
  }

  /// The segment that is, or was, written last; empty without any, or without the folder.
  public static Optional<Path> newestSegment(Path folder) {
    List<Path> all = Files.exists(folder) ? segments(folder) : List.of();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /// The input written last; empty for a folder whose newest segment has none. Blocks before the
  /// last are passed over, not decoded.
  public static Optional<Logged> last(Path folder) {
    Path newest = newestSegment(folder).orElse(null);
    long from = 0;
    if (newest != null) {
      try (SegmentScan scan = new SegmentScan(newest, true)) {
        for (Block block; (block = scan.next()) != null; ) {
          from = block.first();
        }
      }
    }
    if (newest == null || from == 0) {
      return Optional.empty();
    }
    Logged last = null;
    try (InputLogReader reader = open(newest, from)) {
      for (Logged logged; (logged = reader.next()) != null; ) {
        last = logged;
      }
    }
    return Optional.ofNullable(last);
  }

  private static List<Path> segments(Path folder) {
    try {
      return SegmentFiles.list(folder);
    } catch (IOException e) {
      throw JournalException.cannotRead(folder, e);
    }
  }

  /// The next input; absent at the end.
  public @Nullable Logged next() {
    while (true) {
      while (decoder.hasMore()) {
        Logged logged = new Logged(sequence++, decode());
        if (logged.sequence() >= from) {
          return logged;
        }
      }
      if (!nextBlock()) {
        return null;
      }
    }
  }

  /// What the segment of the input read last says of itself; absent before the first.
  public @Nullable SegmentHeader header() {
    return header;
  }

  /// Bytes of the torn tail that were cut: known at the end.
  public long tornBytes() {
    return tornBytes;
  }

  /// Sequences that were given out and lost in a crash before they were written.
  public long neverWritten() {
    return neverWritten;
  }

  private Input decode() {
    try {
      return decoder.read();
    } catch (RuntimeException e) {
      throw new JournalException(
          segments.get(opened - 1)
              + ": sequence "
              + (sequence - 1)
              + " cannot be read by this build ("
              + e.getMessage()
              + ")"
              + (header == null ? "" : "; the segment was written by " + header.build()),
          e);
    }
  }

  private boolean nextBlock() {
    while (true) {
      if (scan == null && !nextSegment()) {
        return false;
      }
      SegmentScan current = scan;
      Block block = current == null ? null : current.next();
      if (current == null || block == null) {
        closeSegment();
        continue;
      }
      sequence = block.first();
      if (block.last() >= from) {
        open(block, current.bytes());
        return true;
      }
      sequence = block.last() + 1;
    }
  }

  private void open(Block block, byte[] bytes) {
    if (raw.length < block.raw()) {
      raw = new byte[block.raw()];
    }
    try {
      int length =
          zstd.decompressByteArray(raw, 0, block.raw(), bytes, Block.BYTES, block.compressed());
      decoder.begin(raw, length);
    } catch (ZstdException e) {
      throw new JournalException(
          segments.get(opened - 1)
              + ": the block with sequence "
              + block.first()
              + " cannot be decompressed ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  private boolean nextSegment() {
    if (opened == segments.size()) {
      return false;
    }
    Path file = segments.get(opened++);
    SegmentScan next = new SegmentScan(file, opened == segments.size());
    scan = next;
    SegmentHeader found = next.header();
    if (found == null) {
      return true; // torn within its header: told when it is closed
    }
    if (header != null) {
      if (found.after() != sequence - 1) {
        throw new JournalException(
            segments.get(opened - 2)
                + " ends at sequence "
                + (sequence - 1)
                + ", "
                + file.getFileName()
                + " continues after "
                + found.after()
                + ": a segment is missing between them. Mend: put it back, or read from sequence "
                + found.firstSequence());
      }
      neverWritten += found.firstSequence() - 1 - found.after();
    }
    header = found;
    sequence = found.firstSequence();
    return true;
  }

  private void closeSegment() {
    if (scan != null) {
      tornBytes += scan.tornBytes();
      scan.close();
      scan = null;
    }
  }

  @Override
  public void close() {
    closeSegment();
    zstd.close();
  }
}
