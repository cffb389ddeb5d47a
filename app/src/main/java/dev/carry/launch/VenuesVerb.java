package dev.carry.launch;

import dev.carry.cli.Rows;
import dev.carry.model.Fact;
import dev.carry.venue.FeeTable;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.roster.HistoryOnly;
import dev.carry.venue.roster.Venues;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What each venue offers, what not and why, and what it charges.
@Command(
    name = "venues",
    mixinStandardHelpOptions = true,
    description = "Every venue: the facts it offers, what it does not offer and why, its fees.",
    footer = {"", "Example:", "  carry venues --fees --format table"})
final class VenuesVerb implements Callable<Integer> {
  @Option(names = "--fees", description = "fee tables with all tiers")
  private boolean fees;

  @Option(names = "--format", description = Rows.FORMATS)
  private Rows.@Nullable Format format;

  @Override
  public Integer call() {
    Rows rows = new Rows(Rows.orDefault(format), System.out);
    for (VenueDescriptor venue : Venues.all()) {
      if (fees) {
        fees(rows, venue);
      } else {
        overview(rows, venue);
      }
    }
    if (!fees) {
      for (HistoryOnly venue : HistoryOnly.all()) {
        rows.row().with("venue", venue.id()).with("status", "history only: " + venue.reason());
      }
    }
    rows.print();
    return 0;
  }

  private static void overview(Rows rows, VenueDescriptor venue) {
    List<String> lacks =
        venue.lacks().entrySet().stream()
            .map(lack -> lack.getKey().label() + ": " + lack.getValue())
            .toList();
    rows.row()
        .with("venue", venue.id())
        .with("status", venue.closed().orElse("open"))
        .with("offers", venue.offers().stream().sorted().map(Fact::label).toList())
        .with("periodSource", venue.periodSource())
        .with("lacks", lacks)
        .with("rest", venue.rest())
        .with("sockets", venue.sockets());
  }

  private static void fees(Rows rows, VenueDescriptor venue) {
    for (Map.Entry<String, FeeTable> line : new TreeMap<>(venue.feeTables()).entrySet()) {
      for (FeeTable.Tier tier : line.getValue().tiers()) {
        rows.row()
            .with("venue", venue.id())
            .with("line", line.getKey())
            .with("tier", tier.name())
            .with("maker", tier.maker())
            .with("taker", tier.taker())
            .with("source", line.getValue().source());
      }
    }
  }
}
