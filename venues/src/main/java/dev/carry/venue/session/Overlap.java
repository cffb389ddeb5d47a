package dev.carry.venue.session;

import dev.carry.model.Candle;
import dev.carry.model.FundingSettled;
import dev.carry.model.Liquidation;
import dev.carry.model.MarketEvent;
import dev.carry.model.Trade;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Lets each fact out once while a connection and its replacement both bring it: what must never
/// be dropped must not be doubled either. Two equal facts on the same connection are two facts.
/// Thread-safe; once full it lets everything through.
final class Overlap {
  private static final int LIMIT = 100_000;

  /// How often the replacement brought a fact more often than the old connection did; never 0.
  private final Map<Object, Integer> ahead = new HashMap<>();

  /// @param replacement whether the replacement brought it
  /// @return false: the other connection brought it already
  boolean admit(MarketEvent event, boolean replacement) {
    Object key = key(event);
    int step = replacement ? 1 : -1;
    synchronized (ahead) {
      int before = ahead.getOrDefault(key, 0);
      int after = before + step;
      if (after == 0) {
        ahead.remove(key);
      } else if (before != 0 || ahead.size() < LIMIT) {
        ahead.put(key, after);
      }
      return before * step >= 0;
    }
  }

  /// All that the venue said, without when we received it.
  private static Object key(MarketEvent event) {
    return switch (event) {
      case Trade t ->
          t.tradeId() != null
              ? List.of("trade", t.id(), t.tradeId())
              : List.of("trade", t.id(), time(t), t.price(), t.size(), t.taker());
      case Liquidation l ->
          List.of("liquidation", l.id(), time(l), l.price(), l.size(), l.liquidated());
      case FundingSettled s -> List.of("settled", s.id(), s.settledAt(), s.rate());
      case Candle c -> List.of("candle", c.id(), c.of(), c.opensAt(), c.closesAt(), c.close());
      default -> event;
    };
  }

  private static Object time(MarketEvent event) {
    Object time = event.venueTime();
    return time == null ? "" : time;
  }
}
