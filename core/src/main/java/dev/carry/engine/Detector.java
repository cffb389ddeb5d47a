package dev.carry.engine;

import dev.carry.model.Fact;
import dev.carry.model.Finding;
import java.util.function.Consumer;

/// Looks at what is known and tells what it found. Called by the engine's thread only; reads no
/// clock but the view's, keeps bounded state, iterates only in insertion or sorted order.
public interface Detector {

  /// A fact about an instrument changed, or what is believed of it.
  void changed(MarketView view, InstrumentState instrument, Fact fact, Consumer<Finding> out);

  /// Time passed: everything that depends on age is looked at again.
  void ticked(MarketView view, Consumer<Finding> out);
}
