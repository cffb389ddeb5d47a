package dev.carry.venue.session;

import dev.carry.model.Fact;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.MarketEvent;
import dev.carry.venue.RestCall;
import dev.carry.venue.session.Budget.Urgency;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// Asks for funding that was charged, as [SettlementAgenda] says. One thread; facts of other
/// threads are heard too.
final class SettledPoller {
  private final Desk desk;
  private final SettlementAgenda agenda;
  private final Pages pages;

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
      SettlementAgenda.Due due = agenda.next(now);
      if (due == null) {
        Thread.sleep(Pause.SLICE);
        continue;
      }
      Instrument instrument = desk.instruments.find(due.id());
      Optional<RestCall> call =
          instrument == null ? Optional.empty() : desk.venue.settled(instrument, due.from(), now);
      if (call.isPresent()) {
        ask(due, call.get(), now);
      } else {
        agenda.answered(due.id(), now);
      }
    }
  }

  private void ask(SettlementAgenda.Due due, RestCall call, Instant now)
      throws InterruptedException {
    Pages.Read read = pages.read(call, Urgency.SOON);
    // Oldest first, whatever order the venue's pages have.
    for (MarketEvent event :
        read.events().stream()
            .filter(FundingSettled.class::isInstance)
            .sorted(Comparator.comparing(event -> ((FundingSettled) event).settledAt()))
            .toList()) {
      FundingSettled settled = (FundingSettled) event;
      boolean asked = settled.id().equals(due.id());
      if (!asked || !settled.settledAt().isBefore(due.from())) {
        desk.deliver(settled);
      }
    }
    if (read.failure() == null) {
      agenda.answered(due.id(), now);
    }
  }
}
