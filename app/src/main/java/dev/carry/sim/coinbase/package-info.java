/// Coinbase Exchange as its documentation describes it: products, candles and books over REST,
/// tickers that come with trades, matches, and books whose changes come in batches.
@NullMarked
package dev.carry.sim.coinbase;

import org.jspecify.annotations.NullMarked;
