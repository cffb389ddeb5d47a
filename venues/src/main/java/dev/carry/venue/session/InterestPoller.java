package dev.carry.venue.session;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.MarketEvent;
import dev.carry.venue.RestCall;
import dev.carry.venue.session.Budget.Urgency;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// Asks for open interest that neither sockets nor snapshots carry: one call at a time, spread
/// over the period so that the whole round takes that long. One thread.
final class InterestPoller {
  private final Desk desk;
  private final Supplier<List<Instrument>> followed;
  private final Pages pages;

  InterestPoller(Desk desk, Supplier<List<Instrument>> followed) {
    this.desk = desk;
    this.followed = followed;
    this.pages = desk.pages();
  }

  void run() throws InterruptedException {
    if (!desk.options.facts().contains(Fact.OPEN_INTEREST)) {
      return;
    }
    Duration round = desk.options.timing().interestEvery();
    while (true) {
      List<RestCall> calls = desk.venue.openInterest(followed.get());
      Duration pace = round.dividedBy(Math.max(1, calls.size()));
      if (calls.isEmpty()) {
        Pause.of(desk.clock, pace);
      }
      for (RestCall call : calls) {
        for (MarketEvent event : pages.read(call, Urgency.SLOW).events()) {
          desk.deliver(event);
        }
        Pause.of(desk.clock, pace);
      }
    }
  }
}
