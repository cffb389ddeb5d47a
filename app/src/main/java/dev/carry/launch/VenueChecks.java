package dev.carry.launch;

import dev.carry.launch.DoctorVerb.Check;
import dev.carry.model.Dollars;
import dev.carry.model.Fact;
import dev.carry.model.FeedStatus;
import dev.carry.model.Instrument;
import dev.carry.model.VenueId;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.session.Endpoint;
import dev.carry.venue.session.FrameTap;
import dev.carry.venue.session.SessionHealth;
import dev.carry.venue.session.SessionOptions;
import dev.carry.venue.session.VenueSession;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What the doctor looks at at the venues: each is really connected to, for its BTC perpetuals.
final class VenueChecks {
  private static final String ASSET = "BTC";

  /// A venue's `Date` is right to half a second, and the way there takes time.
  private static final Duration TOLERATED_SKEW = Duration.ofSeconds(2);

  private VenueChecks() {}

  static List<Check> all(
      List<VenueDescriptor> venues, Map<VenueId, Endpoint> endpoints, Duration timeout)
      throws InterruptedException {
    Semaphore news = new Semaphore(0);
    try (Opened opened = new Opened()) {
      List<VenueSession> sessions = new ArrayList<>();
      for (VenueDescriptor venue : venues) {
        sessions.add(
            opened.with(
                new VenueSession(
                    venue,
                    endpoints.getOrDefault(venue.id(), Endpoint.of(venue)),
                    SessionOptions.of(facts(venue), instrument -> isWanted(venue, instrument))
                        .unlogged(),
                    InstantSource.system(),
                    input -> {
                      if (input instanceof FeedStatus) {
                        news.release();
                      }
                    },
                    FrameTap.NONE)));
      }
      sessions.forEach(VenueSession::start);
      await(sessions, news, timeout);
      List<SessionHealth> all = sessions.stream().map(VenueSession::health).toList();
      List<Check> checks = new ArrayList<>();
      all.forEach(health -> checks.add(venue(health, timeout)));
      checks.add(clock(all));
      return checks;
    }
  }

  private static boolean hasFunding(VenueDescriptor venue) {
    return venue.offers().contains(Fact.FUNDING_ESTIMATE);
  }

  private static Set<Fact> facts(VenueDescriptor venue) {
    return hasFunding(venue)
        ? EnumSet.of(Fact.MARK, Fact.FUNDING_ESTIMATE)
        : EnumSet.of(Fact.QUOTE);
  }

  private static boolean isWanted(VenueDescriptor venue, Instrument instrument) {
    Instrument.Kind kind = hasFunding(venue) ? Instrument.Kind.PERPETUAL : Instrument.Kind.SPOT;
    return instrument.kind() == kind
        && instrument.base().equals(ASSET)
        && Dollars.like(instrument.quote());
  }

  private static void await(List<VenueSession> sessions, Semaphore news, Duration timeout)
      throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (!sessions.stream().allMatch(session -> isLive(session.health()))) {
      long left = end - System.nanoTime();
      if (left <= 0 || !news.tryAcquire(left, TimeUnit.NANOSECONDS)) {
        return;
      }
    }
  }

  private static boolean isLive(SessionHealth health) {
    return !health.feeds().isEmpty()
        && health.feeds().stream().allMatch(SessionHealth.Feed::isLive);
  }

  private static Check venue(SessionHealth health, Duration timeout) {
    String name = health.venue().id();
    if (isLive(health)) {
      return Check.pass(
          name,
          health.feeds().size()
              + " feeds live for "
              + health.instruments()
              + " "
              + ASSET
              + " markets"
              + latency(health));
    }
    for (SessionHealth.Rest rest : health.rest()) {
      String failure = rest.lastFailure();
      if (failure != null) {
        return Check.fail(name, "REST " + rest.stream() + ": " + failure, mend(health));
      }
    }
    for (SessionHealth.Feed feed : health.feeds()) {
      if (!feed.isLive()) {
        String found = "socket " + feed.name() + " " + feed.words() + ": " + feed.reason();
        return Check.fail(name, found, mend(health));
      }
    }
    return Check.fail(name, "no answer within " + timeout.toSeconds() + " s", mend(health));
  }

  private static String latency(SessionHealth health) {
    return health.rest().stream()
        .map(SessionHealth.Rest::p50)
        .filter(Objects::nonNull)
        .min(Duration::compareTo)
        .map(p50 -> ", REST answers in " + p50.toMillis() + " ms")
        .orElse("");
  }

  private static String mend(SessionHealth health) {
    return health.banned()
        ? "stop asking: the venue has banned this address for a while"
        : "look at the network, a proxy or firewall, and whether the venue serves this country";
  }

  private static Check clock(List<SessionHealth> all) {
    Duration worst =
        all.stream()
            .map(SessionHealth::clockAhead)
            .filter(Objects::nonNull)
            .max((a, b) -> a.abs().compareTo(b.abs()))
            .orElse(null);
    if (worst == null) {
      boolean reached =
          all.stream()
              .flatMap(health -> health.rest().stream())
              .anyMatch(rest -> rest.p50() != null);
      return reached
          ? Check.pass("clock", "not compared: no venue that answered told its time")
          : Check.fail("clock", "no venue told its time", "reach a venue first");
    }
    String found =
        "ours is "
            + worst.abs().toMillis()
            + (worst.isNegative() ? " ms behind" : " ms ahead of")
            + " a venue's (to half a second)";
    return worst.abs().compareTo(TOLERATED_SKEW) <= 0
        ? Check.pass("clock", found)
        : Check.fail("clock", found, "set this machine's clock by NTP (chrony, systemd-timesyncd)");
  }
}
