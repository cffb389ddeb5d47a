package dev.carry.dashboard;

import dev.carry.dashboard.SignalReader.Wire;
import dev.carry.model.DetectorName;
import dev.carry.model.JsonText;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `/api/v1/signals`: findings for bots, as server-sent events or, where a WebSocket is asked for,
/// as messages. A reader is a position in a ring; it is told as soon as something is on the disk.
/// One whose socket is full waits where it is, and what it missed comes conflated: of each finding
/// the last. One that the ring has passed is told to start over. Event loop only.
final class SignalStream {
  static final int MOST_READERS = 6_000;
  private static final Set<String> FILTERS =
      Set.of("kind", "asset", "venue", "detector", "min-net", "max-age", "analyst");
  private static final Set<String> PARAMETERS =
      Stream.concat(FILTERS.stream(), Stream.of("after")).collect(Collectors.toSet());
  private static final Set<String> KINDS =
      Set.of("opportunity", "rejected-opportunity", "view", "premium", "burst", "quarantine");
  private static final Set<String> DETECTORS =
      Set.of(
          DetectorName.CROSS_VENUE_FUNDING,
          DetectorName.SPOT_PERP_CARRY,
          DetectorName.DATED_BASIS,
          DetectorName.FUNDING_MEAN_REVERSION,
          "mark-index-premium",
          "liquidation-options",
          "listing-watcher",
          "gates");
  private static final int BATCH = 2_000;

  /// A reader that is further behind is told of each finding the last.
  private static final int CONFLATED_FROM = 100;

  private static final int SLOW_TICKS = 240;
  private static final int KEEPALIVE_TICKS = 60;
  private static final int MOST_QUEUED_BYTES = 1 << 20;

  /// Bots that connect again and again: so many at once, then so many a second.
  private static final int OPENS_AT_ONCE = MOST_READERS;

  private static final double OPENS_A_SECOND = 20;
  private static final Duration MOST_AGE = Duration.ofHours(1);

  private final Signals signals;
  private final HeldSignals held;
  private final InstantSource clock;
  private final Set<String> venues;
  private final Set<SignalReader> readers = new LinkedHashSet<>();

  /// Whether the analyst said something since the last push, or time passed.
  private final AtomicBoolean said = new AtomicBoolean();

  private final AtomicLong late = new AtomicLong();
  private final AtomicLong conflated = new AtomicLong();
  private long ticks;
  private volatile int readerCount;
  private double opens = OPENS_AT_ONCE;
  private long opensAtNanos = System.nanoTime();

