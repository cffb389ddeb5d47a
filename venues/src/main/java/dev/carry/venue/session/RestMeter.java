package dev.carry.venue.session;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Counts REST calls by the kind of their stream: `funding_rate_history/BTC` counts as
/// `funding_rate_history`. Thread-safe; at most 64 kinds.
final class RestMeter {
  private static final int KINDS = 64;
  private static final int LATENCIES = 128;

  /// One kind of call.
  static final class Kind {
    final Median latencies = new Median(LATENCIES);
    final Tally statuses = new Tally();
    final Tally ignored = new Tally();
    final Tally rejected = new Tally();
    private long calls;
    private @Nullable String lastFailure;

    synchronized void ended(Outcome outcome, Duration took) {
      calls++;
      switch (outcome) {
        case Outcome.Answer answer -> {
          latencies.add(took);
          statuses.add(Integer.toString(answer.status()));
          lastFailure = null;
        }
        case Outcome.Failure failure -> {
          statuses.add(label(failure));
          lastFailure = failure.words();
        }
      }
    }

    synchronized SessionHealth.Rest health(String stream) {
      return new SessionHealth.Rest(
          stream,
          calls,
          latencies.last().orElse(null),
          latencies.quantile(0.5).orElse(null),
          latencies.quantile(0.99).orElse(null),
          statuses.counts(),
          ignored.counts(),
          rejected.counts(),
          lastFailure);
    }
  }

  private final Map<String, Kind> kinds = new TreeMap<>();

  synchronized Kind of(String stream) {
    int slash = stream.indexOf('/');
    String kind = slash < 0 ? stream : stream.substring(0, slash);
    String key = kinds.containsKey(kind) || kinds.size() < KINDS ? kind : "others";
    return kinds.computeIfAbsent(key, k -> new Kind());
  }

  synchronized List<SessionHealth.Rest> health() {
    return kinds.entrySet().stream().map(e -> e.getValue().health(e.getKey())).toList();
  }

  /// Why a kind of call fails now, in parentheses behind a space; empty: none does.
  String failing() {
    for (SessionHealth.Rest rest : health()) {
      String failure = rest.lastFailure();
      if (failure != null) {
        return " (" + rest.stream() + " " + failure + ")";
      }
    }
    return "";
  }

  private static String label(Outcome.Failure failure) {
    return switch (failure) {
      case Outcome.TimedOut timedOut -> "timeout";
      case Outcome.NoNetwork none -> "no network";
      case Outcome.BadTls tls -> "tls";
      case Outcome.Broken broken -> "broken";
      case Outcome.Refused refused -> Integer.toString(refused.status());
      case Outcome.VenueFault fault -> Integer.toString(fault.status());
      case Outcome.SlowDown slow -> "429";
      case Outcome.Banned banned -> Integer.toString(banned.status());
      case Outcome.TooLarge large -> "too large";
      case Outcome.NotNow later -> "no budget";
    };
  }
}
