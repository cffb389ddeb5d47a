package dev.carry.dashboard;

import dev.carry.engine.Verdicts;
import dev.carry.model.Analysis;
import dev.carry.model.Analysis.Verdict;
import dev.carry.model.Finding;
import dev.carry.model.JsonText;
import dev.carry.model.Opportunity;
import dev.carry.sink.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Signals for bots that wait for the analyst: an opportunity is told when its verdict is there and
/// is no veto. Without a verdict by the deadline it is told, or left out, as configured; a vetoed
/// one waits for another verdict; one that closes while it waits was never told. Others pass.
///
/// The numbers are this ring's own: they grow over restarts and mean nothing elsewhere. Event loop
/// only.
final class HeldSignals implements SignalRing {
  private static final int BATCH = 5_000;
  private static final int MOST_WAITING = 20_000;

  private final Signals signals;
  private final Verdicts verdicts;
  private final Hold hold;
  private final Consumer<String> journal;
  private final int most;
  private final Deque<Signal> ring = new ArrayDeque<>();
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private final Deque<String> heldBack = new ArrayDeque<>();

  /// Of those that wait, how many were held back.
  private int dropped;

  private volatile int waits;
  private final Set<String> released = new LinkedHashSet<>();
  private final AtomicLong vetoed = new AtomicLong();
  private final AtomicLong unjudged = new AtomicLong();
  private long position;
  private long next;
  private long forgotten;

  /// @param newest what it is told with when it is let go
  /// @param since from when it would have been told
  /// @param dropped whether it was held back: by a veto, or because no verdict came
  record Waiting(Signal newest, Instant since, boolean dropped) {}

  /// @param journal is told what was held back and why, one JSON object
  /// @param start a number above all that earlier processes gave out
  HeldSignals(
      Signals signals,
      Verdicts verdicts,
      Hold hold,
      Consumer<String> journal,
      int most,
      long start) {
    this.signals = signals;
    this.verdicts = verdicts;
    this.hold = hold;
    this.journal = journal;
    this.most = most;
    this.position = signals.newest();
    this.next = start;
    this.forgotten = start - 1;
  }

  /// Takes in what is on the disk by now.
  void advance(Instant now) {
    for (Signal signal : signals.after(position, BATCH).signals()) {
      position = signal.number();
      take(signal, now);
    }
    waits = waiting.size() - dropped;
  }

  /// Lets go what may: verdicts came, or time passed.
  void consider(Instant now) {
    for (Waiting each : List.copyOf(waiting.values())) {
      consider(each, now);
    }
    waits = waiting.size() - dropped;
  }

  private void take(Signal signal, Instant now) {
    Finding finding = signal.finding();
    String id = finding.head().id();
    boolean judged = finding instanceof Opportunity opportunity && !opportunity.rejected();
    if (!judged || released.contains(id)) {
      tell(signal);
      if (signal.closes()) {
        released.remove(id);
      }
      return;
    }
    Waiting before = remove(id);
    if (signal.closes()) {
      return; // it was never told
    }
    if (waiting.size() < MOST_WAITING) {
      Waiting one =
          before == null
              ? new Waiting(signal, now, false)
              : new Waiting(signal, before.since(), before.dropped());
      put(id, one);
      consider(one, now);
    }
  }

  private void consider(Waiting each, Instant now) {
    Finding.Head head = each.newest().finding().head();
    Analysis said = verdicts.of(head.id(), head.revision());
    if (said != null && said.verdict() != Verdict.VETO) {
      release(each);
    } else if (said == null
        && !each.dropped()
        && Duration.between(each.since(), now).compareTo(hold.deadline()) > 0) {
      unjudged.incrementAndGet();
      if (hold.sendThen()) {
        release(each);
      } else {
        held(head, now, "the analyst said nothing of it in time");
        drop(each);
      }
    } else if (said != null && !each.dropped()) {
      vetoed.incrementAndGet();
      held(head, now, "the analyst vetoed it");
      drop(each);
    }
  }

  private void drop(Waiting each) {
    String id = each.newest().finding().head().id();
    var _ = remove(id);
    put(id, new Waiting(each.newest(), each.since(), true));
  }

  private void put(String id, Waiting one) {
    waiting.put(id, one);
    dropped += one.dropped() ? 1 : 0;
  }

  private @Nullable Waiting remove(String id) {
    Waiting gone = waiting.remove(id);
    dropped -= gone != null && gone.dropped() ? 1 : 0;
    return gone;
  }

  private void held(Finding.Head head, Instant now, String why) {
    String line =
        new JsonText()
            .put("time", now)
            .put("finding", head.id())
            .put("revision", head.revision())
            .put("asset", head.asset())
            .put("because", why)
            .end();
    journal.accept(line);
    heldBack.addFirst(line);
    if (heldBack.size() > SignalsAbout.MOST) {
      heldBack.removeLast();
    }
  }

  private void release(Waiting each) {
    String id = each.newest().finding().head().id();
    var _ = remove(id);
    released.add(id);
    tell(each.newest().opening());
  }

  private void tell(Signal signal) {
    ring.addLast(signal.numbered(next++));
    if (ring.size() > most) {
      forgotten = ring.removeFirst().number();
    }
  }

  @Override
  public long newest() {
    return next - 1;
  }

  @Override
  public Batch after(long number, int limit) {
    boolean lost = number < forgotten || number >= next;
    long from = number >= next ? forgotten : number;
    return new Batch(lost, SignalRing.after(ring, from, Long.MAX_VALUE, limit));
  }

  Hold hold() {
    return hold;
  }

  /// What waits or was held back and is still open, the oldest first.
  Collection<Waiting> waitingNow() {
    return waiting.values();
  }

  /// What was held back last, the newest first, as it is in the journal.
  Stream<String> heldBack() {
    return heldBack.stream();
  }

  /// Opportunities that wait now.
  int waiting() {
    return waits;
  }

  /// Opportunities that were held back by a veto.
  long vetoed() {
    return vetoed.get();
  }

  /// Opportunities of which no verdict came in time.
  long unjudged() {
    return unjudged.get();
  }
}
