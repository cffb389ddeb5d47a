package dev.carry.launch;

import dev.carry.dashboard.FeedHealth;
import dev.carry.dashboard.Readiness;
import dev.carry.venue.session.SessionHealth;
import dev.carry.venue.session.VenueSession;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// What the page and its checks are told of the sessions with venues.
final class SessionRows {
  private SessionRows() {}

  static List<FeedHealth> feeds(List<VenueSession> sessions) {
    List<FeedHealth> rows = new ArrayList<>();
    for (VenueSession session : sessions) {
      SessionHealth health = session.health();
      double budget =
          health.budgetLimit() == 0 ? 0 : (double) health.budgetUsed() / health.budgetLimit();
      for (SessionHealth.Feed feed : health.feeds()) {
        Duration age = feed.lastMessageAge();
        rows.add(
            new FeedHealth(
                health.venue(),
                feed.name(),
                feed.messagesPerSecond(),
                age == null ? null : health.at().minus(age),
                budget,
                health.closedUntil(),
                Math.toIntExact(feed.reconnects())));
      }
    }
    return rows;
  }

  static Readiness.Check ready(SessionHealth health) {
    long live = health.feeds().stream().filter(SessionHealth.Feed::isLive).count();
    Instant held = health.closedUntil();
    return new Readiness.Check(
        health.venue().id(),
        live > 0 && live == health.feeds().size() && held == null,
        live
            + " of "
            + health.feeds().size()
            + " feeds live"
            + (health.instrumentsReadAt() == null ? ": its list of instruments was never read" : "")
            + (held == null
                ? ""
                : "; calls held until "
                    + held.truncatedTo(ChronoUnit.SECONDS)
                    + (health.banned() ? ": shut out by the venue" : ": the venue asked for it")));
  }
}
