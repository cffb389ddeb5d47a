package dev.carry.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an account holds at one instant, at the prices known then. All amounts are dollars.
///
/// @param at engine time, UTC
/// @param capital at the start
/// @param realised booked since the start
/// @param unrealised gained by open legs since their entries, at the middle of the market; absent
///     while a leg has no price
/// @param bound capital in open positions
/// @param free capital in none, after losses
/// @param attribution `realised` by line
/// @param positions not closed, in order of opening
public record Holdings(
    Instant at,
    BigDecimal capital,
    BigDecimal realised,
    @Nullable BigDecimal unrealised,
    BigDecimal bound,
    BigDecimal free,
    Map<Line, BigDecimal> attribution,
    List<Held> positions) {

  public Holdings {
    attribution = new EnumMap<>(attribution);
    positions = List.copyOf(positions);
  }

  /// One position.
  ///
  /// @param number from 1, in order of opening
  /// @param asset canonical asset
  /// @param phase `opening`, `open` or `closing`
  /// @param notional of one leg, as asked for
  /// @param openedAt first fill; absent before
  /// @param unhedgedSince since when its legs are not the same size; absent while they are
  /// @param unhedged how long they were not, before
  /// @param pnl booked, and gained at the middle of the market; absent while a leg has no price
  /// @param lines booked so far
  /// @param settlements booked
  /// @param expectedNetApr what the finding it was opened on promised; absent: there was none
  /// @param why it was opened
  /// @param legs long leg first
  public record Held(
      long number,
      String asset,
      String phase,
      BigDecimal notional,
      @Nullable Instant openedAt,
      @Nullable Instant unhedgedSince,
      Duration unhedged,
      @Nullable BigDecimal pnl,
      Map<Line, BigDecimal> lines,
      int settlements,
      @Nullable Double expectedNetApr,
      String why,
      List<HeldLeg> legs) {

    public Held {
      Map<Line, BigDecimal> copy = new EnumMap<>(Line.class);
      copy.putAll(lines);
      lines = copy;
      legs = List.copyOf(legs);
    }
  }

  /// One leg.
  ///
  /// @param size held: units the price is for, or dollars of an inverse instrument
  /// @param entryPrice middle of the market at its fills, on average; absent while nothing is held
  /// @param price the venue's mark, or the middle of the market; absent: none is known
  /// @param unrealised gained since its entry; absent without a price
  /// @param margin what stands behind it at the venue; absent where it is paid in full
  /// @param liquidationPrice at which its margin is used up; absent: at none
  /// @param settlesAt the next settlement it will be there for; absent: none is known
  /// @param awaited settlements that passed and were not told yet
  public record HeldLeg(
      InstrumentId id,
      Side side,
      BigDecimal size,
      @Nullable Double entryPrice,
      @Nullable BigDecimal price,
      @Nullable BigDecimal unrealised,
      @Nullable BigDecimal margin,
      @Nullable Double liquidationPrice,
      @Nullable Instant settlesAt,
      int awaited) {}
}
