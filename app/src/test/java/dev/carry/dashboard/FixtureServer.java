package dev.carry.dashboard;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Serves the page with the fixture market, moving, for those who work on the page: run it with the
/// test classpath; the port is its only argument.
final class FixtureServer {
  private FixtureServer() {}

  public static void main(String[] args) {
    int port = args.length == 0 ? 0 : Integer.parseInt(args[0]);
    try (Fixture fixture = Fixture.open(port)) {
      fixture.troubles();
      System.out.println(fixture.dashboard.address() + " token " + fixture.dashboard.token());
      while (!Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        fixture.market().pass(Duration.ofSeconds(1));
        fixture.market().facts(venue -> !venue.equals(FixtureMarket.DERIBIT));
      }
    }
  }
}
