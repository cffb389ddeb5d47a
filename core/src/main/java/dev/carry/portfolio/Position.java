package dev.carry.portfolio;

import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.model.Holdings.Held;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.JsonText;
import dev.carry.model.Line;
import dev.carry.model.Side;
import dev.carry.model.TradeEvent.Closed;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Two legs that were bought and sold together. What becomes of them is the market's doing and that
/// of the terms they are held on: accounts of the same terms that opened the same at the same
/// instant hold one position together, until one of them wants something else with it.
public final class Position {
  /// Where it stands.
  public enum Phase {
    OPENING,
    OPEN,
    CLOSING,
    CLOSED
  }

  final Holders holders = new Holders();
  private final Plan plan;
  private final String asset;

  /// The same whichever way round its legs are.
  private final int pairHash;

  Phase phase = Phase.OPENING;
  PositionLeg longLeg;
  PositionLeg shortLeg;
  private List<PositionLeg> legs;

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

  /// Its orders on their way, or waiting for the market.
  int orders;

  private final Map<Line, BigDecimal> lines = new EnumMap<>(Line.class);

  private Outlook outlook = Outlook.NONE;

  @SuppressWarnings("NullAway.Init") // the legs know their position: they are made after it
  private Position(Plan plan, String asset) {
    this.plan = plan;
    this.asset = asset;
    this.pairHash = pairHash(plan.longLeg(), plan.shortLeg());
  }

  /// One that holds nothing yet.
  ///
  /// @param buy listed
  /// @param sell listed
  static Position of(Plan plan, InstrumentState buy, InstrumentState sell) {
    Instrument bought = Objects.requireNonNull(buy.listed());
    Instrument sold = Objects.requireNonNull(sell.listed());
    Position position = new Position(plan, bought.base());
    position.set(
        PositionLeg.of(position, bought, Side.BUY), PositionLeg.of(position, sold, Side.SELL));
    return position;
  }

  private void set(PositionLeg bought, PositionLeg sold) {
    longLeg = bought;
    shortLeg = sold;
    legs = List.of(bought, sold);
  }

  /// The same once more, which nobody holds yet.
  Position copy() {
    Position copy = new Position(plan, asset);
    copy.set(longLeg.copy(copy), shortLeg.copy(copy));
    copy.phase = phase;
    copy.buffer = buffer;
    copy.bound = bound;
    copy.openedAt = openedAt;
    copy.closedAt = closedAt;
    copy.closedBecause = closedBecause;
    copy.converted = converted;
    copy.settlements = settlements;
    copy.unhedgedSince = unhedgedSince;
    copy.unhedged = unhedged;
    copy.lines.putAll(lines);
    return copy;
  }

  // --- what becomes of it ------------------------------------------------------------------

  /// Whether what is to become of it is decided.
  boolean isEnding() {
    return phase == Phase.CLOSING || phase == Phase.CLOSED || !closedBecause.isEmpty();
  }

  /// @param leg one of its own
  void book(PositionLeg leg, Line line, Instant at, Instant bookedAt, BigDecimal amount) {
    BigDecimal rounded = Ledger.rounded(amount);
    if (rounded.signum() == 0) {
      return;
    }
    holders.book(leg.id, line, at, bookedAt, rounded);
    lines.merge(line, rounded, BigDecimal::add);
    if (line != Line.PRICE && line != Line.FUNDING) {
      buffer = buffer.add(rounded);
    }
  }

  /// Nothing is owed to it any more.
  void tellClosed() {
    if (!openedAt.equals(Instant.MAX)) {
      BigDecimal pnl = pnl();
      Map<Line, BigDecimal> made = new EnumMap<>(Line.class);
      made.putAll(lines);
      holders.tellClosed(number -> closed(number, pnl, made));
    }
  }

  /// What its market looks like now: found out once an input, however many hold it.
  Outlook outlook(MarketView view) {
    if (outlook.inputs() != view.inputs()) {
      outlook = Outlook.of(view, longId(), shortId());
    }
    return outlook;
  }

  // --- what it is --------------------------------------------------------------------------

  /// Whether a pair is held, whichever way round: it is held once.
  public static boolean isHeld(Desk desk, InstrumentId one, InstrumentId other) {
    int hash = pairHash(one, other);
    List<Position> positions = desk.positions();
    for (int i = 0; i < positions.size(); i++) {
      Position position = positions.get(i);
      if (position.pairHash == hash && position.isOf(one, other)) {
        return true;
      }
    }
    return false;
  }

