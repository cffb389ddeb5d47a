package dev.carry.portfolio;

import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.model.FundingSettled;
import dev.carry.model.InstrumentId;
import dev.carry.model.Line;
import dev.carry.model.TradeEvent.Incident;
import dev.carry.portfolio.PositionLeg.Boundary;
import dev.carry.portfolio.PositionLeg.Price;
import dev.carry.valuation.FundingTerms;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pays settlements, each once, on what was held when it passed. A venue tells its rate seconds to
/// minutes after: what was held, and at which price, is noted as the instant passes.
final class Settlements {
  /// Two stamps of one settlement differ by less.
  private static final long JITTER_MILLIS = 60_000;

  /// A settlement not told by then will not be.
  private static final Duration PATIENCE = Duration.ofDays(1);

  private final Positions positions;
  private Instant due = Instant.MAX;

  Settlements(Positions positions) {
    this.positions = positions;
  }

  /// When the next settlement passes, or one is given up; or a little before.
  Instant due() {
    return due;
  }

  /// Looks up when the coming settlement of legs is.
  ///
  /// @param legs of one instrument
  void follow(MarketView view, List<PositionLeg> legs, Instant now) {
    long next = next(view, legs.getFirst().id, now.toEpochMilli());
    if (next == Long.MAX_VALUE) {
      return;
    }
    Instant at = Instant.ofEpochMilli(next);
    for (int i = 0; i < legs.size(); i++) {
      PositionLeg leg = legs.get(i);
      if (leg.size.signum() > 0) {
        leg.nextBoundary = next;
        due = Due.earlier(due, at);
      }
    }
  }

  /// When the first settlement after an instant is, milliseconds; never where none is known.
  private static long next(MarketView view, InstrumentId id, long afterMillis) {
    InstrumentState state = view.find(id);
    FundingTerms terms = state == null ? null : state.terms();
    return terms == null || terms.continuous() ? Long.MAX_VALUE : terms.nextAfter(afterMillis);
  }

  /// Finds out again when something falls due.
  void schedule() {
    long first = Long.MAX_VALUE;
    List<PositionLeg> legs = positions.allLegs();
    for (int i = 0; i < legs.size(); i++) {
      PositionLeg leg = legs.get(i);
      if (leg.size.signum() > 0) {
        first = Math.min(first, leg.nextBoundary);
      }
      if (!leg.passed.isEmpty()) {
        first = Math.min(first, leg.passed.getFirst().millis() + PATIENCE.toMillis());
      }
    }
    due = first == Long.MAX_VALUE ? Instant.MAX : Instant.ofEpochMilli(first);
  }

  /// Notes what is held as settlements pass, and gives up those that were never told.
  void pass(MarketView view, Instant now) {
    if (due.isAfter(now)) {
      return;
    }
    long millis = now.toEpochMilli();
    for (PositionLeg leg : positions.allLegs()) {
      giveUp(leg, now.minus(PATIENCE), now);
      if (leg.size.signum() > 0 && leg.nextBoundary <= millis) {
        if (Math.abs(leg.nextBoundary - leg.lastPaidMillis) >= JITTER_MILLIS) { // else told before
          leg.passed.add(new Boundary(leg.nextBoundary, leg.size, PositionLeg.price(view, leg.id)));
        }
        leg.nextBoundary = next(view, leg.id, leg.nextBoundary);
      }
    }
    positions.forgetSettled();
    schedule();
  }

  /// Everything that was not told by the end.
  void giveUp(Instant now) {
    for (PositionLeg leg : positions.allLegs()) {
      giveUp(leg, now, now);
    }
  }

  private void giveUp(PositionLeg leg, Instant until, Instant now) {
    while (!leg.passed.isEmpty()
        && !Instant.ofEpochMilli(leg.passed.getFirst().millis()).isAfter(until)) {
      Instant boundary = Instant.ofEpochMilli(leg.passed.removeFirst().millis());
      String text = "the settlement of " + boundary + " was never told";
      leg.position.holders.tell(
          number -> new Incident(now, Incident.Kind.MISSING_SETTLEMENT, number, leg.id, text));
    }
  }

