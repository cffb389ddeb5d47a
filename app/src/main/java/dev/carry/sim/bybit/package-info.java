/// Bybit v5 as a client sees it: REST under `/v5/market`, one public socket for linear and one for
/// inverse contracts. Tickers are a snapshot and then only what changed.
@NullMarked
package dev.carry.sim.bybit;

import org.jspecify.annotations.NullMarked;
