package dev.carry.venue.session;

import dev.carry.model.Fact;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.venue.RestCall;
import dev.carry.venue.SettledPeriods;
import dev.carry.venue.session.Budget.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks for funding that was charged, as [SettlementAgenda] says. One thread; facts of other
/// threads are heard too.
final class SettledPoller {
  /// What is known already is asked for again, so that the settlements before tell the period of
  /// the next one: three of them, at up to eight hours.
  private static final Duration EARLIER = Duration.ofDays(1);

  /// Of whom less than this is missing may be asked for together with the others.
  private static final Duration RECENT = Duration.ofDays(2);

  /// How long each is asked for by itself after they could not be read together.
  private static final Duration APART = Duration.ofHours(1);

  private final Desk desk;
  private final SettlementAgenda agenda;
  private final Pages pages;
  private Instant togetherFrom = Instant.MIN;

  SettledPoller(Desk desk, SettlementAgenda agenda) {
    this.desk = desk;
    this.agenda = agenda;
    this.pages = desk.pages();
  }

  /// Learns from a fact of any source.
  ///
  /// @return false: a settlement that was told before
  static boolean heard(SettlementAgenda agenda, MarketEvent event) {
    if (event instanceof FundingSettled settled) {
      return agenda.seen(settled.id(), settled.settledAt());
    }
    if (event instanceof FundingEstimate estimate
        && estimate.which() == FundingEstimate.Which.COMING) {
      Instant at = estimate.settlesAt();
      if (at != null) {
        agenda.settlesAt(estimate.id(), at, estimate.receivedAt());
      }
    }
    return true;
  }

  void run() throws InterruptedException {
    if (!desk.options.facts().contains(Fact.FUNDING_SETTLED)) {
      return;
    }
    while (true) {
      Instant now = desk.clock.instant();
      List<SettlementAgenda.Due> due = due(now);
      if (due.isEmpty()) {
        Thread.sleep(Pause.SLICE);
      } else if (due.size() > 1) {
        askAll(due, now);
      } else {
        ask(due.getFirst(), now);
      }
    }
  }

  /// Those of a boundary together where the venue answers for all at once, else one by one.
  private List<SettlementAgenda.Due> due(Instant now) {
    if (!now.isBefore(togetherFrom)
        && desk.venue.settledOfAll(now.minus(EARLIER), now).isPresent()) {
      List<SettlementAgenda.Due> together = agenda.together(now, now.minus(RECENT));
      if (!together.isEmpty()) {
        return together;
      }
    }
    SettlementAgenda.Due one = agenda.next(now);
    return one == null ? List.of() : List.of(one);
  }

  private void askAll(List<SettlementAgenda.Due> due, Instant now) throws InterruptedException {
    Instant from =
        due.stream().map(SettlementAgenda.Due::from).min(Comparator.naturalOrder()).orElse(now);
    Optional<RestCall> call = desk.venue.settledOfAll(from.minus(EARLIER), now);
    Map<InstrumentId, Instant> asked = new HashMap<>();
    due.forEach(one -> asked.put(one.id(), one.from()));
    if (call.isPresent() && !read(call.get(), asked, now)) {
      // Whatever it was: one by one they are asked for in smaller answers.
      togetherFrom = now.plus(APART);
    }
  }

  private void ask(SettlementAgenda.Due due, Instant now) throws InterruptedException {
    Instrument instrument = desk.instruments.find(due.id());
    Optional<RestCall> call =
        instrument == null
            ? Optional.empty()
            : desk.venue.settled(instrument, due.from().minus(EARLIER), now);
    if (call.isPresent()) {
      read(call.get(), Map.of(due.id(), due.from()), now);
    } else {
      agenda.answered(due.id(), now);
    }
  }

  /// @param asked what is new of whom begins where
  /// @return whether it was read whole
  private boolean read(RestCall call, Map<InstrumentId, Instant> asked, Instant now)
      throws InterruptedException {
    Pages.Read read = pages.read(call, Urgency.SOON);
    SettledPeriods.complete(read.events());
    // Oldest first, whatever order the venue's pages have.
    for (MarketEvent event :
        read.events().stream()
            .filter(FundingSettled.class::isInstance)
            .sorted(Comparator.comparing(event -> ((FundingSettled) event).settledAt()))
            .toList()) {
      FundingSettled settled = (FundingSettled) event;
      Instant from = asked.get(settled.id());
      if (from == null || !settled.settledAt().isBefore(from)) {
        desk.deliver(settled);
      }
    }
    if (read.failure() != null) {
      return false;
    }
    asked.keySet().forEach(id -> agenda.answered(id, now));
    return true;
  }
}