  /// A settlement of what legs are of was told.
  void take(MarketView view, FundingSettled settled, List<PositionLeg> legs, Instant now) {
    for (PositionLeg leg : legs) {
      if (leg.continuous) {
        accrue(view, leg, settled, now);
      } else {
        pay(view, leg, settled, now);
      }
    }
    positions.forgetSettled();
  }

  private void pay(MarketView view, PositionLeg leg, FundingSettled settled, Instant now) {
    long at = settled.settledAt().toEpochMilli();
    Boundary boundary = null;
    for (int i = 0; i < leg.passed.size() && boundary == null; i++) {
      if (Math.abs(leg.passed.get(i).millis() - at) < JITTER_MILLIS) {
        boundary = leg.passed.remove(i);
      }
    }
    if (boundary != null) {
      pay(view, leg, settled, boundary.size(), boundary.price(), now);
    } else if (leg.size.signum() > 0
        && leg.filledAt.isBefore(settled.settledAt())
        && isUnpaid(leg, settled)) {
      pay(view, leg, settled, leg.size, null, now); // its instant was not known before it passed
    }
  }

  private static boolean isUnpaid(PositionLeg leg, FundingSettled settled) {
    return settled.settledAt().toEpochMilli() - leg.lastPaidMillis >= JITTER_MILLIS;
  }

  /// A continuous venue tells what accrued over a period: the part of it that was held is paid.
  private void accrue(MarketView view, PositionLeg leg, FundingSettled settled, Instant now) {
    Duration period = settled.period();
    if (period == null || leg.size.signum() == 0) {
      return;
    }
    Instant begun = settled.settledAt().minus(period);
    Instant from = leg.filledAt.isAfter(begun) ? leg.filledAt : begun;
    if (from.isBefore(settled.settledAt()) && isUnpaid(leg, settled)) {
      BigDecimal held =
          BigDecimal.valueOf(Duration.between(from, settled.settledAt()).toMillis())
              .divide(BigDecimal.valueOf(period.toMillis()), MathContext.DECIMAL128);
      pay(view, leg, settled, leg.size.multiply(held), null, now);
    }
  }

  private void pay(
      MarketView view,
      PositionLeg leg,
      FundingSettled settled,
      BigDecimal size,
      @Nullable Price noted,
      Instant now) {
    BigDecimal price = price(view, leg, settled, noted, now);
    if (price == null) {
      return;
    }
    BigDecimal received = leg.payment.funding(leg.side, size, price, settled.rate());
    leg.margin = leg.margin.add(received);
    leg.lastPaidMillis = settled.settledAt().toEpochMilli();
    leg.position.settlements++;
    leg.position.book(leg, Line.FUNDING, settled.settledAt(), now, received);
  }

  private static Instant minute(Instant stamp) {
    return stamp.plusSeconds(30).truncatedTo(ChronoUnit.MINUTES);
  }

  /// The price a settlement is paid on: as the venue says; else the latest that is not of after it.
  private @Nullable BigDecimal price(
      MarketView view,
      PositionLeg leg,
      FundingSettled settled,
      @Nullable Price noted,
      Instant now) {
    if (settled.markPrice() != null) {
      return settled.markPrice();
    }
    Price known = PositionLeg.price(view, leg.id);
    Instant boundary = minute(settled.settledAt());
    if (known != null && !known.asOf().isAfter(boundary)) {
      return known.value();
    }
    if (noted != null) {
      return noted.value();
    }
    Price other = known == null ? leg.lastPrice : known;
    String settlement = "the settlement of " + settled.settledAt();
    leg.position.holders.tell(
        number ->
            other == null
                ? new Incident(
                    now,
                    Incident.Kind.MISSING_SETTLEMENT,
                    number,
                    leg.id,
                    "no price is known to pay " + settlement + " on")
                : new Incident(
                    now,
                    Incident.Kind.SETTLED_ON_OTHER_PRICE,
                    number,
                    leg.id,
                    settlement + " is paid on a price of " + other.asOf()));
    return other == null ? null : other.value();
  }
}
