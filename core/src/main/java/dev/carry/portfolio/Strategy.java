package dev.carry.portfolio;

import dev.carry.engine.MarketView;
import dev.carry.model.Input;

/// Decides what is held. It never trades itself, and sees nothing that the engine does not know.
public interface Strategy {

  /// Time passed, or what is on offer changed.
  ///
  /// @param input what was taken last
  /// @param offers what is on offer with it
  void decide(MarketView view, Input input, Offers offers, Desk desk);

  /// A process began: what was on offer is not any more, and comes back as it is found again. What
  /// it remembers of an earlier process is forgotten, so that one that only now begins decides the
  /// same.
  default void begin() {}

  /// What a leg of something held is to pay next was told anew.
  default void rateTold(MarketView view, Position position, Desk desk) {}
}
