/// Trading what was found, on paper: the same for the past and for now. Pure; one thread, no clock,
/// no I/O. The same inputs and strategy give the same fills and the same cash, byte for byte.
///
/// ```
///               before an input: what fell due until then, on what was known until then
///   Input ──┬──► Broker ──► FillModel ──► Fill ──► Position ──► Account
///           │       ▲                                  ▲
///           └──► Engine ──► Finding ──► Trader ────────┘
///               after it: settlements, what was found, what his strategy wants
/// ```
///
/// A position is what the market and its terms make of it, whoever holds it: the broker carries all
/// of them, and an account sums up what its own made.
///
/// Money is `BigDecimal`, in dollars: every USD-like coin is worth one, which is a risk and said to
/// be one. What an input brings is known from that input on; an order meets the market as it is
/// known when the order arrives there, a declared latency after it was decided.
@NullMarked
package dev.carry.portfolio;

import org.jspecify.annotations.NullMarked;
