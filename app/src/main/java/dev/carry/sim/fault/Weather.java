package dev.carry.sim.fault;

import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The faults under way on one venue, and what they do to messages and answers.
public final class Weather {
  private static final int MAX_REMEMBERED = 5_000;
  private static final String GARBAGE = "<html><body>502 Bad Gateway</body></html>";

  private final List<Fault> active = new ArrayList<>();
  private final SplittableRandom random;
  private final boolean remembers;
  private final Map<String, RestAnswer> answers = new LinkedHashMap<>();
  private long now;

  /// @param remembers whether some fault will need what was said before
  Weather(SplittableRandom random, boolean remembers) {
    this.random = random;
    this.remembers = remembers;
  }

  /// A venue on which nothing goes wrong.
  public static Weather calm() {
    return new Weather(new SplittableRandom(0), false);
  }

  void begin(Fault fault) {
    active.add(fault);
  }

  void end(Fault fault) {
    active.remove(fault);
  }

  void time(long millis) {
    now = millis;
  }

  /// The refusal under way, if there is one.
  public @Nullable Fault refusal() {
    for (Fault fault : active) {
      if (fault.what() == Kind.REFUSE) {
        return fault;
      }
    }
    return null;
  }

  private @Nullable Fault hits(Kind kind, String topic) {
    for (Fault fault : active) {
      if (fault.what() == kind && concerns(fault, topic)) {
        return fault;
      }
    }
    return null;
  }

  private static boolean concerns(Fault fault, String topic) {
    return fault.symbol().isEmpty()
        || topic.toLowerCase(Locale.ROOT).contains(fault.symbol().toLowerCase(Locale.ROOT));
  }

  private boolean strikes(Kind kind, String topic) {
    Fault fault = hits(kind, topic);
    return fault != null && random.nextDouble() < fault.share();
  }

  private String spoiled(String topic, String message) {
    if (strikes(Kind.GARBAGE, topic)) {
      return GARBAGE;
    }
    if (strikes(Kind.TRUNCATE, topic)) {
      return message.substring(0, random.nextInt(message.length()));
    }
    return message;
  }

  /// An answer as it leaves: spoiled, or the one given before where the venue is stale.
  public RestAnswer answer(String request, RestAnswer fresh) {
    RestAnswer answer = fresh;
    if (remembers) {
      RestAnswer before = answers.get(request);
      if (before != null && hits(Kind.STALE, request) != null) {
        answer = before;
      } else if (answers.size() < MAX_REMEMBERED || before != null) {
        answers.put(request, fresh);
      }
    }
    return active.isEmpty()
        ? answer
        : new RestAnswer(answer.status(), answer.headers(), spoiled(request, answer.body()));
  }

  /// Simulated milliseconds by which an answer comes late.
  public long late(String request) {
    Fault fault = hits(Kind.DELAY, request);
    return fault == null ? 0 : fault.by().toMillis();
  }

  /// The gate of one connection.
  public Gate gate() {
    return new Gate();
  }

  /// What one connection's market data passes.
  public final class Gate implements Wire.Gate {
    private record Late(long due, String message, Wire.Output out) {}

    private final Map<String, String> last = new LinkedHashMap<>();
    private final List<Late> late = new ArrayList<>();
    private @Nullable String held;

    @Override
    public void pass(String topic, String message, Wire.Output out) {
      if (active.isEmpty() && held == null && late.isEmpty()) {
        remember(topic, message);
        out.text(message);
        return;
      }
      if (hits(Kind.SILENCE, topic) != null) {
        return;
      }
      String text = message;
      if (hits(Kind.STALE, topic) != null) {
        text = last.getOrDefault(topic, message);
      }
      remember(topic, text);
      text = spoiled(topic, text);
      Fault delay = hits(Kind.DELAY, topic);
      if (delay != null || !late.isEmpty()) {
        if (late.size() < MAX_REMEMBERED) {
          late.add(new Late(delay == null ? now : now + delay.by().toMillis(), text, out));
        }
        return;
      }
      if (held == null && strikes(Kind.REORDER, topic)) {
        held = text;
        return;
      }
      out.text(text);
      if (strikes(Kind.DUPLICATE, topic)) {
        out.text(text);
      }
      if (held != null) {
        out.text(held);
        held = null;
      }
    }

    private void remember(String topic, String message) {
      if (remembers && (last.size() < MAX_REMEMBERED || last.containsKey(topic))) {
        last.put(topic, message);
      }
    }

    /// Lets out what was delayed until now.
    public void flush() {
      while (!late.isEmpty() && late.getFirst().due <= now) {
        Late first = late.removeFirst();
        first.out.text(first.message);
      }
    }
  }
}
