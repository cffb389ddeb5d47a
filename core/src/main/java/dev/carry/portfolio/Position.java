package dev.carry.portfolio;

import dev.carry.engine.MarketView;
import dev.carry.model.InstrumentId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Two legs that were bought and sold together.
public final class Position {
  /// Where it stands.
  public enum Phase {
    OPENING,
    OPEN,
    CLOSING,
    CLOSED
  }

  private final long number;
  private final Plan plan;
  private final String asset;

  Phase phase = Phase.OPENING;
  PositionLeg longLeg;
  PositionLeg shortLeg;

  /// Dollars beside the margins, to be moved where they are needed: costs are paid from them.
  BigDecimal buffer = BigDecimal.ZERO;

  /// Dollars of capital in it.
  BigDecimal bound = BigDecimal.ZERO;

  Instant openedAt = Instant.MAX;
  Instant closedAt = Instant.MAX;
  String closedBecause = "";

  /// Whether coins were changed for it.
  boolean converted;

  int settlements;

  /// Since when its legs are not the same; never while they are.
  Instant unhedgedSince = Instant.MAX;

  Duration unhedged = Duration.ZERO;

  final Map<Line, BigDecimal> lines = new EnumMap<>(Line.class);

  @SuppressWarnings("NullAway.Init") // the legs know their position: set by who makes it
  Position(long number, Plan plan, String asset) {
    this.number = number;
    this.plan = plan;
    this.asset = asset;
  }

  /// Whether a pair is held, whichever way round: it is held once.
  public static boolean isHeld(Desk desk, InstrumentId one, InstrumentId other) {
    List<Position> positions = desk.positions();
    for (int i = 0; i < positions.size(); i++) {
      InstrumentId bought = positions.get(i).longId();
      InstrumentId sold = positions.get(i).shortId();
      if ((bought.equals(one) && sold.equals(other))
          || (bought.equals(other) && sold.equals(one))) {
        return true;
      }
    }
    return false;
  }

  /// From 1, in order of opening.
  public long number() {
    return number;
  }

  public Plan plan() {
    return plan;
  }

  /// Canonical asset.
  public String asset() {
    return asset;
  }

  public Phase phase() {
    return phase;
  }

  /// First fill; `Instant.MAX` before.
  public Instant openedAt() {
    return openedAt;
  }

  public InstrumentId longId() {
    return longLeg.id;
  }

  public InstrumentId shortId() {
    return shortLeg.id;
  }

  /// What it made so far: dollars booked, and gained at the middle of the market as it is known.
  public BigDecimal marked(MarketView view) {
    BigDecimal sum = pnl();
    for (PositionLeg leg : legs()) {
      PositionLeg.Price price = Account.price(view, leg.id);
      sum = price == null ? sum : sum.add(leg.unrealised(price.value()));
    }
    return Ledger.rounded(sum);
  }

  /// Dollars under one line so far.
  public BigDecimal booked(Line line) {
    return lines.getOrDefault(line, BigDecimal.ZERO);
  }

  List<PositionLeg> legs() {
    return List.of(longLeg, shortLeg);
  }

  PositionLeg other(PositionLeg leg) {
    return leg == longLeg ? shortLeg : longLeg;
  }

  BigDecimal pnl() {
    BigDecimal sum = BigDecimal.ZERO.setScale(Ledger.SCALE);
    for (BigDecimal amount : lines.values()) {
      sum = sum.add(amount);
    }
    return sum;
  }
}
