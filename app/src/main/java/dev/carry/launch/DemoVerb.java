package dev.carry.launch;

import dev.carry.dashboard.About;
import dev.carry.journal.InputLogReader;
import dev.carry.model.VenueId;
import dev.carry.sim.SimOptions;
import dev.carry.sim.SimServer;
import dev.carry.venue.roster.Venues;
import dev.carry.venue.session.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The main job with nothing else needed.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Watches simulated venues: nothing else is needed.",
      "Starts the venue simulator on loopback, connects to it through the ordinary sockets and"
          + " codecs, detects, stores, and serves the page."
    },
    footer = {"", "Example:", "  carry demo --seed 7 --speed 20 --for 10m --no-browser"})
final class DemoVerb implements Callable<Integer> {
  @Mixin private final Common common = new Common();
  @Mixin private final Serving serving = new Serving();

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "the market follows from it (${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(
      names = "--speed",
      defaultValue = "1",
      paramLabel = "X",
      description = "simulated seconds in a second (${DEFAULT-VALUE})")
  private double speed = 1;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "stop after this long (default: until interrupted)")
  private @Nullable Duration lasts;

  @Option(
      names = "--paper",
      defaultValue = "cross-venue",
      paramLabel = "NAME|FILE",
      description =
          "trades on paper by a strategy: cross-venue, spot-perp, mean-reversion, or a file"
              + " (${DEFAULT-VALUE})")
  private String paper = "cross-venue";

  @Override
  public Integer call() throws InterruptedException {
    Config config = common.config().withPort(serving.port());
    config.alerts().check();
    Instant start = notBefore(Instant.now(), common.folder().inputLog());
    SimOptions options = SimOptions.defaults().withSeed(seed).withSpeed(speed).withStart(start);
    try (SimServer sim = SimServer.start(options)) {
      Map<VenueId, Endpoint> endpoints = EndpointsFile.parse("the simulator", sim.endpointsJson());
      Live.Options live =
          new Live.Options(
              new About("demo", Build.VERSION, seed, speed),
              config,
              common.folder(),
              sim.clock(),
              speed,
              Venues.all().stream().filter(venue -> endpoints.containsKey(venue.id())).toList(),
              new Market().wanted(),
              true,
              endpoints,
              serving.keepFrames(),
              config.alerts().settings().with(AlertChannels.console()),
              Paper.settings(paper, config));
      return serving.serve(live, lasts);
    }
  }

  /// Now, or where a demo that ran faster than the wall has come to: what it holds would wait for
  /// that time to come again, and settlements it was paid would be told once more.
  static Instant notBefore(Instant now, Path inputLog) {
    return InputLogReader.last(inputLog)
        .map(last -> last.input().receivedAt())
        .filter(last -> last.isAfter(now))
        .orElse(now);
  }
}
