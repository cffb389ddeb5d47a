package dev.carry.launch;

import dev.carry.engine.Sink;
import dev.carry.model.Finding;
import dev.carry.model.InstrumentId;
import dev.carry.model.Leg;
import dev.carry.model.Opportunity;
import dev.carry.model.Step;
import dev.carry.model.VenueId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The instruments of open opportunities: after a settlement they are asked for first, and the
/// order books of the best of them are followed. Told by one thread, asked by any.
final class Candidates implements Sink {
  /// Order books followed at one venue, by the best opportunities they are legs of.
  private static final int MOST_DEEP = 30;

  private static final Duration CHOSEN_EVERY = Duration.ofSeconds(10);

  /// A book is followed this much longer: opportunities come and go, and connections should not.
  private static final Duration DEEP_FOR = Duration.ofMinutes(5);

  /// In how many open opportunities an instrument is a leg.
  private final Map<InstrumentId, Integer> legs = new ConcurrentHashMap<>();

  // written by the telling thread alone
  private final Map<String, Opportunity> open = new HashMap<>();
  private final Map<InstrumentId, Instant> chosen = new LinkedHashMap<>();
  private Instant nextChoice = Instant.MIN;

  private volatile Set<InstrumentId> deep = Set.of();

  @Override
  public void accept(Step step) {
    for (Finding finding : step.findings()) {
      if (finding instanceof Opportunity opportunity
          && !opportunity.rejected()
          && opportunity.isPair()) { // nobody follows the books of options
        switch (opportunity.head().status()) {
          case OPEN -> {
            opportunity.legs().forEach(this::join);
            open.put(opportunity.head().id(), opportunity);
          }
          case CLOSED -> {
            opportunity.legs().forEach(this::leave);
            open.remove(opportunity.head().id());
          }
          case UPDATED -> open.replace(opportunity.head().id(), opportunity);
        }
      }
    }
    Instant now = step.input().receivedAt();
    if (!now.isBefore(nextChoice)) {
      nextChoice = now.plus(CHOSEN_EVERY);
      choose(now);
    }
  }

  private void choose(Instant now) {
    List<Opportunity> best = new ArrayList<>(open.values());
    best.sort(
        Comparator.comparingDouble(Opportunity::rank)
            .reversed()
            .thenComparing(opportunity -> opportunity.head().id()));
    Map<VenueId, Integer> taken = new HashMap<>();
    for (Opportunity opportunity : best) {
      for (Leg leg : opportunity.legs()) {
        InstrumentId id = leg.instrument();
        if (now.equals(chosen.get(id))) {
          continue;
        }
        if (taken.merge(id.venue(), 1, Integer::sum) <= MOST_DEEP) {
          chosen.put(id, now);
        }
      }
    }
    chosen.values().removeIf(last -> last.plus(DEEP_FOR).isBefore(now));
    if (!deep.equals(chosen.keySet())) {
      deep = Set.copyOf(chosen.keySet());
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

  /// Whether the order book of an instrument is wanted now.
  boolean isDeep(InstrumentId id) {
    return deep.contains(id);
  }
}
