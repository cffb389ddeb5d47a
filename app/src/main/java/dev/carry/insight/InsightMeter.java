package dev.carry.insight;

import dev.carry.insight.Reply.Usage;
import dev.carry.model.Analysis;
import dev.carry.model.JsonText;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;

/// What `/metrics` tells of the analyst.
final class InsightMeter {
  private final MeterRegistry registry;

  InsightMeter(MeterRegistry registry) {
    this.registry = registry;
  }

  /// A call that was made.
  void call(String model, String outcome, Usage usage, BigDecimal cost, long millis) {
    counter("carry.insight.calls", "model", model, "outcome", outcome).increment();
    counter("carry.insight.tokens", "model", model, "direction", "input")
        .increment((double) usage.input());
    counter("carry.insight.tokens", "model", model, "direction", "output")
        .increment((double) usage.output());
    counter("carry.insight.cost.dollars", "model", model).increment(cost.doubleValue());
    Timer.builder("carry.insight.call.latency")
        .tag("model", model)
        .register(registry)
        .record(millis, TimeUnit.MILLISECONDS);
  }

  /// One that was not made.
  void refused(String why) {
    counter("carry.insight.refused", "why", why).increment();
  }

  /// An answer that was given before.
  void remembered() {
    counter("carry.insight.cache.hits").increment();
  }

  /// An answer that had to be asked for again.
  void repaired() {
    counter("carry.insight.repairs").increment();
  }

  void said(Analysis analysis) {
    counter(
            "carry.insight.analyses",
            "source",
            analysis.byRules() ? Analysis.RULES : "model",
            "verdict",
            JsonText.kebab(analysis.verdict()),
            "grounded",
            Boolean.toString(analysis.grounded()))
        .increment();
  }

  private Counter counter(String name, String... tags) {
    return registry.counter(name, tags);
  }
}
