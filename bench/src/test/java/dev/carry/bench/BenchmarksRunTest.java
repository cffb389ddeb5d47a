package dev.carry.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs every benchmark once, small and unmeasured, so that none rots.
class BenchmarksRunTest {

  @Test
  void everyBenchmarkRuns() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("dev\\.carry\\..*")
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(1))
                    .param("assets", "5")
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    assertThat(results)
        .extracting(
            result -> result.getParams().getBenchmark().replaceFirst(".*\\.(\\w+)\\.\\w+$", "$1"))
        .containsOnly(
            "AnalystBenchmark",
            "DecodeBenchmark",
            "EngineBenchmark",
            "ImpliedVolatilityBenchmark",
            "RerankBenchmark",
            "StatisticsBenchmark",
            "VenueDecodeBenchmark");
  }

  @Test
  void everyMarkThatCrossesTheThresholdIsAFinding() throws Exception {
    assertThat(SocketToFinding.measure(1_000, 1)).contains("20 findings of 20 marks");
  }

  @Test
  void everySignalIsRead() throws Exception {
    assertThat(SignalFanOut.measure(200, 50, 1, "hanging", true))
        .contains("200 bots, 50 findings/s, analyst hanging")
        .doesNotContain(" 0 signals read");
  }
}
