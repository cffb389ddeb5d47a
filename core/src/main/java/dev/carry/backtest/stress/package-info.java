/// The same past with something in it that did not happen: what a strategy would have lost, and how
/// much capital and how little leverage it takes not to be liquidated. Pure; threads only between
/// runs.
///
/// ```
///   inputs ─┬────────────────────────────────────────► TradingEngine ──► as it was
///           │      Shock, Strike (when, where)                └─ Held: what there is to be hurt
///           └──► ShockedTape ──► inputs ─────────────► TradingEngine ──► Outcome
/// ```
///
/// A shock is a function from inputs to inputs; the engine, the strategy, the trader and the
/// account are those of every backtest. What no input can tell, that a venue takes a winning leg
/// away, is told to the traders beside them.
@NullMarked
package dev.carry.backtest.stress;

import org.jspecify.annotations.NullMarked;
