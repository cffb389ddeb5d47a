package dev.carry.dashboard;

import dev.carry.dashboard.SignalReader.Origin;
import dev.carry.dashboard.SignalReader.Wants;
import dev.carry.dashboard.SignalReader.Wire;
import dev.carry.model.JsonText;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `/api/v1/signals`: findings for bots, as server-sent events or, where a WebSocket is asked for,
/// as messages. A bot is told as soon as something is on the disk. One whose socket is full waits
/// where it is, and what it missed comes conflated: of each finding the last. Event loop only.
final class SignalStream {
  static final int MOST_READERS = 6_000;
  private static final Set<String> FILTERS =
      Set.of("kind", "asset", "venue", "detector", "min-net", "max-age", "analyst");
  private static final Set<String> PARAMETERS =
      Stream.concat(FILTERS.stream(), Stream.of("after")).collect(Collectors.toSet());

  /// Each bot is looked at once a second, and never all at once.
  private static final int LOOK_TICKS = 4;

  private static final int MOST_FOUND_FULL = 60;
  private static final int KEEPALIVE_TICKS = 60;
  private static final int MOST_QUEUED_BYTES = 1 << 20;

  /// Bots that connect again and again: so many at once, then so many a second.
  private static final int OPENS_AT_ONCE = MOST_READERS;

  private static final double OPENS_A_SECOND = 20;

  private final Signals signals;
  private final HeldSignals held;
  private final SignalFront all;
  private final SignalFront judged;
  private final List<SignalFront> fronts;
  private final InstantSource clock;
  private final Set<String> venues;
  private final Set<SignalReader> readers = new LinkedHashSet<>();

  /// Whether the analyst said something since the last push, or time passed.
  private final AtomicBoolean said = new AtomicBoolean();

  /// Absent: no bot is posted to.
  private @Nullable SignalPost post;

  private int opened;
  private long ticks;
  private volatile int readerCount;
  private double opens = OPENS_AT_ONCE;
  private long opensAtNanos = System.nanoTime();

  /// @param venues ids of the roster
  SignalStream(Signals signals, HeldSignals held, InstantSource clock, Set<String> venues) {
    this.signals = signals;
    this.held = held;
    this.all = new SignalFront(signals);
    this.judged = new SignalFront(held);
    this.fronts = List.of(all, judged);
    this.clock = clock;
    this.venues = venues;
  }

  int readers() {
    return readerCount;
  }

  /// The analyst said something; any thread.
  void said() {
    said.set(true);
  }

  /// The bots, who came first first.
  Stream<SignalReader> bots() {
    return readers.stream();
  }

  /// What is told of the signals themselves.
  String about() {
    return SignalsAbout.json(this, signals, post);
  }

  HeldSignals held() {
    return held;
  }

  /// Signals that were left out because they came later than a reader wanted.
  long late() {
    return fronts.stream().mapToLong(SignalFront::late).sum();
  }

  /// Signals that a slow reader was not told because a later one of the same finding followed.
  long conflated() {
    return fronts.stream().mapToLong(SignalFront::conflated).sum();
  }

  void open(RoutingContext ctx) {
    Query query = Query.of(ctx, PARAMETERS);
    SignalFilter filter = SignalFilter.of(query, venues);
    Origin origin = origin(String.valueOf(ctx.request().remoteAddress()), query);
    SignalFront front = front(origin);
    long position = position(ctx.request(), query, front.ring());
    admit();
    if ("websocket".equalsIgnoreCase(ctx.request().getHeader("Upgrade"))) {
      ctx.request()
          .toWebSocket()
          .onSuccess(
              socket -> {
                socket.setWriteQueueMaxSize(MOST_QUEUED_BYTES);
                SignalReader reader =
                    reader(
                        origin,
                        new Wants(filter, SignalForm.WEBSOCKET),
                        new SignalReader.Socket(socket),
                        position);
                socket.exceptionHandler(e -> gone(reader));
                socket.closeHandler(v -> gone(reader));
                reader.wire.write(new SignalText(hello(position), position));
                front.add(reader, clock.instant());
              })
          .onFailure(ctx::fail);
      return;
    }
    HttpServerResponse response = ctx.response();
    response
        .setChunked(true)
        .setWriteQueueMaxSize(MOST_QUEUED_BYTES)
        .putHeader("Content-Type", "text/event-stream; charset=utf-8")
        .putHeader("Content-Encoding", "identity")
        .putHeader("Carry-Signal-Schema", Integer.toString(Signal.SCHEMA))
        .putHeader("X-Accel-Buffering", "no");
    SignalReader reader =
        reader(
            origin,
            new Wants(filter, SignalForm.EVENTS),
            new SignalReader.Response(response),
            position);
    response.exceptionHandler(e -> gone(reader));
    response.closeHandler(v -> gone(reader));
    reader.wire.write(new SignalText("retry: 2000\n\n", position));
    front.add(reader, clock.instant());
    heartbeat(reader); // whoever is told nothing knows where to go on
  }

