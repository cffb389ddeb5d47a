package dev.carry.journal;

import dev.carry.model.VenueId;
import dev.carry.venue.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All streams that a [FrameLog] kept, as one row in the order of their receive times. One thread.
public final class FrameFolder implements AutoCloseable {

  /// What comes next.
  ///
  /// @param venue whose
  /// @param stream the connection, or [FrameLog#REST]
  /// @param at receive time; of a lost connection that of its last message
  /// @param frame the line's message; absent: the connection was lost here
  public record Entry(VenueId venue, String stream, Instant at, @Nullable Frame frame) {}

  private final List<OneStream> streams = new ArrayList<>();
  private final PriorityQueue<OneStream> heads =
      new PriorityQueue<>(Comparator.comparing(OneStream::at).thenComparingInt(OneStream::order));
  private final List<String> unreadable = new ArrayList<>();

  private FrameFolder() {}

  /// Opens what is there.
  ///
  /// @throws JournalException where nothing is
  public static FrameFolder open(Path directory) {
    return open(directory, venue -> true, day -> true);
  }

  /// Opens some days, UTC, of some venues.
  ///
  /// @param first inclusive
  /// @param last inclusive
  /// @throws JournalException where nothing is of them
  public static FrameFolder open(
      Path directory, Predicate<VenueId> of, LocalDate first, LocalDate last) {
    String from = first.toString();
    String to = last.toString();
    return open(directory, of, day -> day.compareTo(from) >= 0 && day.compareTo(to) <= 0);
  }

  private static FrameFolder open(Path directory, Predicate<VenueId> of, Predicate<String> wanted) {
    FrameFolder folder = new FrameFolder();
    try {
      for (Path path : folders(directory)) {
        VenueId venue = VenueId.of(path.getFileName().toString());
        for (Path stream : of.test(venue) ? folders(path) : List.<Path>of()) {
          folder.add(
              venue, stream, days(stream).stream().filter(file -> wanted.test(day(file))).toList());
        }
      }
    } catch (IOException e) {
      folder.close();
      throw JournalException.cannotRead(directory, e);
    }
    if (folder.streams.isEmpty()) {
      throw new JournalException(
          directory + ": no recorded frames; expected <venue>/<stream>/<day>" + StreamFile.SUFFIX);
    }
    return folder;
  }

  /// Whether a folder holds recorded frames.
  public static boolean isOne(Path directory) {
    try {
      for (Path venue : folders(directory)) {
        for (Path stream : folders(venue)) {
          if (!days(stream).isEmpty()) {
            return true;
          }
        }
      }
      return false;
    } catch (IOException e) {
      throw JournalException.cannotRead(directory, e);
    }
  }

  private static String day(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - StreamFile.SUFFIX.length());
  }

  private void add(VenueId venue, Path stream, List<Path> days) {
    if (days.isEmpty()) {
      return;
    }
    OneStream one = new OneStream(venue, stream.getFileName().toString(), streams.size(), days);
    streams.add(one);
    if (one.advance()) {
      heads.add(one);
    }
  }

  private static List<Path> folders(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static List<Path> days(Path stream) throws IOException {
    try (Stream<Path> entries = Files.list(stream)) {
      return entries
          .filter(file -> file.getFileName().toString().endsWith(StreamFile.SUFFIX))
          .sorted()
          .toList();
    }
  }

  /// The next entry; absent at the end.
  public @Nullable Entry next() {
    OneStream first = heads.poll();
    if (first == null) {
      return null;
    }
    Entry entry = first.entry();
    if (first.advance()) {
      heads.add(first);
    }
    return entry;
  }

  /// Lines that were none of the known forms, so far.
  public List<String> unreadable() {
    return List.copyOf(unreadable);
  }

  @Override
  public void close() {
    streams.forEach(OneStream::close);
  }

  /// The days of one stream, one after the other.
  private final class OneStream {
    private final VenueId venue;
    private final String name;
    private final int order;
    private final Deque<Path> days;
    private @Nullable FrameReader reader;
    private Instant at = Instant.EPOCH;
    private @Nullable Frame frame;

    OneStream(VenueId venue, String folder, int order, List<Path> days) {
      this.venue = venue;
      this.name = FrameLog.streamName(folder);
      this.order = order;
      this.days = new ArrayDeque<>(days);
    }

    Instant at() {
      return at;
    }

    int order() {
      return order;
    }

    Entry entry() {
      return new Entry(venue, name, at, frame);
    }

    /// Steps to the next line that can be used.
    ///
    /// @return false at the end
    boolean advance() {
      while (true) {
        FrameReader open = reader;
        if (open == null) {
          if (days.isEmpty()) {
            return false;
          }
          reader = FrameReader.open(days.remove(), venue, name, null);
          continue;
        }
        switch (open.next()) {
          case null -> close();
          case Recorded.Message message -> {
            frame = message.frame();
            Instant received = message.frame().receivedAt();
            at = received.isAfter(at) ? received : at; // a stream never runs backwards
            return true;
          }
          case Recorded.Disconnect _ -> {
            frame = null;
            return true;
          }
          case Recorded.Unreadable line -> unreadable.add(line.where() + ": " + line.reason());
        }
      }
    }

    void close() {
      if (reader != null) {
        reader.close();
        reader = null;
      }
    }
  }
}
