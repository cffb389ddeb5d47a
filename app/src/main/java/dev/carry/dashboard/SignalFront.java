package dev.carry.dashboard;

import dev.carry.dashboard.SignalReader.Wants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// The bots that follow one ring. Those who know all up to the front are told together: what those
/// who want the same are told is put together once, and who wants nothing of it is not touched. One
/// whose socket is full falls behind; it is told on its own, up to the front, until it is level
/// again. One that the ring has passed is told to start over, then what is still in it. Event loop
/// only.
final class SignalFront {
  private static final int BATCH = 2_000;

  private final SignalRing ring;
  private final Map<Wants, Set<SignalReader>> level = new LinkedHashMap<>();
  private final Set<SignalReader> behind = new LinkedHashSet<>();

  /// The last signal that was told to all who are level.
  private long front;

  private final AtomicLong late = new AtomicLong();
  private final AtomicLong conflated = new AtomicLong();

  SignalFront(SignalRing ring) {
    this.ring = ring;
    this.front = ring.newest();
  }

  SignalRing ring() {
    return ring;
  }

  /// Signals that were left out because they came later than a reader wanted; any thread.
  long late() {
    return late.get();
  }

  /// Signals that a slow reader was not told because a later one of the same finding followed; any
  /// thread.
  long conflated() {
    return conflated.get();
  }

  /// Tells a new bot what it missed.
  void add(SignalReader reader, Instant now) {
    behind.add(reader);
    catchUp(reader, now);
  }

  void remove(SignalReader reader) {
    behind.remove(reader);
    Set<SignalReader> alike = level.get(reader.wants);
    if (alike != null && alike.remove(reader) && alike.isEmpty()) {
      level.remove(reader.wants);
    }
  }

  /// More is on the disk.
  void push(Instant now) {
    SignalRing.Batch batch = ring.after(front, BATCH);
    if (batch.lost()) {
      long from = front;
      front = ring.newest();
      List.copyOf(level.values()).forEach(alike -> List.copyOf(alike).forEach(r -> drop(r, from)));
    } else if (!batch.signals().isEmpty()) {
      long from = front;
      front = batch.signals().getLast().number();
      for (Map.Entry<Wants, Set<SignalReader>> each : List.copyOf(level.entrySet())) {
        tell(each.getKey(), each.getValue(), batch.signals(), from, now);
      }
    }
    for (SignalReader reader : List.copyOf(behind)) {
      catchUp(reader, now);
    }
  }

  private void tell(
      Wants wants, Set<SignalReader> readers, List<Signal> came, long from, Instant now) {
    Telling telling = Telling.of(wants.filter(), came, now);
    if (telling.told().isEmpty()) {
      count(telling, readers.size());
      return;
    }
    SignalText text = new SignalText(telling.text(wants.form()), front);
    for (SignalReader reader : List.copyOf(readers)) {
      if (reader.wire.isFull()) {
        drop(reader, from);
      } else {
        count(telling, 1);
        reader.told += telling.told().size();
        reader.wire.write(text);
      }
    }
  }

  private void drop(SignalReader reader, long position) {
    remove(reader);
    reader.position = position;
    behind.add(reader);
  }

  /// Up to the front, where it can take it.
  private void catchUp(SignalReader reader, Instant now) {
    if (reader.wire.isFull()) {
      return;
    }
    SignalForm form = reader.wants.form();
    List<String> texts = new ArrayList<>();
    SignalRing.Batch batch = ring.after(reader.position, BATCH);
    if (batch.lost()) {
      texts.add(form.reset(reader.position));
      reader.position = front;
    }
    List<Signal> came = batch.signals().stream().takeWhile(s -> s.number() <= front).toList();
    Telling telling = Telling.of(reader.wants.filter(), came, now);
    count(telling, 1);
    if (!came.isEmpty()) {
      reader.position = came.getLast().number();
    }
    if (came.size() < BATCH && reader.position <= front) {
      behind.remove(reader);
      level.computeIfAbsent(reader.wants, _ -> new LinkedHashSet<>()).add(reader);
    }
    if (!telling.told().isEmpty()) {
      reader.told += telling.told().size();
      texts.add(telling.text(form));
    }
    if (!texts.isEmpty()) {
      reader.wire.write(new SignalText(form.join(texts), reader.position));
    }
  }

  private void count(Telling telling, int readers) {
    late.addAndGet((long) telling.late() * readers);
    conflated.addAndGet((long) telling.conflated() * readers);
  }
}
