package dev.carry.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.carry.dashboard.LiveState.Told;
import dev.carry.model.Analysis;
import dev.carry.model.FindingJson;
import dev.carry.model.JsonText;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// `/api/v1/stream`: each reader names topics and gets the whole of each, then what changed.
///
/// Every 250 ms each reader whose socket can take more is brought up to date; one whose socket is
/// full is left alone, so what it misses conflates, and is dropped after half a minute of that.
/// Event loop only.
final class StreamHub {
  static final long TICK_MILLIS = 250;
  static final int MOST_READERS = 500;
  private static final int SLOW_TICKS = 120;
  private static final int MOST_QUEUED_BYTES = 1 << 20;
  private static final short TRY_LATER = 1013;

  /// What can be subscribed to, and every how many ticks it is told at most.
  enum Topic {
    OPPORTUNITIES(1),
    REJECTIONS(2),
    QUARANTINE(2),
    VIEWS(2),
    PREMIUMS(2),
    BURSTS(2),
    ANALYSES(2),
    FUNDING(4),
    POSITIONS(4),
    FEEDS(4);

    private final int everyTicks;

    Topic(int everyTicks) {
      this.everyTicks = everyTicks;
    }

    String label() {
      return JsonText.kebab(this);
    }
  }

  private final LiveState live;
  private final LivePaper paper;
  private final LiveAnalyses analyses;
  private final Lists lists;
  private final DashboardPorts ports;
  private final JsonMapper mapper = JsonMapper.builder().build();
  private final Set<Reader> readers = new LinkedHashSet<>();

  /// Texts made in this tick, by topic and version: most readers are equally far.
  private final Map<String, Update> made = new HashMap<>();

  private long ticks;
  private volatile int readerCount;
  private final AtomicLong dropped = new AtomicLong();

  StreamHub(
      LiveState live, LivePaper paper, LiveAnalyses analyses, Lists lists, DashboardPorts ports) {
    this.live = live;
    this.paper = paper;
    this.analyses = analyses;
    this.lists = lists;
    this.ports = ports;
  }

  /// @param version what a reader has after this text
  /// @param text empty: nothing changed
  private record Update(long version, String text) {}

  private static final class Reader {
    final ServerWebSocket socket;
    final Map<Topic, Long> has = new EnumMap<>(Topic.class);
    /// What it was told last of topics that are told whole.
    final Map<Topic, String> told = new EnumMap<>(Topic.class);

    int behindTicks;

    Reader(ServerWebSocket socket) {
      this.socket = socket;
    }
  }

  boolean full() {
    return readers.size() >= MOST_READERS;
  }

  int readers() {
    return readerCount;
  }

  long dropped() {
    return dropped.get();
  }

  void open(ServerWebSocket socket) {
    Reader reader = new Reader(socket);
    socket.setWriteQueueMaxSize(MOST_QUEUED_BYTES);
    socket.textMessageHandler(text -> asked(reader, text));
    socket.exceptionHandler(e -> gone(reader));
    socket.closeHandler(v -> gone(reader));
    readers.add(reader);
    readerCount = readers.size();
    send(reader, hello());
  }

  private void gone(Reader reader) {
    readers.remove(reader);
    readerCount = readers.size();
  }

  String hello() {
    About about = ports.about();
    return new JsonText()
        .put("topic", "hello")
        .put("now", ports.clock().instant())
        .put("mode", about.mode())
        .put("version", about.version())
        .putRaw("seed", about.seed() == null ? "null" : about.seed().toString())
        .put("speed", about.speed())
        .put("staleAfter", ports.staleAfter())
        .put("killedAt", live.killedAt())
        .put("missedAt", live.missedAt())
        .end();
  }

  private void asked(Reader reader, String text) {
    Set<Topic> wanted = new LinkedHashSet<>();
    try {
      JsonNode subscribe = mapper.readTree(text).path("subscribe");
      if (!subscribe.isArray()) {
        refuse(reader, text);
        return;
      }
      for (JsonNode name : subscribe) {
        wanted.add(topic(name.asText()));
      }
    } catch (JsonProcessingException | IllegalArgumentException e) {
      refuse(reader, text);
      return;
    }
    reader.has.keySet().retainAll(wanted);
    wanted.forEach(topic -> reader.has.putIfAbsent(topic, -1L));
    made.clear();
    wanted.forEach(topic -> update(reader, topic));
  }

