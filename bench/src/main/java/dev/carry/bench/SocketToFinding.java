package dev.carry.bench;

import dev.carry.engine.Engine;
import dev.carry.journal.InputLogSettings;
import dev.carry.journal.InputLogWriter;
import dev.carry.model.Command;
import dev.carry.model.Fact;
import dev.carry.model.Finding;
import dev.carry.model.PremiumFinding;
import dev.carry.model.Step;
import dev.carry.model.Tick;
import dev.carry.portfolio.PaperEngine;
import dev.carry.transport.Inbox;
import dev.carry.transport.Outbox;
import dev.carry.transport.Pump;
import dev.carry.venue.binance.BinanceUsdm;
import dev.carry.venue.session.Endpoint;
import dev.carry.venue.session.FrameTap;
import dev.carry.venue.session.SessionOptions;
import dev.carry.venue.session.VenueSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/// From the instant at which a venue should send a message to the finding behind the outbox:
/// loopback WebSocket, session, codec, inbox, input log, engine, outbox. Sender and receiver share
/// the process and its cores.
///
/// `SocketToFinding [messages a second] [seconds]`; a warm-up of as many seconds comes first.
public final class SocketToFinding {
  private static final Duration TICK = Duration.ofMillis(200);
  private static final Duration SETTLING = Duration.ofSeconds(2);

  private final AtomicLong findings = new AtomicLong();
  private final Histogram latency = new Histogram(60_000_000_000L, 3);
  private volatile boolean measuring;

  private SocketToFinding() {}

  public static void main(String[] arguments) throws Exception {
    int perSecond = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
    System.out.println(new SocketToFinding().run(perSecond, seconds));
  }

  /// One line of what was measured.
  static String measure(int perSecond, int seconds) throws IOException, InterruptedException {
    return new SocketToFinding().run(perSecond, seconds);
  }

  private String run(int perSecond, int seconds) throws IOException, InterruptedException {
    long count = (long) perSecond * seconds;
    int marks = (int) (2 * (count / PacedVenue.MARKS + 2));
    Path folder = Files.createTempDirectory("carry-bench");
    InstantSource clock = InstantSource.system();
    Inbox inbox = new Inbox(1 << 16);
    Engine engine = Universe.engine();
    try (PacedVenue venue = new PacedVenue(marks);
        InputLogWriter log =
            InputLogWriter.open(folder, InputLogSettings.DEFAULT, "bench", "none", 0, clock);
        Outbox outbox = new Outbox()) {
      outbox.attach("measure", 1 << 15, step -> take(step, venue));
      Pump pump = new Pump(inbox, log::append, new PaperEngine(engine), outbox);
      try (VenueSession session =
          new VenueSession(
              new BinanceUsdm(),
              Endpoint.of(venue.restAddress(), venue.socketAddress()),
              SessionOptions.of(
                  EnumSet.of(
                      Fact.INSTRUMENT, Fact.FUNDING_ESTIMATE, Fact.MARK, Fact.INDEX, Fact.QUOTE),
                  any -> true),
              clock,
              inbox::put,
              FrameTap.NONE)) {
        inbox.put(new Command(Command.Action.START, clock.instant()));
        pump.start();
        Thread ticks = Thread.ofVirtual().start(() -> tick(inbox, clock));
        session.start();
        while (venue.clients() < 2) {
          LockSupport.parkNanos(TICK.toNanos());
        }
        long next = venue.send(count, perSecond, 0);
        Thread.sleep(SETTLING);
        measuring = true;
        venue.lateness.reset();
        findings.set(0);
        long begun = System.nanoTime();
        next = venue.send(count, perSecond, next);
        double took = (System.nanoTime() - begun) / 1e9;
        Thread.sleep(SETTLING);
        measuring = false; // what the end closes was found before
        ticks.interrupt();
        pump.end(new Command(Command.Action.STOP, clock.instant()));
        return report(perSecond, count / took, next, inbox.conflated(), venue.lateness);
      }
    } finally {
      delete(folder);
    }
  }

  private static void tick(Inbox inbox, InstantSource clock) {
    try {
      while (true) {
        inbox.put(new Tick(clock.instant()));
        Thread.sleep(TICK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(Step step, PacedVenue venue) {
    long now = System.nanoTime();
    for (Finding finding : step.findings()) {
      if (measuring && finding instanceof PremiumFinding premium) {
        double digits = premium.mark() - Math.floor(premium.mark());
        long sent = venue.intended(Math.round(digits / PacedVenue.DIGIT));
        if (sent > 0) {
          findings.incrementAndGet();
          latency.recordValue(Math.max(0, now - sent));
        }
      }
    }
  }

  private String report(int asked, double reached, long marks, long conflated, Histogram lateness) {
    return String.format(
        Locale.ROOT,
        "asked %d/s, sent %.0f/s; %d findings of %d marks; p50 %.3f ms, p99 %.3f ms, p99.9 %.3f ms,"
            + " max %.1f ms; the sender itself late: p50 %.3f ms, p99 %.3f ms; %d conflated",
        asked,
        reached,
        findings.get(),
        marks / 2,
        latency.getValueAtPercentile(50) / 1e6,
        latency.getValueAtPercentile(99) / 1e6,
        latency.getValueAtPercentile(99.9) / 1e6,
        latency.getMaxValue() / 1e6,
        lateness.getValueAtPercentile(50) / 1e6,
        lateness.getValueAtPercentile(99) / 1e6,
        conflated);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
