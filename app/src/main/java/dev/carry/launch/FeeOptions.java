package dev.carry.launch;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Taker fees that stand in place of those of the venues' tables.
final class FeeOptions {
  /// A venue pays at most so much to who takes, and asks for at most so much (fractions).
  private static final double LEAST = -0.01;

  private static final double MOST = 0.1;

  // set by picocli
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--fee",
      paramLabel = "VENUE=FEE",
      description = "taker fee of a venue in place of its table's: bybit=5bp (may be repeated)")
  private Map<String, Double> fees = new TreeMap<>();

  /// By venue.
  Map<String, Double> fees() {
    return fees;
  }

  /// Refuses what no venue asks for.
  void check() {
    for (Map.Entry<String, Double> fee : fees.entrySet()) {
      VenueChoice.requireKnown(spec, "--fee", fee.getKey());
      if (!(fee.getValue() >= LEAST && fee.getValue() <= MOST)) {
        throw new ParameterException(
            spec.commandLine(),
            "--fee %s=%s: from %s to %s is allowed; 5 bp is 5bp or 0.0005"
                .formatted(fee.getKey(), fee.getValue(), LEAST, MOST));
      }
    }
  }
}
