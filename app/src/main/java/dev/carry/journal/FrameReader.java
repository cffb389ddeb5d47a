package dev.carry.journal;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import dev.carry.model.VenueId;
import dev.carry.venue.Frame;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Reads recorded frames, each line in whichever known form it is:
///
/// - `yyyy-MM-ddTHH:mm:ss.fffffffZ message`; an empty line is a lost connection;
/// - nanoseconds since 1970, a space, the message;
/// - the bare JSON message, its receive time (seconds since 1970 with a fraction) in the first
///   column of the same line of the `.recv_ts` file beside it, or given for the whole file;
/// - a [CaptureLine]; what its client sent is passed over.
///
/// Files may be plain, `.gz` or `.zst`; a compressed file that a process was writing when it died
/// is read up to its torn end, a damaged one up to where it is damaged. One thread.
public final class FrameReader implements AutoCloseable {
  private static final int LONGEST_LINE = 1 << 28;
  private static final int NANO_DIGITS = 19;
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  private final String name;
  private final VenueId venue;
  private final String stream;
  private final InputStream in;
  private final @Nullable BufferedReader times;
  private final @Nullable Instant receivedAt;
  private final boolean zstd;
  private final RawLine rawLine = new RawLine();

  private byte[] buffer = new byte[1 << 16];
  private int start;
  private int end;
  private boolean ended;
  private boolean torn;

  /// Why it ends before its end; told once.
  private @Nullable String damaged;
  private long lineNumber;

  private FrameReader(
      String name,
      VenueId venue,
      String stream,
      InputStream in,
      @Nullable BufferedReader times,
      @Nullable Instant receivedAt) {
    this.name = name;
    this.venue = venue;
    this.stream = stream;
    this.in = in;
    this.times = times;
    this.receivedAt = receivedAt;
    this.zstd = in instanceof ZstdInputStream;
  }

  /// Opens a file.
  ///
  /// @param receivedAt when bare messages without a `.recv_ts` file were received; absent: they are
  ///     unreadable
  public static FrameReader open(
      Path file, VenueId venue, String stream, @Nullable Instant receivedAt) {
    try {
      String plain = plainName(file);
      int dot = plain.lastIndexOf('.');
      Path times = file.resolveSibling((dot < 0 ? plain : plain.substring(0, dot)) + ".recv_ts");
      return new FrameReader(
          file.toString(),
          venue,
          stream,
          unpacked(file),
          Files.exists(times) ? Files.newBufferedReader(times) : null,
          receivedAt);
    } catch (IOException e) {
      throw JournalException.cannotRead(file, e);
    }
  }

  /// Reads a stream of plain lines, such as standard input.
  public static FrameReader of(
      InputStream in, String name, VenueId venue, String stream, @Nullable Instant receivedAt) {
    return new FrameReader(name, venue, stream, in, null, receivedAt);
  }

