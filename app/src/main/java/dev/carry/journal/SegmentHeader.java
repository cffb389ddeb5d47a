package dev.carry.journal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// What a segment of the input log says of itself.
///
/// @param build the build that wrote it
/// @param configuration hash of the configuration it was written under
/// @param firstSequence of its first input
/// @param after the last sequence of the log before this segment; less than `firstSequence − 1`
///     where a process ended before it wrote inputs whose numbers it had given out
/// @param created when, UTC
public record SegmentHeader(
    String build, String configuration, long firstSequence, long after, Instant created) {

  static final int FORMAT = 1;
  private static final long MAGIC = 0x43_41_52_52_59_4C_4F_47L; // CARRYLOG
  private static final int FIXED = 8 + 4 + 4;
  private static final int LONGEST = 1 << 16;

  /// Magic, format, length of what follows, fields, CRC32C of everything before it.
  byte[] toBytes() {
    byte[] buildBytes = build.getBytes(StandardCharsets.UTF_8);
    byte[] configurationBytes = configuration.getBytes(StandardCharsets.UTF_8);
    int body = 8 + 8 + 8 + 4 + 4 + buildBytes.length + 4 + configurationBytes.length + 4;
    ByteBuffer out = ByteBuffer.allocate(FIXED + body);
    out.putLong(MAGIC).putInt(FORMAT).putInt(body);
    out.putLong(firstSequence).putLong(after);
    out.putLong(created.getEpochSecond()).putInt(created.getNano());
    out.putInt(buildBytes.length).put(buildBytes);
    out.putInt(configurationBytes.length).put(configurationBytes);
    out.putInt(checksum(out.array(), out.position()));
    return out.array();
  }

  /// A header as found.
  ///
  /// @param header what it says; absent when it cannot be trusted
  /// @param length its bytes in the file
  /// @param problem why it cannot be trusted; empty when it can
  /// @param cutShort the file ends within it
  record Found(@Nullable SegmentHeader header, int length, String problem, boolean cutShort) {
    static Found bad(String problem) {
      return new Found(null, 0, problem, false);
    }

    static Found torn() {
      return new Found(null, 0, "ends within its header", true);
    }
  }

  /// Reads the beginning of a segment.
  static Found read(ByteBuffer in) {
    if (in.remaining() < FIXED) {
      return Found.torn();
    }
    int start = in.position();
    if (in.getLong() != MAGIC) {
      return Found.bad("is no input log: it does not begin with CARRYLOG");
    }
    int format = in.getInt();
    if (format != FORMAT) {
      return Found.bad("has format " + format + ", this build reads " + FORMAT);
    }
    int body = in.getInt();
    if (body < 0 || body > LONGEST) {
      return Found.bad("has a damaged header (length " + body + ")");
    }
    if (in.remaining() < body) {
      return Found.torn();
    }
    byte[] all = new byte[FIXED + body];
    in.position(start).get(all);
    ByteBuffer fields = ByteBuffer.wrap(all, FIXED, body);
    try {
      long first = fields.getLong();
      long after = fields.getLong();
      Instant created = Instant.ofEpochSecond(fields.getLong(), fields.getInt());
      String build = text(fields);
      String configuration = text(fields);
      int covered = fields.position();
      if (fields.getInt() != checksum(all, covered)) {
        return Found.bad("has a damaged header (checksum)");
      }
      return new Found(
          new SegmentHeader(build, configuration, first, after, created), all.length, "", false);
    } catch (BufferUnderflowException | DateTimeException | NegativeArraySizeException e) {
      return Found.bad("has a damaged header (" + e.getClass().getSimpleName() + ")");
    }
  }

  static int longest() {
    return FIXED + LONGEST;
  }

  private static String text(ByteBuffer in) {
    int length = in.getInt();
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
