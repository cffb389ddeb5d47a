package dev.carry.launch;

import dev.carry.cli.Units;
import dev.carry.sim.SimOptions;
import dev.carry.sim.SimServer;
import dev.carry.sim.fault.FaultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The venue simulator alone.
@Command(
    name = "sim",
    mixinStandardHelpOptions = true,
    description = {
      "Serves simulated venues, from a seeded market or from recorded messages.",
      "Each venue's own REST and WebSocket interface, on loopback."
    },
    footer = {
      "",
      "Example:",
      "  carry sim --port 9900 --seed 7 --endpoints-out endpoints.json",
      "  carry run --endpoints endpoints.json",
      "A file of faults is YAML or JSON lines; times are simulated, from the start:",
      "  - {at: 30s, venue: bybit, what: disconnect}",
      "  - {at: 1m, venue: okx, what: silence, for: 45s, symbol: BTC-USDT-SWAP}",
      "  - {at: 2m, venue: all, what: garbage, share: 0.1, for: 10s}",
      "What there is and its other keys; those with * must be there:",
      "  disconnect                                sockets are cut",
      "  silence, stale    for symbol              nothing comes; the last comes again",
      "  refuse            for status* retry-after REST answers 403, 418, 429 …",
      "  garbage, truncate, duplicate, reorder",
      "                    for share symbol        to a share of the messages",
      "  delay             for by* symbol          everything comes later",
      "  clock-skew        for by*                 the venue's stamps are off",
      "  period-change     symbol* hours*          settles every 1, 2, 4 or 8 hours",
      "  delist            for symbol*             stops trading, then is gone",
      "  impostor          symbol* times           another coin of the same name",
      "  upgrade           for                     announced, then sockets are cut"
    })
final class SimVerb implements Callable<Integer> {
  @Option(
      names = "--port",
      defaultValue = "0",
      paramLabel = "N",
      description = "0: any free one, printed")
  private int port;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "the market follows from it (${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--speed",
      defaultValue = "1",
      paramLabel = "X",
      description = "simulated seconds in a second (${DEFAULT-VALUE})")
  private double speed;

  @Option(
      names = "--assets",
      defaultValue = "" + SimOptions.KNOWN_ASSETS,
      paramLabel = "N",
      description =
          "coins, the deepest first; "
              + SimOptions.MAX_ASSETS
              + " list as much as the real venues (${DEFAULT-VALUE})")
  private int assets;

  @Option(
      names = "--density",
      defaultValue = "1",
      paramLabel = "X",
      description = "messages a second as a multiple of the ordinary (${DEFAULT-VALUE})")
  private double density;

  @Option(names = "--faults", paramLabel = "FILE", description = "what goes wrong, and when")
  private @Nullable Path faults;

  @Option(
      names = "--frames",
      paramLabel = "DIR",
      description = "recorded messages to serve instead of the market")
  private @Nullable Path frames;

  @Option(
      names = "--pace",
      defaultValue = "1",
      paramLabel = "X",
      description = "speed of recorded messages, or max (${DEFAULT-VALUE})")
  private String pace = "1";

  @Option(
      names = "--endpoints-out",
      paramLabel = "FILE",
      description = "where to write the addresses for carry run --endpoints")
  private @Nullable Path endpointsOut;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "stop after this long (default: until interrupted)")
  private @Nullable Duration lasts;

  @Override
  public Integer call() throws InterruptedException {
    try (Shutdown shutdown = Shutdown.arm();
        SimServer server = SimServer.start(options())) {
      String endpoints = EndpointsFile.known(server.endpointsJson());
      if (endpointsOut != null) {
        write(endpointsOut, endpoints);
      }
      System.out.println(endpoints);
      System.err.println("carry sim: serving " + server.venues() + " on port " + server.port());
      shutdown.await(lasts);
    }
    return 0;
  }

  private SimOptions options() {
    SimOptions options =
        SimOptions.defaults()
            .withSeed(seed)
            .withSpeed(speed)
            .withPort(port)
            .withAssets(assets)
            .withDensity(density)
            .withPace(paceOf(pace));
    if (faults != null) {
      options = options.withFaults(FaultFile.read(faults));
    }
    return frames == null ? options : options.withFrames(frames);
  }

  private static double paceOf(String text) {
    return text.equals("max") ? Double.POSITIVE_INFINITY : Units.number(text);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new ConfigException("--endpoints-out " + file + ": cannot be written (" + e + ")");
    }
  }
}