  private static String plainName(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".gz") || name.endsWith(".zst")
        ? name.substring(0, name.lastIndexOf('.'))
        : name;
  }

  private static InputStream unpacked(Path file) throws IOException {
    String name = file.getFileName().toString();
    InputStream bytes = Files.newInputStream(file);
    try {
      return name.endsWith(".gz")
          ? new GZIPInputStream(bytes, 1 << 16)
          : name.endsWith(".zst") ? new ZstdInputStream(bytes) : bytes;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /// The next line; absent at the end.
  public @Nullable Recorded next() {
    try {
      for (int lineEnd; (lineEnd = nextLine()) >= 0; ) {
        int from = lineNumber == 0 ? start + byteOrderMark(lineEnd) : start;
        start = Math.min(lineEnd + 1, end);
        lineNumber++;
        int to = lineEnd > from && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        Recorded recorded = line(from, to);
        if (recorded != null) {
          return recorded;
        }
      }
      String damage = damaged;
      damaged = null;
      return damage == null
          ? null
          : new Recorded.Unreadable(
              name + ":" + (lineNumber + 1), "damaged from about here on: " + damage);
    } catch (IOException e) {
      throw new JournalException(name + ": cannot be read (" + e + ")", e);
    }
  }

  /// The length of the mark that some editors put before everything.
  private int byteOrderMark(int lineEnd) {
    boolean marked =
        lineEnd - start >= 3
            && buffer[start] == (byte) 0xEF
            && buffer[start + 1] == (byte) 0xBB
            && buffer[start + 2] == (byte) 0xBF;
    return marked ? 3 : 0;
  }

  /// Whether the file ended within something compressed: a process died while it wrote it.
  public boolean torn() {
    return torn;
  }

  /// What a line holds; absent: it is the recorder's own.
  private @Nullable Recorded line(int from, int to) throws IOException {
    String time = times == null ? null : times.readLine();
    if (from == to) {
      return new Recorded.Disconnect();
    }
    byte first = buffer[from];
    if (first == '{' || first == '[') {
      return bare(from, to, time);
    }
    int space = from;
    while (space < to && buffer[space] != ' ') {
      space++;
    }
    Instant at = space - from == NANO_DIGITS ? nanos(from, space) : null;
    if (at == null) {
      at = rawLine.read(buffer, from, space);
    }
    if (at == null || space == to) {
      CaptureLine capture = CaptureLine.of(buffer, from, to);
      if (capture != null) {
        return captured(capture, from, to);
      }
      return unreadable(
          "begins with '"
              + new String(buffer, from, Math.min(40, to - from), StandardCharsets.UTF_8)
              + "': allowed are a receive time (2026-01-31T08:00:00.1234567Z, or nanoseconds since"
              + " 1970) with a space and the message, or a bare JSON object or array");
    }
    return message(at, space + 1, to, null);
  }

  private @Nullable Recorded captured(CaptureLine line, int from, int to) {
    return switch (line.what()) {
      case CAME ->
          message(Objects.requireNonNull(line.at()), from + line.message(), to, line.address());
      case OPENED -> new Recorded.Disconnect();
      case OURS -> null;
    };
  }

  private Recorded bare(int from, int to, @Nullable String time) {
    if (time != null) {
      int tab = time.indexOf('\t');
      String seconds = (tab < 0 ? time : time.substring(0, tab)).strip();
      String note = tab < 0 || tab + 1 == time.length() ? null : time.substring(tab + 1);
      try {
        return message(CaptureLine.seconds(seconds), from, to, note);
      } catch (NumberFormatException e) {
        return unreadable(
            "its line in the .recv_ts file is '"
                + time
                + "': expected seconds since 1970, a tab, and a note or nothing");
      }
    }
    if (receivedAt == null) {
      return unreadable(
          times == null
              ? "a bare message without a receive time: put a .recv_ts file beside it or say when"
                  + " (--at)"
              : "the .recv_ts file beside it ends before this line");
    }
    return message(receivedAt, from, to, null);
  }

  private @Nullable Instant nanos(int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      if (buffer[i] < '0' || buffer[i] > '9') {
        return null;
      }
      value = value * 10 + buffer[i] - '0';
    }
    return value < 0
        ? null
        : Instant.ofEpochSecond(value / NANOS_PER_SECOND, value % NANOS_PER_SECOND);
  }

  private Recorded message(Instant at, int from, int to, @Nullable String note) {
    return new Recorded.Message(
        Frame.of(venue, stream, at, Arrays.copyOfRange(buffer, from, to)), note);
  }

  private Recorded unreadable(String reason) {
    return new Recorded.Unreadable(name + ":" + lineNumber, reason);
  }

  /// Where the line that begins at `start` ends, or −1 when there is none.
  private int nextLine() throws IOException {
    int seen = start;
    while (true) {
      for (int i = seen; i < end; i++) {
        if (buffer[i] == '\n') {
          return i;
        }
      }
      if (ended) {
        // ours end with a line end; the library does not tell the tear of a second frame
        torn |= zstd && start < end;
        // what a torn file ends with is part of a line
        return torn || damaged != null || start == end ? -1 : end;
      }
      int waiting = end - start;
      if (waiting > LONGEST_LINE) {
        throw new IOException("line " + (lineNumber + 1) + " is longer than " + LONGEST_LINE);
      }
      byte[] target = waiting > buffer.length / 2 ? new byte[2 * buffer.length] : buffer;
      System.arraycopy(buffer, start, target, 0, waiting);
      buffer = target;
      start = 0;
      end = waiting;
      seen = waiting;
      fill();
    }
  }

  private void fill() throws IOException {
    try {
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        ended = true;
      } else {
        end += read;
      }
    } catch (EOFException | ZipException | ZstdIOException e) {
      ended = true;
      String reason = String.valueOf(e.getMessage());
      torn = e instanceof EOFException || reason.contains("Truncated");
      damaged = torn ? null : reason;
    }
  }

  @Override
  public void close() {
    try {
      in.close();
      if (times != null) {
        times.close();
      }
    } catch (IOException e) {
      throw new JournalException(name + ": cannot be closed (" + e + ")", e);
    }
  }
}
