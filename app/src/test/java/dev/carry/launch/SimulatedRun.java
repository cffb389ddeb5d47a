package dev.carry.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.dashboard.About;
import dev.carry.model.Instrument;
import dev.carry.model.VenueId;
import dev.carry.sim.SimOptions;
import dev.carry.sim.SimServer;
import dev.carry.sim.world.SimClock;
import dev.carry.venue.roster.Venues;
import dev.carry.venue.session.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The whole of Carry against a simulator in one time, which the test moves.
public final class SimulatedRun implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration STEP = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Set<String> TRADED =
      Set.of("binance-usdm", "okx", "gate", "bitget", "deribit", "kraken-futures", "dydx");

  private static final long POLL_NANOS = 20_000_000L;

  private final SimClock clock;
  private final double speed;
  private final SimServer venues;
  private final Live live;
  private final HttpClient http = HttpClient.newHttpClient();

  /// @param speed simulated seconds in a second of the wall
  public SimulatedRun(Path folder, Instant start, double speed, SimOptions options, String... sets)
      throws InterruptedException {
    this(folder, start, speed, options, venue -> true, null, List.of(sets));
  }

  /// @param connected the venues connected to
  SimulatedRun(
      Path folder,
      Instant start,
      double speed,
      SimOptions options,
      Predicate<VenueId> connected,
      String... sets)
      throws InterruptedException {
    this(folder, start, speed, options, connected, null, List.of(sets));
  }

  /// One that trades on paper, on seven venues of different periods: what it costs to simulate
  /// grows with their number, what is traded on does not.
  ///
  /// @param paper a strategy
  static SimulatedRun trading(
      Path folder, Instant start, double speed, SimOptions options, String paper)
      throws InterruptedException {
    return new SimulatedRun(
        folder, start, speed, options, venue -> TRADED.contains(venue.id()), paper, List.of());
  }

  private SimulatedRun(
      Path folder,
      Instant start,
      double speed,
      SimOptions options,
      Predicate<VenueId> connected,
      @Nullable String paper,
      List<String> sets)
      throws InterruptedException {
    this.clock = SimClock.manual(start);
    this.speed = speed;
    this.venues = SimServer.start(options.withClock(clock));
    Map<VenueId, Endpoint> endpoints = EndpointsFile.parse("the simulator", venues.endpointsJson());
    Config config = Config.of(Settings.read(null, Map.of(), sets)).withPort(0);
    this.live =
        Live.start(
            new Live.Options(
                new About("test", Build.VERSION, null, speed),
                config,
                new DataFolder(folder),
                clock,
                speed,
                Venues.all().stream()
                    .filter(
                        venue -> endpoints.containsKey(venue.id()) && connected.test(venue.id()))
                    .toList(),
                instrument -> instrument.kind() == Instrument.Kind.PERPETUAL,
                false,
                endpoints,
                false,
                config.alerts().settings(),
                paper == null ? null : Paper.settings(paper, config)));
  }

  /// Lets simulated time pass; the market is never behind it.
  public void pass(Duration time) {
    Instant end = clock.instant().plus(time);
    long stepNanos = (long) (STEP.toNanos() / speed);
    long next = System.nanoTime();
    while (clock.instant().isBefore(end)) {
      clock.advance(STEP);
      venues.catchUp();
      next = Math.max(next + stepNanos, System.nanoTime());
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  Instant now() {
    return clock.instant();
  }

  /// Waits, while simulated time stands still or is moved by another, until something holds.
  static void until(String what, BooleanSupplier holds) {
    until(what, PATIENCE, holds);
  }

  /// The same with a patience of its own.
  static void until(String what, Duration patience, BooleanSupplier holds) {
    long end = System.nanoTime() + patience.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not so within " + patience + ": " + what);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /// Where its page is.
  public URI address() {
    return live.address();
  }

  /// All rows of a list of the API.
  public List<JsonNode> items(String path) {
    List<JsonNode> items = new ArrayList<>();
    get(path).path("items").forEach(items::add);
    return items;
  }

  JsonNode get(String path) {
    return json(text(live.address().resolve(path)));
  }

  /// A metric, summed over its labels.
  double metric(String name) {
    return text(live.address().resolve("/metrics"))
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /// What a venue of the simulator answers.
  JsonNode venue(String path) {
    return json(text(URI.create("http://127.0.0.1:" + venues.port() + "/" + path)));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  private String text(URI address) {
    return text(http, address);
  }

  /// What an address answers.
  static String text(HttpClient http, URI address) {
    try {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new AssertionError("no answer from " + address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    live.close();
    venues.close();
    http.close();
  }
}
