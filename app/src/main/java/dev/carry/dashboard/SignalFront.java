package dev.carry.dashboard;

import dev.carry.dashboard.SignalReader.Wants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// The bots that follow one ring. Those who know all up to the front are told together: what those
/// who want the same are told is put together once, and who wants nothing of it is not touched. One
/// whose socket is full falls behind; it is told on its own, up to the front, until it is level
/// again. One that the ring has passed is told to start over, then what is open. Event loop only.
final class SignalFront {
  private static final int BATCH = 2_000;

  /// Findings, some of which have no end.
  private static final int MOST_OPEN = 20_000;

  private final SignalRing ring;
  private final Map<Wants, Set<SignalReader>> level = new LinkedHashMap<>();
  private final Set<SignalReader> behind = new LinkedHashSet<>();

  /// The last signal of each finding that is open at the front, in the order of their numbers.
  private final SequencedMap<String, Signal> open = new LinkedHashMap<>();

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
      open.clear();
      ring.after(from, Integer.MAX_VALUE).signals().forEach(this::keep);
      List.copyOf(level.values()).forEach(alike -> List.copyOf(alike).forEach(r -> drop(r, from)));
    } else if (!batch.signals().isEmpty()) {
      long from = front;
      front = batch.signals().getLast().number();
      batch.signals().forEach(this::keep);
      for (Map.Entry<Wants, Set<SignalReader>> each : List.copyOf(level.entrySet())) {
        tell(each.getKey(), each.getValue(), batch.signals(), from, now);
      }
    }
    for (SignalReader reader : List.copyOf(behind)) {
      catchUp(reader, now);
    }
  }

  private void keep(Signal signal) {
    String id = signal.finding().head().id();
    open.remove(id);
    if (!signal.closes()) {
      open.put(id, signal);
      if (open.size() > MOST_OPEN) {
        open.pollFirstEntry();
      }
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
    SignalRing.Batch batch = ring.after(reader.position, BATCH);
    if (batch.lost()) {
      startOver(reader, now);
      return;
    }
    List<Signal> came = batch.signals().stream().takeWhile(s -> s.number() <= front).toList();
    Telling telling = Telling.of(reader.wants.filter(), came, now);
    count(telling, 1);
    if (!came.isEmpty()) {
      reader.position = came.getLast().number();
    }
    if (came.size() < BATCH && reader.position <= front) {
      rise(reader);
    }
    if (!telling.told().isEmpty()) {
      reader.told += telling.told().size();
      reader.wire.write(new SignalText(telling.text(reader.wants.form()), reader.position));
    }
  }

  private void rise(SignalReader reader) {
    behind.remove(reader);
    level.computeIfAbsent(reader.wants, _ -> new LinkedHashSet<>()).add(reader);
  }

  /// What is open at the front, the oldest number first: who is cut off in the middle of it goes on
  /// behind what it has.
  private void startOver(SignalReader reader, Instant now) {
    SignalForm form = reader.wants.form();
    List<Signal> openings = open.values().stream().map(Signal::opening).toList();
    Telling telling = Telling.of(reader.wants.filter(), openings, now);
    List<String> texts = new ArrayList<>(List.of(form.reset(reader.position)));
    if (!telling.told().isEmpty()) {
      texts.add(telling.text(form));
    }
    count(telling, 1);
    reader.told += telling.told().size();
    reader.position = front;
    rise(reader);
    reader.wire.write(new SignalText(form.join(texts), front));
  }

  /// The signal that a bot goes on behind.
  long position(SignalReader reader) {
    return behind.contains(reader) ? reader.position : front;
  }

  private void count(Telling telling, int readers) {
    late.addAndGet((long) telling.late() * readers);
    conflated.addAndGet((long) telling.conflated() * readers);
  }
}