  private static int pairHash(InstrumentId one, InstrumentId other) {
    return one.hashCode() ^ other.hashCode();
  }

  private boolean isOf(InstrumentId one, InstrumentId other) {
    return (longId().equals(one) && shortId().equals(other))
        || (longId().equals(other) && shortId().equals(one));
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
      PositionLeg.Price price = PositionLeg.price(view, leg.id);
      sum = price == null ? sum : sum.add(leg.unrealised(price.value()));
    }
    return Ledger.rounded(sum);
  }

  private boolean isPriced(MarketView view) {
    return legs().stream()
        .allMatch(leg -> leg.size.signum() == 0 || PositionLeg.price(view, leg.id) != null);
  }

  /// Dollars under one line so far.
  public BigDecimal booked(Line line) {
    return lines.getOrDefault(line, BigDecimal.ZERO);
  }

  /// Whether its legs settle in different USD-like coins; a coin of its own is changed anyhow.
  boolean needsConversion() {
    return !longLeg.coin.equals(shortLeg.coin)
        && longLeg.payment == Payment.LINEAR
        && shortLeg.payment == Payment.LINEAR;
  }

  List<PositionLeg> legs() {
    return legs;
  }

  /// Whether nothing is held of either leg.
  boolean isGone() {
    return longLeg.size.signum() == 0 && shortLeg.size.signum() == 0;
  }

  /// The leg that is to this position what a leg is to the one this was copied from.
  PositionLeg like(PositionLeg leg) {
    return leg.side == Side.BUY ? longLeg : shortLeg;
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

  /// How it ended.
  private Closed closed(long number, BigDecimal pnl, Map<Line, BigDecimal> made) {
    return new Closed(
        closedAt,
        number,
        asset,
        List.of(longLeg.id, shortLeg.id),
        plan.notional(),
        openedAt,
        unhedged,
        settlements,
        pnl,
        made,
        plan.expectedNetApr(),
        plan.why(),
        closedBecause);
  }

  Held held(MarketView view, AccountSettings settings) {
    return new Held(
        holders.number(),
        asset,
        JsonText.kebab(phase),
        plan.notional(),
        openedAt.equals(Instant.MAX) ? null : openedAt,
        unhedgedSince.equals(Instant.MAX) ? null : unhedgedSince,
        unhedged,
        isPriced(view) ? marked(view) : null,
        lines,
        settlements,
        plan.expectedNetApr(),
        plan.why(),
        legs().stream().map(leg -> leg.held(view, settings)).toList());
  }

  void save(Saved to) {
    to.put("number", holders.number());
    plan.save(to);
    to.put("asset", asset);
    to.put("phase", phase);
    to.put("buffer", buffer);
    to.put("bound", bound);
    to.put("opened", openedAt);
    to.put("closed", closedAt);
    to.put("closed-because", closedBecause);
    to.put("converted", converted);
    to.put("settlements", settlements);
    to.put("unhedged-since", unhedgedSince);
    to.put("unhedged", unhedged);
    lines.forEach((line, sum) -> to.put("line." + JsonText.kebab(line), sum));
    longLeg.save(to.at("long"));
    shortLeg.save(to.at("short"));
  }

  static Position of(Saved from, Account holder) {
    Position position = new Position(Plan.of(from), from.text("asset"));
    position.holders.add(holder, from.number("number"));
    position.set(
        PositionLeg.of(from.at("long"), position, Side.BUY),
        PositionLeg.of(from.at("short"), position, Side.SELL));
    position.phase = from.constant("phase", Phase.class);
    position.buffer = from.decimal("buffer");
    position.bound = from.decimal("bound");
    position.openedAt = from.instant("opened");
    position.closedAt = from.instant("closed");
    position.closedBecause = from.text("closed-because");
    position.converted = from.flag("converted");
    position.settlements = from.count("settlements");
    position.unhedgedSince = from.instant("unhedged-since");
    position.unhedged = from.duration("unhedged");
    for (Line line : Line.values()) {
      String sum = from.find("line." + JsonText.kebab(line));
      if (sum != null) {
        position.lines.put(line, new BigDecimal(sum));
      }
    }
    return position;
  }
}
