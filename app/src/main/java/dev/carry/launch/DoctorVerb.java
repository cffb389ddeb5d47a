package dev.carry.launch;

import dev.carry.cli.Rows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Looks at everything a run needs before it is needed.
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Checks all that a run needs: each line passes, or fails with the mend.",
      "Java, configuration, port, disk, store, input log, and whether each venue answers over REST"
          + " and sends data over its sockets."
    },
    footer = {"", "Example:", "  carry doctor --venues bybit --format table"})
final class DoctorVerb implements Callable<Integer> {
  // set by picocli
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private final Common common = new Common();
  @Mixin private final Market market = new Market();

  @Option(
      names = "--timeout",
      defaultValue = "20s",
      paramLabel = "DURATION",
      description = "for the slowest venue (${DEFAULT-VALUE})")
  private Duration timeout = Duration.ofSeconds(20);

  @Option(names = "--format", description = Rows.FORMATS)
  private Rows.@Nullable Format format;

  /// One line of the report.
  ///
  /// @param mend what to do; absent: it passed
  record Check(String name, String found, @Nullable String mend) {
    static Check pass(String name, String found) {
      return new Check(name, found, null);
    }

    static Check fail(String name, String found, String mend) {
      return new Check(name, found, mend);
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    List<Check> checks = new ArrayList<>(HouseChecks.all(common));
    checks.addAll(VenueChecks.all(market.venues(spec), market.endpoints(), timeout));
    Rows rows = new Rows(Rows.orDefault(format), System.out);
    for (Check check : checks) {
      rows.row()
          .with("check", check.name())
          .with("result", check.mend() == null ? "pass" : "fail")
          .with("found", check.found())
          .with("mend", check.mend());
    }
    rows.print();
    long failed = checks.stream().filter(check -> check.mend() != null).count();
    System.err.println("doctor: " + (checks.size() - failed) + " passed, " + failed + " failed");
    return failed == 0 ? 0 : 1;
  }
}
