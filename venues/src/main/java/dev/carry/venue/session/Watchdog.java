package dev.carry.venue.session;

import dev.carry.model.Fact;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.venue.SocketPlan.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Watches that every promised stream of one connection speaks: within the deadline after it was
/// asked for, and never longer silent than its promise allows. Pure; one thread at a time.
final class Watchdog {

  /// A promised stream that is silent.
  ///
  /// @param since when it last spoke, or was asked for
  /// @param spoke whether it ever spoke on this connection
  record Silence(Promise promise, Instant since, boolean spoke) {

    /// `mark of bybit:BTCUSDT silent for 12 s (allowed 10 s)`.
    String words(Instant now) {
      InstrumentId id = promise.id();
      return promise.fact().label()
          + (id == null ? " of any instrument" : " of " + id)
          + (spoke ? " silent for " : " gave no first message for ")
          + Words.of(Duration.between(since, now))
          + " (allowed "
          + Words.of(promise.quiet())
          + ")";
    }
  }

  private static final class Stream {
    private final Promise promise;
    private Instant last;
    private boolean spoke;

    private Stream(Promise promise, Instant asked) {
      this.promise = promise;
      this.last = asked;
    }

    private void heard(Instant at) {
      spoke = true;
      if (at.isAfter(last)) {
        last = at;
      }
    }
  }

  private final List<Stream> streams = new ArrayList<>();
  private final Map<Fact, Stream> ofAny = new EnumMap<>(Fact.class);
  private final Map<Fact, Map<InstrumentId, Stream>> ofOne = new EnumMap<>(Fact.class);
  private final Duration firstMessage;

  /// @param firstMessage how long a stream may take to its first message, if its promise does not
  ///     allow more
  /// @param asked when the streams were asked for
  Watchdog(List<Promise> promises, Duration firstMessage, Instant asked) {
    this.firstMessage = firstMessage;
    for (Promise promise : promises) {
      Stream stream = new Stream(promise, asked);
      streams.add(stream);
      InstrumentId id = promise.id();
      if (id == null) {
        ofAny.put(promise.fact(), stream);
      } else {
        ofOne.computeIfAbsent(promise.fact(), fact -> new HashMap<>()).put(id, stream);
      }
    }
  }

  /// An event arrived on the connection.
  void heard(MarketEvent event, Instant at) {
    Fact fact = event.fact();
    Stream any = ofAny.get(fact);
    if (any != null) {
      any.heard(at);
    }
    Map<InstrumentId, Stream> byId = ofOne.get(fact);
    if (byId != null) {
      Stream one = byId.get(event.id());
      if (one != null) {
        one.heard(at);
      }
    }
  }

  /// The time until `now` does not count as silence: we did not listen, or had not asked yet.
  void excuse(Instant now) {
    for (Stream stream : streams) {
      if (now.isAfter(stream.last)) {
        stream.last = now;
      }
    }
  }

  /// Whether every stream has spoken, those apart that `excused` lets off.
  boolean allSpoke(Predicate<InstrumentId> excused) {
    for (Stream stream : streams) {
      if (!stream.spoke && !isExcused(stream.promise.id(), excused)) {
        return false;
      }
    }
    return true;
  }

  /// The streams that are silent for too long at `now`.
  List<Silence> silent(Instant now, Predicate<InstrumentId> excused) {
    List<Silence> silent = List.of();
    for (Stream stream : streams) {
      Duration quiet = stream.promise.quiet();
      Duration allowed = stream.spoke || quiet.compareTo(firstMessage) > 0 ? quiet : firstMessage;
      if (now.isAfter(stream.last.plus(allowed)) && !isExcused(stream.promise.id(), excused)) {
        silent = silent.isEmpty() ? new ArrayList<>() : silent;
        silent.add(new Silence(stream.promise, stream.last, stream.spoke));
      }
    }
    return silent;
  }

  /// One sentence for all of them.
  static String words(List<Silence> silent, Instant now) {
    String first = silent.getFirst().words(now);
    return silent.size() == 1 ? first : first + "; " + silent.size() + " streams in all";
  }

  private static boolean isExcused(@Nullable InstrumentId id, Predicate<InstrumentId> excused) {
    return id != null && excused.test(id);
  }
}
