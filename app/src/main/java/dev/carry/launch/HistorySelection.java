package dev.carry.launch;

import dev.carry.model.VenueId;
import dev.carry.store.StoreReader;
import dev.carry.store.StoreSettings;
import dev.carry.store.StoredFact;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The options that say which series of a data folder are meant.
final class HistorySelection {
  @Option(names = "--venue", paramLabel = "ID", description = "one venue (default: all)")
  private @Nullable String venue;

  @Option(
      names = "--symbol",
      paramLabel = "SYMBOL",
      description = "one instrument, the venue's own name (default: all)")
  private @Nullable String symbol;

  @Option(
      names = "--fact",
      paramLabel = "FACT",
      description = "funding-settled, candle, mark, open-interest, … (default: all)")
  private @Nullable String fact;

  static StoreReader reader(Path folder) {
    return StoreReader.open(folder, StoreSettings.DEFAULT.memory("1GB"));
  }

  @Nullable VenueId venue(CommandSpec spec) {
    if (venue == null) {
      return null;
    }
    VenueChoice.requireKnown(spec, "--venue", venue);
    return VenueId.of(venue);
  }

  @Nullable String symbol() {
    return symbol;
  }

  @Nullable StoredFact fact(CommandSpec spec) {
    if (fact == null) {
      return null;
    }
    return Arrays.stream(StoredFact.values())
        .filter(one -> one.folder().equals(fact))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--fact "
                        + fact
                        + ": allowed are "
                        + String.join(
                            ", ",
                            Arrays.stream(StoredFact.values()).map(StoredFact::folder).toList())));
  }
}
