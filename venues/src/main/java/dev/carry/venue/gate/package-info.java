/// Gate futures v4: perpetuals settled in USDT (`BTC_USDT`, linear) and in BTC (`BTC_USD`,
/// inverse).
///
/// Prices and rates are strings, times seconds, seconds with decimals, or milliseconds
/// ([GateTime]). Sizes are contracts of `quanto_multiplier` coins; a multiplier of 0 says that a
/// contract is of one US dollar. Fourteen contracts trade in fractions of a contract:
/// `futures.obu` sends them exactly, all other channels and calls round down to whole contracts
/// unless a header asks otherwise (`X-Gate-Size-Decimal: 1`), which is not sent here. What is
/// lost is less than one contract; a size of 0 beside a price is therefore absent and no empty
/// side.
///
/// | Gate's word | ours |
/// |---|---|
/// | `funding_rate`, at `funding_next_apply` | estimate for the coming settlement |
/// | `funding_interval` | the period, seconds |
/// | `funding_rate` within 75 s of a settlement | the rate just charged: no fact |
/// | `funding_rate_indicative` | until 2023-05-24 the estimate after; since then the same |
/// | `r` at `t` of `funding_rate` | settled, stamped 1–2 s late |
/// | `funding_rate_limit` | cap, and floor with the sign turned |
/// | `total_size` / `open_interest_usd` | contracts / value in quote |
/// | sign of a trade's `size` | the taker's side |
/// | sign of a liquidation's `size` | that of the order that closes: negative closes a long |
/// | `price` of a liquidation | the price of that order, not of its fills |
///
/// | channel or endpoint | facts | evidence |
/// |---|---|---|
/// | `contracts` | instruments, estimates, index, mark | recorded 2023, probed 2026-09 |
/// | `tickers` by REST | quote, index, mark, open interest, volume | documents, probed 2026-09 |
/// | `futures.tickers` | the same but the quote, and estimates | recorded 2020–2023, probed |
/// | `futures.book_ticker` | quote | recorded 2022–2026, probed |
/// | `futures.obu` | book of 50 levels, `U` = last `u` + 1 | probed: no gap in 26,292 |
/// | `futures.order_book_update` | book changes, linked alike | recorded; not subscribed |
/// | `futures.order_book` | whole books; until 2021 changes | recorded; not subscribed |
/// | `order_book` by REST | whole book; `with_id` names its number | recorded 2023 |
/// | `futures.trades` | trade | recorded 2020–2026 |
/// | `futures.public_liquidates` | liquidation | documents, frames of 2026-08 |
/// | `funding_rate` | settled | documents, probed 2026-09 |
/// | `candlesticks`, `premium_index`, `futures.candlesticks` | candles | documents, recorded |
/// | `contract_stats` | open interest of the past | recorded 2022, documents |
/// | `liq_orders` | none: documents and users read its sign in opposite ways | — |
///
/// Quirks. A subscription of a contract that does not exist, or belongs to another settlement
/// currency, is accepted and silent on `futures.obu`; on other channels one such name refuses its
/// whole message. `result` was an object, a list and a list in a list for the same channel over
/// the years, and is an object or a list for `futures.public_liquidates`, whose `time` was
/// documented in seconds and sent in milliseconds. Liquidations: one a contract and second until
/// 2026-08-20 (a sample), since then all of the second in one message. The documents do not name
/// the sign; the frames of falling prices are negative. Names may be Chinese. `maker_fee_rate`
/// and `taker_fee_rate` of the list are not what users pay. The mark is often the last trade on
/// quiet contracts, and some indexes hold Gate's own perpetual. `volume_24h_base` of the inverse
/// contract is 0. A trade with `is_internal` is one with the insurance fund or by ADL.
///
/// What tells that a message was lost: `U` and `u` of the books. `tickers`, `book_ticker`,
/// `trades` and liquidations have no chain.
///
/// Not read: the nine USD1-settled contracts of 2026-08, for which no fees are published, and
/// dated futures, which have sockets of their own.
///
/// Limits (probed 2026-09-15): 200 calls in 10 s an endpoint, `x-gate-ratelimit-requests-remain`
/// counts down. Candles: 2,000 a call, none that begins more than 10,000 bars ago; the number of
/// rows of `contract_stats` (100) and of `funding_rate` (1,000) are from memory.
///
/// Documentation: <https://www.gate.com/docs/developers/apiv4/en/#futures>,
/// <https://www.gate.com/docs/developers/futures/ws/en/>.
///
/// ```
///   Frame ──► GateCodec (envelope) ──┬─► GateStream (quotes, books, trades, liquidations)
///                                    ├─► GateMarket (contracts, tickers)
///                                    └─► GateHistory (settled funding, interest, candles)
/// ```
@NullMarked
package dev.carry.venue.gate;

import org.jspecify.annotations.NullMarked;
