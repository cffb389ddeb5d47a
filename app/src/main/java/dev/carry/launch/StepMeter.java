package dev.carry.launch;

import dev.carry.engine.Sink;
import dev.carry.model.AccountState;
import dev.carry.model.Command;
import dev.carry.model.FeedStatus;
import dev.carry.model.Finding;
import dev.carry.model.MarketEvent;
import dev.carry.model.Step;
import dev.carry.model.Tick;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Counts what the engine took and found, and how long a finding took from the socket to here.
final class StepMeter implements Sink {
  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Timer latency;
  private final Map<String, Counter> counters = new HashMap<>();

  StepMeter(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    this.latency =
        Timer.builder("carry.finding.latency")
            .description("from the receive time of the input to its finding behind the outbox")
            .publishPercentiles(0.5, 0.99, 0.999)
            .register(registry);
  }

  @Override
  public void accept(Step step) {
    switch (step.input()) {
      case MarketEvent event ->
          count(
              "carry.inputs",
              event.fact().label() + "/" + event.id().venue(),
              "kind",
              event.fact().label(),
              "venue",
              event.id().venue().id());
      case FeedStatus feed ->
          count("carry.inputs", "feed/" + feed.venue(), "kind", "feed", "venue", feed.venue().id());
      case Command _ -> count("carry.inputs", "command", "kind", "command", "venue", "");
      case AccountState _ -> count("carry.inputs", "account", "kind", "account", "venue", "");
      case Tick _ -> count("carry.inputs", "tick", "kind", "tick", "venue", "");
    }
    for (Finding finding : step.findings()) {
      String status = finding.head().status().name().toLowerCase(Locale.ROOT);
      count(
          "carry.findings",
          finding.kind() + "/" + status,
          "finding",
          finding.kind(),
          "status",
          status);
    }
    if (!step.findings().isEmpty() && step.input() instanceof MarketEvent event) {
      Duration took = Duration.between(event.receivedAt(), clock.instant());
      if (!took.isNegative()) {
        latency.record(took);
      }
    }
  }

  /// Milliseconds from the receive time of an input to its finding: median and 99th percentile.
  double[] latency() {
    ValueAtPercentile[] values = latency.takeSnapshot().percentileValues();
    return new double[] {
      values[0].value(TimeUnit.MILLISECONDS), values[1].value(TimeUnit.MILLISECONDS)
    };
  }

  private void count(String name, String key, String... tags) {
    counters
        .computeIfAbsent(name + "/" + key, k -> Counter.builder(name).tags(tags).register(registry))
        .increment();
  }
}
