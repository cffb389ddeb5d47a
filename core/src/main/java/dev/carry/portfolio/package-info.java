/// Trading what was found, on paper: the same for the past and for now. Pure; one thread, no clock,
/// no I/O. The same inputs and strategy give the same fills and the same cash, byte for byte.
///
/// ```
///               before an input: what fell due until then, on what was known until then
///   Input ──┬──► Trader ──► FillModel ──► Fill ──► Position ──► Ledger
///           │       ▲                                  ▲
///           └──► Engine ──► Finding ──► Strategy ──────┘
///               after it: settlements, what was found, what the strategy wants
/// ```
///
/// Money is `BigDecimal`, in dollars: every USD-like coin is worth one, which is a risk and said to
/// be one. What an input brings is known from that input on; an order meets the market as it is
/// known when the order arrives there, a declared latency after it was decided.
@NullMarked
package dev.carry.portfolio;

import org.jspecify.annotations.NullMarked;
