package dev.carry.venue;

import dev.carry.model.Fact;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// What venues of spot give, and why they lack the rest: spot pays no funding, is valued by its own
/// trades, and has no positions.
public final class SpotFacts {
  public static final Set<Fact> OFFERED =
      Collections.unmodifiableSet(
          EnumSet.of(Fact.INSTRUMENT, Fact.QUOTE, Fact.BOOK, Fact.TRADE, Fact.VOLUME, Fact.CANDLE));

  /// Where no candle is told live with a word that it is final.
  public static final Set<Fact> WITHOUT_CANDLES =
      Collections.unmodifiableSet(
          EnumSet.of(Fact.INSTRUMENT, Fact.QUOTE, Fact.BOOK, Fact.TRADE, Fact.VOLUME));

  public static final String NO_PERIOD = "none: spot pays no funding";

  private SpotFacts() {}

  /// The reasons, by fact.
  ///
  /// @param contracts the venue of the same house that has contracts; empty: there is none
  public static Map<Fact, String> of(String contracts) {
    String elsewhere = contracts.isEmpty() ? "" : "; contracts are at " + contracts;
    Map<Fact, String> lacks = new EnumMap<>(Fact.class);
    for (Fact fact : EnumSet.complementOf(EnumSet.copyOf(OFFERED))) {
      lacks.put(fact, reason(fact) + elsewhere);
    }
    return Collections.unmodifiableMap(lacks);
  }

  /// The reasons of a venue without final candles.
  ///
  /// @param candles why there are none
  public static Map<Fact, String> withoutCandles(String contracts, String candles) {
    Map<Fact, String> lacks = new EnumMap<>(of(contracts));
    lacks.put(Fact.CANDLE, candles);
    return Collections.unmodifiableMap(lacks);
  }

  /// Those of some facts that spot has.
  public static Set<Fact> offeredOf(Set<Fact> facts) {
    Set<Fact> offered = EnumSet.copyOf(OFFERED);
    offered.retainAll(facts);
    return offered;
  }

  private static String reason(Fact fact) {
    return switch (fact) {
      case FUNDING_ESTIMATE, FUNDING_SETTLED -> "spot pays no funding";
      case MARK, INDEX, PREMIUM_INDEX -> "spot is priced by its own trades";
      case OPEN_INTEREST -> "spot has no open positions";
      case LIQUIDATION -> "the venue tells of no liquidations of spot on margin";
      case OPTION -> "spot is no option";
      case INSTRUMENT, QUOTE, BOOK, TRADE, VOLUME, CANDLE ->
          throw new IllegalArgumentException(fact + " is offered");
    };
  }
}
