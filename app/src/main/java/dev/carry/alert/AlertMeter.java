package dev.carry.alert;

import dev.carry.model.JsonText;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/// What `/metrics` tells of alerts.
final class AlertMeter {
  private final MeterRegistry registry;

  AlertMeter(MeterRegistry registry) {
    this.registry = registry;
  }

  void told(Alert alert) {
    registry
        .counter(
            "carry.alerts",
            "rule",
            alert.rule(),
            "event",
            JsonText.kebab(alert.event()),
            "severity",
            JsonText.kebab(alert.severity()))
        .increment();
  }

  void held(Alert alert) {
    registry.counter("carry.alerts.held", "rule", alert.rule()).increment();
  }

  void sent(String channel) {
    registry.counter("carry.alert.messages", "channel", channel, "outcome", "sent").increment();
  }

  void failed(String channel) {
    registry.counter("carry.alert.messages", "channel", channel, "outcome", "failed").increment();
  }

  /// Counts what waits for a channel.
  void waiting(String channel, AlertOutbox outbox) {
    registry.gauge(
        "carry.alert.waiting",
        Tags.of("channel", channel),
        outbox,
        from -> from.look(state -> (double) state.lane(channel).untaken()));
  }
}
