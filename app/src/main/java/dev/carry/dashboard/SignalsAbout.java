package dev.carry.dashboard;

import dev.carry.dashboard.HeldSignals.Waiting;
import dev.carry.model.Finding;
import dev.carry.model.JsonText;
import dev.carry.model.Opportunity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is told of the signals themselves: who follows them, what came last, what waits for the
/// analyst, what was held back. Event loop only.
final class SignalsAbout {
  /// Of each list, no more.
  static final int MOST = 50;

  private SignalsAbout() {}

  static String json(SignalStream stream, Signals signals, @Nullable SignalPost post) {
    return new JsonText()
        .put("schema", (Integer) Signal.SCHEMA)
        .put("newest", signals.newest())
        .put("readers", (Integer) stream.readers())
        .put("late", stream.late())
        .put("conflated", stream.conflated())
        .putRaw("bots", array(stream.bots(), SignalsAbout::bot))
        .putRaw("held", held(stream.held()))
        .putRaw("webhook", post == null ? "null" : post.about())
        .putRaw("latest", array(signals.latest(MOST), SignalsAbout::signal))
        .end();
  }

  private static <T> String array(Stream<T> all, Function<T, String> text) {
    return JsonText.array(all.limit(MOST).map(text).toList());
  }

  private static String bot(SignalReader reader) {
    return new JsonText()
        .put("way", reader.wants.form())
        .put("from", reader.origin.from())
        .put("since", reader.origin.since())
        .put("filter", reader.wants.filter().words())
        .put("hold", reader.origin.hold())
        .put("told", reader.told)
        .put("full", reader.wire.isStuck())
        .end();
  }

  private static String held(HeldSignals held) {
    return new JsonText()
        .put("deadline", held.hold().deadline())
        .put("then", held.hold().sendThen() ? "send" : "drop")
        .put("waiting", (Integer) held.waiting())
        .put("vetoed", held.vetoed())
        .put("unjudged", held.unjudged())
        .putRaw("opportunities", array(newestFirst(held.waitingNow()), SignalsAbout::waiting))
        .putRaw("heldBack", array(held.heldBack(), Function.identity()))
        .end();
  }

  private static <T> Stream<T> newestFirst(Collection<T> oldestFirst) {
    List<T> all = new ArrayList<>(oldestFirst);
    return all.reversed().stream();
  }

  private static String waiting(Waiting waiting) {
    Finding.Head head = waiting.newest().finding().head();
    return new JsonText()
        .put("finding", head.id())
        .put("asset", head.asset())
        .put("since", waiting.since())
        .put("heldBack", waiting.dropped())
        .end();
  }

  private static String signal(Signal signal) {
    Finding finding = signal.finding();
    return new JsonText()
        .put("id", signal.number())
        .put("event", signal.event())
        .put("at", finding.head().lastSeen())
        .put("kind", finding.kind())
        .put("finding", finding.head().id())
        .put("asset", finding.head().asset())
        .put("detector", finding.head().detector())
        .put("netApr", finding instanceof Opportunity opportunity ? opportunity.netApr() : null)
        .end();
  }
}
