package dev.carry.backtest.stress;

import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Side;
import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Closed;
import dev.carry.model.TradeEvent.Entry;
import dev.carry.model.TradeEvent.Fill;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is lost because coins are worth less than the dollars they are booked as.
///
/// An account counts a USD-like coin as a dollar. Where one has lost a share of it, each leg that
/// is settled in it leaves so many coins when it is closed: what was put in (its margin; of what is
/// bought and paid in full, its price) and everything booked on it. They are worth the share less.
/// Legs that were closed before lose nothing; those opened after bought their coins at what they
/// were worth, so of them only what was booked counts. Capital in no position, the buffers and what
/// is sent from them are dollars, not coins.
final class CoinLoss {
  private CoinLoss() {}

  /// @param events of a run in which the coin lost its peg
  /// @param share of the dollar that was lost
  /// @return dollars, positive where they are lost
  static BigDecimal of(
      List<TradeEvent> events,
      Map<InstrumentId, Instrument> instruments,
      String coin,
      Instant at,
      double share,
      BigDecimal leverage) {
    Map<Long, Instant> closed = new TreeMap<>();
    for (TradeEvent event : events) {
      if (event instanceof Closed end) {
        closed.put(end.position(), end.at());
      }
    }
    BigDecimal coins = BigDecimal.ZERO;
    Map<Long, Map<InstrumentId, Side>> sides = new TreeMap<>();
    for (TradeEvent event : events) {
      if (event instanceof Fill fill && isIn(instruments, fill.id(), coin)) {
        Side side =
            sides
                .computeIfAbsent(fill.position(), _ -> new TreeMap<>())
                .computeIfAbsent(fill.id(), _ -> fill.side());
        if (side == fill.side() && fill.at().isBefore(at) && lasts(closed, fill.position(), at)) {
          coins = coins.add(putIn(instruments.get(fill.id()), fill, leverage));
        }
      } else if (event instanceof Entry entry
          && isIn(instruments, entry.id(), coin)
          && lasts(closed, entry.position(), at)) {
        coins = coins.add(entry.amount());
      }
    }
    return coins.multiply(BigDecimal.valueOf(share)).setScale(8, RoundingMode.HALF_EVEN);
  }

  private static boolean lasts(Map<Long, Instant> closed, long position, Instant at) {
    Instant end = closed.get(position);
    return end == null || end.isAfter(at);
  }

  private static boolean isIn(
      Map<InstrumentId, Instrument> instruments, InstrumentId id, String coin) {
    Instrument of = instruments.get(id);
    return of != null && of.settle().equals(coin) && of.payoff() == Instrument.Payoff.LINEAR;
  }

  private static BigDecimal putIn(@Nullable Instrument of, Fill fill, BigDecimal leverage) {
    if (of != null && of.kind() == Instrument.Kind.SPOT) {
      return fill.side() == Side.BUY ? fill.value() : BigDecimal.ZERO;
    }
    return fill.value().divide(leverage, MathContext.DECIMAL64);
  }
}
