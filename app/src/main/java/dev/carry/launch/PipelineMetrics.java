package dev.carry.launch;

import dev.carry.journal.InputLogWriter;
import dev.carry.store.Store;
import dev.carry.transport.Outbox;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// What is to be known of the two doors of the engine, its log and its store.
final class PipelineMetrics {
  private PipelineMetrics() {}

  /// @param pipeline with all its sinks attached
  static void register(MeterRegistry registry, Pipeline pipeline, InputLogWriter log, Store store) {
    Gauge.builder("carry.inbox.size", pipeline, p -> p.inbox().size())
        .description("Inputs waiting for the engine")
        .register(registry);
    Gauge.builder("carry.inbox.capacity", pipeline, p -> p.inbox().capacity())
        .description("Inputs that may wait before prices conflate")
        .register(registry);
    FunctionCounter.builder("carry.inbox.conflated", pipeline, p -> p.inbox().conflated())
        .description("Prices and estimates replaced by newer ones before the engine took them")
        .register(registry);
    FunctionCounter.builder("carry.engine.steps", pipeline, p -> p.pump().steps())
        .description("Inputs the engine took")
        .register(registry);
    Gauge.builder("carry.engine.stopped", pipeline, p -> p.pump().failure() == null ? 0 : 1)
        .description("1: the engine stopped over a fault of ours")
        .register(registry);
    for (Outbox.LaneHealth lane : pipeline.outbox().health()) {
      outbox(registry, pipeline, lane.name());
    }
    Gauge.builder("carry.log.durable", log, InputLogWriter::durableSequence)
        .description("The last sequence of the input log on the disk")
        .register(registry);
    Gauge.builder("carry.store.acknowledged", store, Store::acknowledged)
        .description("The last sequence whose rows are on the disk")
        .register(registry);
  }

  private static void outbox(MeterRegistry registry, Pipeline pipeline, String sink) {
    Gauge.builder("carry.outbox.size", pipeline, p -> lane(p, sink).size())
        .tag("sink", sink)
        .description("Steps waiting for a sink")
        .register(registry);
    FunctionCounter.builder("carry.outbox.missed", pipeline, p -> lane(p, sink).missed())
        .tag("sink", sink)
        .description("Steps that a sink did not get")
        .register(registry);
  }

  private static Outbox.LaneHealth lane(Pipeline pipeline, String sink) {
    return pipeline.outbox().health().stream()
        .filter(lane -> lane.name().equals(sink))
        .findFirst()
        .orElseThrow();
  }
}
