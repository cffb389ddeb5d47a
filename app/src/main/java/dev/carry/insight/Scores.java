package dev.carry.insight;

import dev.carry.model.Analysis;
import dev.carry.model.Analysis.Verdict;
import dev.carry.model.Command;
import dev.carry.model.DetectorName;
import dev.carry.model.Finding;
import dev.carry.model.FundingSettled;
import dev.carry.model.InstrumentId;
import dev.carry.model.Leg;
import dev.carry.model.Opportunity;
import dev.carry.model.Side;
import dev.carry.model.Step;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Holds each verdict against what the finding really paid. Told of steps by the sink's thread and
/// of verdicts by those who ask for them; read by any.
final class Scores {
  /// Settlements are told up to ten minutes late.
  private static final Duration TOLD_WITHIN = Duration.ofMinutes(15);

  private static final Duration JITTER = Duration.ofMinutes(1);
  private static final Duration LOOKS_EVERY = Duration.ofSeconds(10);
  private static final int MOST_PENDING = 20_000;
  private static final int CENTS = 2;

  /// Whose findings earn funding: those of others earn prices, or deliver.
  private static final List<String> EARN_FUNDING =
      List.of(DetectorName.CROSS_VENUE_FUNDING, DetectorName.SPOT_PERP_CARRY);

  private final Consumer<Outcome> told;
  private final ReentrantLock lock = new ReentrantLock();

  // guarded by the lock
  private final Map<String, Pending> pending = new LinkedHashMap<>();
  private final Map<InstrumentId, List<Pending>> byLeg = new HashMap<>();
  private final Map<String, Sums> sums = new TreeMap<>();
  private Instant nextLook = Instant.MIN;

  private static final class Pending {
    final Analysis said;
    final Opportunity found;
    final Instant from;
    final Instant horizon;

    /// Legs and minutes: a settlement is told more than once.
    final Set<String> settlements = new HashSet<>();

    final Map<InstrumentId, Integer> counts = new HashMap<>();
    double income;
    @Nullable Instant end;

    Pending(Analysis said, Opportunity found, Instant from) {
      this.said = said;
      this.found = found;
      this.from = from;
      this.horizon = from.plus(found.horizon());
    }
  }

  private static final class Sums {
    int scored;
    int unscored;
    int paid;
    double squares;
    final Map<Verdict, BigDecimal> dollars = new EnumMap<>(Verdict.class);
  }

  /// @param past what earlier processes told
  /// @param told is given each new one
  Scores(List<Outcome> past, Consumer<Outcome> told) {
    this.told = told;
    past.forEach(this::count);
  }

  /// A verdict on a finding that is open; the first on each is what counts.
  ///
  /// @param now engine time, UTC
  void said(Analysis analysis, Opportunity found, Instant now) {
    if (!EARN_FUNDING.contains(found.head().detector())) {
      return;
    }
    lock.lock();
    try {
      if (pending.size() < MOST_PENDING && !pending.containsKey(analysis.about())) {
        Pending made = new Pending(analysis, found, now);
        pending.put(analysis.about(), made);
        legs(found).forEach(leg -> byLeg.computeIfAbsent(leg, _ -> new ArrayList<>()).add(made));
      }
    } finally {
      lock.unlock();
    }
  }

  private static List<InstrumentId> legs(Opportunity found) {
    return found.legs().stream().filter(leg -> leg.rate() != null).map(Leg::instrument).toList();
  }

  void accept(Step step) {
    List<Outcome> known = new ArrayList<>();
    lock.lock();
    try {
      if (step.input() instanceof FundingSettled settled) {
        settled(settled);
      }
      boolean cut = step.input() instanceof Command;
      for (Finding finding : step.findings()) {
        if (finding.head().status() == Finding.Status.CLOSED) {
          closed(finding, cut, known);
        }
      }
      Instant now = step.input().receivedAt();
      if (!now.isBefore(nextLook)) {
        nextLook = now.plus(LOOKS_EVERY);
        look(now, known);
      }
      known.forEach(this::count);
    } finally {
      lock.unlock();
    }
    known.forEach(told);
  }

  private void look(Instant now, List<Outcome> known) {
    for (Iterator<Pending> each = pending.values().iterator(); each.hasNext(); ) {
      Pending next = each.next();
      if (next.end == null && now.isAfter(next.horizon)) {
        next.end = next.horizon;
      }
      if (next.end != null && now.isAfter(next.end.plus(TOLD_WITHIN))) {
        each.remove();
        forget(next);
        known.add(outcome(next, now));
      }
    }
  }

