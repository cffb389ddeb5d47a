package dev.carry.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/// The rows of one generation that are not in a segment yet: a header, then one batch per commit.
/// Every batch is on the disk before the next one is written, so only the last can be torn; a
/// damaged batch with a good one behind it is refused.
final class TailFile {
  private static final String PREFIX = "tail-";
  private static final String SUFFIX = ".ctail";
  private static final long MAGIC = 0x43_41_52_52_59_54_4C_31L; // CARRYTL1
  private static final int HEADER_BYTES = 36;
  private static final int BATCH_MARK = 0x42_54_43_48; // BTCH
  private static final int BATCH_BYTES = 24;
  private static final int MOST_BYTES = 1 << 30;

  private TailFile() {}

  /// What a tail says of itself.
  ///
  /// @param generation counts up from 1; its segments carry it in their names
  /// @param day UTC day it was begun on, in days since 1970
  /// @param acknowledged the log sequence up to which all rows were stored before it
  record Header(long generation, long day, long acknowledged) {}

  /// What a tail holds from an offset on.
  ///
  /// @param rows in the order they were stored
  /// @param acknowledged the log sequence up to which all rows are stored, the last batch included
  /// @param goodBytes where the last good batch ends
  /// @param tornBytes what stands behind it
  record Content(
      Header header, List<StoredRow> rows, long acknowledged, long goodBytes, long tornBytes) {}

  static Path path(Path directory, long generation) {
    return directory.resolve(PREFIX + String.format(Locale.ROOT, "%010d", generation) + SUFFIX);
  }

  /// The generation a file name promises, or −1 for files that are no tails.
  static long generation(Path file) {
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

  /// Makes an empty tail: it is there in whole or not at all.
  static Path create(Path directory, Header header) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES);
    bytes.putLong(MAGIC);
    bytes.putLong(header.generation()).putLong(header.day()).putLong(header.acknowledged());
    bytes.putInt(checksum(bytes.array(), 0, HEADER_BYTES - 4)).flip();
    Path file = path(directory, header.generation());
    Path temporary = directory.resolve(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      writeAll(channel, bytes);
      channel.force(true);
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    Disk.force(directory);
    return file;
  }

  /// A batch, ready to be written.
  static ByteBuffer batch(List<StoredRow> rows, long acknowledged) {
    byte[] payload = RowBytes.write(rows);
    byte[] bytes = new byte[BATCH_BYTES + payload.length];
    ByteBuffer batch = ByteBuffer.wrap(bytes);
    batch.putInt(BATCH_MARK).putInt(payload.length).putInt(rows.size()).putLong(acknowledged);
    System.arraycopy(payload, 0, bytes, BATCH_BYTES, payload.length);
    batch.putInt(batchChecksum(bytes, 0, payload.length)).rewind();
    return batch;
  }

  static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /// Reads a tail.
  ///
  /// @param from 0 for all of it, or the `goodBytes` of an earlier reading for what came since
  static Content read(Path file, long from) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Header header = header(file, channel);
      long begin = Math.max(from, HEADER_BYTES);
      long size = channel.size();
      if (size - begin > MOST_BYTES) {
        throw new StoreException(file + " is larger than a tail can be: " + size + " bytes");
      }
      byte[] bytes = new byte[(int) Math.max(0, size - begin)];
      int read = readFully(channel, ByteBuffer.wrap(bytes), begin);
      return batches(file, header, begin, bytes, read);
    }
  }

  private static Content batches(Path file, Header header, long begin, byte[] bytes, int size) {
    List<StoredRow> rows = new ArrayList<>();
    long acknowledged = header.acknowledged();
    int at = 0;
    while (at < size) {
      int payload = goodBatch(bytes, at, size);
      if (payload < 0) {
        refuseDamage(file, bytes, at, size, begin);
        break;
      }
      ByteBuffer fields = ByteBuffer.wrap(bytes, at, BATCH_BYTES);
      rows.addAll(RowBytes.read(bytes, at + BATCH_BYTES, payload, fields.getInt(at + 8)));
      acknowledged = Math.max(acknowledged, fields.getLong(at + 12));
      at += BATCH_BYTES + payload;
    }
    return new Content(header, rows, acknowledged, begin + at, size - at);
  }

  private static void refuseDamage(Path file, byte[] bytes, int at, int size, long begin) {
    for (int later = at + 1; later <= size - BATCH_BYTES; later++) {
      if (goodBatch(bytes, later, size) >= 0) {
        throw new StoreException(
            file
                + ": byte "
                + (begin + at)
                + ": a batch of rows is damaged, though a good one follows at byte "
                + (begin + later)
                + ". Mend: put the file back from a copy, or move it away: its rows come back by"
                + " replaying the input log");
      }
    }
  }

  /// The payload's length of the batch at a position, or −1 where there is no good one.
  private static int goodBatch(byte[] bytes, int at, int size) {
    if (size - at < BATCH_BYTES) {
      return -1;
    }
    ByteBuffer fields = ByteBuffer.wrap(bytes);
    int payload = fields.getInt(at + 4);
    boolean plausible =
        fields.getInt(at) == BATCH_MARK && payload >= 0 && payload <= size - at - BATCH_BYTES;
    return plausible && fields.getInt(at + 20) == batchChecksum(bytes, at, payload) ? payload : -1;
  }

  private static Header header(Path file, FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES);
    int read = readFully(channel, bytes, 0);
    bytes.flip();
    if (read < HEADER_BYTES
        || bytes.getLong() != MAGIC
        || bytes.getInt(HEADER_BYTES - 4) != checksum(bytes.array(), 0, HEADER_BYTES - 4)) {
      throw new StoreException(
          file
              + " has a damaged header. Mend: put the file back from a copy, or move it away: its"
              + " rows come back by replaying the input log");
    }
    Header header = new Header(bytes.getLong(), bytes.getLong(), bytes.getLong());
    if (header.generation() != generation(file)) {
      throw new StoreException(
          file + " is misnamed: it says that it is generation " + header.generation());
    }
    return header;
  }

  private static int readFully(FileChannel channel, ByteBuffer into, long from) throws IOException {
    int total = 0;
    while (into.hasRemaining()) {
      int read = channel.read(into, from + total);
      if (read < 0) {
        break;
      }
      total += read;
    }
    return total;
  }

  private static int batchChecksum(byte[] bytes, int at, int payload) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, at, BATCH_BYTES - 4);
    crc.update(bytes, at + BATCH_BYTES, payload);
    return (int) crc.getValue();
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
