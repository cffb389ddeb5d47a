package dev.carry.bench;

import dev.carry.dashboard.About;
import dev.carry.dashboard.Alarms;
import dev.carry.dashboard.Analysts;
import dev.carry.dashboard.CapitalTerms;
import dev.carry.dashboard.Dashboard;
import dev.carry.dashboard.DashboardConfig;
import dev.carry.dashboard.DashboardPorts;
import dev.carry.dashboard.Identified;
import dev.carry.dashboard.Readiness;
import dev.carry.dashboard.Relay;
import dev.carry.insight.Insight;
import dev.carry.insight.InsightSettings;
import dev.carry.insight.InsightSettings.Limits;
import dev.carry.insight.Prices;
import dev.carry.insight.Provider;
import dev.carry.journal.InputLogSettings;
import dev.carry.journal.InputLogWriter;
import dev.carry.model.Costs;
import dev.carry.model.DetectorName;
import dev.carry.model.Finding;
import dev.carry.model.InstrumentId;
import dev.carry.model.Leg;
import dev.carry.model.Opportunity;
import dev.carry.model.Side;
import dev.carry.model.Step;
import dev.carry.model.Tick;
import dev.carry.sink.Durability;
import dev.carry.sink.Hold;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Findings to bots: how long it takes from a finding behind the engine to its signal read from a
/// bot's socket, the log's write to the disk in between, which a signal waits for.
///
/// `SignalFanOut SUBSCRIBERS FINDINGS_PER_SECOND SECONDS absent|rules|hanging disk|memory`: each
/// bot wants one asset of a hundred; a warm-up of as many seconds comes first. The reader shares
/// the machine. With `memory` no signal waits for the disk: what is left is Carry's own time and
/// the machine's, and how late the producer wakes says how much that is.
public final class SignalFanOut {
  private static final int ASSETS = 100;
  private static final InstrumentId LONG = InstrumentId.parse("okx:B");
  private static final InstrumentId SHORT = InstrumentId.parse("bybit:A");
  private static final byte[] SEEN = "\"lastSeen\":\"".getBytes(StandardCharsets.US_ASCII);

  /// Of a time: `2026-12-01T10:00:`.
  private static final int UP_TO_SECONDS = 17;

  private final Histogram micros = new Histogram(60_000_000L, 3);
  private final Histogram wakeMicros = new Histogram(60_000_000L, 3);
  private volatile boolean measuring;
  private volatile boolean ended;

  private SignalFanOut() {}

  public static void main(String[] args) throws Exception {
    int subscribers = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
    int rate = args.length > 1 ? Integer.parseInt(args[1]) : 1_000;
    int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 10;
    String analyst = args.length > 3 ? args[3] : "absent";
    boolean disk = args.length <= 4 || args[4].equals("disk");
    System.out.println(measure(subscribers, rate, seconds, analyst, disk));
  }

  static String measure(int subscribers, int rate, int seconds, String analyst, boolean disk)
      throws Exception {
    SignalFanOut of = new SignalFanOut();
    Path folder = Files.createTempDirectory("signals");
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (ServerSocket nobody = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        InputLogWriter log =
            InputLogWriter.open(
                folder.resolve("log"),
                InputLogSettings.DEFAULT,
                "bench",
                "",
                0,
                InstantSource.system());
        Dashboard dashboard =
            new Dashboard(
                DashboardConfig.local(0), ports(disk ? written(log) : unwritten(), metrics));
        Insight insight = insight(analyst, folder, nobody, metrics, dashboard)) {
      Thread reader = of.read(dashboard.port(), subscribers);
      Insight asked = analyst.equals("absent") ? null : insight;
      of.produce(log, dashboard, asked, rate, seconds);
      of.measuring = true;
      of.produce(log, dashboard, asked, rate, seconds);
      Thread.sleep(500);
      of.ended = true;
      reader.join();
    }
    return of.result(subscribers, rate, analyst, disk);
  }