  private void settled(FundingSettled settled) {
    Instant at = settled.settledAt();
    for (Pending each : byLeg.getOrDefault(settled.id(), List.of())) {
      Instant end = each.end == null ? each.horizon : each.end;
      boolean within = at.isAfter(each.from) && !at.isAfter(end.plus(JITTER));
      if (within && each.settlements.add(settled.id() + " " + minute(at))) {
        each.counts.merge(settled.id(), 1, Integer::sum);
        each.income += side(each.found, settled.id()) * settled.rate().doubleValue();
      }
    }
  }

  private static long minute(Instant at) {
    return Math.round(at.toEpochMilli() / (double) JITTER.toMillis());
  }

  /// What a positive rate does to the leg: a short one is paid it.
  private static int side(Opportunity found, InstrumentId leg) {
    return found.legs().stream()
            .anyMatch(each -> each.instrument().equals(leg) && each.side() == Side.SELL)
        ? 1
        : -1;
  }

  /// @param cut whether the process ended it, and not the market
  private void closed(Finding finding, boolean cut, List<Outcome> known) {
    Pending was = pending.get(finding.head().id());
    if (was == null || was.end != null) {
      return;
    }
    if (cut) {
      pending.remove(finding.head().id());
      forget(was);
      known.add(unknown(was, finding.head().lastSeen(), "the process ended first"));
    } else {
      was.end = finding.head().lastSeen();
    }
  }

  private void forget(Pending each) {
    for (InstrumentId leg : legs(each.found)) {
      List<Pending> of = byLeg.getOrDefault(leg, new ArrayList<>());
      of.remove(each);
      if (of.isEmpty()) {
        byLeg.remove(leg);
      }
    }
  }

  private static Outcome outcome(Pending of, Instant now) {
    for (Leg leg : of.found.legs()) {
      if (leg.rate() == null) {
        continue;
      }
      if (leg.settlesAt() == null || leg.period() == null) {
        return unknown(of, now, leg.instrument() + " has no settlements that could be counted");
      }
      int due = due(leg.settlesAt(), leg.period(), of.end == null ? now : of.end);
      int came = of.counts.getOrDefault(leg.instrument(), 0);
      if (came != due) {
        return unknown(
            of, now, leg.instrument() + ": " + came + " settlements came of " + due + " due");
      }
    }
    double paid = of.income - of.found.costs().total();
    return Outcome.of(of.said, now, of.found.notional(), paid, null);
  }

  private static Outcome unknown(Pending of, Instant now, String because) {
    return Outcome.of(of.said, now, of.found.notional(), null, because);
  }

  private static int due(Instant first, Duration period, Instant end) {
    return first.isAfter(end) ? 0 : 1 + (int) Duration.between(first, end).dividedBy(period);
  }

  private void count(Outcome outcome) {
    Sums of =
        sums.computeIfAbsent(outcome.model() + "\n" + outcome.promptVersion(), _ -> new Sums());
    Double paid = outcome.paid();
    if (paid == null) {
      of.unscored++;
      return;
    }
    double came = paid > 0 ? 1 : 0;
    of.scored++;
    of.paid += (int) came;
    of.squares += (outcome.chance() - came) * (outcome.chance() - came);
    BigDecimal dollars =
        new BigDecimal(paid * outcome.notional()).setScale(CENTS, RoundingMode.HALF_EVEN);
    of.dollars.merge(outcome.verdict(), dollars, BigDecimal::add);
  }

  /// By analyst, in order of their names.
  List<Score> scores() {
    lock.lock();
    try {
      List<Score> scores = new ArrayList<>();
      sums.forEach(
          (name, of) -> {
            int line = name.indexOf('\n');
            double share = of.scored == 0 ? Double.NaN : of.paid / (double) of.scored;
            scores.add(
                new Score(
                    name.substring(0, line),
                    name.substring(line + 1),
                    of.scored,
                    of.unscored,
                    share,
                    of.scored == 0 ? Double.NaN : of.squares / of.scored,
                    share * (1 - share),
                    of.dollars.getOrDefault(Verdict.SUPPORT, BigDecimal.ZERO),
                    of.dollars.getOrDefault(Verdict.CAUTION, BigDecimal.ZERO),
                    of.dollars.getOrDefault(Verdict.VETO, BigDecimal.ZERO)));
          });
      return scores;
    } finally {
      lock.unlock();
    }
  }
}
