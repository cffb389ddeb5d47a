package dev.carry.alert;

import dev.carry.alert.Entry.Composed;
import dev.carry.alert.Entry.Dropped;
import dev.carry.sink.DayLines;
import dev.carry.sink.SinkException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is to be told, on the disk before anybody is told, until a channel has it. Every change is
/// a line, written first and followed then, so that a process that was killed goes on where it was:
/// a message that was on its way is tried again under the same key. Any thread.
final class AlertOutbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AlertOutbox.class);

  /// The name of its files.
  static final String LINES = "alerts";

  /// Alerts that can wait for a channel.
  static final int MOST_WAITING = 10_000;

  /// An alert that could not be told for this long is only counted.
  static final Duration OLDEST = Duration.ofDays(7);

  private static final int KEPT_DAYS = 90;
  private static final int MOST_TOLD = 10_000;

  private final InstantSource wall;
  private final DayLines lines;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // guarded by the lock
  private final OutboxState state = new OutboxState(MOST_TOLD);
  private boolean unwritten;

  /// An alert and the channels it goes to.
  record Addressed(Alert alert, List<String> to) {
    Addressed {
      to = List.copyOf(to);
    }
  }

  /// Goes on where earlier processes ended.
  AlertOutbox(Path folder, InstantSource wall) {
    this.wall = wall;
    this.lines = new DayLines(folder, LINES, KEPT_DAYS, wall);
    LocalDate today = LocalDate.ofInstant(wall.instant(), ZoneOffset.UTC);
    read(folder, today.minusDays(KEPT_DAYS), today, state);
  }

  /// What became of alerts between two days (UTC, both inclusive), the oldest first.
  static Collection<Told> read(Path folder, LocalDate from, LocalDate to) {
    OutboxState past = new OutboxState(Integer.MAX_VALUE);
    read(folder, from, to, past);
    return past.told();
  }

  private static void read(Path folder, LocalDate from, LocalDate to, OutboxState into) {
    for (String line : DayLines.read(folder, LINES, from, to)) {
      try {
        into.apply(Entry.parse(line));
      } catch (AlertException e) {
        throw new AlertException(
            folder.resolve(LINES)
                + "-*.jsonl: "
                + e.getMessage()
                + "; with its file moved aside the rest goes on, and what waits in it is not told",
            e);
      }
    }
  }

  /// Takes alerts in.
  void put(List<Addressed> alerts) {
    if (alerts.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      Instant at = wall.instant();
      Set<String> lanes = new HashSet<>();
      for (Addressed each : alerts) {
        write(new Entry.Put(at, each.alert(), each.to()));
        lanes.addAll(each.to());
      }
      lanes.forEach(this::bound);
      force();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Lets the least severe go where too many wait, the oldest of them first.
  private void bound(String channel) {
    Map<String, Lane.Waiting> waiting = state.lane(channel).waiting;
    int excess = waiting.size() - MOST_WAITING;
    if (excess <= 0) {
      return;
    }
    List<String> gone = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      for (Lane.Waiting each : waiting.values()) {
        if (gone.size() < excess && each.alert().severity() == severity) {
          gone.add(each.alert().id());
        }
      }
    }
    write(new Dropped(wall.instant(), channel, gone, "more than " + MOST_WAITING + " waited"));
  }

  void held(Alert alert, String why) {
    keep(new Entry.Held(wall.instant(), alert, why));
  }

  void acknowledge(String alert) {
    keep(new Entry.Acknowledged(wall.instant(), alert));
  }

  void peak(double worth) {
    keep(new Entry.Peak(wall.instant(), worth));
  }

  private void keep(Entry entry) {
    lock.lock();
    try {
      write(entry);
      force();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The next message of a channel: the one that is on its way, or one of what waits and may be
  /// told now. Waits for a while until there is one.
  ///
  /// @param now the time quiet hours are held against
  /// @param most alerts in it
  /// @return null: nothing is to be told yet
  @Nullable Message next(
      String channel, ChannelSettings settings, InstantSource now, int most, Duration patience)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = patience.toNanos();
      while (true) {
        Message message = compose(channel, settings, now.instant(), most);
        if (message != null || left <= 0) {
          return message;
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Message compose(
      String channel, ChannelSettings settings, Instant now, int most) {
    Lane lane = state.lane(channel);
    if (lane.message != null) {
      return lane.message;
    }
    Instant time = wall.instant();
    List<String> old = new ArrayList<>();
    List<Lane.Waiting> due = new ArrayList<>();
    for (Lane.Waiting each : lane.waiting.values()) {
      if (Duration.between(each.since(), time).compareTo(OLDEST) > 0) {
        old.add(each.alert().id());
      } else if (settings.mayTell(each.alert().severity(), now)) {
        due.add(each);
      }
    }
    if (!old.isEmpty()) {
      write(
          new Dropped(
              time, channel, old, "it could not be told within " + OLDEST.toDays() + " days"));
    }
    if (due.isEmpty()) {
      return null;
    }
    boolean hurry = due.stream().anyMatch(each -> each.alert().severity() == Severity.CRITICAL);
    Duration waited = Duration.between(due.getFirst().since(), time);
    if (!hurry && waited.compareTo(settings.gather()) < 0) {
      return null;
    }
    List<String> taken = due.stream().limit(most).map(each -> each.alert().id()).toList();
    write(new Composed(time, channel, channel + "-" + taken.getFirst(), taken, lane.more));
    force();
    return lane.message;
  }

  void sent(String channel, Message message, String said) {
    keep(new Entry.Sent(wall.instant(), channel, message.key(), said));
  }

  void failed(String channel, Message message, String why) {
    keep(new Entry.Failed(wall.instant(), channel, message.key(), why));
  }

  void refused(String channel, Message message, String why) {
    keep(new Entry.Refused(wall.instant(), channel, message.key(), why));
  }

  /// A disk that is full must not silence an alarm: what cannot be written is told all the same,
  /// and would be lost only with this process.
  private void write(Entry entry) {
    try {
      lines.append(entry.json());
      unwritten = false;
    } catch (SinkException e) {
      if (!unwritten) {
        LOG.error("alerts are told, and not kept: {}", e.getMessage());
      }
      unwritten = true;
    }
    state.apply(entry);
  }

  private void force() {
    try {
      lines.force();
    } catch (SinkException e) {
      LOG.error("{}", e.getMessage());
    }
  }

  /// Looks at the state; what it returns must not be part of it.
  <T> T look(Function<OutboxState, T> at) {
    lock.lock();
    try {
      return at.apply(state);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lines.close();
  }
}
