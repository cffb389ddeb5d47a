/// What goes wrong, when, on which venue: read from a file, or drawn from a seed.
///
/// A fault file is YAML (a list) or JSON lines, one fault an entry:
///
/// ```
/// - {at: 30s, venue: bybit, what: disconnect}
/// - {at: 1m, venue: okx, what: silence, for: 45s, symbol: BTC-USDT-SWAP}
/// - {at: 2m, venue: binance-usdm, what: refuse, status: 429, retry-after: 20s, for: 20s}
/// - {at: 3m, venue: all, what: garbage, share: 0.1, for: 10s}
/// - {at: 4m, venue: deribit, what: clock-skew, by: -90s, for: 1m}
/// - {at: 5m, venue: binance-usdm, what: period-change, symbol: SOLUSDT, hours: 1}
/// ```
///
/// `at` and `for` are simulated time, `at` from the start of the simulator. [Kind] names what there
/// is and which other keys each takes.
@NullMarked
package dev.carry.sim.fault;

import org.jspecify.annotations.NullMarked;
