/// The past through the same engine: stored facts become inputs in the order in which they were
/// known, and a strategy trades on them as it would now. Pure; threads only between runs.
///
/// ```
///   stored facts ──► HistoryTape ──► inputs ──► TradingEngine ──► TradeEvent ──► BacktestResult
///   declared spread, slippage, lag ──┘
/// ```
@NullMarked
package dev.carry.backtest;

import org.jspecify.annotations.NullMarked;
