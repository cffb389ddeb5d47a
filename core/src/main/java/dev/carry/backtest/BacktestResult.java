package dev.carry.backtest;

import dev.carry.model.InstrumentId;
import dev.carry.model.Line;
import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Closed;
import dev.carry.model.TradeEvent.Entry;
import dev.carry.model.TradeEvent.Equity;
import dev.carry.model.TradeEvent.Fill;
import dev.carry.model.TradeEvent.Incident;
import dev.carry.portfolio.AccountSettings;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a strategy made of a time, and what is to be said of it.
///
/// @param strategy its name
/// @param from when it could trade first
/// @param to when it could trade last
/// @param notional dollars of one leg
/// @param account what it traded in
/// @param events everything that happened, in order
/// @param baselines net profit of what needs no thought, dollars, by its name
/// @param assumptions what was declared because the past does not tell it
/// @param missing what the past lacks and the result depends on; empty: it is complete
public record BacktestResult(
    String strategy,
    Instant from,
    Instant to,
    BigDecimal notional,
    AccountSettings account,
    List<TradeEvent> events,
    Map<String, BigDecimal> baselines,
    List<String> assumptions,
    List<String> missing) {
  private static final BigDecimal YEAR = BigDecimal.valueOf(Duration.ofDays(365).toMillis());

  public BacktestResult {
    events = List.copyOf(events);
    baselines = new LinkedHashMap<>(baselines);
    assumptions = List.copyOf(assumptions);
    missing = List.copyOf(missing);
  }

  /// Dollars gained and lost by line; their sum is the net profit.
  public Map<Line, BigDecimal> attribution() {
    Map<Line, BigDecimal> lines = new EnumMap<>(Line.class);
    for (Line line : Line.values()) {
      lines.put(line, BigDecimal.ZERO.setScale(8));
    }
    for (Entry entry : of(Entry.class)) {
      lines.merge(entry.line(), entry.amount(), BigDecimal::add);
    }
    return lines;
  }

  /// Net profit, dollars.
  public BigDecimal netPnl() {
    return netPnl(events);
  }

  /// The same of a run.
  public static BigDecimal netPnl(List<TradeEvent> events) {
    BigDecimal sum = BigDecimal.ZERO.setScale(8);
    for (TradeEvent event : events) {
      sum = event instanceof Entry entry ? sum.add(entry.amount()) : sum;
    }
    return sum;
  }

  /// Net profit as a fraction of all capital, on both venues and beside them.
  public BigDecimal returnOnCapital() {
    return netPnl().divide(account.capital(), MathContext.DECIMAL64);
  }

  /// The same for a year, simple.
  public BigDecimal annualised() {
    BigDecimal time = BigDecimal.valueOf(Duration.between(from, to).toMillis());
    return returnOnCapital().multiply(YEAR).divide(time, MathContext.DECIMAL64);
  }

  /// The deepest fall of what the account was worth at ends of days from the highest before, as a
  /// fraction of that.
  public BigDecimal maxDrawdown() {
    BigDecimal highest = account.capital();
    BigDecimal deepest = BigDecimal.ZERO;
    for (Equity equity : of(Equity.class)) {
      BigDecimal worth = account.capital().add(equity.pnl());
      highest = worth.max(highest);
      deepest = deepest.max(highest.subtract(worth).divide(highest, MathContext.DECIMAL64));
    }
    return deepest;
  }

  /// Positions that came to their end.
  public List<Closed> trades() {
    return of(Closed.class);
  }

  /// Settlements paid or received, of all legs.
  public int settlements() {
    return trades().stream().mapToInt(Closed::settlements).sum();
  }

  /// Legs whose margin was used up.
  public long liquidations() {
    return of(Incident.class).stream()
        .filter(incident -> incident.kind() == Incident.Kind.LIQUIDATED)
        .count();
  }

  /// Dollars traded for each dollar of capital.
  public BigDecimal turnover() {
    BigDecimal sum = BigDecimal.ZERO;
    for (Fill fill : of(Fill.class)) {
      sum = sum.add(fill.value());
    }
    return sum.divide(account.capital(), 4, RoundingMode.HALF_EVEN);
  }

  /// The share of the time in which anything was held.
  public double timeInMarket() {
    List<Closed> byOpening = new ArrayList<>(trades());
    byOpening.sort(Comparator.comparing(Closed::openedAt));
    Duration held = Duration.ZERO;
    Instant until = from;
    for (Closed trade : byOpening) {
      Instant begun = trade.openedAt().isAfter(until) ? trade.openedAt() : until;
      if (trade.at().isAfter(begun)) {
        held = held.plus(Duration.between(begun, trade.at()));
        until = trade.at();
      }
    }
    return Math.min(1, (double) held.toMillis() / Duration.between(from, to).toMillis());
  }

  /// Of one kind, in order.
  public <T extends TradeEvent> List<T> of(Class<T> kind) {
    List<T> found = new ArrayList<>();
    for (TradeEvent event : events) {
      if (kind.isInstance(event)) {
        found.add(kind.cast(event));
      }
    }
    return found;
  }

  /// What is missing because it never came, by instrument.
  public static List<String> missing(List<TradeEvent> events) {
    Map<InstrumentId, List<Incident>> byInstrument = new TreeMap<>();
    for (TradeEvent event : events) {
      if (event instanceof Incident incident
          && incident.kind() == Incident.Kind.MISSING_SETTLEMENT
          && incident.id() != null) {
        byInstrument.computeIfAbsent(incident.id(), _ -> new ArrayList<>()).add(incident);
      }
    }
    List<String> missing = new ArrayList<>();
    byInstrument.forEach(
        (id, incidents) ->
            missing.add(
                id
                    + ": "
                    + incidents.size()
                    + (incidents.size() == 1 ? " settlement" : " settlements")
                    + " while it was held; the first: "
                    + incidents.getFirst().text()));
    return missing;
  }
}
