package dev.carry.journal;

import dev.carry.model.JsonText;
import dev.carry.model.VenueId;
import dev.carry.venue.Frame;
import dev.carry.venue.RestCall;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps raw frames as evidence, in lines that Tardis' own tools read:
/// `<dir>/<venue>/<stream>/<yyyy-MM-dd>.raw.zst`, each line a receive time, a space and the venue's
/// message; an empty line where the connection was lost. A file is a row of zstd frames that can be
/// read one by one, so a kill loses at most what was not flushed.
///
/// Answers to REST calls do not say what they answer: those of a venue are kept in one stream
/// `rest`, each as `{"asked":"<path and query>","stream":"<name of call>","data":<answer>}`, with
/// `"body":"<what was posted>"` behind `asked` where the call was a POST.
///
/// Any thread may append. A frame that cannot be kept is told to the caller and counted; it never
/// stops the feed.
public final class FrameLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FrameLog.class);
  private static final int LONGEST_NAME = 150;

  /// The stream of a venue's REST answers.
  public static final String REST = "rest";

  private final Path directory;
  private final FrameLogSettings settings;
  private final Map<Stream, StreamFile> streams = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ending = lock.newCondition();
  private final Thread thread;
  private boolean closed;
  private volatile @Nullable String failure;

  private record Stream(VenueId venue, String name) {}

  public FrameLog(Path directory, FrameLogSettings settings) {
    this.directory = directory;
    this.settings = settings;
    this.thread = Thread.ofPlatform().name("frame-log").daemon().start(this::run);
  }

  /// Keeps a message of a socket.
  ///
  /// @return why it was not kept; empty when it was
  public Optional<String> append(Frame frame) {
    RawLine.OneLine line = RawLine.oneLine(frame.bytes(), frame.offset(), frame.length());
    if (!line.problem().isEmpty()) {
      return Optional.of(
          frame.venue() + " " + frame.stream() + ": frame not kept: " + line.problem());
    }
    return put(frame.venue(), frame.stream(), frame.receivedAt(), line);
  }

  /// Keeps the answer to a REST call.
  ///
  /// @return why it was not kept; empty when it was
  public Optional<String> answer(RestCall call, Frame frame) {
    String body = call.body();
    byte[] before =
        ("{\"asked\":"
                + JsonText.string(call.path())
                + (body == null ? "" : ",\"body\":" + JsonText.string(body))
                + ",\"stream\":"
                + JsonText.string(frame.stream())
                + ",\"data\":")
            .getBytes(StandardCharsets.UTF_8);
    byte[] line = Arrays.copyOf(before, before.length + frame.length() + 1);
    System.arraycopy(frame.bytes(), frame.offset(), line, before.length, frame.length());
    line[line.length - 1] = '}';
    return append(Frame.of(frame.venue(), REST, frame.receivedAt(), line));
  }

  /// Marks that the connection of a stream was lost.
  public Optional<String> disconnected(VenueId venue, String stream, Instant at) {
    return put(venue, stream, at, null);
  }

  private Optional<String> put(
      VenueId venue, String stream, Instant at, RawLine.@Nullable OneLine line) {
    StreamFile file =
        streams.computeIfAbsent(
            new Stream(venue, stream),
            s -> new StreamFile(folder(directory, s.venue(), s.name()), settings));
    try {
      return Optional.ofNullable(file.add(at, line));
    } catch (JournalException e) {
      failed(e);
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /// Where the days of a stream are.
  public static Path folder(Path directory, VenueId venue, String stream) {
    return directory.resolve(venue.id()).resolve(fileName(stream));
  }

  /// A stream's name as a file name: letters, digits, `-`, `_` and inner dots stand for themselves,
  /// any other byte of its UTF-8 is written `%` and two hex digits.
  public static String fileName(String stream) {
    StringBuilder name = new StringBuilder();
    for (byte b : stream.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_'
              || (c == '.' && !name.isEmpty());
      if (plain) {
        name.append(c);
      } else {
        name.append('%')
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      }
    }
    if (name.isEmpty()) {
      return "%";
    }
    if (name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "stream '" + stream + "': its name is too long for a file (" + name.length() + ")");
    }
    return name.toString();
  }

  /// The stream's name of a file name made by [#fileName(String)].
  public static String streamName(String fileName) {
    byte[] bytes = new byte[fileName.length()];
    int size = 0;
    for (int i = 0; i < fileName.length(); i++) {
      char c = fileName.charAt(i);
      if (c == '%' && i + 2 < fileName.length()) {
        bytes[size++] = (byte) Integer.parseInt(fileName.substring(i + 1, i + 3), 16);
        i += 2;
      } else if (c != '%') {
        bytes[size++] = (byte) c;
      }
    }
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }

  /// Writes what waits, of all streams.
  public void flush() {
    JournalException first = null;
    for (StreamFile file : streams.values()) {
      try {
        file.flush();
      } catch (JournalException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      failed(first);
      throw first;
    }
    failure = null;
  }

  /// Why frames are not kept now; absent while they are.
  public @Nullable String failure() {
    return failure;
  }

  private void failed(JournalException e) {
    String message = String.valueOf(e.getMessage());
    if (!message.equals(failure)) {
      LOG.error("frames are not kept: {}", message);
    }
    failure = message;
  }

  private void run() {
    while (true) {
      lock.lock();
      try {
        if (!closed) {
          var _ = ending.await(settings.flushEvery().toNanos(), TimeUnit.NANOSECONDS);
        }
        if (closed) {
          return;
        }
      } catch (InterruptedException e) {
        return;
      } finally {
        lock.unlock();
      }
      try {
        flush();
      } catch (JournalException e) {
        failed(e); // told and tried again
      }
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      ending.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    flush();
  }
}