  private static Insight insight(
      String analyst,
      Path folder,
      ServerSocket nobody,
      PrometheusMeterRegistry metrics,
      Dashboard dashboard) {
    InsightSettings.Service service =
        new InsightSettings.Service(
            URI.create("http://127.0.0.1:" + nobody.getLocalPort() + "/v1"),
            "m",
            null,
            Provider.Structured.OBJECT,
            Prices.of(List.of()),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            0.3,
            500);
    InsightSettings settings =
        analyst.equals("hanging")
            ? new InsightSettings(
                service, "", "en", 0, Duration.ofMinutes(15), Limits.DEFAULT, false)
            : InsightSettings.rules("no model", "en");
    return new Insight(
        settings,
        folder.resolve("insight"),
        InstantSource.system(),
        null,
        metrics,
        dashboard::analysed);
  }

  // --- findings ------------------------------------------------------------------------------

  private void produce(
      InputLogWriter log, Dashboard dashboard, @Nullable Insight insight, int rate, int seconds) {
    long every = 1_000_000_000L / rate;
    long next = System.nanoTime();
    for (int i = 0; i < rate * seconds; i++) {
      next += every;
      while (System.nanoTime() < next) {
        LockSupport.parkNanos(next - System.nanoTime());
      }
      if (measuring) {
        wakeMicros.recordValue((System.nanoTime() - next) / 1_000);
      }
      Instant now = Instant.now();
      Tick tick = new Tick(now);
      Step step = new Step(log.append(tick), tick, List.of(finding(i, now)));
      dashboard.accept(step);
      if (insight != null) {
        insight.accept(step);
      }
    }
  }

  private static Opportunity finding(int number, Instant now) {
    return new Opportunity(
        new Finding.Head(
            DetectorName.CROSS_VENUE_FUNDING + "/bybit:A/okx:B/" + number / 4,
            number % 4 + 1,
            DetectorName.CROSS_VENUE_FUNDING,
            "A" + number % ASSETS,
            now,
            now,
            switch (number % 4) {
              case 0 -> Finding.Status.OPEN;
              case 3 -> Finding.Status.CLOSED;
              default -> Finding.Status.UPDATED;
            },
            List.of()),
        List.of(leg(LONG, Side.BUY), leg(SHORT, Side.SELL)),
        10_000,
        0.0438,
        0.0321,
        0.0367,
        Duration.ofDays(7),
        Duration.ofHours(103),
        13,
        new Costs(0.00021, 0.00002, 0.0, 0.0, null, null, 0.0),
        -0.00012,
        250_000.0,
        null,
        null,
        List.of(),
        false,
        null);
  }

  private static Leg leg(InstrumentId instrument, Side side) {
    return new Leg(
        instrument,
        side,
        68_432.1,
        68_431.9,
        BigDecimal.ONE,
        0.0005,
        0.0002,
        0.0001,
        Duration.ofHours(8),
        Instant.EPOCH,
        null);
  }

  // --- bots ----------------------------------------------------------------------------------

  /// Connects all, then reads them with one thread.
  private Thread read(int port, int subscribers) throws IOException {
    Selector selector = Selector.open();
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    for (int i = 0; i < subscribers; i++) {
      SocketChannel bot =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      String request =
          "GET /api/v1/signals?kind=opportunity&asset=A"
              + i % ASSETS
              + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
      bot.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      buffer.clear();
      if (bot.read(buffer) < 0) {
        throw new IOException("bot " + i + " was refused");
      }
      bot.configureBlocking(false);
      bot.register(selector, SelectionKey.OP_READ);
    }
    return Thread.ofPlatform().name("bots").start(() -> run(selector, buffer));
  }

