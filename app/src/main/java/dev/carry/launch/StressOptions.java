package dev.carry.launch;

import dev.carry.backtest.stress.Shock;
import dev.carry.backtest.stress.StressResult;
import dev.carry.portfolio.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What of a backtest is held against shocks.
final class StressOptions {
  // set by picocli
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--stress",
      arity = "0..1",
      fallbackValue = StressSpec.ALL,
      paramLabel = "SHOCKS",
      description =
          "also replay it with shocks in it: all, or a comma list of gap, crash, outage, funding,"
              + " deleveraging, depeg")
  private @Nullable String stress;

  @Option(
      names = "--stress-at",
      paramLabel = "TIME",
      description = "--stress: when they strike (default: where most is held, and it hurts most)")
  private @Nullable Instant at;

  boolean isAsked() {
    return stress != null;
  }

  /// Refuses what makes no sense before anything long is done.
  void check(boolean walkForward) {
    if (stress == null && at != null) {
      throw wrong("--stress-at " + at + ": allowed with --stress alone");
    }
    if (stress != null && walkForward) {
      throw wrong(
          "--stress: not with --walk-forward, whose parameters change on the way; name them with"
              + " --rule");
    }
  }

  /// Those asked for.
  List<Shock> shocks(StressSpec all) {
    try {
      return stress == null ? List.of() : all.named(stress);
    } catch (IllegalArgumentException e) {
      throw wrong("--stress: " + e.getMessage());
    }
  }

  /// What they make of a run.
  ///
  /// @param plan of a pair that is held; absent: what the strategy finds
  StressResult result(BacktestRun run, @Nullable Plan plan, List<Shock> shocks, StressSpec wanted) {
    if (shocks.isEmpty()) {
      return StressResult.NONE;
    }
    if (at != null && (at.isBefore(run.from()) || !at.isBefore(run.to()))) {
      throw wrong(
          "--stress-at " + at + ": from " + run.from() + " until " + run.to() + " is allowed");
    }
    String words = "replaying it with " + shocks.size() + " shocks in it";
    try (Progress _ = new Progress(() -> words, Duration.ofSeconds(1))) {
      int threads = Runtime.getRuntime().availableProcessors();
      return new StressResult(
          plan == null ? run.stress(shocks, at, threads) : run.stress(plan, shocks, at, threads),
          wanted.assumptions(at));
    }
  }

  private ParameterException wrong(String words) {
    return new ParameterException(spec.commandLine(), words);
  }
}
