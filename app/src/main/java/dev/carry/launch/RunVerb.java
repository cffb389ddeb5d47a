package dev.carry.launch;

import dev.carry.dashboard.About;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The same as the demo against the real venues.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Watches the real venues (public data, no keys), detects, stores, and serves the page.",
    footer = {
      "",
      "Example:",
      "  carry run --venues binance-usdm,bybit --assets BTC,ETH",
      "  carry run --paper cross-venue"
    })
final class RunVerb implements Callable<Integer> {
  // set by picocli
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private final Common common = new Common();
  @Mixin private final Market market = new Market();
  @Mixin private final Serving serving = new Serving();

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "stop after this long (default: until interrupted)")
  private @Nullable Duration lasts;

  @Option(
      names = "--paper",
      paramLabel = "NAME|FILE",
      description = {
        "trades on paper by a strategy: cross-venue, spot-perp, mean-reversion, or a file as carry"
            + " backtest takes it; what is held outlives the process",
      })
  private @Nullable String paper;

  @Override
  public Integer call() throws InterruptedException {
    Config config = common.config().withPort(serving.port());
    config.alerts().check();
    Live.Options live =
        new Live.Options(
            new About(
                market.endpoints().isEmpty() ? "run" : "elsewhere", Build.VERSION, null, null),
            config,
            common.folder(),
            InstantSource.system(),
            1,
            market.venues(spec),
            market.wanted(),
            market.options(spec),
            market.endpoints(),
            serving.keepFrames(),
            config.alerts().settings(),
            paper == null ? null : Paper.settings(paper, config));
    return serving.serve(live, lasts);
  }
}
