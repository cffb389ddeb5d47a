package dev.carry.venue;

import dev.carry.model.Fact;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// What venues of options alone do not give, and why.
public final class OptionFacts {
  public static final String NO_PERIOD = "none: options pay no funding";

  private OptionFacts() {}

  /// The reasons for all that is not offered.
  public static Map<Fact, String> lacks(Set<Fact> offered) {
    Map<Fact, String> lacks = new EnumMap<>(Fact.class);
    for (Fact fact : EnumSet.complementOf(EnumSet.copyOf(offered))) {
      lacks.put(fact, reason(fact));
    }
    return Collections.unmodifiableMap(lacks);
  }

  private static String reason(Fact fact) {
    return switch (fact) {
      case FUNDING_ESTIMATE, FUNDING_SETTLED, PREMIUM_INDEX -> "options pay no funding";
      case BOOK, TRADE, LIQUIDATION, CANDLE ->
          "not followed: of a chain's thousands of options the touch is told, and no more";
      case MARK, QUOTE, OPEN_INTEREST, VOLUME -> "told with the option itself";
      case INDEX -> "told with each option, as what it is valued on";
      case INSTRUMENT, OPTION -> throw new IllegalArgumentException(fact + " is offered");
    };
  }
}
