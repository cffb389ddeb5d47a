package dev.carry.portfolio;

import dev.carry.engine.MarketView;
import dev.carry.model.Input;
import java.time.Instant;

/// Decides what is held. It never trades itself, and sees nothing that the engine does not know.
public interface Strategy {

  /// Time passed, something was found, or there is news of something held.
  ///
  /// @param input what was taken last
  /// @param offers what is on offer with it
  void decide(MarketView view, Input input, Offers offers, Desk desk);

  /// A process began: what was on offer is not any more, and comes back as it is found again. What
  /// it remembers of an earlier process is forgotten, so that one that only now begins decides the
  /// same.
  default void begin() {}

  /// When it wants to look again though nothing comes in; `Instant.MAX`: never. After it was woken
  /// it names a later time.
  default Instant wakeAt() {
    return Instant.MAX;
  }

  /// It is that time.
  default void wake(MarketView view, Instant at, Desk desk) {}
}
