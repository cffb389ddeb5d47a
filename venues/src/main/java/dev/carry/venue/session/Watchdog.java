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
/// asked for, and never longer silent than its promise allows; and that all of them together are
/// never silent for much longer than they ever were. Pure; one thread at a time.
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

  /// How long a connection is listened to before it is known how silent it may be.
  private static final Duration LEARNED = Duration.ofSeconds(30);

  /// So many times its longest silence so far is too long.
  private static final int TIMES = 4;

  private final List<Stream> streams = new ArrayList<>();
  private final Map<Fact, Stream> ofAny = new EnumMap<>(Fact.class);
  private final Map<Fact, Map<InstrumentId, Stream>> ofOne = new EnumMap<>(Fact.class);
  private final Duration firstMessage;
  private final Duration shortest;

  // of all streams together
  private @Nullable Instant firstHeard;
  private @Nullable Instant lastHeard;
  private Duration longest = Duration.ZERO;

  /// @param firstMessage how long a stream may take to its first message, if its promise does not
  ///     allow more
  /// @param shortest a silence of all streams that is never too long
  /// @param asked when the streams were asked for
  Watchdog(List<Promise> promises, Duration firstMessage, Duration shortest, Instant asked) {
    this.firstMessage = firstMessage;
    this.shortest = shortest;
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
    if (!at.equals(lastHeard)) { // the events of one message come at once
      learn(at);
    }
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

  private void learn(Instant at) {
    Instant before = lastHeard;
    if (before == null) {
      firstHeard = at;
    } else if (at.isAfter(before.plus(longest))) {
      // of a silence that was too long little is learned: it may have been an outage
      longest = mute(at) == null ? Duration.between(before, at) : longest.multipliedBy(2);
    }
    lastHeard = at;
  }

  /// The time until `now` does not count as silence: we did not listen, or had not asked yet.
  void excuse(Instant now) {
    if (lastHeard != null && now.isAfter(lastHeard)) {
      lastHeard = now;
    }
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

  /// For how long nothing at all was heard, if that is much longer than ever before; absent: it is
  /// not.
  @Nullable Duration mute(Instant now) {
    Instant first = firstHeard;
    Instant last = lastHeard;
    if (streams.isEmpty() || first == null || last == null || last.isBefore(first.plus(LEARNED))) {
      return null;
    }
    Duration silence = Duration.between(last, now);
    Duration allowed = longest.multipliedBy(TIMES);
    allowed = allowed.compareTo(shortest) > 0 ? allowed : shortest;
    return silence.compareTo(allowed) > 0 ? silence : null;
  }

  /// All streams, whether their own silence is too long or not.
  List<Silence> all() {
    return streams.stream()
        .map(stream -> new Silence(stream.promise, stream.last, stream.spoke))
        .toList();
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
