/// Kraken Futures: perpetuals and dated futures under `futures.kraken.com`; once Crypto Facilities.
///
/// Sizes are in contracts: of one unit of the base for linear ones (`PF_`, `FF_`), of one US dollar
/// for inverse ones (`PI_`, `FI_`). Numbers are JSON numbers, small ones with an exponent. `XBT` is
/// BTC.
///
/// | Kraken's word | ours |
/// |---|---|
/// | `relative_funding_rate` (socket) | estimate for the coming settlement, fixed by now |
/// | `next_funding_rate_time` | the coming settlement |
/// | `relative_funding_rate_prediction` | estimate for the settlement after it |
/// | `funding_rate` (socket) | the same in money; not read |
/// | `fundingRate` (REST tickers) | money per contract and hour: ÷ index (`PF_`), × index (`PI_`) |
/// | `timestamp` (funding history) | where the charged hour *begins*; settled an hour later |
/// | `premium` | mark against index in percent, to one decimal; not read |
/// | `side` of a trade | the taker's; of a `liquidation` the order that closed the position |
/// | `postOnly` | orders, no trades: halted |
/// | `spot` (charts) | the index |
///
/// | feed or endpoint | facts | evidence |
/// |---|---|---|
/// | `ticker` | index, mark, estimates, quote, open interest, volume | docs, recorded |
/// | `ticker_lite` | quote without sizes, volume; no time | recorded |
/// | `book`, `book_snapshot` | book, by `seq` | docs, recorded |
/// | `trade` | trade, liquidation | docs, recorded |
/// | `trade_snapshot` | none: from before the subscription | recorded |
/// | `instruments` | instruments | docs, recorded |
/// | `tickers` | as `ticker`, with converted estimates | docs |
/// | `historical-funding-rates` | settled | docs, observed by others in 2026-09 and 2026-10 |
/// | `orderbook` | book, whole, without `seq` | recorded |
/// | charts `trade`, `mark`, `spot` | closed candles | docs |
/// | analytics `open-interest` | past open interest | docs, observed by others in 2026-10 |
///
/// Funding accrues by the second within its hour and is booked at the hour's end, or when the
/// position changes; ±0.25 % an hour at most (`maxRelativeFundingRate`). Until 2022-09-29 12:00 UTC
/// it was set, and booked, every four hours (00, 04, … UTC), the rates being written per hour all
/// the same, ±0.1 % an hour at most: they become four times as much over four hours here
/// (support.kraken.com 9618146737172). The rate of an hour is the averaged premium of the hour
/// before it, so history lists it when its hour begins: the newest row still runs and is no
/// settlement. The history takes no times and answers everything kept, hours missing now and then.
///
/// REST states money only. The venue makes the relative rate from it by the spot price of the
/// moment it is computed; we have the index of the moment of the answer. The prediction is exact by
/// that, the running rate off by what the index has moved since its hour began, a few parts in a
/// thousand of the rate. The socket's rate takes its place within a second of the connection.
///
/// What tells that a message was lost: `seq` of `book` counts up by one for each product, snapshot
/// and changes together (7,014 recorded messages of ten products without a hole); the documents
/// name no rule. `trade` has a `seq` of its own that is not chained here; `ticker` is whole each
/// time. Unknown products are refused with `{"event":"error"}`.
///
/// Liquidations: trades of the book with `type` liquidation, each of them; price and size are the
/// fill's. Positions that are assigned to others or terminated never reach the book: no market
/// price, not told here.
///
/// Listed and not yet open contracts state zeros everywhere, `next_funding_rate_time` among them:
/// then there is no estimate. Sizes below zero in a book (2019) delete their level.
///
/// Keepalive: a ping at least every 60 s is documented, its text is from working clients. Limits:
/// public REST calls cost nothing; 100 connections, 100 requests a second on sockets
/// (docs.kraken.com futures rate limits, read 2026-11-28).
///
/// Documentation: <https://docs.kraken.com/exchange/api-reference/futures-websocket/ticker>,
/// <https://docs.kraken.com/api-reference/historical-funding-rates/historical-funding-rates>,
/// <https://docs.kraken.com/api-reference/candles/market-candles>.
///
/// ```
///   Frame ──► KrakenFuturesCodec (envelope) ──┬─► Market (feeds) ──────┬─► TickerRow
///                                             └─► Reference (answers) ─┴─► ContractRows
/// ```
@NullMarked
package dev.carry.venue.krakenfutures;

import org.jspecify.annotations.NullMarked;
