package dev.carry.backtest.stress;

import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Equity;
import dev.carry.model.TradeEvent.Fill;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// When shocks strike if nobody says it: while most is held.
final class Strikes {
  /// Before the end of a day, at which it is known what is held.
  private static final Duration BEFORE_MIDNIGHT = Duration.ofHours(1);

  /// Days on which so much of the most is held count as days of the most.
  private static final BigDecimal NEARLY = new BigDecimal("0.99");

  private Strikes() {}

  /// An hour before the end of the first, the middle and the last day at whose end most capital was
  /// in positions; of a run that ends no such day, midway between its first and its last fill.
  static List<Instant> of(List<TradeEvent> events) {
    BigDecimal most = BigDecimal.ZERO;
    List<Equity> ends = new ArrayList<>();
    List<Instant> fills = new ArrayList<>();
    for (TradeEvent event : events) {
      if (event instanceof Equity equity) {
        ends.add(equity);
        most = most.max(equity.bound());
      } else if (event instanceof Fill fill) {
        fills.add(fill.at());
      }
    }
    Instant first = fills.isEmpty() ? Instant.MAX : fills.getFirst();
    List<Instant> full = new ArrayList<>();
    for (Equity end : ends) {
      Instant at = end.at().minus(BEFORE_MIDNIGHT);
      if (end.bound().signum() > 0
          && end.bound().compareTo(most.multiply(NEARLY)) >= 0
          && at.isAfter(first)) {
        full.add(at);
      }
    }
    if (!full.isEmpty()) {
      return List.of(full.getFirst(), full.get(full.size() / 2), full.getLast()).stream()
          .distinct()
          .toList();
    }
    return fills.isEmpty()
        ? List.of()
        : List.of(
            fills
                .getFirst()
                .plus(Duration.between(fills.getFirst(), fills.getLast()).dividedBy(2)));
  }
}
