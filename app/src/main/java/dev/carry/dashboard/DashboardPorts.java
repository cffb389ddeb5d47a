package dev.carry.dashboard;

import dev.carry.engine.History;
import dev.carry.engine.Verdicts;
import dev.carry.model.Instrument;
import dev.carry.sink.Durability;
import dev.carry.sink.Hold;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All the dashboard needs from outside. Suppliers are called by the event loop: they must not
/// block.
///
/// @param about what is running
/// @param clock what ages are measured against: the simulated clock in a demo
/// @param staleAfter an instrument not heard of for longer is shown as stale
/// @param history the stored past; absent: nothing is stored in this run
/// @param premiums studies of it; absent like the history
/// @param series what is stored of every series; absent: nothing is stored in this run
/// @param metrics what `/metrics` tells; the dashboard adds its own and the JVM's, and does not
///     close it
/// @param feeds what the sessions measure
/// @param readiness for `/health/ready`
/// @param durability what signals wait for
/// @param kill stops the opening of opportunities
/// @param venues the roster
/// @param relay what tools of others are told
/// @param capital what a detector of pairs counts on, by its name
/// @param analysts who judges findings
/// @param alarms what people were told
/// @param verdicts what they said, for signals that wait for it
/// @param hold how long those wait
/// @param holds is told what held a signal back, one JSON object; called by the event loop
/// @param webhook a bot that is posted to; absent: none is
/// @param identity why an instrument is compared as the asset it is
public record DashboardPorts(
    About about,
    InstantSource clock,
    Duration staleAfter,
    @Nullable History history,
    @Nullable PremiumStudies premiums,
    @Nullable StoredSeries series,
    PrometheusMeterRegistry metrics,
    Supplier<List<FeedHealth>> feeds,
    Supplier<Readiness> readiness,
    Durability durability,
    Runnable kill,
    List<VenueRow> venues,
    Relay relay,
    Function<String, CapitalTerms> capital,
    Analysts analysts,
    Alarms alarms,
    Verdicts verdicts,
    Hold hold,
    Consumer<String> holds,
    @Nullable SignalWebhook webhook,
    Function<Instrument, Identified> identity) {

  public DashboardPorts {
    venues = List.copyOf(venues);
    if (!staleAfter.isPositive()) {
      throw new DashboardException("staleAfter " + staleAfter + ": more than 0 is allowed");
    }
  }

  /// Ids of the roster.
  Set<String> venueIds() {
    return venues.stream().map(row -> row.id().id()).collect(Collectors.toCollection(TreeSet::new));
  }
}
