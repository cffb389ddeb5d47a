package dev.carry.alert;

import dev.carry.alert.AlertOutbox.Addressed;
import dev.carry.engine.Sink;
import dev.carry.engine.Verdicts;
import dev.carry.model.Command;
import dev.carry.model.Step;
import dev.carry.sink.Durability;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The alerts of a process: takes steps off the outbox, and has people told. First it is given the
/// steps of a run that was killed, whose alerts it knows or makes up for; from [#begin] on it is
/// live, and told.
public final class Alerts implements Sink, AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final Duration MOST_WAIT = Duration.ofSeconds(5);
  private static final double PEAK_STEP = 0.001;

  private final AlertSettings settings;
  private final AlertMeter meter;
  private final AlertOutbox outbox;
  private final List<Courier> couriers = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();

  // guarded by the lock
  private final Readings readings;
  private final Watcher watcher;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private Instant now = Instant.EPOCH;
  private Instant looked = Instant.EPOCH;
  private double keptPeak;

  /// Of the step that was taken last; 0: none was.
  private long sequence;

  /// Absent while steps of the past are read: what they say is on the disk.
  private @Nullable Around around;

  /// What waits until its cause is on the disk.
  private record Pending(long sequence, Alert alert, List<String> to) {}

  /// What lives beside it.
  ///
  /// @param durability what alerts wait for
  /// @param verdicts what the analyst said
  /// @param budgets shares of its budgets that are used, by their names; must not block
  public record Around(
      Durability durability, Verdicts verdicts, Supplier<Map<String, Double>> budgets) {}

  /// What is known of a channel.
  ///
  /// @param waiting alerts
  /// @param sent messages
  /// @param sentAt when the last was, time of the world; absent: none was
  /// @param failsSince absent: it takes messages
  /// @param why it does not; empty: it does
  public record ChannelState(
      String name,
      String place,
      int waiting,
      long sent,
      @Nullable Instant sentAt,
      @Nullable Instant failsSince,
      String why) {}

  /// @param folder where its files are kept
  /// @param wall the clock of the world: files and what channels are told is kept by it
  /// @param clock the engine's: quiet hours are held against it
  public Alerts(
      AlertSettings settings,
      Path folder,
      InstantSource wall,
      InstantSource clock,
      MeterRegistry registry) {
    this.settings = settings;
    this.meter = new AlertMeter(registry);
    this.outbox = new AlertOutbox(folder, wall);
    this.readings = new Readings(outbox.look(OutboxState::peak));
    this.keptPeak = readings.peak();
    this.watcher =
        new Watcher(
            (finding, revision) -> around == null ? null : around.verdicts().of(finding, revision),
            settings.hold(),
            outbox.look(state -> Set.copyOf(state.acknowledged())),
            new Watcher.Out() {
              @Override
              public void tell(Alert alert, Set<String> channels) {
                Alerts.this.tell(alert, channels);
              }

              @Override
              public void held(Alert alert, String why) {
                Alerts.this.held(alert, why);
              }
            });
    watcher.rules(settings.rules());
    for (AlertSettings.Line line : settings.lines()) {
      meter.waiting(line.channel().name(), outbox);
      couriers.add(new Courier(line.channel(), line.settings(), outbox, clock, meter));
    }
  }

  /// Has the cooldowns go on of what earlier processes told before a time: what they told later is
  /// told by the steps that are read again.
  private void remember(Instant before) {
    outbox
        .look(state -> List.copyOf(state.told()))
        .forEach(
            one -> {
              if (one.held() == null && one.alert().at().isBefore(before)) {
                watcher.remember(one.alert());
              }
            });
  }

  /// Goes live: what was read so far is on the disk, and what comes as far as it is said.
  public void begin(Around other) {
    lock.lock();
    try {
      flush();
      remember(Instant.MAX);
      this.around = other;
    } finally {
      lock.unlock();
    }
    couriers.forEach(Courier::start);
  }

  // --- the sink's thread ---------------------------------------------------------------------

  @Override
  public void accept(Step step) {
    lock.lock();
    try {
      Instant at = step.input().receivedAt();
      if (sequence == 0) {
        remember(at);
      }
      sequence = step.sequence();
      now = at.isAfter(now) ? at : now;
      boolean silent = step.input() instanceof Command;
      readings.read(step, reading -> watcher.observe(reading, now, silent));
      if (Duration.between(looked, now).compareTo(LOOK_EVERY) >= 0) {
        looked = now;
        look();
      }
      flush();
    } finally {
      lock.unlock();
    }
  }

  private void look() {
    if (around != null) {
      around
          .budgets()
          .get()
          .forEach(
              (name, share) ->
                  watcher.observe(
                      Reading.of(Condition.BUDGET, name, Set.of(), share, ""), now, false));
      channels();
    }
    watcher.tick(now);
    if (readings.peak() > keptPeak * (1 + PEAK_STEP)) {
      keptPeak = readings.peak();
      outbox.peak(keptPeak);
    }
  }

  private void channels() {
    for (AlertSettings.Line line : settings.lines()) {
      String name = line.channel().name();
      Reading reading = outbox.look(state -> failing(name, state.lane(name)));
      watcher.observe(reading, now, false);
    }
  }

  private static Reading failing(String channel, Lane lane) {
    Double value = lane.failsSince == null ? null : (Double) 1.0;
    return Reading.of(Condition.CHANNEL, channel, Set.of(), value, lane.why);
  }

  /// Called by the watcher, on the sink's thread.
  private void tell(Alert alert, Set<String> channels) {
    boolean past = around == null;
    if (past && outbox.look(state -> state.knows(alert.id()))) {
      return;
    }
    meter.told(alert);
    pending.add(new Pending(sequence, alert, addressed(alert, channels)));
    if (around != null) {
      around.durability().hurry();
    }
  }

  private List<String> addressed(Alert alert, Set<String> channels) {
    List<String> to = new ArrayList<>();
    for (AlertSettings.Line line : settings.lines()) {
      String name = line.channel().name();
      boolean itself = alert.condition() == Condition.CHANNEL && alert.subject().equals(name);
      if ((channels.isEmpty() || channels.contains(name))
          && alert.severity().isLeast(line.settings().least())
          && !itself) {
        to.add(name);
      }
    }
    return to;
  }

  private void held(Alert alert, String why) {
    if (around == null && outbox.look(state -> state.knows(alert.id()))) {
      return;
    }
    meter.held(alert);
    outbox.held(alert, why);
  }

  /// Puts into the outbox what waited until its cause was on the disk.
  private void flush() {
    if (pending.isEmpty()) {
      return;
    }
    long durable = around == null ? Long.MAX_VALUE : around.durability().sequence();
    List<Addressed> due = new ArrayList<>();
    for (Pending next; (next = pending.peek()) != null && next.sequence() <= durable; ) {
      due.add(new Addressed(next.alert(), next.to()));
      pending.remove();
    }
    outbox.put(due);
  }

  // --- who asks ------------------------------------------------------------------------------

  /// Has other rules watched from now on.
  public void rules(List<AlertRule> other) {
    lock.lock();
    try {
      watcher.rules(other);
    } finally {
      lock.unlock();
    }
  }

  /// What was told and goes on, the oldest first.
  public List<Alert> open() {
    lock.lock();
    try {
      return watcher.open();
    } finally {
      lock.unlock();
    }
  }

  /// Somebody takes care of an alert: it is not escalated.
  ///
  /// @return whether it is one that goes on
  public boolean acknowledge(String alert) {
    lock.lock();
    try {
      boolean known = watcher.acknowledge(alert);
      if (known) {
        outbox.acknowledge(alert);
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  /// The last alerts and what became of them, the newest first.
  public List<Told> last() {
    return outbox.look(state -> state.told().stream().map(Told::copy).toList()).reversed();
  }

  public List<ChannelState> channelStates() {
    return outbox.look(
        state ->
            settings.lines().stream()
                .map(line -> state(line.channel(), state.lane(line.channel().name())))
                .toList());
  }

  private static ChannelState state(Channel channel, Lane lane) {
    return new ChannelState(
        channel.name(),
        channel.place(),
        lane.untaken(),
        lane.sent,
        lane.sentAt,
        lane.failsSince,
        lane.failsSince == null ? "" : lane.why);
  }

  public AlertSettings settings() {
    return settings;
  }

  /// What became of alerts between two days (UTC, both inclusive), the oldest first.
  public static Collection<Told> past(Path folder, LocalDate from, LocalDate to) {
    return AlertOutbox.read(folder, from, to);
  }

  /// Waits a while until the causes of what is left are on the disk, then keeps all of it: what a
  /// channel has not taken goes to it in the next process.
  @Override
  public void close() {
    long end = System.nanoTime() + MOST_WAIT.toNanos();
    lock.lock();
    try {
      flush();
      while (!pending.isEmpty() && System.nanoTime() < end) {
        if (around != null) {
          around.durability().hurry();
        }
        LockSupport.parkNanos(1_000_000);
        flush();
      }
      outbox.put(pending.stream().map(p -> new Addressed(p.alert(), p.to())).toList());
      pending.clear();
    } finally {
      lock.unlock();
    }
    couriers.forEach(Courier::close);
    settings.lines().forEach(line -> line.channel().close());
    outbox.close();
  }
}
