package dev.carry.venue.session;

import dev.carry.venue.Limits;
import dev.carry.venue.RestCall;
import dev.carry.venue.session.Budget.Urgency;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// REST calls to one venue: each waits for room in the budget, pays for it, and tells what became
/// of it. Thread-safe.
final class Rest {
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(3);

  private final Endpoint endpoint;
  private final Limits limits;
  private final Wire wire;
  private final InstantSource clock;
  private final Bounds bounds;
  private final Budget budget;
  private final RestMeter meter;
  private final Skew skew;

  Rest(
      Endpoint endpoint,
      Limits limits,
      Wire wire,
      InstantSource clock,
      Bounds bounds,
      RestMeter meter,
      Skew skew) {
    this.endpoint = endpoint;
    this.limits = limits;
    this.wire = wire;
    this.clock = clock;
    this.bounds = bounds;
    this.budget = new Budget(limits.weight(), limits.window());
    this.meter = meter;
    this.skew = skew;
  }

  Budget.State budget() {
    return budget.state(clock.instant());
  }

  /// Makes the call, and again a few times where that can help.
  Outcome get(RestCall call, Urgency urgency) throws InterruptedException {
    Backoff backoff =
        new Backoff(Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ZERO, new Random());
    for (int attempt = 0; ; attempt++) {
      Outcome outcome = once(call, urgency);
      if (!(outcome instanceof Outcome.Failure failure)
          || !failure.again()
          || attempt >= bounds.retries()) {
        return outcome;
      }
      if (!(failure instanceof Outcome.SlowDown)) {
        Pause.of(clock, backoff.next());
      }
    }
  }

  private Outcome once(RestCall call, Urgency urgency) throws InterruptedException {
    RestMeter.Kind kind = meter.of(call.stream());
    Outcome.Failure later = waitForRoom(call, urgency);
    if (later != null) {
      kind.ended(later, Duration.ZERO);
      return later;
    }
    Instant sent = clock.instant();
    long start = System.nanoTime();
    Wire.Reply reply = null;
    try {
      reply = wire.ask(endpoint.restAddress(call.path()), call.body());
    } finally {
      Instant now = clock.instant();
      HttpHeaders headers = reply == null ? null : reply.headers();
      budget.ended(call.weight(), now, headers == null ? null : used(headers, call));
    }
    Instant now = clock.instant();
    HttpHeaders headers = reply.headers();
    if (headers != null) {
      skew.answered(sent, now, headers.firstValue("Date").orElse(null));
    }
    Outcome outcome = judge(reply.outcome(), headers, now);
    kind.ended(outcome, Duration.ofNanos(System.nanoTime() - start));
    return outcome;
  }

  /// @return absent: the weight is taken; else why it will not be soon
  private Outcome.@Nullable Failure waitForRoom(RestCall call, Urgency urgency)
      throws InterruptedException {
    Instant now = clock.instant();
    Instant latest = now.plus(bounds.patience());
    while (true) {
      Instant at = budget.take(now, call.weight(), urgency);
      if (at.equals(now)) {
        return null;
      }
      if (at.isAfter(latest)) {
        Budget.State state = budget.state(now);
        return new Outcome.NotNow(
            at,
            state.banned()
                ? "shut out by the venue"
                : state.closedUntil() != null
                    ? "asked to slow down by the venue"
                    : "the venue's request budget is used up");
      }
      Pause.until(clock, at);
      now = clock.instant();
    }
  }

  private Outcome judge(Outcome outcome, @Nullable HttpHeaders headers, Instant now) {
    if (!(outcome instanceof Outcome.Answer answer) || headers == null) {
      return outcome;
    }
    int status = answer.status();
    if (status / 100 == 2) {
      budget.well(now);
      return answer;
    }
    Duration retryAfter = retryAfter(headers, now);
    boolean bans = limits.banStatuses().contains(status);
    if (status == 429) {
      return new Outcome.SlowDown(
          budget.slowDown(now, retryAfter == null && bans ? limits.banFor() : retryAfter));
    }
    if (bans) {
      Duration away = retryAfter == null ? limits.banFor() : retryAfter;
      return new Outcome.Banned(status, budget.ban(now, away));
    }
    String said = said(answer.body());
    if (status / 100 == 5) {
      if (retryAfter != null) {
        budget.slowDown(now, retryAfter);
      }
      return new Outcome.VenueFault(status, said);
    }
    return new Outcome.Refused(status, said);
  }

  /// The venue's own count of what is used. What it says is left may be left of an allowance that
  /// is smaller than the whole, so only its end says something: then all counts as used.
  private @Nullable Integer used(HttpHeaders headers, RestCall call) {
    Integer used = number(headers, limits.usedHeader());
    if (used != null) {
      return used;
    }
    Integer left = number(headers, limits.leftHeader());
    return left != null && left < 2 * Math.max(1, call.weight()) ? limits.weight() : null;
  }

  private static @Nullable Integer number(HttpHeaders headers, @Nullable String name) {
    if (name == null) {
      return null;
    }
    String text = headers.firstValue(name).orElse("").strip();
    boolean digits =
        !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Integer.valueOf(text) : null;
  }

  /// `Retry-After` in seconds or as a date, which is measured against the venue's own clock where
  /// its answer tells it.
  static @Nullable Duration retryAfter(HttpHeaders headers, Instant now) {
    String text = headers.firstValue("Retry-After").orElse("").strip();
    if (text.isEmpty()) {
      return null;
    }
    Duration wait;
    if (text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      wait = Duration.ofSeconds(Long.parseLong(text));
    } else {
      Instant until = Skew.instant(text);
      if (until == null) {
        return null;
      }
      Instant date = Skew.instant(headers.firstValue("Date").orElse(""));
      wait = Duration.between(date == null ? now : date, until);
    }
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wait;
  }

  private static String said(byte[] body) {
    return new String(body, 0, Math.min(body.length, 400), StandardCharsets.UTF_8);
  }
}
