package dev.carry.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What happened in an account, in order.
public sealed interface TradeEvent {

  /// When it happened, UTC.
  Instant at();

  /// The number of the position it is about; absent: of none.
  default @Nullable Long number() {
    return switch (this) {
      case Entry e -> (Long) e.position();
      case Fill f -> (Long) f.position();
      case Closed c -> (Long) c.position();
      case Equity _ -> null;
      case Incident i -> i.position();
    };
  }

  /// The leg it is about; absent: of no single one.
  default @Nullable InstrumentId leg() {
    return switch (this) {
      case Entry e -> e.id();
      case Fill f -> f.id();
      case Closed _, Equity _ -> null;
      case Incident i -> i.id();
    };
  }

  /// One movement of money.
  ///
  /// @param at when it counts: the fill, or the settlement instant
  /// @param bookedAt engine time at which it was known, never before `at`
  /// @param position number of the position it belongs to
  /// @param id the leg it belongs to
  /// @param line why
  /// @param amount dollars; positive: received
  record Entry(
      Instant at, Instant bookedAt, long position, InstrumentId id, Line line, BigDecimal amount)
      implements TradeEvent {}

  /// An order met the market.
  ///
  /// @param at engine time
  /// @param size filled: units the price is for, or dollars of an inverse instrument
  /// @param price average, quote per base, rounded to 12 digits
  /// @param mid middle of the market it met
  /// @param value dollars traded
  /// @param left what of the order was not filled, in `size`
  /// @param against what it was filled against: `book`, `touch`, or `declared` slippage
  /// @param why what the order was for
  record Fill(
      Instant at,
      long position,
      InstrumentId id,
      Side side,
      BigDecimal size,
      BigDecimal price,
      BigDecimal mid,
      BigDecimal value,
      BigDecimal left,
      String against,
      String why)
      implements TradeEvent {
    /// Why a position is made smaller that its money no longer carries.
    public static final String TOO_LITTLE_MONEY =
        "margin ran low: the price moved away from the entry";
  }

  /// A position came to its end.
  ///
  /// @param at when its last leg was gone
  /// @param legs long leg first
  /// @param notional dollars of one leg asked for
  /// @param openedAt first fill
  /// @param unhedged how long its legs were not the same size
  /// @param settlements booked
  /// @param pnl sum of `lines`, dollars
  /// @param expectedNetApr what the finding it was opened on promised; absent: there was none
  /// @param opened why it was opened
  /// @param closed why it was closed
  record Closed(
      Instant at,
      long position,
      String asset,
      List<InstrumentId> legs,
      BigDecimal notional,
      Instant openedAt,
      Duration unhedged,
      int settlements,
      BigDecimal pnl,
      Map<Line, BigDecimal> lines,
      @Nullable Double expectedNetApr,
      String opened,
      String closed)
      implements TradeEvent {
    public Closed {
      legs = List.copyOf(legs);
    }
  }

  /// What the account was worth at the end of a day, UTC.
  ///
  /// @param realised dollars booked since the start
  /// @param unrealised dollars open legs gained since their entries, at the middle of the market
  /// @param bound dollars of capital in open positions
  record Equity(Instant at, BigDecimal realised, BigDecimal unrealised, BigDecimal bound)
      implements TradeEvent {
    public BigDecimal pnl() {
      return realised.add(unrealised);
    }
  }

  /// Something a trader would want to know.
  ///
  /// @param position absent: of none
  /// @param id absent: of no single leg
  record Incident(
      Instant at, Kind kind, @Nullable Long position, @Nullable InstrumentId id, String text)
      implements TradeEvent {
    public enum Kind {
      /// An order that opens found nothing to trade on.
      NOT_FILLED,
      /// One leg filled more than the other.
      UNHEDGED,
      /// A leg's margin was used up.
      LIQUIDATED,
      /// A venue that could not pay who won closed a leg that had gained.
      DELEVERAGED,
      /// Margin is on its way.
      TRANSFER,
      /// A settlement that was due did not come: the result lacks it.
      MISSING_SETTLEMENT,
      /// A settlement whose mark was not known: paid on a price of another instant.
      SETTLED_ON_OTHER_PRICE
    }
  }
}
