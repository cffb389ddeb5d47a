package dev.carry.portfolio;

import dev.carry.engine.MarketView;
import dev.carry.model.Finding;
import dev.carry.model.Input;
import java.time.Instant;
import java.util.List;

/// Decides what is held. It never trades itself, and sees nothing that the engine does not know.
public interface Strategy {

  /// An input was taken.
  ///
  /// @param found what the engine found with it
  void decide(MarketView view, Input input, List<Finding> found, Desk desk);

  /// When it wants to look again though nothing comes in; `Instant.MAX`: never.
  default Instant wakeAt() {
    return Instant.MAX;
  }

  /// It is that time.
  default void wake(MarketView view, Instant at, Desk desk) {}
}