  /// A bot that is posted to.
  void open(SignalPost bot) {
    post = bot;
    Query query = query(bot.filter());
    Origin origin = origin(bot.place(), query);
    SignalFront front = front(origin);
    long position = bot.position().orElseGet(front.ring()::newest);
    Wants wants = new Wants(SignalFilter.of(query, venues), SignalForm.WEBHOOK);
    front.add(reader(origin, wants, bot, position), clock.instant());
  }

  /// What a bot follows.
  private SignalFront front(Origin origin) {
    return origin.hold() ? judged : all;
  }

  /// A filter as the parameters of the address are written.
  static Query query(String filter) {
    return new Query(parameters(filter), FILTERS);
  }

  private static MultiMap parameters(String filter) {
    MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
    for (String each : filter.isBlank() ? new String[0] : filter.split("&", -1)) {
      int equals = each.indexOf('=');
      String name = equals < 0 ? each : each.substring(0, equals);
      parameters.add(name.strip(), equals < 0 ? "" : each.substring(equals + 1).strip());
    }
    return parameters;
  }

  private static String hello(long position) {
    return new JsonText()
        .put("type", "hello")
        .put("schema", (Integer) Signal.SCHEMA)
        .put("after", position)
        .end();
  }

  private static Origin origin(String from, Query query) {
    return new Origin(from, Instant.now(), holds(query));
  }

  private SignalReader reader(Origin origin, Wants wants, Wire wire, long position) {
    SignalReader reader =
        new SignalReader(origin, wants, wire, position, opened++ % KEEPALIVE_TICKS);
    readers.add(reader);
    readerCount = readers.size();
    return reader;
  }

  /// Whether it waits for the analyst.
  static boolean holds(Query query) {
    return query.oneOf("analyst", Set.of("hold")) != null;
  }

  private static long position(HttpServerRequest request, Query query, SignalRing ring) {
    String header = request.getHeader("Last-Event-ID");
    String resume = header == null ? query.text("after") : header;
    return resume == null
        ? ring.newest()
        : number(header == null ? "after" : "Last-Event-ID", resume);
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

  /// Who connects too often, or too many, are told so.
  private void admit() {
    if (readers.size() >= MOST_READERS) {
      throw Problem.of(503, "Too many readers", "allowed: " + MOST_READERS + " at a time");
    }
    long now = System.nanoTime();
    opens = Math.min(OPENS_AT_ONCE, opens + (now - opensAtNanos) / 1e9 * OPENS_A_SECOND);
    opensAtNanos = now;
    if (opens < 1) {
      throw Problem.of(
          429,
          "Too many connections",
          "readers connect more than " + (int) OPENS_A_SECOND + " times a second");
    }
    opens--;
  }

  private void gone(SignalReader reader) {
    front(reader.origin).remove(reader);
    readers.remove(reader);
    readerCount = readers.size();
  }

  /// Something is on the disk, or was said: all who can take it are told.
  void push() {
    Instant now = clock.instant();
    held.advance(now);
    if (said.getAndSet(false)) {
      held.consider(now);
    }
    fronts.forEach(front -> front.push(now));
  }

  void tick() {
    ticks++;
    said.set(true);
    push();
    for (SignalReader reader : List.copyOf(readers)) {
      if ((ticks - reader.turn) % LOOK_TICKS == 0) {
        look(reader);
      }
    }
  }

  private void look(SignalReader reader) {
    if (reader.wire.isGone()) {
      gone(reader);
    } else if (reader.wire.isFull()) {
      if (++reader.foundFull > MOST_FOUND_FULL && reader.wire.cut()) {
        gone(reader);
      }
    } else {
      reader.foundFull = 0;
      if ((ticks - reader.turn) % KEEPALIVE_TICKS == 0) {
        heartbeat(reader);
      }
    }
  }

  private void heartbeat(SignalReader reader) {
    long position = front(reader.origin).position(reader);
    String heartbeat = reader.wants.form().heartbeat(position);
    if (heartbeat != null) {
      reader.wire.write(new SignalText(heartbeat, position));
    }
  }
}
