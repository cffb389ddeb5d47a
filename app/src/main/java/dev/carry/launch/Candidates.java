package dev.carry.launch;

import dev.carry.engine.Sink;
import dev.carry.model.Finding;
import dev.carry.model.InstrumentId;
import dev.carry.model.Leg;
import dev.carry.model.Opportunity;
import dev.carry.model.Step;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The instruments of open opportunities: after a settlement they are asked for first. Told by one
/// thread, asked by any.
final class Candidates implements Sink {
  /// In how many open opportunities an instrument is a leg.
  private final Map<InstrumentId, Integer> legs = new ConcurrentHashMap<>();

  @Override
  public void accept(Step step) {
    for (Finding finding : step.findings()) {
      if (finding instanceof Opportunity opportunity && !opportunity.rejected()) {
        switch (opportunity.head().status()) {
          case OPEN -> opportunity.legs().forEach(this::join);
          case CLOSED -> opportunity.legs().forEach(this::leave);
          case UPDATED -> {
            // its legs are the same
          }
        }
      }
    }
  }

  private void join(Leg leg) {
    legs.merge(leg.instrument(), 1, Integer::sum);
  }

  private void leave(Leg leg) {
    legs.computeIfPresent(leg.instrument(), (id, count) -> count > 1 ? count - 1 : null);
  }

  /// Candidates before all others, then by id.
  Comparator<InstrumentId> first() {
    return Comparator.comparing((InstrumentId id) -> !legs.containsKey(id))
        .thenComparing(Comparator.naturalOrder());
  }
}
