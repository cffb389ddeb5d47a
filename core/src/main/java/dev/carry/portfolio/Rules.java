package dev.carry.portfolio;

import dev.carry.model.DetectorName;
import dev.carry.model.InstrumentId;
import dev.carry.model.Opportunity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When what was found is traded, and when it is left.
///
/// @param detectors whose opportunities; empty: all
/// @param assets canonical assets; empty: all
/// @param venues both legs are on one of them; empty: all
/// @param notional dollars of one leg; less where less than that fills, as far as that is known
/// @param enterNetApr opened from this net APR on (fraction a year); of views, which have no price,
///     from this gross APR on
/// @param exitGrossApr closed when what both legs pay falls below this (fraction a year)
/// @param hold closed after this long, whatever it pays
/// @param stopLoss closed when it lost this share of its notional, as marked; absent: never
public record Rules(
    List<String> detectors,
    List<String> assets,
    List<String> venues,
    BigDecimal notional,
    double enterNetApr,
    double exitGrossApr,
    Duration hold,
    @Nullable Double stopLoss) {

  /// Of the notional: less is not worth its orders.
  private static final BigDecimal LEAST = new BigDecimal("0.1");

  public Rules {
    detectors = List.copyOf(detectors);
    assets = List.copyOf(assets);
    venues = List.copyOf(venues);
    if (notional.signum() <= 0 || !hold.isPositive() || (stopLoss != null && !(stopLoss > 0))) {
      throw new IllegalArgumentException(
          "rules: notional "
              + notional
              + ", hold "
              + hold
              + ", stop loss "
              + stopLoss
              + ": more than 0 is allowed");
    }
  }

  /// Dollars of one leg: what fills within the slippage allowed, at most what is wanted; 0 where it
  /// is too little to send orders for.
  BigDecimal size(Opportunity found) {
    Double capacity = found.capacity();
    if (capacity == null || capacity >= notional.doubleValue()) {
      return notional;
    }
    BigDecimal fills = BigDecimal.valueOf(capacity).setScale(2, RoundingMode.DOWN);
    return fills.compareTo(least()) < 0 ? BigDecimal.ZERO : fills;
  }

  /// The least notional orders are sent for, dollars.
  BigDecimal least() {
    return notional.multiply(LEAST);
  }

  /// Whether an opportunity is one to be opened.
  boolean want(Opportunity found) {
    return found.netApr() >= enterNetApr
        && named(detectors, found.head().detector())
        && allows(
            found.head().asset(),
            found.legs().get(0).instrument(),
            found.legs().get(1).instrument());
  }

  /// Whether these two of an asset may be traded.
  boolean allows(String asset, InstrumentId one, InstrumentId other) {
    return named(assets, asset)
        && named(venues, one.venue().id())
        && named(venues, other.venue().id());
  }

  /// Who trades by these rules between two instants.
  public Strategy strategy(Instant from, Instant to) {
    return detectors.equals(List.of(DetectorName.FUNDING_MEAN_REVERSION))
        ? new ViewStrategy(this, from, to)
        : new FindingStrategy(this, from, to);
  }

  private static boolean named(List<String> names, String name) {
    return names.isEmpty() || names.contains(name);
  }
}
