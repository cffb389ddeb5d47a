package dev.carry.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The beginning of a block in a segment: everything needed to skip it or to trust it.
///
/// @param compressed bytes that follow
/// @param raw bytes once decompressed
/// @param count inputs in it
/// @param first sequence of the first one
/// @param durable every sequence up to this one was on the disk when the block was written
/// @param checksum CRC32C of the fields above and the compressed bytes
record Block(int compressed, int raw, int count, long first, long durable, int checksum) {
  static final int BYTES = 36;
  private static final int MARK = 0x42_4C_4F_4B; // BLOK
  private static final int MOST_BYTES = 1 << 28;

  long last() {
    return first + count - 1;
  }

  /// Puts the header in front of `compressed` bytes that already stand behind it.
  static void seal(byte[] block, int compressed, int raw, int count, long first, long durable) {
    ByteBuffer out = ByteBuffer.wrap(block);
    out.putInt(MARK).putInt(compressed).putInt(raw).putInt(count).putLong(first).putLong(durable);
    out.putInt(checksum(block, 0, compressed));
  }

  /// Whether these bytes can be a block's header: told before any of the rest is read.
  static boolean plausible(ByteBuffer in) {
    int at = in.position();
    return in.remaining() >= BYTES
        && in.getInt(at) == MARK
        && in.getInt(at + 4) > 0
        && in.getInt(at + 4) <= MOST_BYTES
        && in.getInt(at + 8) > 0
        && in.getInt(at + 8) <= MOST_BYTES
        && in.getInt(at + 12) > 0
        && in.getLong(at + 16) > 0;
  }

  static Block read(ByteBuffer in) {
    int at = in.position();
    return new Block(
        in.getInt(at + 4),
        in.getInt(at + 8),
        in.getInt(at + 12),
        in.getLong(at + 16),
        in.getLong(at + 24),
        in.getInt(at + 32));
  }

  /// Of a whole block that begins at `offset`.
  static int checksum(byte[] block, int offset, int compressed) {
    CRC32C crc = new CRC32C();
    crc.update(block, offset, BYTES - 4);
    crc.update(block, offset + BYTES, compressed);
    return (int) crc.getValue();
  }
}