  private void run(Selector selector, ByteBuffer buffer) {
    try (selector) {
      while (!ended) {
        selector.select(100);
        for (SelectionKey key : selector.selectedKeys()) {
          buffer.clear();
          int read = ((SocketChannel) key.channel()).read(buffer);
          if (read < 0) {
            throw new IOException("a bot was cut off");
          }
          take(buffer.flip());
        }
        selector.selectedKeys().clear();
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Each signal says when it was found. Read without leaving garbage behind: the bots share the
  /// collector with what is measured.
  private void take(ByteBuffer bytes) {
    Instant now = Instant.now();
    long nanosNow = Math.floorMod(now.getEpochSecond(), 60) * 1_000_000_000L + now.getNano();
    for (int i = bytes.position(); i + SEEN.length + UP_TO_SECONDS < bytes.limit(); i++) {
      if (measuring && isSeen(bytes, i)) {
        long nanos = nanosOfMinute(bytes, i + SEEN.length + UP_TO_SECONDS);
        micros.recordValue(Math.floorMod(nanosNow - nanos, 60_000_000_000L) / 1_000);
      }
    }
  }

  private static boolean isSeen(ByteBuffer bytes, int at) {
    for (int i = 0; i < SEEN.length; i++) {
      if (bytes.get(at + i) != SEEN[i]) {
        return false;
      }
    }
    return true;
  }

  /// Of seconds with as many decimals as there are, up to nine.
  private static long nanosOfMinute(ByteBuffer bytes, int at) {
    long nanos = 0;
    int digits = 0;
    for (int i = at; i < bytes.limit() && bytes.get(i) != 'Z'; i++) {
      if (bytes.get(i) != '.') {
        nanos = nanos * 10 + bytes.get(i) - '0';
        digits++;
      }
    }
    for (; digits < 11; digits++) {
      nanos *= 10;
    }
    return nanos;
  }

  private String result(int subscribers, int rate, String analyst, boolean disk) {
    return String.format(
        Locale.ROOT,
        "%d bots, %d findings/s, analyst %s, %s: %d signals read, p50 %.2f ms, p99 %.2f ms, p99.9"
            + " %.2f ms; the producer woke p50 %.2f ms, p99 %.2f ms late",
        subscribers,
        rate,
        analyst,
        disk ? "on the disk" : "in memory",
        micros.getTotalCount(),
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(99) / 1e3,
        micros.getValueAtPercentile(99.9) / 1e3,
        wakeMicros.getValueAtPercentile(50) / 1e3,
        wakeMicros.getValueAtPercentile(99) / 1e3);
  }

  // --- what the dashboard needs --------------------------------------------------------------

  private static Durability written(InputLogWriter log) {
    return Durability.of(log::durableSequence, log::onDurable, log::commitSoon);
  }

  /// Takes for written all that was ever asked for.
  private static Durability unwritten() {
    return new Durability() {
      private volatile long upTo;
      private volatile Runnable told = () -> {};

      @Override
      public long sequence() {
        return upTo;
      }

      @Override
      public void onAdvance(Runnable listener) {
        told = listener;
      }

      @Override
      public void hurry() {
        upTo = Integer.MAX_VALUE;
        told.run();
      }
    };
  }

  private static DashboardPorts ports(Durability durability, PrometheusMeterRegistry metrics) {
    return new DashboardPorts(
        new About("bench", "0", null, null),
        InstantSource.system(),
        Duration.ofMinutes(1),
        null,
        null,
        null,
        metrics,
        List::of,
        () -> new Readiness(List.of()),
        durability,
        () -> {
          // nothing is stopped
        },
        List.of(),
        new NoRelay(),
        _ -> new CapitalTerms(3, 0.2),
        new NoAnalyst(),
        new NoAlarms(),
        (_, _) -> null,
        Hold.DEFAULT,
        _ -> {
          // nobody reads it
        },
        null,
        _ -> new Identified("", null, null));
  }

  private static final class NoRelay implements Relay {
    @Override
    public Messages past(@Nullable String options) {
      throw new UnsupportedOperationException("nothing was recorded");
    }

    @Override
    public Messages present(@Nullable String options) {
      throw new UnsupportedOperationException("nobody is connected");
    }
  }

  private static final class NoAnalyst implements Analysts {
    @Override
    public String about() {
      return "{}";
    }

    @Override
    public List<String> past(LocalDate from, LocalDate to) {
      return List.of();
    }

    @Override
    public String rules(String finding, String language) {
      throw new UnsupportedOperationException("nobody judges");
    }

    @Override
    public String judge(Question question) {
      throw new UnsupportedOperationException("nobody judges");
    }
  }

  private static final class NoAlarms implements Alarms {
    @Override
    public String about() {
      return "{}";
    }

    @Override
    public List<Row> last() {
      return List.of();
    }

    @Override
    public String put(String rule, Map<String, String> texts) {
      throw new Refused("nobody is told");
    }

    @Override
    public void remove(String rule) {
      throw new Refused("nobody is told");
    }

    @Override
    public void acknowledge(String alert) {
      throw new Refused("nobody is told");
    }

    @Override
    public void test(String channel) {
      throw new Refused("nobody is told");
    }
  }
}
