/// Bitget: perpetuals settled in USDT (`BTCUSDT`), in USDC (`BTCPERP`), and in coins (`BTCUSD`,
/// inverse). Calls and channels are those of the classic API, v2, which Bitget keeps "in
/// maintenance mode"; liquidations exist on the socket of v3 only.
///
/// Numbers and times are strings, by REST book levels are numbers; sizes are coins in all
/// families. `sizeMultiplier` is an order step and multiplies nothing.
///
/// | Bitget's word | ours |
/// |---|---|
/// | `fundingRate`, at `nextUpdate` (or `nextFundingTime`) | estimate for the coming settlement |
/// | `fundingRateInterval`, `fundInterval` | the period, hours |
/// | `nextFundingTime` `""`, `"0"`, or none | no settlement is named: no estimate |
/// | `minFundingRate`, `maxFundingRate` | floor and cap |
/// | `fundingRate` at `fundingTime` of the history | settled |
/// | `holdingAmount` | open interest, coins |
/// | `side` of a liquidation | the position's: `buy` was a long |
/// | `amount` of a liquidation | money: price times coins |
///
/// | channel or endpoint | facts | evidence |
/// |---|---|---|
/// | `contracts` | instruments | documents, probed 2026-09 |
/// | `current-fund-rate` | estimates, terms | documents, probed 2026-09 |
/// | `tickers` by REST | index, mark, quote, open interest, volume | rows of 2026-09-15 |
/// | `ticker` | the same, and estimates | recorded 2022, 2024, 2026 (v3) |
/// | `books` | whole book, then changes linked by `pseq` | recorded; no gap in 73,474 |
/// | `books5`, `books15`; `merge-depth` | whole books | recorded; not subscribed |
/// | `books1` | quote | recorded; not subscribed |
/// | `trade` | trade | recorded 2022, 2024 |
/// | `liquidation` (v3) | the largest liquidation of a side and second | recorded 2026-04 |
/// | `history-fund-rate` | settled | documents, probed 2026-09 |
/// | `history-…-candles`, `candle…` | closed candles | documents, recorded |
///
/// Quirks. The ticker is about a second behind the funding call: for three seconds after a
/// settlement its rate is no estimate. The funding call also lists contracts that are not listed
/// (`BGTESTMEUSDT`, `RWATESTMEUSDT`, and those not opened yet); demo products have quotes such as
/// `SUSDT`. A subscription of the wrong family is accepted and silent, an unknown name is
/// refused. `seq` of coin-settled books is larger than a double can hold. Until 2025 books
/// carried a checksum over 25 levels of each side and no numbers; recorded ones are checked by
/// it. A subscription to `trade` begins with trades of before, which are not told again. Pushed
/// candles do not say that they are closed: none is subscribed. `history-fund-rate` knows pages
/// and no times. The mark is often the last trade, and some indexes hold Bitget's own perpetual.
/// Contracts settled in coins have other names on v3 (`BTCUSD_CM`): their liquidations are not
/// read. That the price of a liquidation is the one of bankruptcy is a third party's reading of
/// 2026-10; that `amount` is money follows from the recorded rows, where amount by price is a
/// whole number of steps.
///
/// What tells that a message was lost: `pseq` of the books. Tickers, trades and liquidations have
/// no chain.
///
/// Not published: a premium index, and open interest of the past. Not read: spot, dated futures
/// (decoded, never subscribed), and messages of the API of before 2022-04-29.
///
/// Limits (documents, 2026-09-15): 20 calls a second an endpoint, 6,000 a minute in all; sockets
/// 300 connects in five minutes, 100 open, ten messages a second, 240 subscriptions an hour,
/// 4,096 bytes of arguments; v3 dropped connections that subscribed more than twenty at once.
///
/// Documentation: <https://www.bitget.com/docs/classic/Introduction>,
/// <https://www.bitget.com/docs/uta/websocket/public/Order-Book-Channel>.
///
/// ```
///   Frame ──► BitgetCodec (envelope) ──┬─► BitgetStream (tickers, books, trades, liquidations)
///                                      └─► BitgetReference (contracts, funding, candles)
/// ```
@NullMarked
package dev.carry.venue.bitget;

import org.jspecify.annotations.NullMarked;
