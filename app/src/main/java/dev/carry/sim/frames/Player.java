package dev.carry.sim.frames;

import dev.carry.sim.wire.Wire;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Plays the recorded streams of a venue, merged by time, to the sockets connected at one path. It
/// stands still while nobody is connected, so a client that comes back misses nothing.
final class Player {
  private static final int MAX_AT_ONCE = 2_000;
  private static final long SAME_CUT_MICROS = 5_000_000;

  /// A hole in the recordings longer than this is played as a short one.
  private static final long LONGEST_HOLE_MICROS = 300_000_000;

  private static final long HOLE_MICROS = 1_000_000;

  private record Head(Recording.Line line, Recording stream, int order) {}

  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(
          Comparator.comparingLong((Head head) -> head.line.micros())
              .thenComparingInt(Head::order));
  private final Set<Wire> wires = new LinkedHashSet<>();
  private final double pace;
  private final Formats formats;
  private final Consumer<Wire> cut;
  private long begun = Recording.UNTIMED;
  private long position = Recording.UNTIMED;

  /// @param pace speed of the recording's time, infinite for as fast as the clients read
  /// @param cut ends a connection without a closing frame
  Player(List<Path> files, double pace, Formats formats, Consumer<Wire> cut) {
    this.pace = pace;
    this.formats = formats;
    this.cut = cut;
    List<Recording> streams = new ArrayList<>();
    files.forEach(file -> streams.add(new Recording(file)));
    long earliest = Long.MAX_VALUE;
    List<Head> first = new ArrayList<>();
    for (Recording stream : streams) {
      Recording.Line line = stream.next();
      if (line == null) {
        stream.close();
      } else {
        first.add(new Head(line, stream, first.size()));
        boolean timed = line.micros() != Recording.UNTIMED;
        earliest = timed ? Math.min(earliest, line.micros()) : earliest;
      }
    }
    position = earliest == Long.MAX_VALUE ? 0 : earliest;
    for (Head head : first) {
      boolean timed = head.line.micros() != Recording.UNTIMED;
      heads.add(
          timed
              ? head
              : new Head(head.stream.beginAt(position, head.line), head.stream, head.order));
    }
  }

  void add(Wire wire) {
    wires.add(wire);
  }

  void remove(Wire wire) {
    wires.remove(wire);
    if (wires.isEmpty()) {
      begun = Recording.UNTIMED;
    }
  }

  /// Sends what is due at `now`, epoch milliseconds.
  void advance(long now) {
    if (wires.isEmpty()) {
      return;
    }
    if (begun == Recording.UNTIMED) {
      begun = now;
    }
    double passed = (now - begun) * 1_000.0 * pace;
    long until =
        Double.isInfinite(passed) || Double.isNaN(passed)
            ? Long.MAX_VALUE
            : position + Math.round(passed);
    for (int i = 0; i < MAX_AT_ONCE && !wires.isEmpty(); i++) {
      Head head = heads.peek();
      if (head == null || head.line.micros() > until || anyFull()) {
        break;
      }
      heads.remove();
      follow(head);
      play(head.line);
    }
    if (until != Long.MAX_VALUE) {
      Head next = heads.peek();
      boolean hole = next != null && next.line.micros() - until > LONGEST_HOLE_MICROS;
      position = next != null && hole ? next.line.micros() - HOLE_MICROS : until;
      begun = now;
    }
  }

  private boolean anyFull() {
    return wires.stream().anyMatch(Wire::full);
  }

  private void follow(Head head) {
    Recording.@Nullable Line next = head.stream.next();
    if (next == null) {
      head.stream.close();
    } else {
      heads.add(new Head(next, head.stream, head.order));
    }
  }

  private void play(Recording.Line line) {
    if (!line.disconnect()) {
      for (Wire wire : List.copyOf(wires)) {
        if (formats.belongs(wire.path(), line.text())) {
          wire.data("", formats.shaped(wire.path(), line.text()));
        }
      }
      return;
    }
    // Every stream of one connection recorded the same cut.
    Head head = heads.peek();
    while (head != null
        && head.line.disconnect()
        && head.line.micros() - line.micros() < SAME_CUT_MICROS) {
      heads.remove();
      follow(head);
      head = heads.peek();
    }
    List.copyOf(wires).forEach(cut);
  }
}
