package dev.carry.alert;

import dev.carry.model.Command;
import dev.carry.model.FeedStatus;
import dev.carry.model.Finding;
import dev.carry.model.Opportunity;
import dev.carry.model.Step;
import dev.carry.model.Tick;
import dev.carry.model.VenueId;
import dev.carry.sink.Durability;
import dev.carry.testkit.SomeFinding;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/// What an engine tells in a day, told step by step: a tick each second, and what happens between.
final class Day {
  private final Consumer<Step> sink;
  private final Map<String, Opportunity> open = new LinkedHashMap<>();
  private final Map<String, Integer> revisions = new HashMap<>();
  private Instant now;
  private long sequence;

  /// Everything is on the disk at once.
  static final Durability ON_DISK =
      new Durability() {
        @Override
        public long sequence() {
          return Long.MAX_VALUE;
        }

        @Override
        public void onAdvance(Runnable listener) {
          // it never does
        }

        @Override
        public void hurry() {
          // nothing is slow
        }
      };

  Day(Instant start, Consumer<Step> sink) {
    this.now = start;
    this.sink = sink;
  }

  Instant now() {
    return now;
  }

  long sequence() {
    return sequence;
  }

  /// Time passes.
  Day pass(Duration time) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      now = now.plusSeconds(1);
      sink.accept(new Step(++sequence, new Tick(now), List.of()));
    }
    return this;
  }

  /// A step as it is.
  Day take(Step step) {
    sink.accept(step);
    return this;
  }

  Day find(Finding... findings) {
    sink.accept(new Step(++sequence, new Tick(now), List.of(findings)));
    return this;
  }

  /// An opportunity of an asset leaves this much; what is not open opens.
  Day net(String asset, double netApr) {
    Opportunity before = open.get(asset);
    String id =
        before == null
            ? "cross-venue-funding/bybit:" + asset + "/okx:" + asset + "/" + now.toEpochMilli()
            : before.head().id();
    Opportunity found =
        made(id, asset, netApr, before == null ? Finding.Status.OPEN : Finding.Status.UPDATED);
    open.put(asset, found);
    return find(found);
  }

  Day gone(String asset) {
    Opportunity last = Objects.requireNonNull(open.remove(asset));
    return find(made(last.head().id(), asset, last.netApr(), Finding.Status.CLOSED));
  }

  private Opportunity made(String id, String asset, double netApr, Finding.Status status) {
    return SomeFinding.some()
        .id(id)
        .revision(revisions.merge(id, 1, Integer::sum))
        .asset(asset)
        .netApr(netApr)
        .status(status, now)
        .make();
  }

  Day feed(FeedStatus.State state, String reason) {
    sink.accept(
        new Step(
            ++sequence,
            new FeedStatus(VenueId.of("bybit"), "public", state, reason, now),
            List.of()));
    return this;
  }

  /// A command; what it ends is closed with it.
  Day command(Command.Action action) {
    List<Finding> closed =
        open.values().stream()
            .map(
                o ->
                    (Finding)
                        made(o.head().id(), o.head().asset(), o.netApr(), Finding.Status.CLOSED))
            .toList();
    open.clear();
    sink.accept(new Step(++sequence, new Command(action, now), closed));
    return this;
  }
}
