package dev.carry.testkit;

import dev.carry.model.Costs;
import dev.carry.model.DetectorName;
import dev.carry.model.Evidence;
import dev.carry.model.Fact;
import dev.carry.model.Finding;
import dev.carry.model.InstrumentId;
import dev.carry.model.Leg;
import dev.carry.model.Opportunity;
import dev.carry.model.PairHistory;
import dev.carry.model.Risk;
import dev.carry.model.Side;
import dev.carry.model.VenueId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// An opportunity with valid numbers; a test sets what it is about.
public final class SomeFinding {
  public static final Instant NOW = Instant.parse("2026-03-14T09:00:00Z");
  public static final Instant SETTLES = Instant.parse("2026-03-14T16:00:00Z");

  private String id = "cross-venue-funding/bybit:BTCUSDT/okx:BTC-USDT-SWAP/1";
  private int revision = 1;
  private Finding.Status status = Finding.Status.OPEN;
  private double netApr = 0.0321;
  private String symbol = "BTCUSDT";
  private String asset = "BTC";
  private Instant lastSeen = NOW;
  private Duration breakEven = Duration.ofHours(103);

  public static SomeFinding some() {
    return new SomeFinding();
  }

  public static Opportunity numbered(int number) {
    return some().id("cross-venue-funding/bybit:BTCUSDT/okx:BTC-USDT-SWAP/" + number).make();
  }

  public SomeFinding id(String other) {
    id = other;
    return this;
  }

  public SomeFinding revision(int other) {
    revision = other;
    return this;
  }

  public SomeFinding status(Finding.Status other, Instant at) {
    status = other;
    lastSeen = at;
    return this;
  }

  public SomeFinding netApr(double other) {
    netApr = other;
    return this;
  }

  public SomeFinding symbol(String other) {
    symbol = other;
    return this;
  }

  public SomeFinding asset(String other) {
    asset = other;
    return this;
  }

  public SomeFinding breakEven(Duration other) {
    breakEven = other;
    return this;
  }

  public Opportunity make() {
    InstrumentId bybit = InstrumentId.of(VenueId.of("bybit"), symbol);
    InstrumentId okx = InstrumentId.of(VenueId.of("okx"), "BTC-USDT-SWAP");
    return new Opportunity(
        new Finding.Head(
            id,
            revision,
            DetectorName.CROSS_VENUE_FUNDING,
            asset,
            NOW.minusSeconds(60),
            lastSeen,
            status,
            List.of(
                new Evidence(
                    Fact.FUNDING_ESTIMATE,
                    bybit,
                    new BigDecimal("0.00015"),
                    null,
                    lastSeen.minusSeconds(4),
                    Duration.ofSeconds(4)))),
        List.of(leg(okx, Side.BUY, 0.00011), leg(bybit, Side.SELL, 0.00015)),
        10_000,
        0.0438,
        netApr,
        0.0367,
        Duration.ofDays(7),
        breakEven,
        13,
        new Costs(0.00021, 0.00002, 0.0, 0.0, null, null, 0.0),
        -0.00012,
        250_000.0,
        null,
        new PairHistory(new PairHistory.Lives(NOW.minus(Duration.ofDays(90)), 40, 29), null, null),
        List.of(Risk.of("of %d past episodes %d lived to break-even", 40, 29)),
        false,
        null);
  }

  private static Leg leg(InstrumentId id, Side side, double rate) {
    return new Leg(
        id,
        side,
        68_432.1,
        68_431.9,
        BigDecimal.ONE,
        0.0005,
        0.0002,
        rate,
        Duration.ofHours(8),
        SETTLES,
        null);
  }
}
