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

  @SuppressWarnings("NullAway.Init") // the legs know their position: they are made after it
  private Position(long number, Plan plan, String asset) {
    this.number = number;
    this.plan = plan;
    this.asset = asset;
  }

  /// One that holds nothing yet.
  ///
  /// @param buy listed
  /// @param sell listed
  static Position of(long number, Plan plan, InstrumentState buy, InstrumentState sell) {
    Instrument bought = Objects.requireNonNull(buy.listed());
    Instrument sold = Objects.requireNonNull(sell.listed());
    Position position = new Position(number, plan, bought.base());
    position.longLeg = PositionLeg.of(position, bought, Side.BUY);
    position.shortLeg = PositionLeg.of(position, sold, Side.SELL);
    return position;
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

  private boolean isPriced(MarketView view) {
    return legs().stream()
        .allMatch(leg -> leg.size.signum() == 0 || Account.price(view, leg.id) != null);
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

  /// How it ended.
  Closed closed() {
    return new Closed(
        closedAt,
        number,
        asset,
        List.of(longLeg.id, shortLeg.id),
        plan.notional(),
        openedAt,
        unhedged,
        settlements,
        pnl(),
        lines(),
        plan.expectedNetApr(),
        plan.why(),
        closedBecause);
  }

  private Map<Line, BigDecimal> lines() {
    Map<Line, BigDecimal> copy = new EnumMap<>(Line.class);
    copy.putAll(lines);
    return copy;
  }

  Held held(MarketView view, AccountSettings settings) {
    return new Held(
        number,
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
    to.put("number", number);
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

  static Position of(Saved from) {
    Position position = new Position(from.number("number"), Plan.of(from), from.text("asset"));
    position.longLeg = PositionLeg.of(from.at("long"), position, Side.BUY);
    position.shortLeg = PositionLeg.of(from.at("short"), position, Side.SELL);
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
