package dev.carry.detect;

import dev.carry.engine.InstrumentState;
import dev.carry.model.Costs;
import dev.carry.model.Evidence;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.JsonText;
import dev.carry.model.Side;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A trade of options, held to their expiry, and what it leaves at prices that are there.
///
/// @param expiry of its options
/// @param legs long ones first
/// @param gap what the prices pay before costs (fraction of the underlying's notional)
/// @param gross the same less the funding that is paid until the expiry
/// @param costs fractions of the underlying's notional
/// @param capacity underlying that fills at the touch, in quote; absent: not known
/// @param risks in words, with numbers; written only when they are told
record Edge(
    Kind kind,
    Instant expiry,
    List<Part> legs,
    double gap,
    double gross,
    Costs costs,
    @Nullable Double capacity,
    Supplier<List<String>> risks) {

  enum Kind {
    /// Call sold, put bought, underlying bought.
    FORWARD_SOLD,
    /// Call bought, put sold, underlying sold.
    FORWARD_BOUGHT,
    /// The strike that pays more is bought for less.
    VERTICAL_BOUGHT,
    /// A spread is sold for more than it can pay.
    VERTICAL_SOLD,
    /// The middle strike is sold for more than the wings cost.
    BUTTERFLY,
    /// One option, bought at one venue and sold at another.
    ACROSS_VENUES
  }

  /// A leg before it is told.
  ///
  /// @param ratio base units of it for one of the trade
  /// @param price what it trades at, quote per single unit of the asset
  /// @param exitPrice what it would be traded back at, likewise; NaN: nobody takes it
  /// @param size what the touch holds, in base; NaN: not known
  /// @param evidence the price it stands on
  record Part(
      InstrumentState state,
      Instrument listed,
      Side side,
      double ratio,
      double price,
      double exitPrice,
      double size,
      Evidence evidence) {

    boolean isOption() {
      return listed.kind() == Instrument.Kind.OPTION;
    }
  }

  Edge {
    legs = List.copyOf(legs);
  }

  /// What is left after the costs that are known (fraction of the underlying's notional).
  double net() {
    return gross - costs.total();
  }

  /// Names it by its options: the hedge is whichever leaves most.
  String key() {
    return JsonText.kebab(kind)
        + legs.stream()
            .filter(Part::isOption)
            .map(part -> part.state().id())
            .map(InstrumentId::toString)
            .collect(Collectors.joining("/", "/", ""));
  }
}