  private static Topic topic(String name) {
    return Topic.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private void refuse(Reader reader, String text) {
    List<String> topics = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      topics.add(topic.label());
    }
    String found = text.length() > 200 ? text.substring(0, 200) + "…" : text;
    send(
        reader,
        new JsonText()
            .put("topic", "error")
            .put("found", found)
            .put("allowed", "{\"subscribe\":[…]} of " + String.join(", ", topics))
            .end());
  }

  void tick() {
    ticks++;
    made.clear();
    String clock =
        new JsonText()
            .put("topic", "clock")
            .put("now", ports.clock().instant())
            .put("killedAt", live.killedAt())
            .put("missedAt", live.missedAt())
            .end();
    for (Reader reader : List.copyOf(readers)) {
      if (reader.socket.isClosed()) {
        gone(reader);
        continue;
      }
      if (reader.socket.writeQueueFull()) {
        behind(reader);
        continue;
      }
      reader.behindTicks = 0;
      if (ticks % 4 == 0) {
        send(reader, clock);
      }
      for (Topic topic : reader.has.keySet()) {
        if (ticks % topic.everyTicks == 0) {
          update(reader, topic);
        }
      }
    }
  }

  private void behind(Reader reader) {
    if (++reader.behindTicks > SLOW_TICKS) {
      dropped.incrementAndGet();
      gone(reader);
      reader.socket.close(TRY_LATER, "this reader has taken nothing for too long");
    }
  }

  private void update(Reader reader, Topic topic) {
    if (topic == Topic.FEEDS || topic == Topic.POSITIONS) {
      whole(reader, topic);
      return;
    }
    long has = reader.has.getOrDefault(topic, -1L);
    Update update = made.computeIfAbsent(topic + "/" + has, key -> make(topic, has));
    reader.has.put(topic, update.version());
    if (!update.text().isEmpty()) {
      send(reader, update.text());
    }
  }

  private Update make(Topic topic, long has) {
    Changes.Delta<String> delta =
        switch (topic) {
          case OPPORTUNITIES -> findings(Told.OPPORTUNITIES, has);
          case REJECTIONS -> findings(Told.REJECTIONS, has);
          case QUARANTINE -> findings(Told.QUARANTINE, has);
          case VIEWS -> findings(Told.VIEWS, has);
          case PREMIUMS -> findings(Told.PREMIUMS, has);
          case BURSTS -> findings(Told.BURSTS, has);
          case ANALYSES -> analyses.since(has).map(Analysis::json);
          case FUNDING -> {
            var now = ports.clock().instant();
            Duration staleAfter = ports.staleAfter();
            yield live.fundingSince(has).map(row -> row.json(now, staleAfter));
          }
          case FEEDS, POSITIONS -> throw new IllegalArgumentException(topic + " is told whole");
        };
    boolean nothing = !delta.whole() && delta.changed().isEmpty() && delta.removed().isEmpty();
    String text = nothing ? "" : text(topic, delta.whole(), delta.changed(), delta.removed());
    return new Update(delta.version(), text);
  }

  private Changes.Delta<String> findings(Told told, long has) {
    return live.findingsSince(told, has).map(FindingJson::write);
  }

  /// What is little and always moves: told whole, when it differs.
  private void whole(Reader reader, Topic topic) {
    String now = made.computeIfAbsent(topic.name(), _ -> new Update(0, wholeOf(topic))).text();
    if (!now.equals(reader.told.put(topic, now))) {
      send(
          reader,
          new JsonText()
              .put("topic", topic.label())
              .put("now", ports.clock().instant())
              .put("whole", true)
              .putRaw(topic == Topic.FEEDS ? "items" : "paper", now)
              .putRaw("removed", "[]")
              .end());
    }
  }

  private String wholeOf(Topic topic) {
    if (topic == Topic.FEEDS) {
      return JsonText.array(lists.feeds().values());
    }
    String account = paper.account();
    return new JsonText()
        .putRaw("account", account == null ? "null" : account)
        .putRaw("positions", JsonText.array(paper.positions()))
        .end();
  }

  private String text(Topic topic, boolean whole, List<String> items, List<String> removed) {
    return new JsonText()
        .put("topic", topic.label())
        .put("now", ports.clock().instant())
        .put("whole", whole)
        .putRaw("items", JsonText.array(items))
        .putRaw("removed", JsonText.array(removed.stream().map(JsonText::string).toList()))
        .end();
  }

  private void send(Reader reader, String text) {
    if (reader.socket.isClosed()) {
      gone(reader);
      return;
    }
    reader.socket.writeTextMessage(text).onFailure(e -> gone(reader));
  }
}
