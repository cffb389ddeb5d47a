package dev.carry.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Goes through one segment block by block and trusts nothing it has not checked.
///
/// A segment that a process was writing when it died may end in a torn tail: bytes that nobody was
/// told are safe. Damage is something else: a block that fails its checksum although a later one
/// says that it was on the disk. The first is cut, the second is refused.
final class SegmentScan implements AutoCloseable {
  private static final String PREFIX = "input-";
  private static final String SUFFIX = ".clog";

  private final Path file;
  private final boolean last;
  private final FileChannel channel;
  private final long size;
  private final @Nullable SegmentHeader header;
  private byte[] block = new byte[1 << 16];
  private long at;
  private long expected;
  private long torn;

  /// @param last whether no later segment follows: only then a torn tail is allowed
  SegmentScan(Path file, boolean last) {
    this.file = file;
    this.last = last;
    try {
      this.channel = FileChannel.open(file, StandardOpenOption.READ);
    } catch (IOException e) {
      throw JournalException.cannotRead(file, e);
    }
    try {
      this.size = channel.size();
      ByteBuffer start = read(0, (int) Math.min(size, SegmentHeader.longest()));
      SegmentHeader.Found found = SegmentHeader.read(start);
      if (found.header() == null && !(last && found.cutShort())) {
        throw new JournalException(file + " " + found.problem() + mend());
      }
      this.header = found.header();
      this.at = found.length();
      this.torn = found.header() == null ? size : 0;
      if (header != null) {
        expected = header.firstSequence();
        if (!file.getFileName().equals(Path.of(name(expected)))) {
          throw new JournalException(
              file + " is misnamed: its header says that it begins at sequence " + expected);
        }
      }
    } catch (IOException e) {
      close();
      throw JournalException.cannotRead(file, e);
    } catch (JournalException e) {
      close();
      throw e;
    }
  }

  static String name(long firstSequence) {
    return PREFIX + String.format(Locale.ROOT, "%019d", firstSequence) + SUFFIX;
  }

  /// The first sequence a segment's name promises, or −1 for files that are no segments.
  static long firstSequence(Path file) {
    String name = file.getFileName().toString();
    if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
      return -1;
    }
    try {
      return Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /// What the segment says of itself; absent when it was torn within its header.
  @Nullable SegmentHeader header() {
    return header;
  }

  /// Bytes up to the end of the last good block.
  long goodBytes() {
    return at;
  }

  /// Bytes behind it that were torn off.
  long tornBytes() {
    return torn;
  }

  /// The sequence after the last one read.
  long nextSequence() {
    return expected;
  }

  /// The last block's bytes: its header, then what is compressed.
  byte[] bytes() {
    return block;
  }

  /// The next block, checked; absent at the end or where the torn tail begins.
  @Nullable Block next() {
    if (torn > 0 || at >= size) {
      return null;
    }
    try {
      Block found = check(at);
      if (found == null) {
        damaged();
        return null;
      }
      at += Block.BYTES + found.compressed();
      expected = found.last() + 1;
      return found;
    } catch (IOException e) {
      throw JournalException.cannotRead(file, e);
    }
  }

  /// The block at a position if it is whole, its checksum holds and it continues the sequence.
  private @Nullable Block check(long position) throws IOException {
    ByteBuffer start = read(position, (int) Math.min(Block.BYTES, size - position));
    if (!Block.plausible(start)) {
      return null;
    }
    Block found = Block.read(start);
    int length = Block.BYTES + found.compressed();
    if (length > size - position || found.first() < expected) {
      return null;
    }
    if (block.length < length) {
      block = new byte[Math.max(length, 2 * block.length)];
    }
    readFully(ByteBuffer.wrap(block, 0, length), position);
    boolean good = Block.checksum(block, 0, found.compressed()) == found.checksum();
    if (good && position == at && found.first() != expected) {
      throw new JournalException(
          file
              + ": byte "
              + position
              + ": a block begins at sequence "
              + found.first()
              + ", expected "
              + expected
              + mend());
    }
    return good ? found : null;
  }

  private void damaged() throws IOException {
    if (!last) {
      throw new JournalException(
          file
              + ": byte "
              + at
              + " of "
              + size
              + ": the block with sequence "
              + expected
              + " is damaged or cut short, though later segments exist"
              + mend());
    }
    for (long position = nextMark(at + 1); position >= 0; position = nextMark(position + 1)) {
      Block later = check(position);
      if (later != null && later.durable() >= expected) {
        throw new JournalException(
            file
                + ": byte "
                + at
                + " of "
                + size
                + ": the block with sequence "
                + expected
                + " is damaged, though it was on the disk when the block at byte "
                + position
                + " was written"
                + mend());
      }
    }
    torn = size - at;
  }

  /// The next position from which a block's mark stands, or −1.
  private long nextMark(long from) throws IOException {
    int chunk = 1 << 16;
    for (long position = from; position < size; position += chunk) {
      ByteBuffer bytes = read(position, (int) Math.min(chunk + Block.BYTES, size - position));
      for (int i = 0; i < chunk && i + Block.BYTES <= bytes.limit(); i++) {
        if (Block.plausible(bytes.position(i))) {
          return position + i;
        }
      }
    }
    return -1;
  }

  private String mend() {
    return ". Mend: put the file back from a copy, or move it and its elders away: what is stored"
        + " is not touched by that, but a replay begins later";
  }

  private ByteBuffer read(long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    readFully(buffer, position);
    return buffer.position(0);
  }

  private void readFully(ByteBuffer buffer, long position) throws IOException {
    int start = buffer.position();
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, position + buffer.position() - start);
      if (read < 0) {
        throw new IOException("ends at byte " + (position + buffer.position() - start));
      }
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw JournalException.cannotRead(file, e);
    }
  }
}
