package dev.carry.dashboard;

import dev.carry.dashboard.Signals.Signal;
import dev.carry.model.Finding;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `/api/v1/signals`: findings as server-sent events. A reader is a position in the ring; one whose
/// socket is full waits there, and is told to start over when the ring has passed it. Event loop
/// only.
final class SignalStream {
  static final int MOST_READERS = 200;
  static final Set<String> PARAMETERS = Set.of("kind", "asset", "after");
  private static final Set<String> KINDS =
      Set.of("opportunity", "rejected-opportunity", "view", "premium", "burst", "quarantine");
  private static final int BATCH = 500;
  private static final int SLOW_TICKS = 240;
  private static final int KEEPALIVE_TICKS = 60;
  private static final int MOST_QUEUED_BYTES = 1 << 20;

  private final Signals signals;
  private final Set<Reader> readers = new LinkedHashSet<>();
  private long ticks;
  private volatile int readerCount;

  SignalStream(Signals signals) {
    this.signals = signals;
  }

  private static final class Reader {
    final HttpServerResponse response;
    final @Nullable String kind;
    final Set<String> assets;
    long position;
    int behindTicks;

    Reader(HttpServerResponse response, @Nullable String kind, Set<String> assets, long position) {
      this.response = response;
      this.kind = kind;
      this.assets = assets;
      this.position = position;
    }

    boolean wants(Finding finding) {
      return (kind == null || kind.equals(finding.kind()))
          && (assets.isEmpty() || assets.contains(finding.head().asset()));
    }
  }

  int readers() {
    return readerCount;
  }

  void open(RoutingContext ctx) {
    Query query = Query.of(ctx, PARAMETERS);
    String kind = query.oneOf("kind", KINDS);
    Set<String> assets = query.assets();
    String header = ctx.request().getHeader("Last-Event-ID");
    String resume = header == null ? query.text("after") : header;
    String name = header == null ? "after" : "Last-Event-ID";
    long position = resume == null ? signals.newest() : number(name, resume);
    if (readers.size() >= MOST_READERS) {
      throw Problem.of(503, "Too many readers", "allowed: " + MOST_READERS + " at a time");
    }
    HttpServerResponse response = ctx.response();
    response
        .setChunked(true)
        .setWriteQueueMaxSize(MOST_QUEUED_BYTES)
        .putHeader("Content-Type", "text/event-stream; charset=utf-8")
        .putHeader("Content-Encoding", "identity")
        .putHeader("X-Accel-Buffering", "no");
    Reader reader = new Reader(response, kind, assets, position);
    response.exceptionHandler(e -> gone(reader));
    response.closeHandler(v -> gone(reader));
    readers.add(reader);
    readerCount = readers.size();
    response.write("retry: 2000\n\n");
    push(reader);
  }

  private static long number(String name, String text) {
    try {
      long number = Long.parseLong(text.strip());
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, like a negative number
    }
    throw Problem.parameter(name, text, "the id of a signal");
  }

  private void gone(Reader reader) {
    readers.remove(reader);
    readerCount = readers.size();
  }

  void tick() {
    ticks++;
    for (Reader reader : List.copyOf(readers)) {
      if (reader.response.closed() || reader.response.ended()) {
        gone(reader);
        continue;
      }
      if (reader.response.writeQueueFull()) {
        if (++reader.behindTicks > SLOW_TICKS) {
          gone(reader);
          reader.response.reset();
        }
        continue;
      }
      reader.behindTicks = 0;
      push(reader);
      if (ticks % KEEPALIVE_TICKS == 0) {
        reader.response.write(": alive\n\n");
      }
    }
  }

  private void push(Reader reader) {
    Signals.Batch batch = signals.after(reader.position, BATCH);
    StringBuilder text = new StringBuilder();
    if (batch.lost()) {
      text.append(Signals.reset(reader.position));
      reader.position = signals.newest();
    }
    for (Signal signal : batch.signals()) {
      reader.position = signal.number();
      if (reader.wants(signal.finding())) {
        text.append(signal.text());
      }
    }
    if (!text.isEmpty()) {
      reader.response.write(text.toString());
    }
  }
}
