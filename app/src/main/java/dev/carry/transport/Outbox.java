package dev.carry.transport;

import dev.carry.engine.Sink;
import dev.carry.model.Step;
import dev.carry.venue.session.DistinctLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What leaves the engine, for sinks that may be slow: one bounded queue and one thread each.
/// Nothing here ever makes the engine wait. A sink that cannot keep up even with what must not be
/// conflated misses steps, is named as behind, and catches up from the input log.
public final class Outbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private final List<Lane> lanes = new ArrayList<>();
  private volatile boolean closed;

  /// Adds a sink and starts its thread. All sinks are added before the first step.
  public void attach(String name, int capacity, Sink sink) {
    attach(name, capacity, Duration.ZERO, sink);
  }

  /// Adds a sink that need not be told at once.
  ///
  /// @param rest how long it sleeps when it has caught up: to wake a thread for every step costs
  ///     more than most steps
  public void attach(String name, int capacity, Duration rest, Sink sink) {
    Lane lane = new Lane(name, capacity, rest, sink);
    lanes.add(lane);
    lane.thread.start();
  }

  /// Hands a step to every sink. Engine thread only.
  public void publish(Step step) {
    for (Lane lane : lanes) {
      lane.offer(step);
    }
  }

  /// What is to be known of a sink's queue.
  ///
  /// @param size steps waiting
  /// @param missed steps that did not fit since the start
  /// @param failure the sink's last failure; absent: none
  public record LaneHealth(
      String name, int size, int capacity, long missed, @Nullable String failure) {}

  public List<LaneHealth> health() {
    return lanes.stream().map(Lane::health).toList();
  }

  /// Lets every sink finish what it was given, then ends their threads.
  @Override
  public void close() {
    closed = true;
    for (Lane lane : lanes) {
      lane.join();
    }
  }

  private final class Lane {
    final String name;
    final long restNanos;
    final Sink sink;
    final ConflatingQueue<Step> queue;
    final Thread thread;
    final DistinctLog log;
    final AtomicLong missed = new AtomicLong();
    volatile @Nullable String failure;

    Lane(String name, int capacity, Duration rest, Sink sink) {
      this.name = name;
      this.log = new DistinctLog(LOG, name);
      this.restNanos = rest.toNanos();
      this.sink = sink;
      this.queue = new ConflatingQueue<>(capacity, Outbox::key);
      this.thread = Thread.ofPlatform().name("sink-" + name).unstarted(this::run);
    }

    void offer(Step step) {
      if (queue.offer(step)) {
        return;
      }
      if (missed.getAndIncrement() == 0) {
        LOG.error("{} is behind: it misses steps from {} on", name, step.sequence());
      }
      sink.missed(step.sequence());
    }

    void run() {
      try {
        while (true) {
          Step step = next();
          if (step != null) {
            deliver(step);
          } else if (closed) {
            return;
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private @Nullable Step next() throws InterruptedException {
      Step step = queue.poll();
      if (step == null && restNanos > 0) {
        LockSupport.parkNanos(restNanos);
      }
      return step == null ? queue.poll(50, TimeUnit.MILLISECONDS) : step;
    }

    /// A sink that fails on one step is told the next one: it must not take others down with it.
    private void deliver(Step step) {
      try {
        sink.accept(step);
        if (failure != null) {
          log.info("works again", "step " + step.sequence());
          failure = null;
        }
      } catch (RuntimeException e) {
        missed.incrementAndGet();
        String message = String.valueOf(e.getMessage());
        log.error(message, e);
        failure = message;
      }
    }

    void join() {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    LaneHealth health() {
      return new LaneHealth(name, queue.size(), queue.capacity(), missed.get(), failure);
    }
  }

  static @Nullable Object key(Step step) {
    boolean said = !step.findings().isEmpty() || !step.trades().isEmpty();
    return said ? null : Inbox.key(step.input());
  }
}
