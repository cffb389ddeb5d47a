/// Deribit v2: perpetuals and dated futures, inverse (amounts in US dollars) and linear (in USDC,
/// amounts in base), and their options (amounts in base, premiums in the coin where inverse).
///
/// Messages are JSON-RPC with numbers as numbers, some with exponents. Funding accrues each
/// millisecond: there is no coming settlement and no countdown, and `current_funding` is often
/// exactly 0 (small premiums are damped to nothing), which is a rate like any other.
///
/// | Deribit's word | ours |
/// |---|---|
/// | `current_funding`, `interest` of `perpetual.*` | estimate, per 8 h, continuous |
/// | `funding_8h`, `interest_8h`, `interest_value` | trail what was paid; no forecast, not read |
/// | `interest_1h` | settled rate of one hour |
/// | `amount` | dollars where inverse, base where linear; `contract_size` is not multiplied in |
/// | `best_bid_price` 0 | no bid; both 0 empties the quote |
/// | `price_index` | what the index price is keyed by: `btc_usd` |
/// | `estimated_delivery_price` | the index, of perpetuals in the summary |
/// | `mark_iv`, `bid_iv`, `ask_iv` | percent in tickers and summaries, a fraction to us |
/// | `iv` of `markprice.options.*` | a fraction already |
/// | `greeks` | quote per coin: vega per point, theta per day, rho per point |
/// | `underlying_index` `SYN.*` | a forward made up where no future expires that day |
/// | `liquidation` `T`, `M`, `MT` | the taker's, the maker's (whose side is the other one), both |
/// | `is_active`, `state` | status |
///
/// | channel or method | facts | evidence |
/// |---|---|---|
/// | `ticker.*`, `get_order_book` | estimate, mark, index, quote, interest, volume | recorded |
/// | `ticker.*` of an option | option, whole | recorded |
/// | `markprice.options.*` | option, mark and volatility alone; not subscribed | docs |
/// | `perpetual.*` | estimate, index | docs |
/// | `quote.*` | quote | recorded |
/// | `book.*` with group and depth | whole top of book | recorded |
/// | `book.*` without | snapshot, then changes, chained by `prev_change_id` | recorded |
/// | `trades.*`, `get_last_trades_*` | trade, liquidation | recorded |
/// | `deribit_price_index.*` | index | docs |
/// | `get_book_summary_by_currency` | as ticker, without sizes and greeks | recorded |
/// | `get_funding_rate_history` | settled | docs |
/// | `get_instruments`, `instrument.state.*` | instruments | recorded; docs |
/// | `chart.trades.*`, `get_tradingview_chart_data` | candles of trades | recorded |
/// | `platform_state` | notice | docs |
///
/// Acknowledgements list the channels accepted, separated by spaces; unknown ones are missing
/// without an error. Error 10028 says that too much was asked; Deribit then ends the connection.
/// A book's changes chain by `prev_change_id`; subscribing again on the same connection brings no
/// new snapshot. Combinations are ignored. Rows of 2021 have no `instrument_type`, no
/// `price_index` and no `state`: the name tells. Until 2020 book messages had no `type`.
///
/// Options are followed where they are wanted, by `ticker.*.agg2`: bundled every two seconds, whole
/// each time, and what Deribit's own page on tickers advises over asking again and again. About
/// 1,700 of BTC and ETH are listed, so some 850 messages a second on four connections at most.
/// What stands in for them, the summary, has no greeks. Their index is told by its own channel.
///
/// What tells that a message was lost: `trade_seq`, which numbers the trades of an instrument one
/// by one (recorded: without a hole, combination legs included). A number left out on `trades.*`
/// is told as a gap, because liquidations are told as complete. The other channels we subscribe to
/// are whole each time (`ticker.*`, `book.*` with group and depth) or have no sequence. Changes of
/// `book.*` without depth chain by `prev_change_id`.
///
/// The past: funding by the hour and candles of trades. `get_mark_price_history` answers an empty
/// list for futures and perpetuals (docs.deribit.com, read 2026-11), `get_index_chart_data` knows a
/// few fixed stretches only, and open interest is not kept.
///
/// Limits (docs.deribit.com, Rate Limits, read by a third party on 2026-09-22): a call without an
/// account is limited by address at a rate that is not published. The defaults for accounts are
/// kept: 10,000 credits a second, an ordinary call costs 500, `get_instruments` 10,000,
/// `public/subscribe` 3,000 of a pool of its own of 30,000; 32 connections an address, the 33rd is
/// refused with 429; a breach is error 10028 and the end of the session.
///
/// Documentation: <https://docs.deribit.com>.
///
/// ```
///   Frame ──► DeribitCodec (envelope) ──┬─► DeribitStream (tickers, books, trades)
///                                       ├─► DeribitReference (instruments, history)
///                                       └─► DeribitCharts (candles)
/// ```
@NullMarked
package dev.carry.venue.deribit;

import org.jspecify.annotations.NullMarked;
