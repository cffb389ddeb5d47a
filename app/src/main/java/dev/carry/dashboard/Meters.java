package dev.carry.dashboard;

import dev.carry.dashboard.LiveState.Told;
import dev.carry.model.JsonText;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;

/// What `/metrics` tells of the JVM and of the dashboard.
final class Meters implements AutoCloseable {
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /// @param post absent: no bot is posted to
  Meters(
      PrometheusMeterRegistry registry,
      LiveState live,
      StreamHub stream,
      SignalStream signals,
      @Nullable SignalPost post) {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
    for (Told told : Told.values()) {
      Gauge.builder("carry.findings.open", live, state -> state.size(told))
          .tag("list", JsonText.kebab(told))
          .description("Findings that are open now")
          .register(registry);
    }
    Gauge.builder("carry.instruments", live, LiveState::instruments)
        .description("Perpetuals the dashboard knows")
        .register(registry);
    FunctionCounter.builder("carry.steps", live, LiveState::steps)
        .description("Inputs the dashboard was told of")
        .register(registry);
    Gauge.builder("carry.stream.readers", stream, StreamHub::readers)
        .description("Open WebSocket readers")
        .register(registry);
    FunctionCounter.builder("carry.stream.dropped", stream, StreamHub::dropped)
        .description("WebSocket readers dropped because they took nothing for too long")
        .register(registry);
    Gauge.builder("carry.signals.readers", signals, SignalStream::readers)
        .description("Bots that are told of signals")
        .register(registry);
    if (post != null) {
      posted(registry, post);
    }
    Gauge.builder("carry.signals.waiting", signals.held(), HeldSignals::waiting)
        .description("Opportunities that wait for the analyst before bots are told")
        .register(registry);
    FunctionCounter.builder("carry.signals.vetoed", signals.held(), HeldSignals::vetoed)
        .description("Opportunities that a veto held back from bots that wait for the analyst")
        .register(registry);
    FunctionCounter.builder("carry.signals.unjudged", signals.held(), HeldSignals::unjudged)
        .description("Opportunities of which no verdict came in time")
        .register(registry);
    FunctionCounter.builder("carry.signals.late", signals, SignalStream::late)
        .description("Signals left out because they came later than a bot wanted")
        .register(registry);
    FunctionCounter.builder("carry.signals.conflated", signals, SignalStream::conflated)
        .description("Signals a slow bot was not told because a later one followed")
        .register(registry);
  }

  private static void posted(PrometheusMeterRegistry registry, SignalPost post) {
    FunctionCounter.builder("carry.signals.posted", post, SignalPost::sent)
        .description("Messages of signals that the webhook took")
        .register(registry);
    FunctionCounter.builder("carry.signals.post.failures", post, SignalPost::failures)
        .description("Tries that the webhook did not take")
        .register(registry);
  }

  @Override
  public void close() {
    collections.close();
  }
}