  /// @param venues ids of the roster
  SignalStream(Signals signals, HeldSignals held, InstantSource clock, Set<String> venues) {
    this.signals = signals;
    this.held = held;
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

  HeldSignals held() {
    return held;
  }

  /// Signals that were left out because they came later than a reader wanted.
  long late() {
    return late.get();
  }

  /// Signals that a slow reader was not told because a later one of the same finding followed.
  long conflated() {
    return conflated.get();
  }

  void open(RoutingContext ctx) {
    Query query = Query.of(ctx, PARAMETERS);
    SignalFilter filter = filter(query, venues);
    SignalRing ring = holds(query) ? held : signals;
    long position = position(ctx.request(), query, ring);
    admit();
    if ("websocket".equalsIgnoreCase(ctx.request().getHeader("Upgrade"))) {
      ctx.request()
          .toWebSocket()
          .onSuccess(
              socket -> {
                socket.setWriteQueueMaxSize(MOST_QUEUED_BYTES);
                SignalReader reader =
                    reader(ring, filter, new SignalReader.Socket(socket), position);
                socket.exceptionHandler(e -> gone(reader));
                socket.closeHandler(v -> gone(reader));
                reader.wire().write(hello(position));
                begin(reader);
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
    SignalReader reader = reader(ring, filter, new SignalReader.Events(response), position);
    response.exceptionHandler(e -> gone(reader));
    response.closeHandler(v -> gone(reader));
    reader.wire().write("retry: 2000\n\n");
    begin(reader);
  }

  /// A bot that is posted to.
  void open(SignalPost post) {
    Query query = query(post.filter());
    SignalRing ring = holds(query) ? held : signals;
    begin(reader(ring, filter(query, venues), post, post.position().orElseGet(ring::newest)));
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

  private void begin(SignalReader reader) {
    if (!reader.wire().isFull()) {
      push(reader, reader.ring.after(reader.position, BATCH), clock.instant());
    }
  }

  private static String hello(long position) {
    return new JsonText()
        .put("type", "hello")
        .put("schema", (Integer) Signal.SCHEMA)
        .put("after", position)
        .end();
  }

  private SignalReader reader(SignalRing ring, SignalFilter filter, Wire wire, long position) {
    SignalReader reader = new SignalReader(ring, filter, wire, position);
    readers.add(reader);
    readerCount = readers.size();
    return reader;
  }

  /// Whether it waits for the analyst.
  static boolean holds(Query query) {
    return query.oneOf("analyst", Set.of("hold")) != null;
  }

  static SignalFilter filter(Query query, Set<String> venues) {
    Double leastNet = null;
    if (query.text("min-net") != null) {
      leastNet = query.number("min-net", 0, -1_000, 1_000);
    }
    Duration mostAge = null;
    if (query.text("max-age") != null) {
      mostAge = query.duration("max-age", MOST_AGE, MOST_AGE);
    }
    return new SignalFilter(
        query.oneOf("kind", KINDS),
        query.assets(),
        query.venues(venues),
        query.someOf("detector", DETECTORS),
        leastNet,
        mostAge);
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
    Map<Place, SignalRing.Batch> batches = new HashMap<>(); // most readers are equally far
    for (SignalReader reader : List.copyOf(readers)) {
      if (!reader.wire().isFull()) {
        Place place = new Place(reader.ring, reader.position);
        push(reader, batches.computeIfAbsent(place, Place::batch), now);
      }
    }
  }

  private record Place(SignalRing ring, long position) {
    SignalRing.Batch batch() {
      return ring.after(position, BATCH);
    }
  }

  void tick() {
    ticks++;
    said.set(true);
    push();
    for (SignalReader reader : List.copyOf(readers)) {
      if (reader.wire().isGone()) {
        gone(reader);
      } else if (reader.wire().isFull()) {
        if (++reader.behindTicks > SLOW_TICKS && reader.wire().cut()) {
          gone(reader);
        }
      } else {
        reader.behindTicks = 0;
        String heartbeat = ticks % KEEPALIVE_TICKS == 0 ? reader.wire().heartbeat() : null;
        if (heartbeat != null) {
          reader.wire().write(heartbeat);
        }
      }
    }
  }

  private void push(SignalReader reader, SignalRing.Batch batch, Instant now) {
    List<String> texts = new ArrayList<>();
    if (batch.lost()) {
      long newest = reader.ring.newest();
      texts.add(reader.wire().reset(reader.position, newest));
      reader.position = newest;
    }
    List<Signal> wanted = new ArrayList<>();
    for (Signal signal : batch.signals()) {
      reader.position = signal.number();
      if (reader.filter.wants(signal)) {
        if (reader.filter.isLate(signal, now)) {
          late.incrementAndGet();
        } else {
          wanted.add(signal);
        }
      }
    }
    if (wanted.size() > CONFLATED_FROM) {
      conflate(reader, wanted, texts);
    } else {
      wanted.forEach(signal -> texts.add(reader.wire().text(signal, signal.event())));
    }
    if (!texts.isEmpty()) {
      reader.wire().write(reader.wire().join(texts));
    }
  }

  /// Of each finding the last, told as what all of them come to: one that opened and closed within
  /// them is not told.
  private void conflate(SignalReader reader, List<Signal> wanted, List<String> texts) {
    Map<String, Signal> last = new LinkedHashMap<>();
    Map<String, Signal> first = new HashMap<>();
    for (Signal signal : wanted) {
      String id = signal.finding().head().id();
      first.putIfAbsent(id, signal);
      last.remove(id);
      last.put(id, signal);
    }
    int told = 0;
    for (Map.Entry<String, Signal> each : last.entrySet()) {
      Signal begin = first.getOrDefault(each.getKey(), each.getValue());
      boolean began = begin.event().equals(Signal.OPENED);
      if (!(began && each.getValue().closes())) {
        String event = began ? Signal.OPENED : each.getValue().event();
        texts.add(reader.wire().text(each.getValue(), event));
        told++;
      }
    }
    conflated.addAndGet((long) wanted.size() - told);
  }
}
