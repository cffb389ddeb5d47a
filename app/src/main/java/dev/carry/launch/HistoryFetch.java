package dev.carry.launch;

import dev.carry.cli.Units;
import dev.carry.launch.Fetching.State;
import dev.carry.model.VenueId;
import dev.carry.store.PastWriter;
import dev.carry.store.StoredRow;
import dev.carry.venue.Past;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.session.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The venues' own histories into the data folder.
@Command(
    name = "fetch",
    mixinStandardHelpOptions = true,
    description = {
      "Reads the venues' own histories over REST, within their limits, as far back as they keep"
          + " them. What is there already is not asked for again: an interrupted fetch goes on"
          + " where it was.",
      "A settlement or candle counts as known --lag after its end."
    },
    footer = {
      "",
      "Exit 1: nothing could be read.",
      "",
      "Example:",
      "  carry history fetch --venues bybit,okx --assets BTC,ETH --from 2026-01-01",
    })
final class HistoryFetch implements Callable<Integer> {
  private static final Duration PROGRESS = Duration.ofMillis(500);
  private static final int BAR = 20;

  /// What a kill loses is read again; a file for every answer would be thousands.
  private static final long COMMIT_NANOS = Duration.ofSeconds(5).toNanos();

  // set by picocli
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private final Common common = new Common();
  @Mixin private final Market market = new Market();

  @Option(
      names = "--series",
      split = ",",
      paramLabel = "SERIES",
      description = "funding, mark, index, premium, trade, open-interest (funding,mark,index)")
  private List<String> names = List.of("funding", "mark", "index");

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "a day or an instant, UTC (default: 30 days before --to)")
  private @Nullable Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "likewise (default: now)")
  private @Nullable Instant to;

  @Option(
      names = "--lag",
      defaultValue = "1m",
      paramLabel = "DURATION",
      description = "after a settlement or the end of a candle until it could be known (1m)")
  private Duration lag = Duration.ofMinutes(1);

  @Override
  public Integer call() throws InterruptedException {
    Set<Past.Series> series = series();
    Instant now = Instant.now();
    Instant last = to == null || to.isAfter(now) ? now : to;
    Instant first = from == null ? last.minus(Duration.ofDays(30)) : from;
    if (!first.isBefore(last)) {
      throw new ParameterException(
          spec.commandLine(), "--from " + first + " is not before --to " + last);
    }
    List<VenueDescriptor> venues = market.venues(spec);
    Map<VenueId, Endpoint> endpoints = market.endpoints();
    long began = System.nanoTime();
    PastWriter.Tally tally = new PastWriter.Tally();
    try (Shutdown shutdown = Shutdown.arm();
        PastWriter writer = PastWriter.open(common.folder().root());
        Fetching work =
            new Fetching(
                writer.archive(),
                new Fetching.Wanted(
                    market.wanted(), series, first, last, lag, common.config().identity()),
                InstantSource.system())) {
      for (VenueDescriptor venue : venues) {
        work.begin(venue, endpoints.getOrDefault(venue.id(), Endpoint.of(venue)));
      }
      try (Progress _ = new Progress(() -> line(work.state(), tally, began), PROGRESS)) {
        long committed = began;
        for (List<StoredRow> rows; !shutdown.asked() && (rows = work.next()) != null; ) {
          writer.add(rows, tally);
          if (System.nanoTime() - committed > COMMIT_NANOS) {
            writer.commit();
            committed = System.nanoTime();
          }
        }
      }
      writer.finish();
      work.problems().forEach(problem -> System.err.println("fetch: " + problem));
      System.err.println(line(work.state(), tally, began));
    }
    return tally.added() + tally.duplicates() == 0 ? 1 : 0;
  }

  private Set<Past.Series> series() {
    Set<Past.Series> series = EnumSet.noneOf(Past.Series.class);
    for (String name : names) {
      series.add(
          Arrays.stream(Past.Series.values())
              .filter(one -> word(one).equals(name.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "--series "
                              + name
                              + ": allowed are "
                              + Arrays.stream(Past.Series.values())
                                  .map(HistoryFetch::word)
                                  .collect(Collectors.joining(", ")))));
    }
    return series;
  }

  private static String word(Past.Series series) {
    return series.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String line(State state, PastWriter.Tally tally, long began) {
    double seconds = Math.max(1e-3, (System.nanoTime() - began) / 1e9);
    double done = state.planned() == 0 ? 0 : (double) state.done() / state.planned();
    int filled = (int) (done * BAR);
    List<String> parts = new ArrayList<>();
    parts.add(state.done() + " of " + state.planned() + " calls");
    parts.add(String.format(Locale.ROOT, "%,d points added", tally.added()));
    parts.add(String.format(Locale.ROOT, "%,.0f points/s", tally.added() / seconds));
    if (done > 0 && done < 1) {
      long left = Math.round(seconds / done - seconds);
      parts.add(Units.human(Duration.ofSeconds(left)) + " left");
    }
    return "fetch: ["
        + "#".repeat(filled)
        + " ".repeat(BAR - filled)
        + "] "
        + String.join(", ", parts);
  }
}
