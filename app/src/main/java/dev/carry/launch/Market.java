package dev.carry.launch;

import dev.carry.model.Dollars;
import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.VenueId;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.session.Endpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// The options that say which part of the market is looked at, and where.
final class Market {
  /// Thousands of options are listed of others that nobody quotes.
  private static final Set<String> OPTIONS_OF = Set.of("BTC", "ETH");

  @Option(
      names = "--venues",
      split = ",",
      paramLabel = "ID",
      description = "a comma list (default: all)")
  private List<String> venues = new ArrayList<>();

  @Option(
      names = "--assets",
      split = ",",
      paramLabel = "ASSET",
      description = "a comma list such as BTC,ETH, or all (default)")
  private List<String> assets = new ArrayList<>();

  @Option(
      names = "--endpoints",
      paramLabel = "FILE",
      description = "addresses instead of the venues' own, as carry sim writes them")
  private @Nullable Path endpoints;

  @Option(
      names = "--options",
      description = "option chains of BTC and ETH too, thousands of contracts at all venues")
  private boolean options;

  /// Venues of options alone only where they are named, or options are asked for.
  List<VenueDescriptor> venues(CommandSpec spec) {
    List<VenueDescriptor> chosen = VenueChoice.some(spec, "--venues", venues);
    return options || !venues.isEmpty()
        ? chosen
        : chosen.stream().filter(venue -> !hasOptionsOnly(venue)).toList();
  }

  /// Whether chains are asked for: in words, or by naming a venue that has nothing else.
  boolean options(CommandSpec spec) {
    return options || venues(spec).stream().anyMatch(Market::hasOptionsOnly);
  }

  private static boolean hasOptionsOnly(VenueDescriptor venue) {
    return venue.offers().contains(Fact.OPTION) && !venue.offers().contains(Fact.FUNDING_ESTIMATE);
  }

  /// Perpetuals, dated futures and dollar spot markets of the assets asked for; options of those
  /// that have a market in them.
  Predicate<Instrument> wanted() {
    Set<String> names =
        assets.stream()
            .map(name -> name.strip().toUpperCase(Locale.ROOT))
            .collect(Collectors.toSet());
    boolean all = names.isEmpty() || names.contains("ALL");
    return instrument ->
        isFollowed(instrument)
            && (all || names.contains(instrument.base().toUpperCase(Locale.ROOT)));
  }

  private static boolean isFollowed(Instrument instrument) {
    return switch (instrument.kind()) {
      case PERPETUAL, DATED_FUTURE -> true;
      case SPOT -> Dollars.like(instrument.quote());
      case OPTION -> OPTIONS_OF.contains(instrument.base());
    };
  }

  /// Where a venue is reached.
  Map<VenueId, Endpoint> endpoints() {
    return endpoints == null ? Map.of() : EndpointsFile.read(endpoints);
  }
}
