package dev.carry.launch;

import dev.carry.model.JsonText;
import dev.carry.venue.session.SessionHealth;
import dev.carry.venue.session.VenueSession;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// What the sessions measure, as metrics: read when they are asked for, because feeds and REST
/// calls come and go. Any thread.
final class SessionMetrics implements MultiCollector {
  private final List<VenueSession> sessions;

  /// @param sessions may grow later; safe to read while it does
  SessionMetrics(List<VenueSession> sessions) {
    this.sessions = sessions;
  }

  @Override
  public MetricSnapshots collect() {
    List<SessionHealth> all = sessions.stream().map(VenueSession::health).toList();
    MetricSnapshots.Builder metrics = MetricSnapshots.builder();
    venues(metrics, all);
    feeds(metrics, all);
    rest(metrics, all);
    return metrics.build();
  }

  // --- by venue ----------------------------------------------------------------------------

  private static void venues(MetricSnapshots.Builder to, List<SessionHealth> all) {
    venue(to, all, "carry_venue_instruments", "Instruments followed", h -> h.instruments());
    venue(to, all, "carry_venue_budget_used", "Request weight used", h -> h.budgetUsed());
    venue(to, all, "carry_venue_budget_limit", "Request weight allowed", h -> h.budgetLimit());
    venue(to, all, "carry_venue_banned", "1: REST is closed by a ban", h -> h.banned() ? 1 : 0);
    venue(
        to,
        all,
        "carry_venue_clock_ahead_seconds",
        "How far our clock is ahead of the venue's",
        h -> seconds(h.clockAhead()));
    venue(
        to,
        all,
        "carry_venue_delay_seconds",
        "From the venue's stamp to our receipt, median",
        h -> seconds(h.delay()));
  }

  private static void venue(
      MetricSnapshots.Builder to,
      List<SessionHealth> all,
      String name,
      String help,
      ToDoubleFunction<SessionHealth> value) {
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
    for (SessionHealth health : all) {
      gauge(gauge, Labels.of("venue", health.venue().id()), value.applyAsDouble(health));
    }
    to.metricSnapshot(gauge.build());
  }

  // --- by feed -----------------------------------------------------------------------------

  private static void feeds(MetricSnapshots.Builder to, List<SessionHealth> all) {
    feed(to, all, "carry_feed_messages", "Messages received", f -> f.messages());
    feed(to, all, "carry_feed_facts", "Facts in them", f -> f.facts());
    feed(to, all, "carry_feed_reconnects", "Lost and opened again", f -> f.reconnects());
    feed(to, all, "carry_feed_rotations", "Replaced without a gap", f -> f.rotations());
    feed(to, all, "carry_feed_pauses", "The venue was slowed down by us", f -> f.pauses());
    feed(to, all, "carry_feed_ignored", "Of no use here", f -> sum(f.ignored().values()));
    feed(to, all, "carry_feed_rejected", "Not understood", f -> sum(f.rejected().values()));
    GaugeSnapshot.Builder age =
        GaugeSnapshot.builder()
            .name("carry_feed_last_message_age_seconds")
            .help("Staleness: time since the last message");
    GaugeSnapshot.Builder state =
        GaugeSnapshot.builder().name("carry_feed_state").help("1 for the state the feed is in");
    for (SessionHealth health : all) {
      for (SessionHealth.Feed feed : health.feeds()) {
        Labels labels = labels(health, feed);
        gauge(age, labels, seconds(feed.lastMessageAge()));
        if (feed.state() != null) {
          gauge(state, labels.add("state", JsonText.kebab(feed.state())), 1);
        }
      }
    }
    to.metricSnapshot(age.build()).metricSnapshot(state.build());
  }

  private static void feed(
      MetricSnapshots.Builder to,
      List<SessionHealth> all,
      String name,
      String help,
      ToLongFunction<SessionHealth.Feed> value) {
    CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
    for (SessionHealth health : all) {
      for (SessionHealth.Feed feed : health.feeds()) {
        counter(counter, labels(health, feed), value.applyAsLong(feed));
      }
    }
    to.metricSnapshot(counter.build());
  }

  private static Labels labels(SessionHealth health, SessionHealth.Feed feed) {
    return Labels.of("venue", health.venue().id(), "feed", feed.name());
  }

  // --- by REST call ------------------------------------------------------------------------

  private static void rest(MetricSnapshots.Builder to, List<SessionHealth> all) {
    CounterSnapshot.Builder calls =
        CounterSnapshot.builder()
            .name("carry_rest_calls")
            .help("Calls by HTTP status or kind of failure");
    SummarySnapshot.Builder latency =
        SummarySnapshot.builder()
            .name("carry_rest_latency_seconds")
            .help("Fetch latency of the latest 128 answers");
    for (SessionHealth health : all) {
      for (SessionHealth.Rest call : health.rest()) {
        Labels labels = Labels.of("venue", health.venue().id(), "call", call.stream());
        call.statuses()
            .forEach((status, count) -> counter(calls, labels.add("status", status), count));
        Duration p50 = call.p50();
        Duration p99 = call.p99();
        if (p50 != null && p99 != null) {
          latency.dataPoint(
              SummaryDataPointSnapshot.builder()
                  .labels(labels)
                  .quantiles(
                      Quantiles.builder()
                          .quantile(0.5, seconds(p50))
                          .quantile(0.99, seconds(p99))
                          .build())
                  .build());
        }
      }
    }
    to.metricSnapshot(calls.build()).metricSnapshot(latency.build());
  }

  // --- parts -------------------------------------------------------------------------------

  private static long sum(Iterable<Long> counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  /// NaN where it is not known.
  private static double seconds(@Nullable Duration span) {
    return span == null ? Double.NaN : span.toNanos() / 1e9;
  }

  /// What is not known is no sample.
  private static void gauge(GaugeSnapshot.Builder to, Labels labels, double value) {
    if (!Double.isNaN(value)) {
      to.dataPoint(GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
    }
  }

  private static void counter(CounterSnapshot.Builder to, Labels labels, long value) {
    to.dataPoint(CounterDataPointSnapshot.builder().labels(labels).value((double) value).build());
  }
}
